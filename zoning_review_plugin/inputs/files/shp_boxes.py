"""The bounding boxes that a shapefile keeps with each shape, read without GDAL: far quicker than a pass of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

_HEADER = 100
_BOX = 3 + np.arange(8)  # in words of four bytes, after number and length of the record and the kind of shape
_AT_ONCE = 65_536


def may_enclose(path, window):
    """Whether the box of a shape in the `.shp` at `path` holds all of `window`; True where that cannot be told."""
    path = Path(path)
    index = next((p for p in (path.with_suffix(".shx"), path.with_suffix(".SHX")) if p.is_file()), None)
    try:
        starts = np.frombuffer(index.read_bytes(), ">u4", offset=_HEADER)[::2].astype(np.int64)
        shapes = np.memmap(path, "<u4", "r", shape=path.stat().st_size // 4)
    except (AttributeError, OSError, ValueError):  # no index, no plain file, a damaged one
        return True
    if (starts % 2).any():
        return True
    starts = starts[starts // 2 + _BOX[-1] < len(shapes)] // 2  # the file counts in words of two bytes
    for k in range(0, len(starts), _AT_ONCE):
        box = shapes[starts[k : k + _AT_ONCE, None] + _BOX].view("<f8")
        lower = (box[:, 0] <= window.min_x) & (box[:, 1] <= window.min_y)
        if (lower & (box[:, 2] >= window.max_x) & (box[:, 3] >= window.max_y)).any():
            return True
    return False
