"""A unit card in words: a head, and a row for each clause."""

from __future__ import annotations

from ..model.words import Words
from .condition_words import condition_words
from .dimension_names import dimension_name
from .limits import demanded
from .statement import missing_words
from .unit_card import ALWAYS

_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}


def card_head(card, language):
    """{what: text} of the unit: code, name, class, its meaning, sub-class, day, and what is not known."""
    words, unit = Words(language), card.unit
    return {
        "code": unit.code,
        "name": unit.name,
        "unit_class": words.code("unit_class", unit.unit_class),
        "meaning": words.say(f"unit_class_meaning.{unit.unit_class or 'none'}"),
        "subclass": unit.subclass,
        "day": card.day,
        "unknown": missing_words(words, "; ".join(card.unknown)),
    }


def card_rows(card, language):
    """A dict of texts for each clause, in order of the card.

    where: what a subject must meet besides lying in the unit, in words; None where it need not meet anything.
    test: what is asked of it. limit: the value that must be kept. superseded_by: the stricter clause that is kept in
    its stead.
    """
    return [_row(card, clause, Words(language)) for clause in card.clauses]


def _row(card, clause, words):
    pack, rule = clause.pack, clause.rule
    winner = None if clause.stand_in is None else card.clauses[clause.stand_in]
    return {
        "dimension": rule.dimension and dimension_name(rule.dimension, card.province, words.language),
        "level": words.code("level", pack.level),
        "pack": pack.title,
        "doc_no": pack.doc_no,
        "rule_id": rule.id,
        "clause_no": rule.clause_no,
        "clause_text": rule.clause_text,
        "modality": words.code("modality", rule.modality),
        "binding": words.code("binding", rule.binding),
        "automation": words.code("automation", rule.automation),
        "where": None if clause.where == ALWAYS else condition_words(clause.where, words.language),
        "test": rule.test and condition_words(rule.test, words.language),
        "limit": _limit(rule, words) if rule.metric else None,
        "superseded_by": winner and f"{winner.pack.id}/{winner.rule.id}",
    }


def _limit(rule, words):
    """The metric of a rule with the value that must be kept: `VOCs ≤ 3 t/a`."""
    limit = demanded(rule)
    name = words.code("metric_name", limit.name)
    if limit.of not in ("value", "total"):
        name = words.say(f"metric_name.{limit.of}", own=name)
    if limit.per:
        name = words.say("metric_name.per", own=name, per=words.code("metric_name", limit.per))
    value = f"{limit.value:.10g}"
    return " ".join(part for part in (name, _SIGNS.get(limit.cmp, limit.cmp), value, limit.unit) if part)
