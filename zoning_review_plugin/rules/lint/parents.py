"""Clauses that ask for less than a clause of a higher level asks in the same place: suspected lowerings."""

from __future__ import annotations

from collections import defaultdict

from ...model.codes import LEVELS, PASSES, VERDICTS
from ..limits import demanded, group_of, looseness
from .clauses import breach_of
from .contradictions import wanted, written_limit
from .implication import implies
from .places import lies_in, packs_meet, periods_meet
from .unit_codes import class_of

_RANK = {level: rank for rank, level in enumerate(LEVELS)}
_PASSES_FROM = min(map(VERDICTS.index, PASSES))


def weaker_limits(given):
    """Limits on the same metric that let more pass than a higher one."""
    limits = ((clause, _binding_limit(clause.rule)) for clause in given.clauses)
    ranked = [(clause, (limit, looseness(limit)), group_of(limit)) for clause, limit in limits if limit is not None]
    inside = _Inside()
    for clause, (limit, loose), uppers in _held_against(given, ranked):
        for upper, (its_limit, its_loose) in uppers:
            if loose > its_loose and inside(clause, upper):
                params = {"got": written_limit(limit), "limit": written_limit(its_limit)}
                key = "metric" if clause.rule.metric else "test"
                yield clause.remark("limit_weaker", key, other=clause.named(upper), level=upper.pack.level, **params)
                break


def weaker_clauses(given):
    """Clauses that want the same as a higher one, but excuse more of it or call its breach something milder."""
    tested = [clause for clause in given.clauses if clause.rule.test is not None]
    ranked = [(clause, VERDICTS.index(breach_of(clause.rule)), wanted(clause.rule)) for clause in tested]
    inside = _Inside()
    for clause, rank, uppers in _held_against(given, ranked):
        for upper, its_rank in uppers:
            milder = its_rank < min(rank, _PASSES_FROM)
            if not (milder or clause.rule.exceptions) or not inside(clause, upper):
                continue
            named = {"other": clause.named(upper), "level": upper.pack.level}
            if milder:
                verdicts = {"verdict": VERDICTS[rank], "breach": VERDICTS[its_rank]}
                yield clause.remark("breach_milder", "modality", **verdicts, **named)
            added = _added(clause.rule, upper.rule)
            for place in added:
                yield clause.remark("exception_added", "exceptions", place, **named)
            if milder or added:
                break


def _held_against(given, found):
    """(clause, what was found of it, [(clause of a higher level in the same group, likewise)]) of each of `found`.

    found: (clause, what, group).
    """
    groups, above = defaultdict(lambda: defaultdict(list)), _uppers(given.packs)
    for clause, what, group in found:
        groups[group][clause.pack.id].append((clause, what))
    for clause, what, group in found:
        packs = groups[group]
        yield clause, what, [one for pack in above[clause.pack.id] for one in packs.get(pack, ())]


def _binding_limit(rule):
    return demanded(rule) if rule.test is not None and breach_of(rule) not in PASSES else None


def _uppers(packs):
    """{id: ids of the packs that it must not weaken}: its parents where it names one, else all of higher levels that
    bind in its place."""
    by_id = {pack.id: pack for pack in packs}
    found = {}
    for pack in packs:
        parents, one = [], pack
        while one is not None and one.parent in by_id and one.parent not in (*parents, pack.id):
            parents.append(one.parent)
            one = by_id[one.parent]
        higher = [other.id for other in packs if _RANK[other.level] < _RANK[pack.level]]
        found[pack.id] = [name for name in parents or higher if packs_meet(pack, by_id[name])]
    return found


def _added(rule, upper):
    """Places of the exceptions of `rule` that no exception of `upper` grants."""
    granted = [way.condition for way in upper.exceptions]
    return [
        place
        for place, way in enumerate(rule.exceptions)
        if not any(implies(way.condition, condition) for condition in granted)
    ]


class _Inside:
    """Asks whether the ground and the projects on which a clause bears are surely among those of another.

    What it found of two conditions it keeps: a province has few of them, and many clauses.
    """

    def __init__(self):
        self._by_id, self._numbers, self._implied = {}, {}, {}

    def __call__(self, clause, upper):
        return (
            self._in_case(clause.rule.applies_if, upper.rule.applies_if)
            and periods_meet(clause, upper)
            and _on_ground(clause, upper)
        )

    def _in_case(self, narrow, wide):
        if wide is None or narrow is None:
            return wide is None
        pair = self._number(narrow), self._number(wide)
        if pair not in self._implied:
            self._implied[pair] = implies(narrow, wide)
        return self._implied[pair]

    def _number(self, node):
        """The same for equal conditions; each is asked for its hash but once."""
        if id(node) not in self._by_id:
            self._by_id[id(node)] = self._numbers.setdefault(node, len(self._numbers))
        return self._by_id[id(node)]


def _on_ground(clause, upper):
    mine, theirs = clause.rule.scope, upper.rule.scope
    return (
        (not theirs.unit_codes or bool(mine.unit_codes) and set(mine.unit_codes) <= set(theirs.unit_codes))
        and (not theirs.unit_class or _classes(mine) <= set(theirs.unit_class))
        and (not theirs.unit_subclass or bool(mine.unit_subclass) and {*mine.unit_subclass} <= {*theirs.unit_subclass})
        and (not theirs.element or bool(mine.element) and all(_begins(code, theirs.element) for code in mine.element))
        and (not theirs.roles or bool(mine.roles) and set(mine.roles) <= set(theirs.roles))
        and (not theirs.area_ref or mine.area_ref == theirs.area_ref)
        and all(_lie(_areas(clause), area) for area in (theirs.xzqdm, upper.pack.jurisdiction))
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
