"""Clauses of one scope that no project can keep together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ...model.codes import PASSES
from ..conditions.leaning import of_any
from ..conditions.stated import Codes, OneOf
from ..conditions.tree import Not
from ..limits import breaches_if_true, demanded
from .clauses import breach_of
from .implication import empties, plain
from .places import can_meet


def contradictions(given):
    """What one clause forbids and another asks for; caps below floors; lists of what alone is allowed, with nothing in
    common. Told of the later clause."""
    for clauses in _by_scope(given).values():
        yield from _opposites(clauses)
        yield from _empty_ranges(clauses)
        yield from _disjoint_lists(clauses)


def _by_scope(given):
    """{scope without its days, and condition: the clauses that must be kept there}."""
    found = defaultdict(list)
    for clause in given.clauses:
        if clause.rule.test is not None and breach_of(clause.rule) not in PASSES:
            applies = clause.rule.applies_if
            where = replace(clause.rule.scope, valid_from=None, valid_to=None)
            found[where, applies and plain(applies)].append(clause)
    return found


def wanted(rule):
    """The condition that a rule with a test wants to hold."""
    test = of_any(rule.test)  # of several statements at once the two may lean differently
    return plain(Not(test) if breaches_if_true(rule) else test)


def _opposites(clauses):
    seen = defaultdict(list)
    for clause in clauses:
        condition = wanted(clause.rule)
        for other in seen[plain(Not(condition))]:
            if can_meet(clause, other):
                yield clause.remark("rules_contradict", "test", other=clause.named(other))
                break
        seen[condition].append(clause)


def _empty_ranges(clauses):
    caps, floors = defaultdict(list), defaultdict(list)
    for clause in clauses:
        limit = demanded(clause.rule)
        if limit is None or limit.cmp in ("=", "!="):
            continue
        mine, theirs = (caps, floors) if limit.cmp in ("<", "<=") else (floors, caps)
        for other, its_limit in theirs[limit.name, limit.of, limit.per]:
            if (empties(limit, its_limit) or empties(its_limit, limit)) and can_meet(clause, other):
                params = {"got": written_limit(limit), "limit": written_limit(its_limit)}
                key = "metric" if clause.rule.metric else "test"
                yield clause.remark("cap_below_floor", key, other=clause.named(other), **params)
                break
        mine[limit.name, limit.of, limit.per].append((clause, limit))


def written_limit(limit):
    """A limit as people write it: `<= 8 m3/万元`."""
    return " ".join(part for part in (limit.cmp, f"{limit.value:g}", limit.unit) if part)


def _disjoint_lists(clauses):
    lists = defaultdict(list)
    for clause in clauses:
        test = clause.rule.test
        if clause.rule.modality == "allow_only" and isinstance(test, (Codes, OneOf)):
            for other, allowed in lists[test.name]:
                if not _common(test, allowed) and can_meet(clause, other):
                    yield clause.remark("allowed_nothing", "test", other=clause.named(other))
                    break
            lists[test.name].append((clause, test))


def _common(one, other):
    if isinstance(one, OneOf):
        return set(one.wanted) & set(other.wanted)
    return [a for a in one.wanted for b in other.wanted if _under(a, b) or _under(b, a)]


def _under(code, other):
    """Whether a code lies under another; of industries either may lack its letter."""
    if code[:1].isalpha() != other[:1].isalpha():
        code, other = code.lstrip("ABCDEFGHIJKLMNOPQRST"), other.lstrip("ABCDEFGHIJKLMNOPQRST")
    return code.startswith(other)
