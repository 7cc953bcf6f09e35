"""What follows from the shape of conditions alone: one implies another, one can never hold.

Only what is sure is told: where these functions say no, nobody knows.
"""

from __future__ import annotations

from ..conditions.ground import Disjoint, Distance, ShareOutside
from ..conditions.metrics import Metric
from ..conditions.stated import Codes, Day, Declared, OneOf
from ..conditions.tree import Always, And, Not, Or
from ..limits import group_of, in_base, stricter
from ..pack import Limit


def plain(node):
    """A condition with `not` only before operators, nested ands and ors in one, and disjoint as not overlap."""
    if isinstance(node, Disjoint):
        return Not(node.overlap)
    if isinstance(node, Not):
        return _denied(plain(node.part))
    if isinstance(node, (And, Or)):
        return _joined(type(node), [plain(part) for part in node.parts])
    return node


def _denied(node):
    if isinstance(node, Not):
        return node.part
    if isinstance(node, (And, Or)):
        return _joined(Or if isinstance(node, And) else And, [_denied(part) for part in node.parts])
    return Always(not node.value) if isinstance(node, Always) and node.value is not None else Not(node)


def _joined(kind, parts):
    found = []
    for part in parts:
        found += part.parts if isinstance(part, kind) else [part]
    return found[0] if len(found) == 1 else kind(tuple(found))


def implies(narrow, wide):
    """Whether `wide` surely holds where `narrow` does; None stands for a condition that always holds."""
    if wide is None:
        return True
    return narrow is not None and _implies(plain(narrow), plain(wide))


def _implies(narrow, wide):
    if narrow == wide:
        return True
    if isinstance(narrow, Or):
        return all(_implies(part, wide) for part in narrow.parts)
    if isinstance(wide, And):
        return all(_implies(narrow, part) for part in wide.parts)
    if isinstance(wide, Or):
        return any(_implies(narrow, part) for part in wide.parts)
    if isinstance(narrow, And):
        return any(_implies(part, wide) for part in narrow.parts)
    if isinstance(narrow, Not) and isinstance(wide, Not):
        return _implies(wide.part, narrow.part)
    return _narrower(narrow, wide)


def _narrower(narrow, wide):
    """`implies` of two operators."""
    if type(narrow) is not type(wide):
        return False
    if isinstance(narrow, Codes):
        return narrow.name == wide.name and all(_under(code, wide.wanted) for code in narrow.wanted)
    if isinstance(narrow, OneOf):
        return narrow.name == wide.name and set(narrow.wanted) <= set(wide.wanted)
    if isinstance(narrow, Day):
        return (wide.first or "") <= (narrow.first or "") and (narrow.last or "9") <= (wide.last or "9")
    limits = limit_of(narrow), limit_of(wide)
    return None not in limits and stricter(*limits) is limits[0]


def _under(code, wanted):
    return any(code.startswith(one) or code[:1].isalpha() and code[1:].startswith(one) for one in wanted)


def never(node, period=(None, None)):
    """Whether a condition cannot hold on any day of `period`, whatever the facts are."""
    return node is not None and _never(plain(node), Day(*period))


def _never(node, days):
    if isinstance(node, Or):
        return all(_never(part, days) for part in node.parts)
    parts = list(node.parts) if isinstance(node, And) else [node]
    sure = [days, *(part for part in parts if not isinstance(part, Or))]
    return (
        any(_alone(part) for part in sure)
        or any(_clash(one, other) for k, one in enumerate(sure) for other in sure[:k])
        or any(all(_excluded(branch, sure) for branch in part.parts) for part in parts if isinstance(part, Or))
    )


def _excluded(branch, sure):
    """Whether a branch of an or cannot hold beside what must hold."""
    parts = branch.parts if isinstance(branch, And) else (branch,)
    return _never(branch, Day()) or any(_clash(part, one) for part in parts for one in sure)


def _alone(part):
    """Whether an operator never holds by itself."""
    if isinstance(part, Day):
        return bool(part.first and part.last and part.first > part.last)
    return isinstance(part, Always) and part.value is False


def _clash(one, other):
    return _opposed(one, other) or _opposed(other, one)


def _opposed(one, other):
    """Whether `one` holds only where `other` does not."""
    if isinstance(other, Not) and _implies(one, other.part):
        return True
    if isinstance(one, Day) and isinstance(other, Day):
        return bool(one.first and other.last and one.first > other.last)
    if isinstance(one, OneOf) and isinstance(other, OneOf):  # a subject has one kind of geometry
        return one.name == other.name == "geometry" and not set(one.wanted) & set(other.wanted)
    if isinstance(one, Declared) and isinstance(other, Declared):
        return one.flag == other.flag and None is one.cmp is other.cmp and not set(_marked(one)) & set(_marked(other))
    limits = limit_of(one), limit_of(other)
    return None not in limits and empties(*limits)


def _marked(declared):
    """The values of a flag, with true kept apart from 1."""
    return [(isinstance(value, bool), value) for value in declared.wanted]


def limit_of(node):
    """The `Limit` that an operator compares with, None where it compares nothing."""
    if isinstance(node, Metric):
        return Limit(node.name, node.cmp, node.value, node.unit, node.which, node.per)
    if isinstance(node, Distance):
        return Limit(repr(node.ground), node.cmp, node.m, "m", "distance")
    if isinstance(node, ShareOutside):
        return Limit(repr(node.ground), node.cmp, node.share, None, "share_outside")
    return None


def empties(cap, floor):
    """Whether no amount keeps both: a cap that lies below a floor of the same metric."""
    if cap.cmp not in ("<", "<=") or floor.cmp not in (">", ">="):
        return False
    if group_of(cap) != group_of(_with(floor, cap.cmp)):
        return False
    most, least = in_base(cap), in_base(floor)
    return most < least or most == least and (cap.cmp == "<" or floor.cmp == ">")


def _with(limit, cmp):
    return Limit(limit.name, cmp, limit.value, limit.unit, limit.of, limit.per)
