"""The pack as a document: its days, its number, what replaces it, its id and those of its rules."""

from __future__ import annotations

import datetime

from ..pack import in_force
from .remark import remark

SOON_DAYS = 180


def not_in_force(given):
    """Packs that do not hold on the day, or not for long."""
    for pack in given.packs:
        params = {"first": pack.valid_from, "last": pack.valid_to or "…", "day": given.day}
        if pack.valid_to and pack.valid_to < pack.valid_from:
            yield remark(pack, "pack_period_empty", ("pack", "valid_to"), **params)
        elif not in_force(pack.valid_from, pack.valid_to, given.day):
            key = "valid_from" if given.day < pack.valid_from else "valid_to"
            yield remark(pack, "pack_not_in_force", ("pack", key), **params)
        elif pack.valid_to and _days(given.day, pack.valid_to) <= SOON_DAYS:
            left = _days(given.day, pack.valid_to)
            yield remark(pack, "pack_expires_soon", ("pack", "valid_to"), days=left, **params)


def _days(first, last):
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def superseded(given):
    """Packs that another one given replaces."""
    for pack in given.packs:
        for other in given.packs:
            if pack.id in other.supersedes and in_force(other.valid_from, other.valid_to, given.day):
                yield remark(pack, "pack_superseded", ("pack", "id"), other=other.id, since=other.valid_from)


def ids_twice(given):
    """Packs of one id; ids of rules that several packs use."""
    packs, rules = {}, {}
    for pack in given.packs:
        first = packs.setdefault(pack.id, pack)
        if first is not pack:
            yield remark(pack, "pack_id_twice", ("pack", "id"), got=pack.id, first=first.file)
    for clause in given.clauses:
        first = rules.setdefault(clause.rule.id, clause)
        if first.pack.id != clause.pack.id:
            yield clause.remark("rule_id_in_packs", "id", got=clause.rule.id, other=first.pack.id)


def number_missing(given):
    """Packs without document number."""
    for pack in given.packs:
        if not (pack.doc_no or "").strip():
            yield remark(pack, "doc_no_missing", ("pack", "doc_no"))


def parent_missing(given):
    """Packs whose parent is not among those given: what they must not weaken is not known."""
    ids = {pack.id for pack in given.packs}
    for pack in given.packs:
        if pack.parent and pack.parent not in ids:
            yield remark(pack, "parent_not_given", ("pack", "parent"), parent=pack.parent)
