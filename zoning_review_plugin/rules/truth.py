"""Three-valued truth of many subjects at once: pandas' nullable booleans, whose `&`, `|` and `~` are Kleene's.

True, False and NA for unknown: unknown and false is false, unknown or true is true, else unknown stays unknown.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_

import pandas as pd

_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}


def truths(values):
    """A boolean array of True, False and None (unknown)."""
    return pd.array(values, dtype="boolean")


def everywhere(value, size):
    """`size` times the same: True, False or None."""
    return truths([value]).take([0] * size)


def all_of(parts):
    """The and of at least one array."""
    return reduce(and_, parts)


def any_of(parts):
    """The or of at least one array."""
    return reduce(or_, parts)


def is_true(truth):
    """Plain booleans: where `truth` is known to hold."""
    return truth.to_numpy(dtype=bool, na_value=False)


def is_false(truth):
    """Plain booleans: where `truth` is known not to hold."""
    return ~truth.to_numpy(dtype=bool, na_value=True)


def is_unknown(truth):
    """Plain booleans: where nobody knows."""
    return truth.isna()


def holds(x, cmp, limit):
    """Whether `x cmp limit`, of numbers or of arrays of them."""
    return _COMPARE[cmp](x, limit)


def between(least, most, cmp, limit):
    """Truth of `x cmp limit` where x is known to lie from `least` to `most` (float arrays; NaN: nothing is known)."""
    nothing = (least != least) | (most != most)
    if cmp in ("=", "!="):
        inside = (least <= limit) & (limit <= most)
        found = truths(inside if cmp == "=" else ~inside)
        found[(inside & (least != most)) | nothing] = pd.NA
        return found
    low, high = holds(least, cmp, limit), holds(most, cmp, limit)
    found = truths(low)
    found[(low != high) | nothing] = pd.NA
    return found
