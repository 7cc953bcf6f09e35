"""Clauses that ask for less than a clause of a higher level asks in the same place: suspected lowerings."""

from __future__ import annotations

from collections import defaultdict

from ...model.codes import LEVELS, VERDICTS
from ..limits import demanded, group_of, stricter
from .clauses import PASSES, breach_of
from .contradictions import wanted, written_limit
from .implication import implies
from .places import can_meet, lies_in
from .unit_codes import class_of

_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def weaker_limits(given):
    """Limits on the same metric that let more pass than a higher one."""
    for clause, limit, uppers in _held_against(given, _limit_group, _binding_limit):
        for upper, its_limit in uppers:
            if stricter(limit, its_limit) is not limit and _bears_inside(clause, upper):
                params = {"got": written_limit(limit), "limit": written_limit(its_limit)}
                key = "metric" if clause.rule.metric else "test"
                yield clause.remark("limit_weaker", key, other=clause.named(upper), level=upper.pack.level, **params)
                break


def weaker_clauses(given):
    """Clauses that want the same as a higher one, but excuse more of it or call its breach something milder."""
    for clause, _, uppers in _held_against(given, wanted, _tested):
        for upper, _ in uppers:
            if not _bears_inside(clause, upper):
                continue
            named = {"other": clause.named(upper), "level": upper.pack.level}
            mine, theirs = breach_of(clause.rule), breach_of(upper.rule)
            if VERDICTS.index(mine) > VERDICTS.index(theirs) and theirs not in PASSES:
                yield clause.remark("breach_milder", "modality", verdict=mine, breach=theirs, **named)
            for place in _added(clause.rule, upper.rule):
                yield clause.remark("exception_added", "exceptions", place, **named)


def _held_against(given, group, made):
    """(clause, what is made of its rule, [(clause of a higher level, likewise)] in the same group)."""
    groups, above = defaultdict(list), _uppers(given.packs)
    for clause in given.clauses:
        found = made(clause.rule)
        if found is not None:
            groups[group(clause.rule)].append((clause, found))
    for held in groups.values():
        for clause, found in held:
            uppers = [one for one in held if one[0].pack.id in above[clause.pack.id] and can_meet(clause, one[0])]
            yield clause, found, uppers


def _limit_group(rule):
    return group_of(demanded(rule))


def _binding_limit(rule):
    return demanded(rule) if rule.test is not None and breach_of(rule) not in PASSES else None


def _tested(rule):
    return rule.test


def _uppers(packs):
    """{id: ids of the packs that it must not weaken}: its parents where it names one, else all of higher levels."""
    by_id = {pack.id: pack for pack in packs}
    found = {}
    for pack in packs:
        parents, one = [], pack
        while one is not None and one.parent in by_id and one.parent not in (*parents, pack.id):
            parents.append(one.parent)
            one = by_id[one.parent]
        higher = [other.id for other in packs if _RANK[other.level] < _RANK[pack.level]]
        found[pack.id] = frozenset(parents or higher)
    return found


def _added(rule, upper):
    """Places of the exceptions of `rule` that no exception of `upper` grants."""
    granted = [way.condition for way in upper.exceptions]
    return [
        place
        for place, way in enumerate(rule.exceptions)
        if not any(implies(way.condition, condition) for condition in granted)
    ]


def _bears_inside(clause, upper):
    """Whether the ground and the projects on which `clause` bears are surely among those of `upper`."""
    mine, theirs = clause.rule.scope, upper.rule.scope
    return (
        (not theirs.unit_codes or bool(mine.unit_codes) and set(mine.unit_codes) <= set(theirs.unit_codes))
        and (not theirs.unit_class or _classes(mine) <= set(theirs.unit_class))
        and (not theirs.unit_subclass or bool(mine.unit_subclass) and {*mine.unit_subclass} <= {*theirs.unit_subclass})
        and (not theirs.element or bool(mine.element) and all(_begins(code, theirs.element) for code in mine.element))
        and (not theirs.roles or bool(mine.roles) and set(mine.roles) <= set(theirs.roles))
        and (not theirs.area_ref or mine.area_ref == theirs.area_ref)
        and all(_lie(_areas(clause), area) for area in (theirs.xzqdm, upper.pack.jurisdiction))
        and implies(clause.rule.applies_if, upper.rule.applies_if)
    )


def _classes(scope):
    """The classes on which a scope bears; a class that is none where it does not say."""
    codes = {class_of(code) for code in scope.unit_codes}
    return codes or set(scope.unit_class) or {None}


def _areas(clause):
    scope = clause.rule.scope
    units = [code[2:8] for code in scope.unit_codes if class_of(code)]
    return units or scope.xzqdm or clause.pack.jurisdiction


def _lie(areas, others):
    return not others or bool(areas) and all(lies_in(area, others) for area in areas)


def _begins(code, wanted):
    return any(code.startswith(one) for one in wanted)
