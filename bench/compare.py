"""Whether two engines found the same pairs and areas: python -m bench.compare REFERENCE OTHER [--sample IDS]

A pair counts if it shares more than 1e-6 m2; pairs that touch have no area. Engines differ in what an edge means
(straight in longitude and latitude, or geodesic), so areas are told by their largest difference; pair sets must be
equal.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np

from .pairs_file import read

LEAST_M2 = 1e-6
_LISTED = 20  # pairs named in a report


@dataclass(frozen=True)
class Comparison:
    """missing, extra: (layer, parcel, constraint, m2) of pairs that only the reference, or only the other, has.

    total: relative difference of all areas. largest_m2: of one pair.
    """

    pairs: int
    missing: tuple[tuple[str, int, int, float], ...]
    extra: tuple[tuple[str, int, int, float], ...]
    total: float
    largest_m2: float

    @property
    def equal(self):
        """Whether the pair sets are the same."""
        return not self.missing and not self.extra

    def lines(self):
        """What there is to say, as text."""
        yield f"{self.pairs} pairs in both, {len(self.missing)} missing, {len(self.extra)} extra"
        yield f"total area differs by {self.total:.1e} of itself, one pair by at most {self.largest_m2:.1e} m2"
        for word, pairs in (("missing", self.missing), ("extra", self.extra)):
            for layer, parcel, constraint, area in pairs[:_LISTED]:
                yield f"{word}: {layer}, parcel {parcel}, constraint {constraint}, {area:.3e} m2"


def compare(reference, other, sample=None):
    """The `Comparison` of two `Table`s on the layers of `other`. sample: ids of the only parcels that count."""
    missing, extra, totals, largest, both = [], [], np.zeros(2), 0.0, 0
    for name in other.layers:
        ours, theirs = _pairs(reference, name, sample), _pairs(other, name, sample)
        missing += _only(name, ours, theirs)
        extra += _only(name, theirs, ours)
        totals += ours[1].sum(), theirs[1].sum()
        common, at, there = np.intersect1d(ours[0], theirs[0], assume_unique=True, return_indices=True)
        both += len(common)
        largest = max(largest, np.abs(ours[1][at] - theirs[1][there]).max(initial=0.0))
    relative = totals[1] / totals[0] - 1.0 if totals[0] else float(totals[1] != 0)
    by_area = [tuple(sorted(pairs, key=lambda pair: -pair[3])) for pairs in (missing, extra)]
    return Comparison(both, *by_area, float(relative), float(largest))


def _pairs(table, name, sample):
    """(keys, areas) of a layer's pairs above the threshold; pieces of one pair are added up. Sorted by key."""
    rows = table.layer == table.layers.index(name)
    if sample is not None:
        rows &= np.isin(table.parcel, sample)
    keys, back = np.unique(_key(table.parcel[rows], table.constraint[rows]), return_inverse=True)
    areas = np.bincount(back, table.area_m2[rows], minlength=len(keys))
    return keys[areas > LEAST_M2], areas[areas > LEAST_M2]


def _key(parcel, constraint):
    return parcel.astype(np.int64) << 32 | constraint.astype(np.int64)


def _only(name, these, those):
    alone = ~np.isin(these[0], those[0])
    keys = these[0][alone]
    return list(zip([name] * len(keys), (keys >> 32).tolist(), (keys & 0xFFFFFFFF).tolist(), these[1][alone].tolist()))


def main():
    """The command; exit status 1 where the pair sets differ."""
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument("reference")
    parser.add_argument("other")
    parser.add_argument("--sample", help="ids of parcels (.npy)")
    options = parser.parse_args()
    sample = np.load(options.sample) if options.sample else None
    found = compare(read(options.reference), read(options.other), sample)
    print("\n".join(found.lines()))
    return 0 if found.equal else 1


if __name__ == "__main__":
    raise SystemExit(main())
