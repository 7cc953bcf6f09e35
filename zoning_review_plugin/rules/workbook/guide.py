"""The sheet of notes: how to fill in, how conditions are written, every word with its code."""

from __future__ import annotations

from .dressing import dress_guide, embolden, put_text
from .layout import layout, sheet_names
from .tokens import notation
from .vocabulary import vocabularies


def write_guide(sheet):
    """Fill the sheet: Chinese on the left, English or the code on the right."""
    sheet.title = sheet_names("guide")[0]
    rows = [*layout()["guide"], *_words()]
    headings = _headings(rows)
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            if text:
                put_text(sheet, row, column, text)
        if row in headings:
            embolden(sheet.cell(row, 1))
            embolden(sheet.cell(row, 2))
    dress_guide(sheet, len(rows))


def _words():
    """Each vocabulary under its name, then the words of conditions."""
    for name, codes in vocabularies().items():
        yield from (("", ""), (_names()[name], name))
        yield from ((words[0], f"{code}  {words[1]}") for code, words in codes.items())
    yield from (("", ""), layout()["guide_notation"])
    yield from (("、".join((words[0], *words[2:])), code) for code, words in notation().items())


def _names():
    return layout()["vocabularies"]


def _headings(rows):
    """Numbers of the rows that head a part: those after an empty one, and the first."""
    return {1} | {k for k, row in enumerate(rows, 1) if k > 1 and not any(rows[k - 2])}
