"""Unit cards as files: `cards.xlsx`, and `cards.html` with a page for each unit beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ..model.words import Words
from ..tables.unit_cards import card_table, cards_index, every_clause
from .aside import written_aside
from .cards_pages import write_pages
from .safe_text import without_controls
from .xlsx import write_book

NAME = "cards.xlsx"
MOST_SHEETS = 200  # beyond these units all clauses stand on one sheet: nobody leafs through thousands
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_cards(found, folder):
    """Write the cards of a `CardSet` into `folder`; returns {kind: [paths]}. Raises OutputFault."""
    folder, words = Path(folder), Words(found.case.language)
    language = words.language
    index = cards_index(found.cards, language)
    cards = [card_table(card, language) for card in found.cards]
    with written_aside(folder) as aside:
        write_book(aside / NAME, _sheets(index, cards, found, words), words, found.case.title)
        pages = write_pages(aside, index, cards, found.case, words)
    return {"xlsx": [folder / NAME], "html": [folder / page for page in pages]}


def _sheets(index, cards, found, words):
    """(name, `Table`) of each sheet: the index, then one a unit, or one for all where they are too many."""
    if len(cards) > MOST_SHEETS:
        every = every_clause(found.cards, words.language)
        return [(index.title, index), (every.title, every)]
    names = sheet_names([index.title, *(card.key for card in cards)])
    titled = [replace(card, notes=(card.title, *card.notes)) for card in cards]  # a sheet shows no title
    return list(zip(names, [index, *titled]))


def sheet_names(wanted):
    """Names that Excel takes: at most 31 characters, none of its signs, each once whatever the case of letters."""
    found, seen = [], {"history"}  # reserved
    for text in wanted:
        plain = _FORBIDDEN.sub("_", without_controls(" ".join(text.split()))).strip() or "_"
        name, number = plain[:_LONGEST_NAME], 1
        while name.casefold() in seen:
            number += 1
            name = f"{plain[: _LONGEST_NAME - len(str(number)) - 1]}~{number}"
        seen.add(name.casefold())
        found.append(name)
    return found
