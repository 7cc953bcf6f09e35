"""Ellipses, arcs and rounded rectangles of MapInfo files, which GDAL hands out as chords of 2 degrees, untold."""

from __future__ import annotations

import re

import numpy as np

from ...model.codes import Severity
from ..layer import ReadFault
from .stored import beside, bytes_of, size_of

_MOST_BYTES = 100_000_000
_STEP = 2  # degrees of arc between the points that GDAL makes
_ROUND = re.compile(rb"(?im)^\s{0,9}(?:ellipse|arc|roundrect)\s")
# Types of objects in a .map file: arcs, rounded rectangles, ellipses, each with short and with long coordinates.
_ROUND_TYPES = (0x0A, 0x0B, 0x16, 0x17, 0x19, 0x1A)


def mapinfo_faults(path):
    """`ReadFault`s of the MapInfo file at `path` (.tab with .map and .id, or .mif)."""
    count = _in_text(path) if path.lower().endswith(".mif") else _in_table(path)
    return [ReadFault("mapinfo_curves", {"count": count, "step": _STEP}, Severity.REMARK)] if count else []


def _in_text(path):
    size = size_of(path)
    content = bytes_of(path) if size and size <= _MOST_BYTES else None
    return 0 if content is None else len(_ROUND.findall(content.tobytes()))


def _in_table(path):
    """The number of round objects: the .id file says where in the .map file each begins, and that is its type."""
    ids, shapes = beside(path, ".id"), beside(path, ".map")
    starts, content = ids and bytes_of(ids), shapes and bytes_of(shapes)
    if starts is None or content is None:
        return 0
    starts = starts[: len(starts) // 4 * 4].tobytes()
    at = np.frombuffer(starts, "<i4")
    at = at[(at > 0) & (at < len(content))]
    return int(np.isin(content[at], _ROUND_TYPES).sum())
