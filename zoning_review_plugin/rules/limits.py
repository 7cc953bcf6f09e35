"""Which of several limits on the same metric is the strictest, whatever units of measure they are written in."""

from __future__ import annotations

from . import pack
from .conditions.ground import Distance, ShareOutside
from .measures import measure_of
from .pack import Limit

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_NO_UNIT = "1"
_DIGITS = 12  # beyond these, amounts that differ do so because their units were converted


def stricter(a, b):
    """The stricter of two `Limit`s: of caps the smaller, of floors the larger; `a` where they ask the same.

    None where they cannot be compared: another metric, a cap and a floor, units that cannot be converted.
    """
    if group_of(a) != group_of(b):
        return None
    return a if looseness(a) <= looseness(b) else b


def strictest(limits):
    """The `Limit`s that no other one makes idle, in their order; of those that ask the same, the first."""
    return tuple(limits[place] for place, winner in enumerate(winners(limits)) if place == winner)


def winners(limits):
    """For each of `limits` the place of the one that stands in its stead; its own place where it stands itself."""
    best = {}
    for place, limit in enumerate(limits):
        held = best.setdefault(group_of(limit), place)
        if looseness(limit) < looseness(limits[held]):
            best[group_of(limit)] = place
    return tuple(best[group_of(limit)] for limit in limits)


def group_of(limit):
    """What two limits must have in common to be compared: equal keys of one metric, side and dimension."""
    measure = _measure(limit)
    dimension = measure.powers if measure else limit.unit
    return (limit.name, limit.of, limit.per, _side(limit), dimension)


def looseness(limit):
    """What orders the limits of one group (`group_of`): smaller for a stricter one."""
    value = in_base(limit)
    return (-value if limit.cmp in (">", ">=") else value, limit.cmp in ("<=", ">="))


def in_base(limit):
    """The value of a limit in base units; in its own unit where the table does not know it."""
    measure = _measure(limit)
    return float(f"{float(limit.value * measure.factor if measure else limit.value):.{_DIGITS}g}")


def demanded(rule):
    """The `Limit` that a rule wants kept, None where it sets none.

    A rule whose test finds the breach (`prohibit … > 5`) wants the opposite of what it tests. Tests of distance and
    of the share outside count as limits too, in m and without a unit.
    """
    limit = rule.metric or _of_ground(rule.test)
    if limit is None or not breaches_if_true(rule):
        return limit
    return Limit(limit.name, _OPPOSITE[limit.cmp], limit.value, limit.unit, limit.of, limit.per)


def breaches_if_true(rule):
    """Whether it is the breach that the test of a rule finds."""
    return pack.breaches_if_true(rule.modality, rule.if_true, rule.if_false)


def _measure(limit):
    return measure_of(limit.unit or _NO_UNIT)


def _side(limit):
    """cap, floor, or what the very value is: nothing but itself compares with that."""
    if limit.cmp in ("<", "<="):
        return "cap"
    return "floor" if limit.cmp in (">", ">=") else (limit.cmp, in_base(limit))


def _of_ground(test):
    if isinstance(test, Distance):
        return Limit(_named("distance", test.ground), test.cmp, test.m, "m")
    if isinstance(test, ShareOutside):
        return Limit(_named("share_outside", test.ground), test.cmp, test.share)
    return None


def _named(operator, ground):
    attr = "".join(f"[{name}={'|'.join(sorted(texts))}]" for name, texts in ground.attr)
    return f"{operator}.{ground.name}{attr}"
