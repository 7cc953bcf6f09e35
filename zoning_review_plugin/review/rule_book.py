"""The rules of a case: its packs read and in force on its day, and what they ask for."""

from __future__ import annotations

from dataclasses import dataclass

from ..inputs.case.decisions_file import read_decisions
from ..model.case import Case
from ..model.codes import Severity
from ..model.errors import Place
from ..model.records import Issue
from ..rules.chain import packs_in_force
from ..rules.faults import PackFault
from ..rules.land_use_matrix import LandUseMatrix
from ..rules.needs import Needs, needs_of
from ..rules.pack import Pack, in_force
from ..rules.reading import pack_at
from ..rules.scope import Placed, placed_rules

_MOST_NAMED = 10  # clauses that one issue names


@dataclass(frozen=True)
class RuleBook:
    """packs: all that the case names. rules: `Placed`, those in force. issues: on packs that do not bind."""

    packs: tuple[Pack, ...]
    rules: tuple[Placed, ...]
    needs: Needs
    issues: tuple[Issue, ...]


NO_RULES = RuleBook((), (), needs_of(()), ())


def rule_book(case: Case) -> RuleBook:
    """The `RuleBook` of a case with a date. Raises PackFault where a pack cannot be read or an id is there twice."""
    packs, first = [], {}
    for path in case.rules:
        pack = pack_at(case.folder / path)
        if pack.id in first:
            raise PackFault("pack_id_twice", Place(file=pack.file, key="pack.id"), got=pack.id, first=first[pack.id])
        first[pack.id] = path
        packs.append(pack)
    current, left = packs_in_force(packs, case.date)
    rules = placed_rules(current, case.date)
    issues = [Issue(pack.id, code, Severity.WARNING, params=params) for pack, code, params in left]
    issues += _on_basis(rules, case.date)
    return RuleBook(tuple(packs), tuple(rules), needs_of(rules), tuple(issues))


def _on_basis(rules, day):
    """An `Issue` for each pack and law that its clauses rest on and that is not in force on `day` (ISO text)."""
    found = {}
    for placed in rules:
        for basis in placed.rule.basis:
            if not in_force(basis.valid_from, basis.valid_to, day):
                found.setdefault((placed.pack.id, basis.doc), []).append((placed.rule.id, basis))
    return [
        Issue(pack, "rule_basis_not_in_force", Severity.WARNING, params=_params(pack, doc, clauses, day))
        for (pack, doc), clauses in found.items()
    ]


def _params(pack, doc, clauses, day):
    ids, (_, basis) = list(dict.fromkeys(rule for rule, _ in clauses)), clauses[0]
    named = ", ".join(ids[:_MOST_NAMED]) + (" …" if len(ids) > _MOST_NAMED else "")
    days = {"first": basis.valid_from or "…", "last": basis.valid_to or "…", "day": day}
    return {"pack": pack, "doc": doc, "rules": named, "count": len(ids), **days}


def matrix_of(case):
    """The `LandUseMatrix` that a case names, None where it names none. Raises PackFault."""
    return LandUseMatrix.read(case.folder / case.land_use_matrix) if case.land_use_matrix else None


def decisions_of(case):
    """The `Decision`s of a case, none where it names no file of them. Raises CaseFault."""
    return read_decisions(case.folder / case.decisions) if case.decisions else ()
