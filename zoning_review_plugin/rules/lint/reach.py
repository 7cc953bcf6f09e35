"""Clauses and exceptions that can never come to bear: their days, their units or their conditions exclude them."""

from __future__ import annotations

from .implication import never
from .unit_codes import class_of


def never_in_force(given):
    """Clauses without a day on which both they and their packs hold."""
    for clause in given.clauses:
        first, last = clause.period
        pack, scope = clause.pack, clause.rule.scope
        own = (scope.valid_from or scope.valid_to) and not (pack.valid_to and pack.valid_to < pack.valid_from)
        if own and last and last < first:
            key = "valid_to" if scope.valid_to else "valid_from"
            yield clause.remark("rule_period_empty", "scope", key, first=first, last=last)


def never_a_unit(given):
    """Scopes whose units are none of the classes that they name."""
    for clause in given.clauses:
        scope = clause.rule.scope
        grades = {class_of(code) for code in scope.unit_codes}
        if scope.unit_class and grades and None not in grades and not grades & set(scope.unit_class):
            yield clause.remark("scope_never_holds", "scope", "unit_class", grades=scope.unit_class)


def never_true(given):
    """Conditions that contradict themselves, or the days of their clause."""
    for clause in given.clauses:
        first, last = clause.period
        period = (None, None) if last and last < first else clause.period
        ways = [(("exceptions", k, "if"), way.condition) for k, way in enumerate(clause.rule.exceptions)]
        for path, condition in [(("applies_if",), clause.rule.applies_if), (("test",), clause.rule.test), *ways]:
            if never(condition, period):
                yield clause.remark("condition_never_holds", *path)
