"""The laws on which clauses rest: dated, and in force."""

from __future__ import annotations

from ..pack import in_force


def doubtful_basis(given):
    """Laws without their days, and laws that are not in force on the day."""
    for clause in given.clauses:
        for place, basis in enumerate(clause.rule.basis):
            if basis.valid_from is None and basis.valid_to is None:
                yield clause.remark("basis_undated", "basis", place, doc=basis.text)
            elif not in_force(basis.valid_from, basis.valid_to, given.day):
                params = {"first": basis.valid_from or "…", "last": basis.valid_to or "…", "day": given.day}
                yield clause.remark("basis_not_in_force", "basis", place, doc=basis.text, **params)
