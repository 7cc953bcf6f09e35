"""Three-valued truth of many subjects at once: pandas' nullable booleans, whose `&`, `|` and `~` are Kleene's.

True, False and NA for unknown: unknown and false is false, unknown or true is true, else unknown stays unknown.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

import pandas as pd


def truths(values):
    """A boolean array of True, False and None (unknown)."""
    return pd.array(values, dtype="boolean")


def everywhere(value, size):
    """`size` times the same: True, False or None."""
    return truths([value]).take([0] * size) if size else truths([])


def all_of(parts):
    """The and of at least one array."""
    return reduce(and_, parts)


def any_of(parts):
    """The or of at least one array."""
    return reduce(or_, parts)


def is_true(truth):
    """Plain booleans: where `truth` is known to hold."""
    return truth.fillna(False).to_numpy(dtype=bool)


def is_false(truth):
    """Plain booleans: where `truth` is known not to hold."""
    return ~truth.fillna(True).to_numpy(dtype=bool)


def is_unknown(truth):
    """Plain booleans: where nobody knows."""
    return truth.isna()


def between(least, most, cmp, limit):
    """Truth of `x cmp limit` where x is known to lie from `least` to `most` (series of floats; NaN: nothing known)."""
    low, high = truths(_compared(least, cmp, limit)), truths(_compared(most, cmp, limit))
    if cmp in ("=", "!="):
        unsure = (least != most) & (least <= limit) & (limit <= most)
        low = low if cmp == "!=" else low & high
        low[unsure.to_numpy()] = pd.NA
    else:
        low[(low != high).to_numpy()] = pd.NA
    low[(least.isna() | most.isna()).to_numpy()] = pd.NA
    return low


_COMPARE = {
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
    "=": lambda x, y: x == y,
    "!=": lambda x, y: x != y,
}


def holds(x, cmp, limit):
    """Whether `x cmp limit`, of numbers or of a series of them."""
    return _COMPARE[cmp](x, limit)


def _compared(values, cmp, limit):
    return holds(values, cmp, limit).to_numpy()
