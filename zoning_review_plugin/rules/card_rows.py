"""A unit card in words: a head, and a row for each clause."""

from __future__ import annotations

from ..model.words import Words
from .condition_words import condition_words
from .dimension_names import dimension_name
from .statement import missing_words
from .unit_card import ALWAYS


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
    test: what is asked of it. superseded_by: the stricter clause that is kept in its stead.
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
        "superseded_by": winner and f"{winner.pack.id}/{winner.rule.id}",
    }
