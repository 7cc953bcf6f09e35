"""On whom a clause bears: its scope and its condition as one, asked only of the subjects that may be concerned."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .conditions.ground import Ground, Overlap
from .conditions.reading import areas_called
from .conditions.tree import Always, And, Node, Or
from .pack import Pack, Rule, in_force


@dataclass(frozen=True)
class Placed:
    """A rule of a pack in force. condition: all of its scope but the unit codes, and `applies_if`."""

    pack: Pack
    rule: Rule
    condition: Node


def placed_rules(packs, day):
    """`Placed` for each rule in force on `day` (ISO text), in order of the packs."""
    return [
        Placed(pack, rule, condition_of_place(rule))
        for pack in packs
        for rule in pack.rules
        if in_force(rule.scope.valid_from, rule.scope.valid_to, day)
    ]


def condition_of_place(rule):
    """Scope and `applies_if` of a rule as one condition; its unit codes stand apart (`candidates`)."""
    scope, parts = rule.scope, []
    if not scope.unit_codes and (scope.unit_class or scope.unit_subclass):
        attr = (("class", scope.unit_subclass), ("grade", scope.unit_class))
        parts.append(Overlap(Ground("control_unit", attr=tuple((name, texts) for name, texts in attr if texts))))
    if scope.element:
        named = [Ground("element_zone", attr=((name, scope.element),)) for name in ("class", "code")]
        parts.append(Or(tuple(map(Overlap, named))))
    if scope.roles:
        parts.append(Or(tuple(Overlap(Ground(role)) for role in scope.roles)))
    if scope.xzqdm:
        parts.append(Overlap(areas_called(scope.xzqdm)))
    if scope.area_ref:
        parts.append(Overlap(Ground(layer=scope.area_ref)))
    if rule.applies_if is not None:
        parts.append(rule.applies_if)
    return And(tuple(parts)) if parts else Always(True)


def asked_of(placed):
    """The operators of a rule, each once: where it bears, its test, its exceptions."""
    conditions = [placed.condition, placed.rule.test, *(way.condition for way in placed.rule.exceptions)]
    return list(dict.fromkeys(leaf for node in conditions if node is not None for leaf in node.leaves()))


def candidates(rule, facts, rows):
    """(rows that a clause for single units surely finds, rows of which that is not known), both among `rows`.

    rows: integer array of subjects, ascending. A clause that names no unit finds all.
    """
    codes = rule.scope.unit_codes
    if not codes:
        return rows, rows[:0]
    if facts.members is None:
        return rows[:0], rows
    found = [facts.members.by_code[code] for code in codes if code in facts.members.by_code]
    index = pd.Index(rows)
    sure = index[:0]
    for mine in found:
        sure = sure.union(index.intersection(mine))
    unknown = index[~facts.members.complete[rows]].difference(sure)
    return sure.to_numpy(dtype="int64"), unknown.to_numpy(dtype="int64")


def touched_units(rule, facts, rows):
    """The unit codes that bring a clause to each of `rows`, as text; None where it names none or nobody knows."""
    codes = [code for code in rule.scope.unit_codes if facts.members and code in facts.members.by_code]
    if len(codes) == 1:
        return codes * len(rows)
    sets = [(code, set(facts.members.by_code[code].tolist())) for code in codes]
    return [", ".join(code for code, mine in sets if row in mine) or None for row in rows.tolist()]
