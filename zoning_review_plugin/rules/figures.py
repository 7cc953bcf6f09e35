"""Figures of sentences: what is surely shared with a ground, and the amounts of metrics."""

from __future__ import annotations

_INFINITE = float("inf")
_AMOUNT = {
    "area_hm2": ("area", 1e-4),
    "area_mu": ("area", 15e-4),
    "share_pct": ("share", 100.0),
    "length_km": ("length", 1e-3),
}


def figures(name, known, rows):
    """Figures of `GroundFacts` for each of `rows`, None where nothing is known or none applies.

    Of amounts what is surely shared; a distance is that to the nearest feature that is known, text where it lies
    beyond the search (`> 5000`).
    """
    if name == "distance_m":
        return [_distance(*ends) for ends in zip(*(known.amount[f"distance_{end}"][rows] for end in ("least", "most")))]
    amount, factor = _AMOUNT[name]
    return [None if one != one else one for one in (known.amount[f"{amount}_least"][rows] * factor).tolist()]


def _distance(least, most):
    if most != most:
        return None
    if most < _INFINITE:
        return float(most)
    return f"> {least:.0f}" if least > 0 else None


def amounts_of(metric, facts, rows):
    """The amount of a `Metric` for each of `rows`; None where it is not known."""
    stated = metric and facts.stated(metric.fact)
    if not stated:
        return [None] * len(rows)
    amounts = (*(metric.amount(value) for value in stated.values), None)
    return [amounts[place] for place in stated.place[rows]]


def with_unit(value, unit):
    """A number and its unit of measure, as text."""
    return f"{value:.10g} {unit}" if unit else f"{value:.10g}"
