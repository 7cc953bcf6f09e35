"""The legend of a page: what occurs in its frames and nothing else, shrunk until it fits."""

from __future__ import annotations

from qgis.core import QgsCategorizedSymbolRenderer, QgsLayoutItemLegend, QgsLegendStyle, QgsMapLayerLegendUtils
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtWidgets import QStyleOptionGraphicsItem

_TITLE_PT, _GROUP_PT, _ITEM_PT = 9.0, 7.5, 7.0
_RANK = {"focus": 0, "subject": 1, "outline": 1, "shared": 2}  # what is reviewed stands first
_SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


def add_legend(drawer, page, maps, box):
    """A legend in a box of the page. drawer: `PageDrawer`."""
    legend = QgsLayoutItemLegend(drawer.layout)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.removeAllChildren()
    for drawn in occurring(page):
        node = root.addLayer(drawer.layers.layer(drawn, drawer.enlarged))
        node.setName(drawn.title)
        _only(node, drawn, legend)
    legend.setTitle(drawer.job.labels["legend"])
    legend.setLinkedMap(maps[0])
    legend.setBoxSpace(0.0)
    legend.setBackgroundEnabled(False)
    drawer.place(legend, box)
    _painted_once(legend)
    for shrunk in _SHRINKS:
        _sized(legend, drawer, shrunk)
        if _fits(legend, box):
            break
    return legend


def occurring(page):
    """One `Drawn` for each look on a page, its classes those of all frames, in order of the first frames."""
    found = {}
    for frame in page.frames:
        for drawn in frame.layers:
            key = (drawn.table, drawn.style, drawn.title)
            first, codes = found.get(key, (drawn, ()))
            found[key] = (first, codes + tuple(code for code in drawn.codes if code not in codes))
    return sorted((Known(drawn, codes) for drawn, codes in found.values()), key=lambda one: _RANK.get(one.style, 9))


class Known:
    """A `Drawn` with the classes that occur on the whole page."""

    def __init__(self, drawn, codes):
        self._drawn, self.codes = drawn, codes

    def __getattr__(self, name):
        return getattr(self._drawn, name)


def _only(node, drawn, legend):
    """Of a renderer by classes, show those that occur. A renderer of the user's own kind shows all that it has."""
    renderer = node.layer().renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer) and renderer.classAttribute() == "class":
        values = [str(category.value() or "") for category in renderer.categories()]
        QgsMapLayerLegendUtils.setLegendNodeOrder(
            node, [row for row, value in enumerate(values) if value in drawn.codes]
        )
    legend.model().refreshLayerLegend(node)


def _sized(legend, drawer, shrunk):
    parts = QgsLegendStyle.Style
    for part, points in (
        (parts.Title, _TITLE_PT),
        (parts.Group, _GROUP_PT),
        (parts.Subgroup, _GROUP_PT),
        (parts.SymbolLabel, _ITEM_PT),
    ):
        style = legend.style(part)
        style.setFont(drawer.font(points * shrunk, bold=part in (parts.Title, parts.Subgroup)))
        style.setMargin(QgsLegendStyle.Side.Top, 1.2 * shrunk * drawer.enlarged)
        legend.setStyle(part, style)
    legend.setSymbolHeight(3.4 * shrunk * drawer.enlarged)
    legend.setSymbolWidth(6.0 * shrunk * drawer.enlarged)
    legend.adjustBoxSize()


def _painted_once(legend):
    """QGIS knows no size of a legend before it was painted: until then it answers with that of the box."""
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    legend.paint(painter, QStyleOptionGraphicsItem(), None)
    painter.end()


def _fits(legend, box):
    size = legend.rect().size()
    return size.height() <= box.height + 0.01 and size.width() <= box.width + 0.01
