"""What subjects of a scheme have in common: what is taken off sums, so that ground and ways count once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..overlay.engines import engine_called
from ..overlay.repeats import Repeats
from .schemes import Scheme, parts_of, schemes_of

# Which subjects a figure of a conclusion counts, by their part.
COUNTED = {"area_m2": None, "permanent_m2": "permanent", "temporary_m2": "temporary"}


@dataclass(frozen=True)
class Doubles:
    """Ground and stretches of subjects that others of their scheme hold too. All arrays have one length.

    place: of each among all. number: of the subject that it is a part of. geometry: None where it is not known.
    """

    place: np.ndarray
    number: np.ndarray
    geometry: np.ndarray

    def __len__(self):
        return len(self.place)

    def of(self, numbers):
        """Those of some subjects."""
        mine = np.isin(self.number, numbers)
        return Doubles(self.place[mine], self.number[mine], self.geometry[mine])


NOTHING = Doubles(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, object))


@dataclass(frozen=True)
class Counted:
    """What one figure of one scheme counts. rows: subjects. taken_off: places of the `Doubles`."""

    rows: np.ndarray
    taken_off: np.ndarray


@dataclass(frozen=True)
class Schemes:
    """All schemes of a review. counted: `Counted` by (place of the scheme, name in `COUNTED`)."""

    every: tuple[Scheme, ...]
    counted: dict
    doubles: Doubles


def schemes_counted_once(table, shapes, engine, threads=1):
    """The `Schemes` of the subjects.

    table: `project`, `scheme`, `part` of each. shapes: their `Shapes`. engine: its name.
    """
    schemes, part = schemes_of(table), parts_of(table["part"])
    of = np.full(len(shapes), -1)
    for place, scheme in enumerate(schemes):
        of[scheme.rows] = place
    repeats = Repeats(shapes, of, engine_called(engine), threads)
    counted, made = {}, {}
    for name, wanted in COUNTED.items():
        mine = np.ones(len(shapes), bool) if wanted is None else part == wanted
        whole, taken_off = _taken_off(repeats, mine, of, made)
        for place, scheme in enumerate(schemes):
            rows = scheme.rows[mine[scheme.rows] & ~whole[scheme.rows]]
            counted[place, name] = Counted(rows, np.array(taken_off.get(place, ()), np.int64))
    number = np.array([row for row, _ in made], np.int64)
    geometry = repeats.shared(number.tolist(), [list(places) for _, places in made])
    return Schemes(tuple(schemes), counted, Doubles(np.arange(len(number)), number, geometry))


def _taken_off(repeats, mine, of, made):
    """(bool (n,): subjects that lie wholly in another one, {place of the scheme: places of its doubles}).

    mine: bool (n,), the subjects that count. made: {(subject, pairs): place of the double}, which grows.
    """
    pairs = np.flatnonzero(mine[repeats.first] & mine[repeats.second])
    whole = np.zeros(len(mine), bool)
    whole[repeats.second[pairs[repeats.whole[pairs]]]] = True
    pairs = pairs[~(whole[repeats.first[pairs]] | whole[repeats.second[pairs]])]
    by_subject, found = {}, {}
    for pair, row in zip(pairs.tolist(), repeats.second[pairs].tolist()):
        by_subject.setdefault(row, []).append(pair)
    for row, places in by_subject.items():
        found.setdefault(int(of[row]), []).append(made.setdefault((row, tuple(places)), len(made)))
    return whole, found
