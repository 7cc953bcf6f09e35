"""Which column of an official list holds what: proposed from its headings, changed by a person, kept as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import get_column_letter

from ...model.errors import Place
from ..faults import PackFault
from ..json_text import parsed
from .list_words import DIMENSIONS, FIELDS, IGNORED, field_of, field_of_codes, last_heading_row
from .opening import opened
from .sheets import grid_of


@dataclass(frozen=True)
class ListMapping:
    """How a list is laid out.

    heading_row: the last row of headings, from 1. columns: {letter: field}, one of `FIELDS` or None for a column
    that is not read. headings: {letter: text}, for people only. head: what the mapping says of the pack.
    """

    sheet: str
    heading_row: int
    columns: Mapping
    headings: Mapping = field(default_factory=dict)
    head: Mapping = field(default_factory=dict)

    def as_json(self):
        """The mapping as a dict for a file, which `read_mapping` takes back."""
        columns = {
            letter: {"heading": self.headings.get(letter, ""), "field": name} for letter, name in self.columns.items()
        }
        return {"sheet": self.sheet, "heading_row": self.heading_row, "columns": columns, "pack": dict(self.head)}


def proposed_mapping(path) -> ListMapping:
    """The mapping that the headings of a list suggest. Raises PackFault where no sheet has a column of clauses."""
    return mapping_of_book(opened(path), str(path))


def mapping_of_book(book, file):
    """`proposed_mapping` of an open workbook (openpyxl's)."""
    found = [_best_row(grid_of(sheet, file)) for sheet in book.worksheets]
    score, mapping = max(found, key=lambda one: one[0], default=(0, None))
    if not score:
        known = "、".join(text for _, one in found for text in one.headings.values() if text)
        raise PackFault("list_not_recognised", Place(file=file), found=known[:300])
    return mapping


def read_mapping(path) -> ListMapping:
    """The mapping of a JSON file. Raises PackFault."""
    try:
        written = parsed(Path(path).read_bytes(), str(path))
    except OSError as error:
        raise PackFault("pack_unreadable", Place(file=str(path)), problem=error.strerror or str(error)) from None
    try:
        fields = {letter.upper(): one["field"] for letter, one in written["columns"].items()}
        texts = {letter.upper(): str(one.get("heading", "")) for letter, one in written["columns"].items()}
        mapping = ListMapping(
            str(written["sheet"]), int(written["heading_row"]), fields, texts, dict(written.get("pack", {}))
        )
        if not all(re.fullmatch("[A-Z]{1,2}", letter) for letter in fields):
            raise ValueError(fields)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise PackFault("mapping_malformed", Place(file=str(path))) from None
    for letter, name in fields.items():
        if name is not None and name not in FIELDS:
            place = Place(file=str(path), key=f"columns.{letter}")
            raise PackFault("mapping_field", place, got=str(name)[:80], known=" ".join(FIELDS))
    return mapping


def _best_row(grid):
    """(score, ListMapping) of the row whose headings say most; score 0 where no clauses would be found."""
    _spread(grid)
    found = [_at_row(grid, row) for row in range(1, last_heading_row() + 1)]
    return max(found, key=lambda one: one[0])


def _spread(grid):
    """Fill merged headings over all that they span."""
    for top, left, bottom, right in grid.merged:
        if top <= last_heading_row() and grid.text(top, left):
            for row in range(top, min(bottom, last_heading_row()) + 1):
                for column in range(left, right + 1):
                    grid.cells.setdefault(row, {}).setdefault(column, grid.text(top, left))


def _at_row(grid, row):
    width = max((column for cells in grid.cells.values() for column in cells), default=0)
    texts = {column: _heading(grid, row, column) for column in range(1, min(width, 500) + 1)}
    named = {column: field_of(text) if text else None for column, text in texts.items()}
    columns, used = {}, set()
    for column, name in named.items():
        taken = name if name in FIELDS and name not in used else None
        used |= {taken} - {None}
        columns[column] = taken
    here = sum(1 for column, name in named.items() if name and grid.text(row, column))
    enough = here and used & {"clause", *DIMENSIONS}
    _find_codes(grid, row, columns, named, used)
    letters = {column: get_column_letter(column) for column in columns if texts[column] or columns[column]}
    mapping = ListMapping(
        grid.name,
        row,
        {letter: columns[column] for column, letter in letters.items()},
        {letter: " ".join(texts[column].split()) for column, letter in letters.items()},
    )
    return (len(used) + here / 100 if enough else 0), mapping


def _heading(grid, row, column):
    """The text of a heading; where its own row is blank, what stands above it."""
    return next((grid.text(one, column) for one in range(row, 0, -1) if grid.text(one, column)), "")


def _find_codes(grid, row, columns, named, used):
    """Where no heading names the units, the column that holds their codes."""
    for column, name in named.items():
        if columns[column] is None and name in (None, *IGNORED):
            texts = [cells[column] for number, cells in grid.cells.items() if number > row and column in cells]
            found = field_of_codes(texts)
            if found and found not in used:
                columns[column] = found
                used.add(found)
