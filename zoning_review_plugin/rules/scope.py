"""On whom a clause bears: its scope and its condition as one, asked only of the subjects that may be concerned."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..model.words import LANGUAGES, Words
from .arrays import joined
from .conditions.ground import Ground, OnGround, Overlap
from .conditions.reading import areas_called
from .conditions.tree import Always, And, Node, Or, Presumed
from .pack import Pack, Rule, Scope, in_force

# Clauses for single units of one pack that are told one by one of a subject whose units are not known.
MOST_UNKNOWN = 50
ANY_UNIT = "*"


@dataclass(frozen=True)
class Placed:
    """A rule of a pack in force. condition: all of its scope but the unit codes, and `applies_if`.

    listed: whether it is told of subjects of which nobody knows in which units they lie.
    """

    pack: Pack
    rule: Rule
    condition: Node
    listed: bool = True


def placed_rules(packs, day):
    """`Placed` for each rule in force on `day` (ISO text), in order of the packs.

    Of a pack with very many clauses for single units, one row tells a subject whose units are not known that these
    are open; else a missing layer would give each subject thousands.
    """
    found = []
    for pack in packs:
        rules = [rule for rule in pack.rules if in_force(rule.scope.valid_from, rule.scope.valid_to, day)]
        single = [rule for rule in rules if rule.scope.unit_codes]
        crowded = len(single) > MOST_UNKNOWN
        found += [
            Placed(pack, rule, condition_of_place(pack, rule), not (crowded and rule.scope.unit_codes))
            for rule in rules
        ]
        if crowded:
            every = _every_unit(pack, len(single))
            found.append(Placed(pack, every, condition_of_place(pack, every)))
    return found


def _every_unit(pack, count):
    """A rule that stands for all clauses of a pack for single units, where a subject's units are not known."""
    said = {name: Words(name).say("statement.too_many_units", pack=pack.title, count=count) for name in LANGUAGES}
    explain = {(name, "information_missing"): text for name, text in said.items()}
    scope = Scope(unit_codes=(ANY_UNIT,))
    return Rule(f"{pack.id}.units", said["zh"], "require", scope=scope, explain=explain, automation="manual")


def jurisdiction_of(pack):
    """The condition that a subject lies where the pack binds; None where it binds everywhere."""
    return Overlap(areas_called(pack.jurisdiction)) if pack.jurisdiction else None


def condition_of_place(pack, rule):
    """Scope and `applies_if` of a rule as one condition; its unit codes stand apart (`candidates`).

    Who names a pack means it to bind: in a case without administrative areas it binds all subjects.
    """
    scope, place = rule.scope, jurisdiction_of(pack)
    parts = [Presumed(place)] if place else []
    if scope.unit_class or scope.unit_subclass:
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
    return list(dict.fromkeys(leaf for node in _nodes(placed) for leaf in node.leaves()))


def _nodes(placed):
    conditions = [placed.condition, placed.rule.test, *(way.condition for way in placed.rule.exceptions)]
    return [node for node in conditions if node is not None]


def bearing_ground(placed):
    """The operator on ground that brings a rule to a subject, else the one that it tests; None where it asks for none.

    Where the pack binds is nothing that its clauses are about.
    """
    return _about(_own_leaves(placed))


def tested_ground(placed):
    """The operator on ground that a rule tests, else the one that brings it to a subject; None as above."""
    tested = placed.rule.test.leaves() if placed.rule.test is not None else []
    return _about([*tested, *_own_leaves(placed)])


def _own_leaves(placed):
    """The operators of a rule without that of its pack's jurisdiction."""
    parts = getattr(placed.condition, "parts", (placed.condition,))
    nodes = [*(part for part in parts if not isinstance(part, Presumed)), *_nodes(placed)[1:]]
    return [leaf for node in nodes for leaf in node.leaves()]


def _about(leaves):
    grounds = [leaf for leaf in leaves if isinstance(leaf, OnGround)]
    return next((leaf for leaf in grounds if leaf.ground.role != "admin_area"), grounds[0] if grounds else None)


class Candidates:
    """Who may be concerned by clauses for single units, among `rows` (integer array of subjects, ascending)."""

    def __init__(self, facts, rows):
        members = facts.members
        self._rows, self._by_code = rows, members.by_code if members else {}
        self._inside = None if len(rows) == facts.size else pd.RangeIndex(facts.size).isin(rows)
        self._unknown = rows[~members.complete[rows]] if members else rows

    def sure(self, rule):
        """The rows that a clause surely finds; one that names no unit finds all."""
        codes = rule.scope.unit_codes
        if not codes:
            return self._rows
        found = [self._by_code[code] for code in codes if code in self._by_code]
        if not found:
            return self._rows[:0]
        sure = found[0] if len(found) == 1 else _ascending(joined(found))
        return sure if self._inside is None else sure[self._inside[sure]]

    def unknown(self, rule, sure):
        """The rows of which nobody knows whether a clause finds them. sure: those that it finds."""
        unknown = self._unknown if rule.scope.unit_codes else self._rows[:0]
        return unknown[~pd.Index(unknown).isin(sure)] if len(unknown) else unknown


def _ascending(rows):
    """Each row once."""
    rows = pd.unique(rows)
    rows.sort()
    return rows


def touched_units(codes, facts, rows):
    """Those of the unit codes that bring a clause to each of `rows`, as text; None where nobody knows."""
    codes = [code for code in codes if facts.members and code in facts.members.by_code]
    if len(codes) == 1 and facts.members.is_complete:
        return codes * len(rows)
    sets = [(code, set(facts.members.by_code[code].tolist())) for code in codes]
    return [", ".join(code for code, mine in sets if row in mine) or None for row in rows.tolist()]
