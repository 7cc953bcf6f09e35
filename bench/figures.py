"""From runs to figures: medians, scaled samples, sums, ratios."""

from __future__ import annotations

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What an engine takes for a work. seconds: None with a `fault`. peak: bytes, None where unknown.

    runs: how many the median is of. parcels: size of the sample that was scaled up, None if all were asked.
    """

    seconds: float | None
    peak: int | None = None
    runs: int = 0
    parcels: int | None = None
    fault: str = ""

    @property
    def mark(self):
        """`*` for a scaled sample, `†` for a single run of all."""
        return "*" if self.parcels else "†" if self.runs == 1 else ""


def of_runs(runs):
    """The `Figure` of runs of one job."""
    good = [run for run in runs if not run.fault]
    if not good:
        return Figure(None, fault=runs[-1].fault if runs else "not run")
    peaks = [run.peak for run in good if run.peak is not None]
    peak = int(statistics.median(peaks)) if peaks else None
    return Figure(statistics.median(run.seconds for run in good), peak, len(good))


def scaled(fixed, sample, few, many, all_):
    """The `Figure` of all parcels from samples of `few` and `many`.

    What the two have in common (start, reading and indexing the whole layer) is not scaled, only what grows
    with the parcels.
    """
    fault = fixed.fault or sample.fault
    if fault:
        return Figure(None, fault=fault)
    slope = max(0.0, (sample.seconds - fixed.seconds) / (many - few))
    return Figure(sample.seconds + slope * (all_ - many), sample.peak, sample.runs, many)


def added(one, other):
    """Two works one after the other."""
    if one.fault or other.fault:
        return Figure(None, fault=one.fault or other.fault)
    peaks = [figure.peak for figure in (one, other) if figure.peak is not None]
    parcels = [figure.parcels for figure in (one, other) if figure.parcels]
    seconds, runs = one.seconds + other.seconds, min(one.runs, other.runs)
    return Figure(seconds, max(peaks, default=None), runs, min(parcels, default=None))


def ratio(peer, ours):
    """How many times longer the peer takes; None where either is unknown."""
    if peer is None or ours is None or not peer.seconds or not ours.seconds:
        return None
    return peer.seconds / ours.seconds
