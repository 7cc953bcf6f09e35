"""All checks of rule packs, one after the other."""

from __future__ import annotations

from . import (
    basis,
    clauses,
    code_lists,
    comparisons,
    contradictions,
    documents,
    parents,
    reach,
    templates,
    unit_codes,
    units_of_measure,
)
from .given import Given
from .remark import Remark

# Each takes a `Given` and yields `Remark`s.
CHECKS = (
    documents.ids_twice,
    documents.not_in_force,
    documents.superseded,
    documents.number_missing,
    documents.parent_missing,
    basis.doubtful_basis,
    clauses.number_missing,
    clauses.unknown_left_open,
    clauses.judges_nothing,
    clauses.doubtful_exceptions,
    unit_codes.malformed_codes,
    unit_codes.units_not_there,
    unit_codes.other_class,
    unit_codes.outside_jurisdiction,
    code_lists.unknown_codes,
    units_of_measure.doubtful_units,
    comparisons.contradicting_comparisons,
    templates.doubtful_templates,
    reach.never_in_force,
    reach.never_a_unit,
    reach.never_true,
    contradictions.contradictions,
    parents.weaker_limits,
    parents.weaker_clauses,
)


def lint(packs, day, known_units=None) -> list[Remark]:
    """What is doubtful in `Pack`s that lie side by side, in the order of packs and of their rules.

    day: ISO text, the day on which validity is judged. known_units: codes of the units of the layer; None: not asked.
    """
    given = Given(tuple(packs), day, None if known_units is None else frozenset(known_units))
    found = [one for check in CHECKS for one in check(given)]
    order = {(pack.id, pack.file): place for place, pack in reversed(list(enumerate(given.packs)))}
    rules = {(clause.pack.id, clause.pack.file, clause.rule.id): clause.place for clause in given.clauses}
    return sorted(
        found,
        key=lambda one: (order[one.pack, one.file], rules.get((one.pack, one.file, one.rule_id), -1)),
    )
