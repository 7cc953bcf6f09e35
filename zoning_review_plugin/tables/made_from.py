"""What a review rests on and how it was made, short enough for a chapter; the whole record is the table `run`."""

from __future__ import annotations

import pandas as pd

from .notes import area_note, summary_of_inputs
from .table import Table, TableColumn

_SOURCES = {"key": 14, "role": 14, "owner": 18, "version": 16, "document": 18, "date": 11, "count": 8, "usability": 14}
_PACKS = {"title": 36, "doc_no": 20, "valid_from": 12, "valid_to": 12, "rules": 8, "applied": 8}
# Facts of single inputs and packs: they have tables of their own.
_OWN_TABLES = ("subject.", "constraint.", "coverage.", "pack.")


def sources_table(result, words):
    """One row an input: whose it is, which version and document, and whether it could be used."""
    rows = summary_of_inputs(result, words, list(_SOURCES))
    return Table("sources", words.say("table.sources"), _columns(_SOURCES, words), rows)


def packs_table(result, words):
    """One row a rule pack: title, document, validity, and whether it was in force on the day of the review."""
    found = {}
    for key, value in result.facts().items():
        if key.startswith("pack."):
            number, _, fact = key[len("pack.") :].rpartition(".")
            found.setdefault(number, {})[fact] = value
    rows = pd.DataFrame([{key: facts.get(key, "") for key in _PACKS} for facts in found.values()], columns=list(_PACKS))
    rows["applied"] = [words.code("truth_of_pack", value) for value in rows["applied"]]
    return Table("packs", words.say("table.packs"), _columns(_PACKS, words), rows)


def made_table(result, words):
    """The facts of the run that are not told of single inputs; the area rule stands below."""
    run = result.tables["run"]
    rows = run[~run["key"].str.startswith(_OWN_TABLES)].reset_index(drop=True)
    columns = _columns({"key": 26, "value": 60}, words)
    return Table("made", words.say("table.made"), columns, rows, (area_note(result, words),))


def _columns(widths, words):
    return tuple(TableColumn(key, words.say(f"column.{key}"), width=width) for key, width in widths.items())
