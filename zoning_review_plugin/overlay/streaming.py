"""Overlaps of resident subjects with features that come batch by batch: memory for the subjects and a batch or two."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .areas import all_shared_areas
from .pairs import LEAST_AREA_M2
from .parallel import in_order


class Overlaps(NamedTuple):
    """Pairs that share ground: row of the subject, row in the batch (p,), m2, share of the subject (0 to 1)."""

    subject: np.ndarray
    feature: np.ndarray
    area: np.ndarray
    share: np.ndarray


def overlaps_of(subjects, features, engine, threads=1):
    """The `Overlaps` of subjects with one batch of features (`Shapes` or `WkbShapes`); NaN where nobody can tell."""
    i, j, area = all_shared_areas(subjects, features, engine, subjects.measure, threads)
    keep = ~(area <= LEAST_AREA_M2)
    i, j, area = i[keep], j[keep], area[keep]
    with np.errstate(invalid="ignore", divide="ignore"):
        return Overlaps(i, j, area, np.minimum(area / subjects.area[i], 1.0))


def overlaps_of_batches(subjects, batches, engine, threads=1):
    """Yield the `Overlaps` of subjects with each of some batches, in order, several batches being worked on at once.

    batches: an iterable of what makes the batch when called (in a thread): `Shapes` or `WkbShapes`.
    """
    engine.make_ready(subjects)
    at_once = threads if engine.BATCHES_AT_ONCE else 1
    yield from in_order(lambda made: overlaps_of(subjects, made(), engine, threads), batches, at_once)
