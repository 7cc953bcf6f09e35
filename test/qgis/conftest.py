"""QGIS tests: the provider registered once, and a short way to run an algorithm."""

import gc

import pytest


@pytest.fixture(autouse=True)
def collected(qgis_app):
    """Cycles that hold QGIS objects go while QGIS is still there; later they crash the interpreter."""
    yield
    gc.collect()


class Log:
    """A Processing feedback that keeps what it is told, and can be cancelled."""

    def __new__(cls):
        from qgis.core import QgsProcessingFeedback

        class Kept(QgsProcessingFeedback):
            def __init__(self):
                super().__init__(False)
                self.lines, self.warnings, self.errors = [], [], []

            def pushInfo(self, text):
                self.lines.append(text)

            def pushWarning(self, text):
                self.warnings.append(text)

            def reportError(self, text, fatalError=False):
                self.errors.append(text)

        return Kept()


@pytest.fixture(autouse=True, scope="session")
def projected_canvas(qgis_app, qgis_iface):
    """A canvas in a projected CRS, as in a planner's project.

    Processing asks the canvas CRS for its projection; for one that has none, PROJ logs an error, and after a WFS layer
    QGIS 3.22 sends that to a logger that is gone: a segmentation fault before any algorithm runs.
    """
    from qgis.core import QgsCoordinateReferenceSystem

    qgis_iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4547"))


@pytest.fixture(scope="session")
def provider(qgis_app, qgis_processing):
    """The provider, registered."""
    from qgis.core import QgsApplication

    from zoning_review_plugin.host.provider import ZoningReviewProvider

    provider = ZoningReviewProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def log(qgis_app):
    """A fresh feedback."""
    return Log()


@pytest.fixture
def run(provider, log):
    """run(name, parameters) → outputs of `zoningreview:<name>`; what was said is in `run.log`."""
    import processing

    def call(name, parameters, context=None):
        return processing.run(f"zoningreview:{name}", parameters, feedback=log, context=context)

    call.log = log
    return call


def rows_of(layer):
    """Features of a layer as dicts of plain values, geometry under `geom`."""
    from zoning_review_plugin.host.compat import is_null

    names = [field.name() for field in layer.fields()]
    found = []
    for feature in layer.getFeatures():
        row = {name: None if is_null(value) else value for name, value in zip(names, feature.attributes())}
        found.append({**row, "geom": feature.geometry()})
    return found
