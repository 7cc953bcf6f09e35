"""Entry point of the QGIS plugin Zoning Review."""


def classFactory(iface):
    """QGIS calls this to make the plugin; `iface` is None in qgis_process."""
    from .zoning_review_plugin.plugin import ZoningReviewPlugin

    return ZoningReviewPlugin(iface)
