"""Tables read back from files alone, as a reader sees them: headings and texts of cells, in order."""

import re
from fractions import Fraction
from functools import lru_cache

import openpyxl
from docx import Document
from docx.oxml.ns import qn

from zoning_review_plugin.tables.table import ADJUSTED

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
PREFIX = "zoning-review:"
HALF = Fraction(1, 2) + Fraction(1, 10**6)  # of the last digit shown, and the noise of a product of floats


def sheets(path):
    """Sheets of a workbook behind its cover: (name, rows of cells), one at a time."""
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets[1:]:
        yield sheet.title, [list(row) for row in sheet.iter_rows()]
    book.close()


def says(cell, text, kind):
    """Whether a cell of a workbook shows `text`, and holds a number that this is a rounding of where it is a figure.

    cell: None behind the last one of a row.
    """
    if cell is None or cell.value is None:
        return text == ""
    if isinstance(cell.value, str):
        return cell.value == text and (kind == "text" or not _NUMBER.fullmatch(text.rstrip(ADJUSTED)))
    return _rounds_to(cell.value, cell.number_format, text, kind)


@lru_cache(maxsize=100_000)
def _rounds_to(number, form, text, kind):
    plain = text.rstrip(ADJUSTED)
    marked = form.endswith(f'"{ADJUSTED}"')
    form = form[: -len(ADJUSTED) - 2] if marked else form
    value = Fraction(number) * (100 if kind == "percent" else 1)
    if marked != text.endswith(ADJUSTED) or kind == "text":
        return False
    if form.startswith('"'):
        return form.strip('"').rstrip("%") == plain and _is_so(value, plain)
    decimals = len(form.rstrip("%").partition(".")[2])
    least, same_digits = Fraction(1, 10**decimals), decimals == len(plain.partition(".")[2])
    return same_digits and form.endswith("%") == (kind == "percent") and abs(value - Fraction(plain)) <= HALF * least


def _is_so(value, text):
    """Whether `<0.01` or `>99.99` is true of a value that would be rounded to 0 or 100."""
    limit, least = Fraction(text[1:]), Fraction(1, 10 ** len(text.partition(".")[2]))
    if text.startswith("<"):
        return limit == least and 0 < abs(value) <= HALF * least
    return limit == 100 - least and 100 - HALF * least <= value < 100


def word_tables(path):
    """{key: (rows of headings, rows of texts)} of our tables in a Word file, and the texts of its paragraphs.

    A heading is (text, columns that it spans); the lower part of one that spans two rows is empty.
    """
    body, found = Document(path).element.body, {}
    for table in body.iter(qn("w:tbl")):
        key = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))
        assert key.startswith(PREFIX) and key not in found, key
        heads, rows = found[key[len(PREFIX) :]] = [], []
        for row in table.iterchildren(qn("w:tr")):
            cells = list(row.iterchildren(qn("w:tc")))
            if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
                rows.append([_text(cell) for cell in cells])
            else:
                heads.append([(_text(cell), _span(cell)) for cell in cells])
    return found, [_text(one) for one in body.iterchildren(qn("w:p"))]


def _text(element):
    tags = {qn("w:t"): None, qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(tags[one.tag] or one.text or "" for one in element.iter(*tags))


def _span(cell):
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))
