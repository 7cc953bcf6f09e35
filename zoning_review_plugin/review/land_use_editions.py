"""Codes of planned land use that mean something else in the earlier guide than in the one in force."""

from __future__ import annotations

from functools import lru_cache

from ..model.code_tables import code_table
from ..rules.land_use_matrix import CODE_TABLES


def of_two_meanings(code, source):
    """bool Series: codes (read, of one row each) that have another meaning in the earlier guide, in sources that hold
    codes of that guide alone: which of the two is meant, nobody knows.
    """
    earlier = set(source[code.isin(_only_earlier())])
    return source.isin(earlier) & code.isin(_ambiguous())


def name_in_earlier(code):
    """What a code is called in the earlier guide."""
    return code_table(CODE_TABLES[-1]).names.get(code)


@lru_cache(maxsize=1)
def _only_earlier():
    now, earlier = (code_table(name).names for name in CODE_TABLES)
    return frozenset(earlier) - frozenset(now)


@lru_cache(maxsize=1)
def _ambiguous():
    """Codes of both guides that they call otherwise, and those of both under these."""
    now, earlier = (code_table(name).names for name in CODE_TABLES)
    changed = tuple(code for code in now if earlier.get(code, now[code]) != now[code])
    return frozenset(code for code in now if code in earlier and code.startswith(changed))
