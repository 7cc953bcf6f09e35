"""Unit cards as files: `cards.xlsx`, and `cards.html` with a page for each unit beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..model.words import Words
from ..tables.unit_cards import card_table, cards_index, every_clause
from .aside import written_aside
from .cards_pages import write_pages
from .sheets.names import SheetNames
from .sheets.table_sheet import row_count, write_table
from .xlsx import save_book

NAME = "cards.xlsx"
MOST_SHEETS = 200  # beyond these units all clauses stand on one sheet: nobody leafs through thousands
_UNIT = "code"  # column of the index that leads to the cards


def write_cards(found, folder):
    """Write the cards of a `CardSet` into `folder`; returns {kind: [paths]}. Raises OutputFault."""
    folder, words = Path(folder), Words(found.case.language)
    index = cards_index(found.cards, words.language)
    cards = [card_table(card, words.language) for card in found.cards]
    sheets = cards if len(cards) <= MOST_SHEETS else [every_clause(found.cards, words.language)]
    with written_aside(folder) as aside:
        save_book(aside / NAME, found.case.title, lambda book: _write_sheets(book, index, sheets, words))
        pages = write_pages(aside, index, cards, found.case, words)
    return {"xlsx": [folder / NAME], "html": [folder / page for page in pages]}


def _write_sheets(book, index, sheets, words):
    """The index, and a sheet for each of `sheets` (keys: the codes of units). Returns {name: rows}."""
    names = SheetNames()
    home, *named = [names.take(words.say("table.unit_cards")), *(names.take(_name(one)) for one in sheets)]
    links = {one.key: (name, 1) for one, name in zip(sheets, named)}
    write_table(book.create_sheet(home), index, 0, len(index.rows), words, home, links, _UNIT)
    expected = {home: row_count(index, len(index.rows))}
    for name, table in zip(named, sheets):
        titled = replace(table, notes=(table.title, *table.notes))  # a sheet shows no title
        write_table(book.create_sheet(name), titled, 0, len(table.rows), words, home, {})
        expected[name] = row_count(titled, len(table.rows))
    return expected


def _name(table):
    """What the sheet of a card is called: by the code of its unit; that of all clauses by its title."""
    return table.title if _UNIT in table.rows else table.key
