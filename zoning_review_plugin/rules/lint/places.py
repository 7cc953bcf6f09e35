"""Codes of places: which lie under which, and whether two clauses can bear on one place and day."""

from __future__ import annotations


def significant(code):
    """An administrative code without the zeros that stand for the whole: 990100 → 9901."""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def meets(code, others):
    """Whether an administrative code, or its beginning, lies under one of `others` or holds one; all do if none is."""
    own = significant(code)
    wanted = [significant(other) for other in others]
    return not wanted or any(own.startswith(one) or one.startswith(own) for one in wanted)


def lies_in(code, others):
    """Whether all of an administrative code, or of its beginning, lies under one of `others`."""
    return any(significant(code).startswith(significant(other)) for other in others)


def packs_meet(one, other):
    """Whether two packs bind in one place."""
    return not one.jurisdiction or any(meets(code, other.jurisdiction) for code in one.jurisdiction)


def periods_meet(one, other):
    """Whether two clauses are in force on one day."""
    first = max(day for day in (one.period[0], other.period[0]) if day)
    last = min((day for day in (one.period[1], other.period[1]) if day), default=None)
    return last is None or first <= last


def can_meet(one, other):
    """Whether two clauses can bear on one place and day, as far as their packs tell."""
    return periods_meet(one, other) and packs_meet(one.pack, other.pack)
