"""Without a library the plugin loads, says once what is missing and how to install it; only what needs it is off."""

import json
import subprocess
import sys

import pytest
from qgis.core import QgsSettings

from zoning_review_plugin.host import libraries
from zoning_review_plugin.host.missing_notice import TOLD

from .cases import write_case
from .layers import square

NEEDED, EXTRAS = (
    ("shapely", "pandas", "pyproj", "yaml"),
    (
        "openpyxl",
        "docx",
        "docxtpl",
        "matplotlib",
        "jinja2",
        "numba",
    ),
)
BLOCKED = """
import json, sys
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {library!r}:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Gone())
from unittest.mock import MagicMock
from qgis.core import QgsApplication, QgsExpression, QgsSettings
app = QgsApplication([], False)
app.initQgis()
sys.path.append(QgsApplication.pkgDataPath() + "/python/plugins")
QgsSettings().remove("zoning_review/told_missing")
from zoning_review_plugin.plugin import ZoningReviewPlugin
iface = MagicMock()
iface.mainWindow.return_value = None
plugin = ZoningReviewPlugin(iface)
plugin.initGui()
"""


def without(root, library, code):
    """The last line, as JSON, of `code` run in a QGIS that has no `library`."""
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED.format(library=library) + code],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    assert lines, done.stderr
    return json.loads(lines[-1])


@pytest.mark.parametrize("library", NEEDED)
def test_without_what_everything_needs(root, library):
    found = without(
        root,
        library,
        """
plugin._tell_missing()
plugin._tell_missing()
said = list(iface.messageBar().pushMessage.call_args_list)
algorithms = QgsApplication.processingRegistry().providerById("zoningreview").algorithms()
expression = QgsExpression("zoning_units(make_point(1, 2), 'EPSG:4326')")
value = expression.evaluate()
panel = plugin.show_panel()
shown = iface.messageBar().pushMessage.call_args_list[len(said):] if panel is None else []
print(json.dumps({
    "said": [call.args[1] for call in said], "can": [one.canExecute()[0] for one in algorithms],
    "error": expression.evalErrorString(), "panel": panel is not None, "asked": len(shown)}))
plugin.unload()
""",
    )
    assert len(found["said"]) == 1 and library in found["said"][0] and "pip install" in found["said"][0]
    assert found["asked"] == 1  # who asks for the panel is answered
    assert len(found["can"]) >= 10 and not any(found["can"])
    assert library in found["error"] and not found["panel"]


@pytest.mark.parametrize("library", EXTRAS)
def test_without_what_some_outputs_need(root, tmp_path, library):
    case = write_case(tmp_path, {"plan": [square(500000, 3400000)]}, {"erl": [square(500050, 3400000)]})
    text = open(case, encoding="utf-8").read()
    kinds = ["gpkg", "xlsx", "docx", "html", "csv", "json"]
    text = text.replace("outputs:\n- gpkg\n- csv\n", "outputs: [" + ", ".join(kinds) + "]\n")
    open(case, "w", encoding="utf-8").write(text)
    found = without(
        root,
        library,
        f"""
import processing
from processing.core.Processing import Processing
Processing.initialize()
plugin._tell_missing()
said = [call.args[1] for call in iface.messageBar().pushMessage.call_args_list]
algorithm = QgsApplication.processingRegistry().algorithmById("zoningreview:review")
answer = processing.run(algorithm, {{"CASE": {case!r}, "OUTPUT_FOLDER": {str(tmp_path / "out")!r}}})
print(json.dumps({{"said": said, "can": algorithm.canExecute()[0], "overlaps": answer["OVERLAP_COUNT"]}}))
plugin.unload()
""",
    )
    assert len(found["said"]) == 1 and library in found["said"][0]
    assert found["can"] and found["overlaps"] == 1
    written = {path.suffix for path in (tmp_path / "out").iterdir()}
    off = {"openpyxl": {".xlsx"}, "docx": {".docx"}, "docxtpl": {".docx"}, "jinja2": {".html", ".docx"}}.get(
        library, set()
    )
    assert {f".{kind}" for kind in kinds} - {".csv"} - written == off


@pytest.mark.parametrize(
    "system,wanted", [("win32", "OSGeo4W"), ("darwin", "/Applications/QGIS.app"), ("linux", "pip install")]
)
def test_how_to_install_fits_the_platform(qgis_app, system, wanted):
    said = libraries.how_to_install(["yaml", "shapely"], system)
    assert wanted in said and "PyYAML" in said and "shapely>=2" in said


def test_on_debian_without_a_venv(qgis_app, monkeypatch):
    monkeypatch.setattr(libraries.sys, "prefix", libraries.sys.base_prefix)
    assert "sudo apt install python3-yaml python3-pandas" in libraries.how_to_install(["yaml", "pandas"], "linux")


def test_nothing_is_said_where_nothing_is_missing(qgis_app):
    QgsSettings().remove(TOLD)
    assert libraries.reason() == ""
