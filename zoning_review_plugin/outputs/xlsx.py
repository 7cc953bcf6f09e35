"""`review.xlsx`: cover, review tables and data of a review as a workbook with real numbers, one sheet a table."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager, suppress
from itertools import chain

import numpy as np
from openpyxl import Workbook

from ..model.errors import OutputFault, Place
from ..model.words import Words
from ..tables.basic import each_basic_table
from ..tables.overview import what_was_reviewed
from ..tables.review_tables import each_review_table
from .safe_text import without_controls
from .sheets.cover import Cover
from .sheets.names import SheetNames
from .sheets.table_sheet import row_count, write_table

NAME = "review.xlsx"
LONGEST_SHEET = 1_000_000  # rows; Excel holds 1,048,576
MOST_LINKS = 5_000  # of a sheet to the rows of subjects; Excel opens no more than 65,530 of them
_SUBJECTS = "subjects"


def write(result, folder):
    """Write the workbook of a Result into `folder`. Returns the names of the files written."""
    words = Words(result.case.language, result.case.layer_roles)
    save_book(folder / NAME, result.case.title, lambda book: _write_sheets(book, result, words))
    return [NAME]


def save_book(path, title, fill):
    """Write a workbook to `path` and verify it. Raises OutputFault.

    fill: writes the sheets of a write-only book, returns {name: rows that it must have} in their order.
    """
    book = Workbook(write_only=True)
    book.properties.title = without_controls(title)
    with _full_disk_told(book, path):
        expected = fill(book)
        book.save(path)
    _verify(path, expected)


def _write_sheets(book, result, words):
    """All sheets, the cover first. Returns {name: rows that it must have}.

    Each table is made, written and let go before the next; the cover, which tells of all, is written last.
    """
    names = SheetNames()
    home = names.take(words.say("cover.title"))
    cover = Cover(book.create_sheet(home), result, words)
    subjects = _PlacesOfSubjects(result, names, words)
    expected, index = {home: 0}, []
    for table in chain(each_review_table(result), each_basic_table(result)):
        for name, start, stop in _parts(table, names, subjects, words):
            sheet = book.create_sheet(name)
            links = subjects.links(table) if _is_linked(table) else {}
            write_table(sheet, table, start, stop, words, home, links)
            sheet.close()
            expected[name] = row_count(table, stop - start)
            index += [(name, table.title, len(table.rows), bool(table.needs))] if start == 0 else []
        del table  # or it stays while the next is made
    cover.write(what_was_reviewed(result, words), index)
    expected[home] = cover.rows
    return expected


def _parts(table, names, subjects, words):
    """(name of the sheet, number of the first row, of the one behind the last) of each sheet that a table takes."""
    size = len(table.rows)
    for number, start in enumerate(range(0, max(1, size), LONGEST_SHEET)):
        name = subjects.sheets[number] if table.key == _SUBJECTS else names.take(_sheet_title(table, words))
        yield name, start, min(start + LONGEST_SHEET, size)


def _sheet_title(table, words):
    return words.say(f"sheet.{table.key}") if words.has(f"sheet.{table.key}") else table.title


def _is_linked(table):
    keys = [column.key for column in table.columns]
    return table.key != _SUBJECTS and "subject_id" in keys and len(table.rows) <= MOST_LINKS


class _PlacesOfSubjects:
    """Where subjects stand in the workbook. sheets: the names of their sheets, taken before any other needs them."""

    def __init__(self, result, names, words):
        self._ids = result.tables["subject"]["subject_id"]
        key = f"sheet.{_SUBJECTS}"
        title = words.say(key if words.has(key) else f"table.{_SUBJECTS}")
        self.sheets = [names.take(title) for _ in range(0, max(1, len(self._ids)), LONGEST_SHEET)]

    def links(self, table):
        """{subject_id: (sheet, row)} of the subjects of a table."""
        places = np.flatnonzero(self._ids.isin(set(table.rows["subject_id"])))
        return {
            one: (self.sheets[place // LONGEST_SHEET], place % LONGEST_SHEET + 2)
            for one, place in zip(self._ids.to_numpy()[places], places.tolist())
        }


@contextmanager
def _full_disk_told(book, path):
    """lxml, where openpyxl writes through it, has an error of its own for a file that cannot be written further.

    Raises OutputFault. Half-written sheets are closed, after Ctrl-C too: left alone, each complains when swept up.
    """
    try:
        yield
    except BaseException as error:
        for sheet in book.worksheets:
            for stream in (sheet._rows, getattr(sheet._writer, "xf", None)):
                with suppress(Exception):
                    stream.close()
        if type(error).__name__ != "SerialisationError":
            raise
        raise OutputFault("disk_full", Place(file=str(path))) from None


def _verify(path, expected):
    """Open what was written and count the rows of each sheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [_rows_in(archive, f"xl/worksheets/sheet{number}.xml") for number in range(1, len(expected) + 1)]
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise OutputFault("output_unsound", Place(file=str(path)), problem=str(error)) from None
    wrong = [f"{name}: {got} ≠ {count}" for got, (name, count) in zip(found, expected.items()) if got != count]
    if wrong:
        raise OutputFault("output_unsound", Place(file=str(path)), problem="; ".join(wrong))


def _rows_in(archive, name):
    """How many rows a sheet's XML holds; reading it to its end also proves its checksum."""
    count, tail = 0, b""
    with archive.open(name) as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            count += (tail + block).count(b"<row ")
            tail = block[-4:]
    return count
