"""Unit cards: all clauses that bear on what lies in one control unit, of all levels, by dimension and level."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.codes import LEVELS, VERDICTS
from .chain import packs_in_force
from .conditions.codes_match import plain_code
from .conditions.ground import OnGround
from .conditions.remainder import remainder
from .conditions.tree import Always, Node
from .dimension_names import dimensions_of, province_of_unit
from .limits import demanded, group_of, in_base, stricter
from .pack import Pack, Rule
from .scope import asked_of, placed_rules
from .unit_ground import Unit, answered_by

ALWAYS = Always(True)


@dataclass(frozen=True)
class CardClause:
    """A clause on the card. where: what a subject in the unit must meet besides, `ALWAYS` for nothing.

    stand_in: place, among the clauses of the card, of the stricter limit that is kept in its stead; None: it stands.
    """

    pack: Pack
    rule: Rule
    where: Node
    stand_in: int | None = None


@dataclass(frozen=True)
class UnitCard:
    """What bears on a `Unit` on a day. clauses: by dimension (in the order of the province) and level.

    unknown: names of layers (`layer.<role or key>`) that some clause asks for and that do not answer for the unit.
    left: (pack, code of an issue, parameters) of packs that are not in force.
    """

    unit: Unit
    day: str
    clauses: tuple[CardClause, ...]
    unknown: tuple[str, ...] = ()
    left: tuple = ()

    @property
    def province(self):
        """The first two digits of the administrative code in the unit's code, None where it has none."""
        return province_of_unit(self.unit.code)

    def of(self, dimension):
        """The clauses of one dimension (a code; None: those that name none)."""
        return tuple(clause for clause in self.clauses if clause.rule.dimension == dimension)


def unit_card(packs, unit: Unit, day) -> UnitCard:
    """The `UnitCard` of a control unit on `day` (ISO text).

    A clause is left out only where it surely bears on nothing that lies in the unit.
    """
    current, left = packs_in_force(packs, day)
    answer, found, unknown = answered_by(unit, day), [], {}
    for placed in placed_rules(current, day):
        codes = placed.rule.scope.unit_codes
        if codes and plain_code(unit.code) not in codes:
            continue
        where = remainder(placed.condition, answer)
        if where != Always(False):
            found.append(CardClause(placed.pack, placed.rule, where))
            unknown.update(dict.fromkeys(_silent(unit, asked_of(placed))))
    found.sort(key=_order(province_of_unit(unit.code)))
    clauses = tuple(CardClause(one.pack, one.rule, one.where, _stand_in(place, found)) for place, one in
                    enumerate(found))  # fmt: skip
    return UnitCard(unit, day, clauses, tuple(unknown), tuple(left))


def _silent(unit, leaves):
    """Names of layers that operators ask for and that do not answer for the unit."""
    return [leaf.ground.name for leaf in leaves if isinstance(leaf, OnGround) and not unit.meets(leaf.ground)[2]]


def _order(province):
    dimensions = (*dimensions_of(province), None)
    return lambda clause: (dimensions.index(clause.rule.dimension), LEVELS.index(clause.pack.level))


def _stand_in(place, clauses):
    """The place of the strictest limit that surely binds wherever this one does; None where there is none."""
    best = place
    for other in range(len(clauses)):
        if other != place and _gives_way(clauses[best], best, clauses[other], other):
            best = other
    return None if best == place else best


def _gives_way(mine, place, other, others_place):
    a, b = demanded(mine.rule), demanded(other.rule)
    if a is None or b is None or group_of(a) != group_of(b) or stricter(b, a) is not b:
        return False
    if other.where not in (ALWAYS, mine.where) or not _ways(other.rule) <= _ways(mine.rule):
        return False
    if mine.rule.binding == "hard" != other.rule.binding or _worst(other.rule) > _worst(mine.rule):
        return False
    return (in_base(a), a.cmp) != (in_base(b), b.cmp) or others_place < place


def _ways(rule):
    """What lifts a breach of the rule, and to which verdict."""
    return {(way.condition, way.verdict) for way in rule.exceptions}


def _worst(rule):
    """Rank of what a breach of the rule comes to; a person who must judge comes after the machine."""
    verdict = min(rule.if_true, rule.if_false, key=VERDICTS.index)
    return VERDICTS.index(verdict if rule.automation == "auto" else "to_be_judged")
