"""existing + added - reduced = total, as printed."""

from __future__ import annotations

from fractions import Fraction

from ..rules.units import exact

_SIGNS = (1, 1, -1)


def digits_of(number: Fraction, most=12):
    """Decimals that a fraction needs to be shown exactly, at most `most`."""
    for digits in range(most):
        if (number * 10**digits).denominator == 1:
            return digits
    return most


def closed_sum(existing, added, reduced, total, decimals):
    """((existing, added, reduced, total), places of those that were rounded the other way).

    Where all are known and one has more digits than `decimals`, all four are rounded so that they close: of the parts
    that have digits to lose those give way that are nearest to it (largest remainder). What is unknown stays None.
    """
    given = (existing, added, reduced, total)
    if None in given:
        return given, ()
    scale = 10**decimals
    parts = [exact(value) * scale * sign for value, sign in zip(given, _SIGNS)]
    whole = exact(total) * scale
    if all(value.denominator == 1 for value in (*parts, whole)):
        return given, ()
    rounded = [round(part) for part in parts]
    gap = round(whole) - sum(rounded)
    step = 1 if gap > 0 else -1
    order = sorted((k for k in range(3) if parts[k].denominator != 1), key=lambda k: (rounded[k] - parts[k]) * step)
    moved = [order[k % len(order)] for k in range(abs(gap))] if order else []
    for place in moved:
        rounded[place] += step
    shown = [float(Fraction(value * sign, scale)) for value, sign in zip(rounded, _SIGNS)]
    return (*shown, float(Fraction(round(whole), scale))), tuple(sorted(set(moved)))
