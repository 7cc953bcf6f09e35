"""`review.xlsx`: cover, review tables and data of a review as a workbook with real numbers, one sheet a table."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager, suppress

from openpyxl import Workbook

from ..model.errors import OutputFault, Place
from ..model.words import Words
from ..tables.basic import basic_tables
from ..tables.overview import what_was_reviewed
from ..tables.review_tables import review_tables
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
    words = Words(result.case.language)
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
    """All sheets, the cover first. Returns {name: rows that it must have}."""
    names = SheetNames()
    home = names.take(words.say("cover.title"))
    sheet = book.create_sheet(home)
    parts = [part for table in (*review_tables(result), *basic_tables(result)) for part in _parts(table, names, words)]
    cover = Cover(sheet, result, words)
    cover.write(
        what_was_reviewed(result, words),
        [(name, table.title, len(table.rows), bool(table.needs)) for name, table, start, _ in parts if start == 0],
    )
    expected, places = {home: cover.rows}, _places_of_subjects(parts)
    for name, table, start, rows in parts:
        links = places if _is_linked(table) else {}
        write_table(book.create_sheet(name), table, start, rows, words, home, links)
        expected[name] = row_count(table, rows)
    return expected


def _parts(table, names, words):
    """(name of the sheet, table, number of the first row, rows) of each sheet that a table takes."""
    title = words.say(f"sheet.{table.key}") if words.has(f"sheet.{table.key}") else table.title
    for start in range(0, max(1, len(table.rows)), LONGEST_SHEET):
        yield names.take(title), table, start, table.rows.iloc[start : start + LONGEST_SHEET]


def _is_linked(table):
    keys = [column.key for column in table.columns]
    return table.key != _SUBJECTS and "subject_id" in keys and len(table.rows) <= MOST_LINKS


def _places_of_subjects(parts):
    """{subject_id: (sheet, row)} on the sheets of subjects; nothing where no table could lead to them."""
    if not any(_is_linked(table) for _, table, _, _ in parts):
        return {}
    return {
        subject: (name, row)
        for name, table, _, rows in parts
        if table.key == _SUBJECTS
        for row, subject in enumerate(rows["subject_id"], 2)
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
