"""What the page holds, in order of reading; `html.py` writes it down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...tables.basic import basic_tables
from ...tables.overview import overview_table, worst_table
from ...tables.review_tables import review_tables
from ...tables.verdicts import breach_table
from .heads import head_rows
from .packed import PackedTable, Texts
from .view import data_view, review_view, tones

PRINTED_ROWS = 100  # of a table: Chromium lays out each printed cell in some 30 kB
_AT_THE_END = ("issues", "inputs", "run")
# Words of the page's script, under `html.`.
SAID = (
    "all_verdicts", "chosen", "clear_subject", "close_row", "evidence", "evidence.fact", "evidence.found", "filter",
    "filter_hides_sums", "first_page", "last_page", "next_page", "no_rows", "nothing_chosen", "open_row", "page_of",
    "paper", "previous_page", "rows_of", "show_on_map", "tables_of_subject", "verdict_filter", "zoom_to",
)  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """Tables under one heading, each a `View`."""

    key: str
    title: str
    views: list


def chapters_of(result, words):
    """The chapters of tables of a page, in order of reading.

    Where something was judged the first holds the hard breaches; the next holds the subjects alone, beside the map.
    """
    data = [data_view(table, words) for table in basic_tables(result)]
    of = {view.table.key: view for view in data}
    layers = [overview_table(result, words), worst_table(result, words)]
    judged = result.tables["subject"]["verdict"].notna().any()
    breaches = breach_table(result, words, most=len(result.tables["finding"]))
    found = {
        "glance": [data_view(replace(breaches, title=words.say("html.breaches")), words)] if judged else [],
        "subjects": [of["subjects"]],
        "review": [review_view(table, words) for table in review_tables(result)],
        "layers": [data_view(table, words) for table in layers],
        "data": [one for one in data if one.table.key not in ("subjects", *_AT_THE_END)],
        "run": [of[key] for key in _AT_THE_END],
    }
    return [Chapter(key, words.say(f"html.{key}"), views) for key, views in found.items() if views]


def packed(chapters, words):
    """{id: value} of what the page holds as JSON: one for each table, the texts that they share, and words."""
    texts = Texts()
    tables = [PackedTable(view, texts, words) for chapter in chapters for view in chapter.views]
    shared, numbers = texts.final()
    said = {key: words.say(f"html.{key}") for key in SAID}
    found = {f"data-{one.key}": one.data(numbers) for one in tables}
    return {**found, "texts": shared, "page": {"say": said, "tones": tones(words), "printed": PRINTED_ROWS}}


class StaticTable:
    """The start of a table as the page holds it for readers without the script."""

    def __init__(self, view, words):
        table = view.table
        self.key, self.title, self.notes, self.needs = table.key, table.title, table.notes, table.needs
        self.size, self.rows_here = len(table.rows), min(len(table.rows), view.static)
        self.heads = head_rows(view.columns)
        start = _first(table, self.rows_here)
        known = {column.key: tones(words) if column.key in view.toned else {} for column in table.columns}
        self.rows = [
            {
                "kind": start.kind_of(number),
                "cells": [_cell(texts[place], column, known[column.key]) for place, column in view.columns],
            }
            for number, texts in enumerate(start.texts())
        ]


def _first(table, count):
    """The first rows of a `Table`, with what is said of them."""
    adjusted = frozenset(one for one in table.adjusted if one[0] < count)
    return replace(table, rows=table.rows.iloc[:count], kinds=table.kinds[:count], adjusted=adjusted)


def _cell(text, column, known):
    return {"text": text, "figures": column.kind != "text", "tone": known.get(text)}
