"""The rows of a small table as lists of text or None: CSV files, and sheets of Excel workbooks."""

from __future__ import annotations

import csv
import io
import zipfile

import pandas as pd

from ...model.errors import CaseFault, InputFault, LibraryFault, Place
from ..texts.plain_text import MAX_BYTES, decoded_text, head_of, read_bytes, read_text, stated_beside
from ..texts.text_values import one_text

MAX_ROWS = 300_000
_MAX_UNPACKED = 300_000_000  # bytes; a workbook of so many rows is a tenth of it
_SEPARATORS = ",;\t|"
_HEAD = 1 << 16  # bytes


def csv_rows(source, encoding):
    """(rows, `Choice` of the encoding) of a CSV file; the separator is the sign that its first line has most of."""
    place = Place(file=source.text)
    text, choice = read_text(source.target, place, encoding)
    csv.field_size_limit(MAX_BYTES)
    try:
        found = _split(text)
    except csv.Error as error:
        raise InputFault("cannot_open", place, problem=str(error)) from None
    width = max(map(len, found), default=0)
    return _bounded([row + [None] * (width - len(row)) for row in found], place), choice


def first_rows(source, encoding="auto"):
    """The first rows of a CSV file, enough for its titles; [] where it is missing or no text."""
    content = head_of(source.target, _HEAD) or b""
    if len(content) == _HEAD:
        content = content[: content.rfind(b"\n") + 1]  # what ends within a character is no text
    try:
        return _split(decoded_text(content, Place(file=source.text), encoding, stated_beside(source.target))[0])
    except (InputFault, csv.Error):
        return []


def _split(text):
    head = next((line for line in text.split("\n", 100) if line.strip()), "")[:20_000]
    separator = max(_SEPARATORS, key=head.count)
    return [[cell.strip() or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]


def workbook_rows(source):
    """(rows, name of the sheet) of the sheet that a `Source` names, else of the only one that holds anything.

    Raises InputFault or CaseFault where it cannot be read or told, LibraryFault without the library that reads it.
    """
    place = Place(file=source.text)
    content = read_bytes(source.target, place, MAX_BYTES)
    _refuse_bomb(content, place)
    try:
        book = pd.ExcelFile(io.BytesIO(content), engine="openpyxl")
    except ImportError as error:
        name = error.name or "openpyxl"
        raise LibraryFault("library_missing", library=name, how=f"pip install {name}") from None
    except Exception as error:  # a broken workbook fails in many ways
        raise InputFault("cannot_open", place, problem=str(error) or type(error).__name__) from None
    with book:
        try:
            return _sheet(book, source, place)
        except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
            raise InputFault("cannot_open", place, problem=str(error)) from None


def _sheet(book, source, place):
    names = list(book.sheet_names)
    known = ", ".join(map(str, names))
    if source.layer is not None:
        if source.layer not in names:
            raise InputFault("layer_missing", place, layer=source.layer, known=known)
        return _bounded(_rows(book, source.layer), place), source.layer
    if source.layer_index is not None and source.layer_index >= len(names):
        raise InputFault("layer_missing", place, layer=source.layer_index, known=known)
    wanted = names if source.layer_index is None else [names[source.layer_index]]
    found = [(rows, name) for name in wanted for rows in [_rows(book, name)] if rows]
    if len(found) > 1:
        raise CaseFault("layer_not_named", place, source=source.text, known=known)
    if not found:
        raise InputFault("table_empty", place)
    return _bounded(found[0][0], place), found[0][1]


def _rows(book, name):
    table = book.parse(name, header=None, dtype=object)
    rows = table.where(table.notna(), None).to_numpy().tolist()
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell):
    text = one_text(cell)
    return text.strip() or None if isinstance(text, str) else text


def _bounded(rows, place):
    if len(rows) > MAX_ROWS:
        raise InputFault("table_too_long", place, limit=MAX_ROWS)
    return rows


def _refuse_bomb(content, place):
    """Raise InputFault for what is no workbook, or would unpack to more than a table may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise InputFault("cannot_open", place, problem=str(error)) from None
    if unpacked > _MAX_UNPACKED:
        raise InputFault("archive_too_large", place, limit_mb=_MAX_UNPACKED // 1_000_000)
