"""Three-valued truth of many subjects at once: arrays of small integers, of which `&` and `|` are Kleene's.

0 is false, 1 unknown, 3 true: one bit for what may be, one for what surely is. Unknown and false is false, unknown or
true is true, else unknown stays unknown.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_

import pandas as pd

_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}
_FALSE, _UNKNOWN, _TRUE = 0, 1, 3
_CODES = {False: _FALSE, None: _UNKNOWN, True: _TRUE}
_CODE = pd.array([], dtype="uint8").to_numpy().dtype  # pandas takes its time over a type that is called by name
_VALUES = {code: value for value, code in _CODES.items()}


def truths(values):
    """A truth array of True, False and None (unknown)."""
    return pd.array([_CODES[value] for value in values], dtype=_CODE).to_numpy()


_OPPOSITES = truths([True, None, None, False])  # by code; there is no 2
_SAME = {value: truths([value]) for value in _CODES}


def told(truth):
    """[True, False or None (unknown)] of a truth array."""
    return [_VALUES[code] for code in truth.tolist()]


def bounded(may, surely):
    """The truth of what may be, but need not be unless it surely is (plain booleans each)."""
    return may.view("uint8") | (surely.view("uint8") << 1)


def everywhere(value, size):
    """`size` times the same: True, False or None."""
    return _SAME[value].repeat(size)


def opposite(truth):
    """True where it was false, false where it was true."""
    return _OPPOSITES.take(truth)


def all_of(parts):
    """The and of at least one array."""
    return reduce(and_, parts)


def any_of(parts):
    """The or of at least one array."""
    return reduce(or_, parts)


def is_true(truth):
    """Plain booleans: where `truth` is known to hold."""
    return truth == _TRUE


def is_false(truth):
    """Plain booleans: where `truth` is known not to hold."""
    return truth == _FALSE


def is_unknown(truth):
    """Plain booleans: where nobody knows."""
    return truth == _UNKNOWN


def holds(x, cmp, limit):
    """Whether `x cmp limit`, of numbers or of arrays of them."""
    return _COMPARE[cmp](x, limit)


def between(least, most, cmp, limit):
    """Truth of `x cmp limit` where x is known to lie from `least` to `most` (float arrays; NaN: nothing is known)."""
    nothing = (least != least) | (most != most)
    if cmp in ("=", "!="):
        inside = (least <= limit) & (limit <= most)
        found = bounded(inside | nothing, inside & (least == most))
        return found if cmp == "=" else opposite(found)
    low, high = holds(least, cmp, limit), holds(most, cmp, limit)
    return bounded(low | high | nothing, low & high & ~nothing)
