"""Sheets of paper: where the title, the map frames and the panel lie, and which round scale fits. Millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

SIZES = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
_ENLARGED = {"A4": 1.0, "A3": 1.3}  # of texts and margins against those of A4
_MARGIN, _TITLE, _GRID_LABELS, _GAP, _CAPTION = 9.0, 13.0, 4.5, 3.0, 17.0
_PANEL_WIDTH, _PANEL_HEIGHT = 66.0, 78.0
_ROUND = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
MOST_FRAMES = 4  # on one page


class Box(NamedTuple):
    """A rectangle on the paper, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """A page: its size, the boxes of its parts, and how much texts are enlarged."""

    width: float
    height: float
    portrait: bool
    enlarged: float
    title: Box
    map: Box
    panel: Box


def sheet(paper, portrait):
    """The `Sheet` of a paper size (`A4`, `A3`), upright or lying."""
    short, long = SIZES[paper]
    width, height = (short, long) if portrait else (long, short)
    k = _ENLARGED[paper]
    margin, title, grid, gap = (k * part for part in (_MARGIN, _TITLE, _GRID_LABELS, _GAP))
    inner, top = width - 2 * margin, margin + title
    left = margin + grid
    if portrait:
        tall = height - top - margin - grid - gap - k * _PANEL_HEIGHT
        box = Box(left, top, inner - grid, tall)
        panel = Box(margin, top + tall + grid + gap, inner, k * _PANEL_HEIGHT)
    else:
        wide = inner - grid - gap - k * _PANEL_WIDTH
        box = Box(left, top, wide, height - top - margin - grid)
        panel = Box(left + wide + gap, top, k * _PANEL_WIDTH, height - top - margin)
    return Sheet(width, height, portrait, k, Box(margin, margin, inner, title), box, panel)


def frames(page, count):
    """(boxes of `count` map frames, boxes of their captions) side by side in the map box of a `Sheet`.

    One frame has the whole box and no caption: [].
    """
    box = page.map
    if count == 1:
        return [box], []
    columns = count if count < MOST_FRAMES and not page.portrait else min(count, 1 if count < 3 else 2)
    rows = math.ceil(count / columns)
    grid, caption = page.enlarged * _GRID_LABELS, page.enlarged * _CAPTION
    between_x, between_y = grid + 2.0, grid + 1.0
    wide = (box.width - (columns - 1) * between_x) / columns
    tall = (box.height - (rows - 1) * between_y) / rows - caption
    maps, captions = [], []
    for number in range(count):
        x = box.x + (number % columns) * (wide + between_x)
        y = box.y + (number // columns) * (tall + caption + between_y)
        captions.append(Box(x, y, wide, caption))
        maps.append(Box(x, y + caption, wide, tall))
    return maps, captions


def is_tall(bounds):
    """Whether ground with these bounds is taller than wide, so that it wants an upright page."""
    x0, y0, x1, y1 = bounds
    return y1 - y0 > x1 - x0


def round_scale(bounds, box, unit_m):
    """The largest round scale denominator at which `bounds` (units of `unit_m` metres) fit into a `Box`."""
    x0, y0, x1, y1 = bounds
    least = max((x1 - x0) * unit_m / box.width, (y1 - y0) * unit_m / box.height, 0.05) * 1000.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * ten for ten in (power, 10 * power) for step in _ROUND if step * ten >= least * (1 - 1e-9))


def extent_at(centre, box, denominator, unit_m):
    """(min_x, min_y, max_x, max_y) that a `Box` shows around `centre` at a scale."""
    half_x = box.width / 2000.0 * denominator / unit_m
    half_y = box.height / 2000.0 * denominator / unit_m
    return centre[0] - half_x, centre[1] - half_y, centre[0] + half_x, centre[1] + half_y


def grid_step(span, most=5):
    """A round interval of grid lines, so that `span` has no more than `most`."""
    least = span / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= least * (1 - 1e-9))
