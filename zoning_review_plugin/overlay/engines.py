"""Which engine is to find areas and lines in them: chosen at run time, with the reason, never without a test of it.

The kernel needs numba, and time to be compiled once. Until it is, the other engine serves; the figures are the same.
"""

from __future__ import annotations

import hashlib
import os
import platform
from functools import lru_cache
from importlib import metadata, util
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from ..model.cache import cache_folder
from . import shapely_engine
from .measure import Plane
from .ragged import edges_of
from .shapes import Shapes

AUTO, KERNEL, SHAPELY = ALL = "auto", "kernel", shapely_engine.NAME
MANY = 50_000  # features of all layers from which the kernel is worth loading
_PAIRS, _SEED, _TOLERANCE_M2, _TOLERANCE_M = 500, 20261122, 1e-5, 1e-6


class Choice(NamedTuple):
    """The name of an engine and why it is that one: asked, ready, small, not_installed, not_compiled, test_failed."""

    name: str
    reason: str


def chosen(asked, features):
    """The `Choice` for what is asked for (`AUTO`, `KERNEL` or `SHAPELY`) and a number of features.

    `AUTO` takes the kernel for many features, where it has been compiled: few are done before it would be loaded, and
    the figures of a small case then do not depend, in their last digits, on what has been compiled meanwhile.
    It is tested first. `KERNEL` compiles it where that has not been done, which takes up to a minute.
    """
    if asked == SHAPELY:
        return Choice(SHAPELY, "asked")
    if asked == AUTO and features < MANY:
        return Choice(SHAPELY, "small")
    if not kernel_is_installed():
        return Choice(SHAPELY, "not_installed")
    if asked == AUTO and not is_compiled():
        return Choice(SHAPELY, "not_compiled")
    if not kernel_agrees():
        return Choice(SHAPELY, "test_failed")
    return Choice(KERNEL, "asked" if asked == KERNEL else "ready")


def engine_called(name):
    """The engine of a name; asked for the kernel in vain, the other one."""
    if name == KERNEL:
        from . import kernel_engine  # only where it is wanted: what compiles it takes long to load

        return kernel_engine
    return shapely_engine


def compile_kernel():
    """Compile the kernel, or load it where that has been done, and test it. Returns whether it may be used."""
    return kernel_is_installed() and kernel_agrees()


@lru_cache(maxsize=1)
def kernel_agrees():
    """Whether the kernel gives, on built-in pairs, what GEOS gives. Notes for later processes that it is compiled."""
    left, right = (Shapes(shapes, Plane()) for shapes in _built_in_pairs())
    lines = Shapes(shapely.get_exterior_ring(left.geometry), Plane())
    rows = np.arange(_PAIRS)
    try:
        kernel = engine_called(KERNEL)
        pairs, expected = kernel.candidates(left, right), shapely_engine.candidates(left, right)
        area = kernel.shared_areas(left, right, rows, rows, Plane())
        inside, flagged = _lengths_inside(kernel, lines, right)
    except Exception:  # whatever a compiler may throw on a machine that nobody has seen: the other engine is there
        return False
    area_off = np.abs(area - shapely_engine.shared_areas(left, right, rows, rows, Plane()))
    length_off = np.abs(inside - _lengths_inside(shapely_engine, lines, right)[0])[~flagged]
    agree = np.array_equal(pairs, expected)
    agree &= bool((area_off <= _TOLERANCE_M2).all() and len(length_off) and (length_off <= _TOLERANCE_M).all())
    if agree:
        _note_compiled()
    return agree


def _lengths_inside(engine, lines, polygons):
    """(m of each line in the polygon of its row, whether the engine leaves that to GEOS)."""
    rows = np.arange(len(lines))
    pieces, flagged = engine.pieces_inside(lines, polygons, rows, rows)
    edges = edges_of(lines.geometry)
    return np.bincount(pieces.on, pieces.lengths(edges.from_, edges.to, Plane()), minlength=len(rows)), flagged


def is_compiled():
    """Whether an earlier process has compiled the kernel as it is now, for this numba and this machine."""
    return _note().exists() and _code_is_kept()


def _built_in_pairs():
    """Two arrays of `_PAIRS` polygons: stars that cross, boxes that share edges, and holes."""
    generator = np.random.default_rng(_SEED)
    found = []
    for _ in range(2):
        angle = np.sort(generator.uniform(0, 2 * np.pi, (_PAIRS, 12)), axis=1) + np.arange(12) * 1e-3
        reach = generator.uniform(40, 100, (_PAIRS, 12))
        xy = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * reach[..., None]
        stars = shapely.polygons(xy + generator.uniform(0, 60, (_PAIRS, 1, 2)))
        corner = generator.integers(0, 8, (_PAIRS, 2)) * 10.0
        boxes = shapely.box(*corner.T, *(corner + generator.integers(1, 9, (_PAIRS, 2)) * 10.0).T)
        holed = shapely.difference(shapely.box(0, 0, 90, 90), shapely.buffer(boxes, -3.0))
        kind = np.arange(_PAIRS) % 3
        shapes = np.where(kind == 0, shapely.buffer(stars, 0), np.where(kind == 1, boxes, holed))
        found.append(np.where(shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON, shapes, boxes))
    return found


def kernel_is_installed():
    """Whether there is what compiles the kernel."""
    return util.find_spec("numba") is not None


def _code_is_kept():
    """Whether compiled code is still where numba puts it: beside the source if it may write there, else elsewhere."""
    folder = Path(__file__).parent / "kernel"
    return any(folder.glob("__pycache__/*.nbi")) or not os.access(folder, os.W_OK)


def _note_compiled():
    try:
        _note().parent.mkdir(parents=True, exist_ok=True)
        _note().touch()
    except OSError:
        return  # it will be compiled again, or loaded without our knowing


@lru_cache(maxsize=1)
def _note():
    """A file in the user's cache folder that is there once the kernel is compiled; its name tells for what."""
    folder = Path(__file__).parent / "kernel"
    digest = hashlib.sha256()
    for source in sorted(folder.glob("*.py")):
        digest.update(source.read_bytes())
    for part in (str(folder), metadata.version("numba"), np.__version__, platform.machine(), platform.processor()):
        digest.update(part.encode())
    return cache_folder() / f"kernel-{digest.hexdigest()[:16]}"
