"""Figures of sentences: what is surely shared with a ground, and the amounts of metrics."""

from __future__ import annotations

from .arrays import repeated

_INFINITE = float("inf")
_AMOUNT = {
    "area_hm2": ("area", 1e-4),
    "area_mu": ("area", 15e-4),
    "share_pct": ("share", 100.0),
    "length_km": ("length", 1e-3),
}


def measured(known, rows):
    """(integer array, tuples): which of the tuples names the figures that each of `rows` has of `GroundFacts`."""
    if known is None:
        return repeated(0, len(rows)), [()]
    area, length, share = (_applies(known, name, rows) for name in ("area", "length", "share"))
    share &= area | length  # that of a point is all or nothing, and no figure
    kinds = [("area", "share"), ("area",), ("length", "share"), ("length",), ()]
    which = repeated(len(kinds) - 1, len(rows))
    which[length], which[length & share] = 3, 2
    which[area], which[area & share] = 1, 0
    return which, [tuple(figure for figure, (name, _) in _AMOUNT.items() if name in kind) for kind in kinds]


def of_points(known, rows):
    """A list: whether each of `rows` is a point, of which no figure tells how much of it is shared."""
    area, length, share = (_applies(known, name, rows) for name in ("area", "length", "share"))
    return (share & ~area & ~length).tolist()


def _applies(known, name, rows):
    least = known.amount[f"{name}_least"][rows]
    return least == least


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
