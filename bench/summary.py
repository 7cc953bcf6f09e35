"""All that a series has found, as one object for the file of results."""

from __future__ import annotations

import datetime
from dataclasses import asdict

import numpy as np

from .compare import compare
from .figures import Figure, added, of_runs, scaled
from .machine import commit, libraries
from .pairs_file import read
from .plan import FIXED

_LISTED = 20  # pairs that only one engine has


def summarised(place, engines, found, jobs, own, where):
    """The results. found: of `tried`; jobs: of the overlap; own: jobs beside it; where: facts about the machine."""
    parcels = place.parcel_count()
    figures = {engine.name: _figures(place, engine, jobs, parcels) for engine in engines}
    reference = next((e.name for e in engines if "all" in figures[e.name] and not figures[e.name]["all"].fault), None)
    return {
        "size": place.size,
        "date": datetime.date.today().isoformat(),
        "commit": commit(),
        "machine": where,
        "libraries": libraries(),
        "parcels": parcels,
        "reference": reference,
        "engines": {
            engine.name: {
                "title": engine.title,
                "missing": found[engine.name][1],
                "versions": found[engine.name][0].get("versions", {}),
                "works": {work: asdict(figure) for work, figure in figures[engine.name].items()},
                "pairs": _pairs(place, engine, jobs, reference),
            }
            for engine in engines
        },
        "own": {"engine": own[0].engine if own else None, **{job.work: asdict(_figure(place, job)) for job in own}},
    }


def _figure(place, job):
    return of_runs(place.runs.of(job))


def _figures(place, engine, jobs, parcels):
    """{work: Figure} of an engine; samples scaled, and `all` added up where it was not asked in one go."""
    by_work = {}
    for job in jobs:
        if job.engine == engine.name:
            by_work.setdefault(job.work, {})[job.parcels] = _figure(place, job)
    figures = {}
    for work, samples in by_work.items():
        if None in samples:
            figures[work] = samples[None]
        else:
            many = max(samples)
            figures[work] = scaled(samples[FIXED], samples[many], FIXED, many, parcels)
    if "redline" in figures:
        figures["all"] = added(figures["simple"], figures["redline"])
    return figures


def _pairs(place, engine, jobs, reference):
    """{work: what comparing its pairs with the reference's has told}."""
    told = {}
    for job in jobs:
        path = place.tables / f"{job.name}.npz"
        if job.engine != engine.name or job.parcels == FIXED or not reference or not path.exists():
            continue
        sample = np.load(place.sample(job.parcels).with_suffix(".npy")) if job.parcels else None
        found = compare(_reference(place, reference), read(path), sample)
        told[job.work] = {
            "pairs": found.pairs,
            "missing": len(found.missing),
            "extra": len(found.extra),
            "listed": [list(pair) for pair in (found.missing + found.extra)[:_LISTED]],
            "total": found.total,
            "largest_m2": found.largest_m2,
        }
    return told


def _reference(place, engine):
    return read(place.tables / f"{engine}-all.npz")


def figure_of(results, engine, work):
    """The `Figure` in results, None where there is none."""
    values = results["engines"].get(engine, {}).get("works", {}).get(work)
    return Figure(**values) if values else None


def own_figure(results, work):
    """The `Figure` of a work beside the overlap alone, None where there is none."""
    values = results["own"].get(work)
    return Figure(**values) if values else None
