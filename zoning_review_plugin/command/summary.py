"""What a person reads after a review: what was reviewed, the gravest overlaps, where the files are."""

from __future__ import annotations

import unicodedata

from ..tables.overview import overview_table, worst_table
from ..tables.verdicts import breach_table, conclusion_table, verdict_table

_LONGEST_CELL = 32


def review_summary(result, outputs, words):
    """The lines of the summary."""
    tables = result.tables
    counts = {
        "subjects": len(tables["subject"]),
        "layers": len(result.case.constraints),
        "overlaps": len(tables["overlap"]),
    }
    lines = [result.case.title, words.say("summary.reviewed", **counts)]
    if not tables["subject"]["verdict"].notna().any():
        lines[-1] += words.say("summary.not_judged")
    shown = (verdict_table(result, words), breach_table(result, words), conclusion_table(result, words))
    for table in (*shown, overview_table(result, words), worst_table(result, words)):
        if len(table.rows):
            lines += ["", table.title, *aligned(table)]
    lines += ["", words.say("summary.outputs")]
    lines += [f"  {path}" for paths in outputs.values() for path in paths[:1]]
    return lines


def aligned(table):
    """A `Table` as lines of text with aligned columns; wide characters count as two."""
    rows = [[column.title for column in table.columns], *table.texts()]
    rows = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(_width(row[k]) for row in rows) for k in range(len(table.columns))]
    numeric = [column.kind != "text" for column in table.columns]
    return [
        "  " + "  ".join(_padded(cell, width, right) for cell, width, right in zip(row, widths, numeric)).rstrip()
        for row in rows
    ]


def _padded(cell, width, right):
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space


def _cut(cell):
    cell = " ".join(cell.split())
    while _width(cell) > _LONGEST_CELL:
        cell = cell[:-2] + "…"
    return cell


def _width(text):
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
