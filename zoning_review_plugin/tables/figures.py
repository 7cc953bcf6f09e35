"""How figures are shown (contract section 8): rounded only here, and never to a false 0 or 100 %."""

from __future__ import annotations

import math

UNKNOWN = "—"
_NOISE = 1e-9  # of the whole: areas are no more exact, so pieces of a subject may lack it


def is_unknown(value):
    """Whether there is no value: None, NaN or pandas' NA."""
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ == "NAType"


def shown(value, column):
    """The text of one value under a `TableColumn`."""
    if is_unknown(value):
        return UNKNOWN if column.kind != "text" else ""
    if column.kind == "text":
        return str(value)
    if isinstance(value, float) and math.isinf(value):
        return column.beyond
    if column.kind == "integer":
        return f"{int(value):d}"
    if column.kind == "percent":
        return percent(value, column.decimals)
    return number(value, column.decimals)


def distance(metres):
    """A round distance as people say it: whole kilometres from 1 km on."""
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"


def number(value, decimals):
    """`value` with `decimals`; what is above 0 but would show as 0 shows as `<` the least that can be shown."""
    least = 10.0**-decimals
    if 0 < abs(value) < least / 2:
        return f"<{least:.{decimals}f}"
    return f"{value:.{decimals}f}"


def percent(share, decimals):
    """A share of 0 to 1 in percent; `<0.01` above nothing, `>99.99` below everything but for noise of computing."""
    least = 10.0**-decimals
    value = 100.0 * share
    if 0 < abs(value) < least / 2:
        return f"<{least:.{decimals}f}"
    if 100.0 - least / 2 <= value and share < 1.0 - _NOISE:
        return f">{100.0 - least:.{decimals}f}"
    return f"{value:.{decimals}f}"
