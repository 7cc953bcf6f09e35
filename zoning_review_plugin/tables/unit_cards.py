"""Unit cards as tables: one for each control unit, and an index of them."""

from __future__ import annotations

import pandas as pd

from ..model.words import Words
from ..rules.card_rows import card_head, card_rows
from . import heads
from .table import Table

_AS_THEY_ARE = ("dimension", "level", "clause_text", "modality", "binding", "automation")


def card_table(card, language):
    """The `Table` of a `UnitCard` in `zh` or `en`: a row for each clause, by dimension and level. key: the unit's code.

    notes: what the class aims at, what is not known of the unit, packs that are not in force.
    """
    words, rows = Words(language), card_rows(card, language)
    columns = (
        heads.text("dimension", words, 16),
        heads.text("level", words, 10),
        heads.text("card_document", words, 30),
        heads.text("clause_no", words, 8),
        heads.text("clause_text", words, 56),
        heads.text("modality", words, 10),
        heads.text("binding", words, 8),
        heads.text("limit", words, 22),
        heads.text("bears_where", words, 36),
        heads.text("test", words, 36),
        heads.text("automation", words, 10),
        heads.text("stands", words, 26),
    )
    shown = [_row(row, words) for row in rows]
    made = heads.table("unit_card", words, columns, shown, _notes(card, words))
    return Table(card.unit.code, card_title(card, words), made.columns, made.rows, made.notes)


def card_title(card, words):
    """`ZH… name (key control, sub-class)`; a sub-class that but says the class again is left out."""
    head = card_head(card, words.language)
    kinds = [head["unit_class"]]
    kinds += [head["subclass"]] if head["subclass"] and kinds[0] not in head["subclass"] else []
    kind = words.say("punctuation.comma").join(kinds)
    named = " ".join(part for part in (head["code"], head["name"]) if part)
    return words.say("card.title", unit=named, kind=kind)


def cards_index(cards, language):
    """The `Table` of all cards: a row for each unit, with how many clauses bear on it."""
    words = Words(language)
    columns = (
        heads.text("code", words, 20),
        heads.text("name", words, 34),
        heads.text("unit_class", words, 12),
        heads.text("subclass", words, 24),
        heads.integer("clauses", words),
        heads.integer("hard_clauses", words),
        heads.integer("given_way", words),
        heads.text("unknown_layers", words, 40),
    )
    rows = [_of_index(card, words) for card in cards]
    return heads.table("unit_cards", words, columns, rows, (words.say("note.cards"),))


def every_clause(cards, language):
    """One `Table` of the clauses of all cards, the unit in front: where there are too many units for one each."""
    tables = [card_table(card, language) for card in cards]
    words = Words(language)
    parts = [table.rows.assign(code=table.key) for table in tables]
    columns = (heads.text("code", words, 20), *tables[0].columns)
    return heads.table("card_clauses", words, columns, pd.concat(parts, ignore_index=True))


def _row(row, words):
    document = " ".join(part for part in (row["pack"], row["doc_no"]) if part)
    winner = row["superseded_by"]
    return {
        **{
            name: row[name] or "" for name in ("dimension", "level", "clause_text", "modality", "binding", "automation")
        },
        "card_document": document,
        "clause_no": row["clause_no"] or row["rule_id"],
        "limit": row["limit"] or "",
        "bears_where": row["where"] or words.say("card.everywhere"),
        "test": row["test"] or "",
        "stands": words.say("card.gives_way", winner=winner) if winner else words.say("card.stands"),
    }


def _notes(card, words):
    head = card_head(card, words.language)
    notes = [head["meaning"], words.say("note.card", day=card.day)]
    if head["unknown"]:
        notes.append(words.say("note.card_unknown", layers=head["unknown"]))
    notes += [words.say("note.card_left", pack=pack.title or pack.id, why=words.say(f"fault.{code}", **params))
              for pack, code, params in card.left]  # fmt: skip
    return tuple(notes)


def _of_index(card, words):
    head = card_head(card, words.language)
    return {
        "code": head["code"],
        "name": head["name"] or "",
        "unit_class": head["unit_class"],
        "subclass": head["subclass"] or "",
        "clauses": len(card.clauses),
        "hard_clauses": sum(clause.rule.binding == "hard" for clause in card.clauses),
        "given_way": sum(clause.stand_in is not None for clause in card.clauses),
        "unknown_layers": head["unknown"],
    }
