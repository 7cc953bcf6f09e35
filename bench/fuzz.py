"""The exact-area kernel against GEOS on millions of degenerate pairs; where they differ, exact numbers decide.

python -m bench.fuzz --pairs 5000000 --seed N --threads 2 [--families A,B] [--out FILE.json]

Exits with 1 if the kernel is ever wrong, or flags a pair; all pairs are valid.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import shapely
from shapely.errors import GEOSException

from zoning_review_plugin.overlay import kernel_engine
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.parallel import spread
from zoning_review_plugin.overlay.shapes import Shapes

from .degenerate import FAMILIES
from .exact_area import rounding, shared_area

_AT_ONCE = 50_000
_DECIDED = 5_000  # one in so many is decided by exact numbers although GEOS agrees


@dataclass
class Tally:
    """What was found of one family.

    odd: pairs on which GEOS and the kernel differ by more than rounding explains. decided: these and a sample.
    Of the others the largest difference, of the decided the largest error of the kernel and of GEOS, in m2.
    largest_share: the kernel's error as a share of the smaller polygon's box, in whatever way it is known.
    """

    pairs: int = 0
    flags: int = 0
    odd: int = 0
    decided: int = 0
    largest_difference: float = 0.0
    largest_error: float = 0.0
    largest_share: float = 0.0
    kernel_wrong: int = 0
    geos_wrong: int = 0
    largest_of_geos: float = 0.0
    seconds: float = 0.0

    def add(self, other):
        """Take another one in."""
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            setattr(self, field.name, max(mine, theirs) if field.name.startswith("largest") else mine + theirs)
        return self


def judged(left, right, random, threads):
    """The `Tally` of some pairs."""
    begin, rows, plane = time.perf_counter(), np.arange(len(left)), Plane()
    a, b = Shapes(left, plane), Shapes(right, plane)
    found = kernel_engine.shared_areas(a, b, rows, rows, plane, threads)
    back = kernel_engine.shared_areas(b, a, rows, rows, plane, threads)
    by_geos = spread(_by_geos, threads, left, right)
    least, least_geos = rounding(left, right)
    odd = ~(np.abs(found - by_geos) <= 1e-9 * by_geos + least_geos) | ~(np.abs(found - back) <= 1e-12 * found + least)
    decided = np.flatnonzero(odd | (random.random(len(left)) < 1 / _DECIDED))
    exact = np.array([float(shared_area(left[k], right[k])) for k in decided])
    error = np.fmax(*np.abs([found - by_geos, back - by_geos]))
    difference = np.delete(error, decided).max(initial=0.0)
    error[decided] = np.fmax(*np.abs([found[decided] - exact, back[decided] - exact]))
    wrong = decided[~(error[decided] <= 1e-12 * exact + least[decided])]
    _show(left[wrong], right[wrong], found[wrong], back[wrong])
    geos_error = np.nan_to_num(np.abs(by_geos[decided] - exact), nan=np.inf)
    geos_wrong = geos_error > 1e-9 * exact + least_geos[decided]
    size = np.minimum(*(shapely.area(shapely.envelope(shapes)) for shapes in (left, right)))
    return Tally(
        pairs=len(left),
        flags=int((np.isnan(found) | np.isnan(back)).sum()),
        odd=int(odd.sum()),
        decided=len(decided),
        largest_difference=float(difference),
        largest_error=float(np.nanmax(error[decided], initial=0.0)),
        largest_share=float(np.nanmax(error / size, initial=0.0)),
        kernel_wrong=len(wrong),
        geos_wrong=int(geos_wrong.sum()),
        largest_of_geos=float(geos_error[geos_wrong].max(initial=0.0)),
        seconds=time.perf_counter() - begin,
    )


def _by_geos(left, right):
    """Areas of overlays; NaN where GEOS gives none."""
    try:
        return shapely.area(shapely.intersection(left, right))
    except GEOSException:
        if len(left) == 1:
            return np.array([np.nan])
        half = len(left) // 2
        return np.concatenate([_by_geos(left[:half], right[:half]), _by_geos(left[half:], right[half:])])


def _show(left, right, found, back):
    for a, b, one, other in zip(left, right, found, back):
        exact = float(shared_area(a, b))
        print(f"kernel {one!r}, other way round {other!r}, exact {exact!r}: {a.wkt} {b.wkt}", file=sys.stderr)


def fuzzed(family, pairs, seed, threads):
    """The `Tally` of at least so many pairs of a family."""
    random, tally = np.random.default_rng([seed, *family.encode()]), Tally()
    while tally.pairs < pairs:
        tally.add(judged(*FAMILIES[family](random, min(_AT_ONCE, pairs)), random, threads))
    return tally


def table(tallies):
    """The result as Markdown."""
    names = [field.name for field in fields(Tally)]
    rows = [["family", *(name.replace("_", " ") for name in names)], ["---"] * (len(names) + 1)]
    total = Tally()
    for family, tally in [*tallies.items(), ("all", total)]:
        rows.append([family, *(_told(value) for value in asdict(tally).values())])
        total.add(tally)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _told(value):
    return f"{value:,}" if isinstance(value, int) else "0" if value == 0 else f"{value:.2g}"


def main():
    """The command. Returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1_000_000, help="in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--families", default=",".join(FAMILIES))
    parser.add_argument("--out", help="a JSON file to add to after each family")
    options = parser.parse_args()
    families, tallies = options.families.split(","), {}
    for family in families:
        tallies[family] = fuzzed(family, -(-options.pairs // len(families)), options.seed, options.threads)
        print(f"{family}: {tallies[family]}", file=sys.stderr, flush=True)
        if options.out:
            told = {name: asdict(tally) for name, tally in tallies.items()}
            Path(options.out).write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(table(tallies))
    return 1 if any(tally.kernel_wrong or tally.flags for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
