"""One page of a map as items of a QGIS layout: title, frames with grid, legend, scale, north, notes."""

from __future__ import annotations

from qgis.core import (
    QgsBasicNumericFormat,
    QgsCoordinateReferenceSystem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsRectangle,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF

from ..provider_icons import icon_path
from .legend import add_legend
from .paper import Box, grid_step

_PT_MM = 25.4 / 72.0
_TITLE_PT, _SUBTITLE_PT, _TEXT_PT, _NOTE_PT, _GRID_PT = 14.0, 9.0, 7.5, 6.0, 5.0
_NORTH_MM, _SCALE_MM = 17.0, 17.0
_SMALLEST = 0.55  # to which texts shrink before they are cut
_DEGREES = (1.0, 0.5, 1 / 3, 1 / 6, 1 / 12, 1 / 30, 1 / 60, 1 / 120, 1 / 240, 1 / 720, 1 / 1800, 1 / 3600)


class PageDrawer:
    """Draws pages of one job on layouts. family: of the fonts. layers: a `LayerMaker`."""

    def __init__(self, job, family, layers):
        self._job, self._family, self._layers = job, family, layers
        self._crs = QgsCoordinateReferenceSystem.fromWkt(job.crs)
        self._grid_crs = QgsCoordinateReferenceSystem.fromWkt(job.grid_crs) if job.grid_crs else None

    def draw(self, layout, number, page, sheet, count):
        """Put `page` on page `number` (from 0) of a layout; count: of its pages."""
        self._layout, self._number, self._k = layout, number, sheet["enlarged"]
        self._title(page, Box(*sheet["title"]), count)
        maps = [self._map(frame) for frame in page.frames]
        for frame in page.frames:
            if frame.caption:
                self._caption(frame)
        self._panel(page, maps, Box(*sheet["panel"]), sheet["portrait"])

    def _title(self, page, box, count):
        centre = Qt.AlignmentFlag.AlignHCenter
        both = f"{page.title}" if not page.subtitle else page.title
        height = box.height * (0.55 if page.subtitle else 0.9)
        self._label(both, Box(box.x, box.y, box.width, height), _TITLE_PT, centre, bold=True, fit=True)
        if page.subtitle:
            below = Box(box.x, box.y + height, box.width, box.height - height)
            self._label(page.subtitle, below, _SUBTITLE_PT, centre, fit=True)
        if count > 1:
            told = self._job.labels["page"].format(number=self._number + 1, count=count)
            self._label(told, Box(box.x, box.y, box.width, 5 * self._k), _NOTE_PT, Qt.AlignmentFlag.AlignRight)

    def _map(self, frame):
        item = QgsLayoutItemMap(self._layout)
        self._place(item, Box(*frame.box))
        item.setCrs(self._crs)
        item.setLayers([self._layers.layer(one, self._k) for one in frame.layers])
        item.setKeepLayerSet(True)
        item.setExtent(QgsRectangle(*frame.extent))
        item.setBackgroundColor(QColor("#ffffff"))
        self._grid(frame)
        return item

    def _grid(self, frame):
        """Crosses on the map and coordinates at its left and lower edge.

        On an empty map of its own: one that QGIS turns into a picture loses what stands outside its frame.
        """
        item = QgsLayoutItemMap(self._layout)
        self._place(item, Box(*frame.box))
        item.setCrs(self._crs)
        item.setLayers([])
        item.setKeepLayerSet(True)
        item.setExtent(QgsRectangle(*frame.extent))
        item.setBackgroundEnabled(False)
        item.setFrameEnabled(True)
        item.setFrameStrokeWidth(_mm(0.35))
        x0, y0, x1, y1 = frame.extent
        grid = QgsLayoutItemMapGrid("grid", item)
        places = QgsLayoutItemMapGrid
        step = grid_step(max(x1 - x0, y1 - y0))
        if self._grid_crs:
            span = max(x1 - x0, y1 - y0) * self._job.unit_m / 111_000.0
            step = max((one for one in _DEGREES if span / one >= 3), default=_DEGREES[-1])
            grid.setCrs(self._grid_crs)
            grid.setAnnotationFormat(places.AnnotationFormat.DegreeMinuteSecondNoSuffix)
        else:
            grid.setAnnotationFormat(places.AnnotationFormat.Decimal)
        grid.setAnnotationPrecision(0)
        grid.setIntervalX(step)
        grid.setIntervalY(step)
        grid.setStyle(places.GridStyle.Cross)
        grid.setCrossLength(2.0)
        grid.setGridLineColor(QColor("#555555"))
        grid.setGridLineWidth(0.12)
        grid.setFrameStyle(places.FrameStyle.ExteriorTicks)
        grid.setFrameWidth(0.9)
        grid.setAnnotationEnabled(True)
        grid.setAnnotationTextFormat(self._format(_GRID_PT))
        grid.setAnnotationFrameDistance(0.3)
        shown, hidden = places.DisplayMode.ShowAll, places.DisplayMode.HideAll
        for side, mode in (("Left", shown), ("Bottom", shown), ("Right", hidden), ("Top", hidden)):
            where = getattr(places.BorderSide, side)
            grid.setAnnotationDisplay(mode, where)
            grid.setAnnotationPosition(places.AnnotationPosition.OutsideMapFrame, where)
        grid.setAnnotationDirection(places.AnnotationDirection.Vertical, places.BorderSide.Left)
        item.grids().addGrid(grid)

    def _caption(self, frame):
        box = Box(*frame.caption_box)
        self._label(
            frame.caption[0], Box(box.x, box.y, box.width, box.height * 0.34), _TEXT_PT + 1, bold=True, fit=True
        )
        rest = Box(box.x, box.y + box.height * 0.34, box.width, box.height * 0.62)
        self._label("\n".join(frame.caption[1:]), rest, _TEXT_PT, fit=True)

    def _panel(self, page, maps, box, portrait):
        """Legend, north, facts, scale and notes in the panel: in one column, or in two below an upright map."""
        k, gap = self._k, 1.5 * self._k
        inner = Box(box.x + gap, box.y + gap, box.width - 2 * gap, box.height - 2 * gap)
        self._frame(box)
        if portrait:
            half = inner.width * 0.42
            first = Box(inner.x, inner.y, half, inner.height)
            inner = Box(inner.x + half + gap, inner.y, inner.width - half - gap, inner.height)
        self._north(page.frames[0], Box(inner.x, inner.y, inner.width, _NORTH_MM * k))
        top, bottom = inner.y + _NORTH_MM * k + gap, inner.y + inner.height
        notes, facts = "\n".join(page.notes), "\n".join(page.facts)
        free = bottom - top - _SCALE_MM * k - 2 * gap
        notes_height = min(self._height(notes, inner.width, _NOTE_PT), free * (0.6 if portrait else 0.4))
        facts_height = (
            min(self._height(facts, inner.width, _TEXT_PT), free * (0.4 if portrait else 0.35)) if facts else 0.0
        )
        self._label(notes, Box(inner.x, bottom - notes_height, inner.width, notes_height), _NOTE_PT, fit=True)
        bottom -= notes_height + gap
        self._scale(maps[0], page.frames[0], Box(inner.x, bottom - _SCALE_MM * k, inner.width, _SCALE_MM * k))
        bottom -= _SCALE_MM * k + gap
        if facts:
            place = top if portrait else bottom - facts_height
            self._label(facts, Box(inner.x, place, inner.width, facts_height), _TEXT_PT, fit=True)
            bottom -= facts_height + gap
        room = first if portrait else Box(inner.x, top, inner.width, bottom - top)
        add_legend(self, page, maps, room)

    def _north(self, frame, box):
        """An arrow to true north, and by how much that is off the upper edge of the map."""
        item = QgsLayoutItemPicture(self._layout)
        item.setPicturePath(icon_path("north_arrow.svg"))
        item.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
        item.setPictureRotation(frame.north_deg)
        self._place(item, Box(box.x, box.y, box.height * 0.8, box.height))
        beside = Box(box.x + box.height * 0.9, box.y, box.width - box.height * 0.9, box.height)
        side = "west" if frame.north_deg < 0 else "east"
        side = "up" if abs(frame.north_deg) * 60 < 0.5 else side
        self._label(
            self._job.labels[side].format(angle=_angle(frame.north_deg)), beside, _NOTE_PT, middle=True, fit=True
        )

    def _scale(self, item, frame, box):
        text = f"{self._job.labels['scale']} 1:{frame.denominator:,.0f}".replace(",", " ")
        self._label(text, Box(box.x, box.y, box.width, box.height * 0.3), _TEXT_PT, bold=True)
        bar = QgsLayoutItemScaleBar(self._layout)
        bar.setStyle("Single Box")
        bar.setLinkedMap(item)
        metres = grid_step(box.width * 0.72 / 1000.0 * frame.denominator, 4)
        units = QgsUnitTypes.DistanceUnit
        while metres * 4 / frame.denominator * 1000.0 > box.width * 0.8:
            metres /= 2
        kilometres = metres >= 1000
        bar.setUnits(units.DistanceKilometers if kilometres else units.DistanceMeters)
        bar.setUnitLabel("km" if kilometres else "m")
        bar.setUnitsPerSegment(metres / (1000.0 if kilometres else 1.0))
        bar.setNumberOfSegments(4)
        bar.setNumberOfSegmentsLeft(0)
        plain = QgsBasicNumericFormat()
        plain.setShowThousandsSeparator(False)
        bar.setNumericFormat(plain)
        bar.setHeight(1.6 * self._k)
        bar.setTextFormat(self._format(_NOTE_PT))
        self._place(bar, Box(box.x, box.y + box.height * 0.32, box.width, box.height * 0.6))

    def _frame(self, box):
        item = QgsLayoutItemShape(self._layout)
        item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        symbol = item.symbol().clone()
        symbol.setColor(QColor("#ffffff"))
        symbol.symbolLayer(0).setStrokeColor(QColor("#000000"))
        symbol.symbolLayer(0).setStrokeWidth(0.25)
        item.setSymbol(symbol)
        self._place(item, box)

    def _label(self, text, box, points, side=Qt.AlignmentFlag.AlignLeft, bold=False, middle=False, fit=False):
        """A text in a box; with `fit` it shrinks, and at last is cut, so that all that stands there can be read."""
        item = QgsLayoutItemLabel(self._layout)
        item.setMode(QgsLayoutItemLabel.Mode.ModeFont)
        if fit:
            text, points = self._fitted(text, box, points, bold)
        item.setText(text)
        font = self.font(points, bold)
        if hasattr(item, "setTextFormat"):
            item.setTextFormat(self._format(points, bold))
        else:
            item.setFont(font)
        item.setHAlign(side)
        item.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
        item.setMarginX(0)
        item.setMarginY(0)
        self._place(item, box)
        return item

    def _fitted(self, text, box, points, bold):
        shrunk = 1.0
        while self._height(text, box.width, points * shrunk, bold) > box.height + 0.01 and shrunk > _SMALLEST:
            shrunk *= 0.95
        while text and self._height(text, box.width, points * shrunk, bold) > box.height + 0.01:
            text = text[: max(0, int(len(text) * 0.9) - 1)] + "…" if len(text) > 2 else ""
        return text, points * shrunk

    def _height(self, text, width, points, bold=False):
        """Millimetres that a text takes in a column."""
        font = QFont(self._family)
        font.setBold(bold)
        font.setPixelSize(max(1, round(100 * points * self._k * _PT_MM)))
        flags = int(Qt.TextFlag.TextWordWrap)
        found = QFontMetricsF(font).boundingRect(QRectF(0, 0, 96.0 * width, 1e7), flags, text)
        return found.height() / 100.0 + 0.6

    def font(self, points, bold=False):
        """A font of the maps in points of A4; larger on larger paper."""
        font = QFont(self._family)
        font.setPointSizeF(points * self._k)
        font.setBold(bold)
        return font

    def _format(self, points, bold=False):
        form = QgsTextFormat()
        form.setFont(self.font(points, bold))
        form.setSize(points * self._k)
        form.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
        form.setColor(QColor("#000000"))
        return form

    def _place(self, item, box):
        self._layout.addLayoutItem(item)
        unit = QgsUnitTypes.LayoutUnit.LayoutMillimeters
        item.attemptMove(QgsLayoutPoint(box.x, box.y, unit), page=self._number)
        item.attemptResize(QgsLayoutSize(box.width, box.height, unit))

    place = _place

    @property
    def layout(self):
        """The layout that is being drawn."""
        return self._layout

    @property
    def job(self):
        """The `Job`."""
        return self._job

    @property
    def layers(self):
        """The `LayerMaker`."""
        return self._layers

    @property
    def enlarged(self):
        """How much texts are larger than on A4."""
        return self._k


def _mm(width):
    return QgsLayoutMeasurement(width, QgsUnitTypes.LayoutUnit.LayoutMillimeters)


def _angle(degrees):
    """Degrees and minutes."""
    minutes = round(abs(degrees) * 60)
    return f"{minutes // 60}°{minutes % 60:02d}′"
