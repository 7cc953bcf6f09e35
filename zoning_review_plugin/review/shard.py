"""One shard: some subjects against all layers. A review of one shard is the whole review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd
import shapely

from ..inputs.layers import Layers
from ..inputs.meaning.roles import protects
from ..model.case import Case
from ..model.memory import give_back
from ..model.progress import Onward, Progress, Span
from ..model.records import Issue
from ..overlay.engines import engine_called
from ..overlay.nearest import Nearest, NearIndex
from ..overlay.parallel import in_order
from ..overlay.shapes import Shapes
from .account import LayerAccount, account_of, refused_account
from .constraint_layer import checks_of, enter, gate_of, read_near
from .doubles import NOTHING, Doubles
from .exposure_rows import covered_share, exposure_rows, unknown_rows
from .frame import Frame
from .kept import Kept
from .left import Left
from .overlap_rows import LayerOverlap
from .pieces import PieceTable
from .surroundings import margin


@dataclass(frozen=True)
class Work:
    """What one shard needs; can be sent to another process.

    number: (n,) places of its subjects among all. id, geometry: theirs, in the analysis CRS. pieces: of all
    subjects, None where nothing is cut. coverages: polygons by constraint key. engine: its name. threads:
    how many it may use. windowed: read only the part of each layer around the subjects, and leave the
    account of the layer to `survey`. listed_m: by constraint key, within how far rules ask for each feature. kept: what
    need not be read again. doubles: what these subjects have in common with others of their schemes.
    """

    case: Case
    layers: Layers
    frame: Frame
    number: np.ndarray
    id: np.ndarray
    geometry: np.ndarray
    pieces: PieceTable | None
    coverages: dict[str, np.ndarray]
    engine: str
    threads: int
    windowed: bool
    listed_m: Mapping[str, float] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)
    doubles: Doubles = NOTHING

    @property
    def margin(self):
        """How far around the subjects features matter, in units of the analysis CRS."""
        return margin(self.case, self.frame, max([0.0, *self.listed_m.values()]))


@dataclass(frozen=True)
class LayerRows:
    """Rows of one layer in one shard, and the layer's account where the shard read all of it.

    doubles: rows as of `exposure`, of the `Doubles`; None where there are none.
    """

    overlap: pd.DataFrame | None
    exposure: pd.DataFrame
    account: LayerAccount | None
    issues: tuple[Issue, ...] = ()
    doubles: pd.DataFrame | None = None


def review_shard(work: Work, progress=None, shapes=None) -> list[LayerRows]:
    """`LayerRows` for each constraint of the case, in order. shapes: of its subjects, where somebody has made them."""
    progress = Onward(progress or Progress())
    left = _left(work, Shapes(work.geometry, work.frame.measure) if shapes is None else shapes)
    weights = np.array([_weight(work.layers.constraints[c.key]) for c in work.case.constraints], float)
    ends = np.append(0.0, np.cumsum(weights) / weights.sum())
    near = left.near(work.margin)
    reads = [
        partial(_read, work, left, near, constraint, Span(progress, ends[k], ends[k + 1]))
        for k, constraint in enumerate(work.case.constraints)
    ]
    # One layer passes its gate while the figures of the one before are made: half of either is not Python's.
    figures = in_order(lambda read: read(), reads, 1) if work.threads > 1 else (read() for read in reads)
    return [_made(rows) for rows in figures]


def _made(rows):
    """The `LayerRows` that a function makes; what it took to make them goes back before the next ones come."""
    found = rows()
    give_back()
    return found


def _left(work, shapes):
    return Left(work.number, work.id, shapes, work.pieces and work.pieces.of(work.number, work.frame.measure))


def _weight(layer):
    declared = getattr(layer, "declared_count", None)
    return 100.0 + (declared or 0)


def _read(work, left, near, constraint, progress):
    """A layer read, as a function that makes its `LayerRows`."""
    case, frame, layer = work.case, work.frame, work.layers.constraints[constraint.key]
    entry = enter(case, constraint, layer, frame)
    if entry.refused:
        account = None if work.windowed else refused_account(case, constraint, layer, entry, frame)
        return lambda: LayerRows(None, unknown_rows(left, constraint), account)
    known = work.kept.layers.get(constraint.key)
    if known is not None and known.fits(entry):
        return partial(_of_kept, work, left, near, constraint, known, progress)
    checks = () if work.windowed else _checks(work, constraint, layer, entry)
    gate = gate_of(constraint, layer, entry, frame, work.threads, checks)
    declared = layer.declared_count or 0
    features = read_near(
        constraint,
        gate,
        near,
        left.window(work.margin) if work.windowed else None,
        lambda count: progress.step("stage.overlay", 0.5 * count / declared if declared else 0.0),
    )
    return partial(_of_read, work, left, constraint, entry, gate, features, progress)


def _of_read(work, left, constraint, entry, gate, features, progress):
    """The `LayerRows` of features that have passed their gate."""
    account = None if work.windowed else account_of(work.case, constraint, entry, gate, work.frame)
    if account and not account.usable:
        return LayerRows(None, unknown_rows(left, constraint), account)
    progress.step("stage.overlay", 0.5)
    shapes = Shapes(features.geometry, work.frame.measure)
    return _figures(work, left, constraint, features, shapes, account, progress)


def _of_kept(work, left, near, constraint, known, progress):
    """The `LayerRows` of a `KeptLayer`."""
    boxes, ground = shapely.bounds(work.geometry), work.coverages.get(constraint.key)
    account = known.account(work.case, constraint, work.frame, boxes, ground)
    if not account.usable:
        return LayerRows(None, unknown_rows(left, constraint), account)
    features = known.near(constraint, near, left.window(work.margin))
    shapes = Shapes(features.geometry, work.frame.measure, known.cuts)
    return _figures(work, left, constraint, features, shapes, account, progress)


def _checks(work, constraint, layer, entry):
    ground = work.coverages.get(constraint.key)
    return checks_of(work.case, constraint, layer, entry, work.frame, shapely.bounds(work.geometry), ground)


def _figures(work, left, constraint, features, shapes, account, progress):
    options, frame, engine = work.case.options, work.frame, engine_called(work.engine)
    overlap = LayerOverlap(left, features, shapes, constraint, options, frame, engine, work.threads)
    progress.step("stage.overlay", 0.7)
    met = np.isin(np.arange(len(left.shapes)), overlap.met.pairs.left)
    index = NearIndex(features.geometry, frame.ground, work.threads)
    nearest = _nearest(index, left, met, options.search_distance_m)
    listed_m = max(options.list_within_m, work.listed_m.get(constraint.key, 0.0))
    near = index.within(left.shapes.geometry, listed_m) if listed_m > 0 else None
    progress.step("stage.overlay", 0.9)
    ground = work.coverages.get(constraint.key)
    covered = None if ground is None else covered_share(left, ground, engine, work.threads)
    exposure = exposure_rows(
        left, overlap, features, shapes, constraint, covered, nearest, options, engine, work.threads
    )
    rows = overlap.rows(near, _geometry_wanted(options, constraint, features, overlap))
    return LayerRows(rows, exposure, account, overlap.failures(), _of_doubles(work, constraint, features, shapes))


def _of_doubles(work, constraint, features, shapes):
    """Rows of `exposure` of the `Doubles`, `number` being their place; None where there are none."""
    doubles, options, frame, engine = work.doubles, work.case.options, work.frame, engine_called(work.engine)
    if not len(doubles):
        return None
    left = Left(doubles.place, doubles.place.astype(str).astype(object), Shapes(doubles.geometry, frame.measure))
    overlap = LayerOverlap(left, features, shapes, constraint, options, frame, engine, work.threads)
    nearest = _nearest(None, left, np.zeros(len(left.shapes), bool), 0.0)
    return exposure_rows(left, overlap, features, shapes, constraint, None, nearest, options, engine, work.threads)


def _nearest(index, left, met, within_m):
    if within_m <= 0:
        nothing = np.full(len(met), np.nan)
        return Nearest(np.full(len(met), -1), nothing, nothing)
    return index.nearest(np.where(met, None, left.shapes.geometry), within_m)


def _geometry_wanted(options, constraint, features, overlap):
    """bool for each pair: whether its geometry is kept."""
    right = overlap.met.pairs.right
    hidden = constraint.is_secret and not options.keep_secret_geometry
    if options.overlap_geometry == "none" or hidden:
        return np.zeros(len(right), dtype=bool)
    if options.overlap_geometry == "all":
        return np.ones(len(right), dtype=bool)
    grades = {grade: protects(constraint.role, grade) for grade in set(features.grade)}
    return np.array([grades[grade] for grade in features.grade[right]], dtype=bool)
