"""The plugin object: light to load, translated, and gone without a trace when it is unloaded."""

import subprocess
import sys

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QSettings

HEAVY = ("shapely", "pandas", "numpy", "pyproj", "osgeo", "yaml", "jinja2", "openpyxl")


def test_load_and_unload(qgis_app, qgis_iface, qgis_processing):
    from zoning_review_plugin.plugin import ZoningReviewPlugin

    plugin = ZoningReviewPlugin(qgis_iface)
    plugin.initGui()
    assert QgsApplication.processingRegistry().algorithmById("zoningreview:review") is not None
    plugin.unload()
    assert QgsApplication.processingRegistry().algorithmById("zoningreview:review") is None


def test_loading_imports_nothing_heavy(root):
    """QGIS starts as fast as before: libraries come with the first run."""
    code = (
        "import sys\nfrom qgis.core import QgsApplication\napp = QgsApplication([], False)\napp.initQgis()\nbefore = set(sys.modules)\n"
        "from zoning_review_plugin.plugin import ZoningReviewPlugin\nplugin = ZoningReviewPlugin(None)\nplugin.initProcessing()\n"
        "provider = QgsApplication.processingRegistry().providerById('zoningreview')\nprovider.warningMessage()\n"
        "assert all(algorithm.canExecute()[0] for algorithm in provider.algorithms())\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules and name not in before])\n"
        "plugin.unload()\napp.exitQgis()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.strip().splitlines()[-1] == "[]", done.stdout + done.stderr


def test_chinese(qgis_app):
    from zoning_review_plugin.host.provider import ZoningReviewProvider
    from zoning_review_plugin.plugin import _translator

    settings = QSettings()
    before = settings.value("locale/userLocale")
    settings.setValue("locale/userLocale", "zh_CN")
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
