"""The plugin object: light to load, translated, and gone without a trace when it is unloaded."""

import subprocess
import sys

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QSettings

HEAVY = ("shapely", "pandas", "numpy", "pyproj", "osgeo", "yaml", "jinja2", "openpyxl")


def in_a_fresh_qgis(root, code):
    """The last line that `code` prints in a process of its own with a QgsApplication and an unused plugin registry."""
    start = "from qgis.core import QgsApplication\napp = QgsApplication([], False)\napp.initQgis()\n"
    script = start + code + "\napp.exitQgis()\n"
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    assert lines, done.stderr
    return lines[-1]


def test_load_and_unload(root):
    code = """
from unittest.mock import MagicMock
from zoning_review_plugin.plugin import ZoningReviewPlugin
iface = MagicMock()
iface.mainWindow.return_value = None
from qgis.gui import QgsGui
from qgis.core import QgsVectorLayer
registry = QgsApplication.processingRegistry()
layer = QgsVectorLayer("Point?field=subject_id:string&field=verdict:string", "r", "memory")
actions = lambda: len(QgsGui.mapLayerActionRegistry().mapLayerActions(layer))
before = actions()
plugin = ZoningReviewPlugin(iface)
plugin.initGui()
there = registry.algorithmById("zoningreview:review") is not None, iface.addPluginToVectorMenu.call_count
more = actions() - before
plugin.unload()
gone = registry.algorithmById("zoningreview:review") is None, iface.removePluginVectorMenu.call_count
print(there, gone, more, actions() - before)
"""
    assert in_a_fresh_qgis(root, code) == "(True, 8) (True, 8) 1 0"


def test_loading_imports_nothing_heavy(root):
    """QGIS starts as fast as before: libraries come with the first run."""
    code = f"""
import sys
before = set(sys.modules)
from unittest.mock import MagicMock
from zoning_review_plugin.plugin import ZoningReviewPlugin
iface = MagicMock()
iface.mainWindow.return_value = None
plugin = ZoningReviewPlugin(iface)
plugin.initGui()
plugin._tell_missing()
provider = QgsApplication.processingRegistry().providerById("zoningreview")
provider.warningMessage()
assert all(algorithm.canExecute()[0] for algorithm in provider.algorithms())
print([name for name in {HEAVY!r} if name in sys.modules and name not in before])
plugin.unload()
"""
    assert in_a_fresh_qgis(root, code) == "[]"


@pytest.mark.parametrize("locale", ["zh_CN", "zh-Hans"])
def test_chinese(qgis_app, locale):
    from zoning_review_plugin.host.provider import ZoningReviewProvider
    from zoning_review_plugin.plugin import _translator

    settings = QSettings()
    before = settings.value("locale/userLocale")
    settings.setValue("locale/userLocale", locale)
    translator = _translator()
    QCoreApplication.installTranslator(translator)
    try:
        provider = ZoningReviewProvider()
        provider.loadAlgorithms()
        assert provider.name() == "分区管控符合性审查"
        for algorithm in provider.algorithms():
            for text in (algorithm.displayName(), algorithm.shortHelpString(), algorithm.shortDescription()):
                assert any("一" <= character <= "鿿" for character in text), text
    finally:
        QCoreApplication.removeTranslator(translator)
        settings.setValue("locale/userLocale", before)


@pytest.mark.parametrize("missing", ["shapely", "pandas"])
def test_missing_library_is_said_not_raised(qgis_app, monkeypatch, missing):
    from zoning_review_plugin.host import libraries
    from zoning_review_plugin.host.algorithms.review import Review

    real = libraries.find_spec
    monkeypatch.setattr(libraries, "find_spec", lambda name: None if name.split(".")[0] == missing else real(name))
    possible, why = Review().canExecute()
    assert not possible and missing in why
