"""Texts and lists of texts ↔ what stands in a cell, exactly.

A plain cell is read without the blanks at its ends; a text that would not survive this, or that holds characters
which a workbook cannot keep, stands as JSON behind a mark. Null and the empty list have a mark of their own.
"""

from __future__ import annotations

import json
import re
import unicodedata

from ...model.errors import Place
from ..faults import PackFault
from ..json_text import parsed
from .layout import layout

LONGEST = 32_767  # UTF-16 units that a cell holds
# What XML cannot hold or alters, and what spreadsheet programs take for an escape (_x000D_).
_ALTERED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|_(?=x)|x(?=005F_)")
_SEPARATORS = re.compile(r"[、,，;；\n]")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|“[^”]*”')


def text_cell(text):
    """The cell of a text; None (null) has its mark."""
    if text is None:
        return layout()["empty"]
    plain = text and text == text.strip() and not _ALTERED.search(text)
    if plain and text != layout()["empty"] and not text.startswith(layout()["literal"]):
        return text
    return layout()["literal"] + json_cell(text)


def json_cell(value):
    """JSON of a value in characters that every workbook keeps. Raises nothing for values of a pack."""
    written = json.dumps(value, ensure_ascii=False)
    return _ALTERED.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def text_of(cell):
    """The text of a cell (text without blanks at its ends). Raises PackFault without a place."""
    if cell == layout()["empty"]:
        return None
    literal = layout()["literal"]
    return value_of_json(cell[len(literal) :]) if cell.startswith(literal) else cell


def value_of_json(text):
    """The value of a JSON text, as strictly as that of a pack's file. Raises PackFault without a place."""
    try:
        return parsed(text.encode("utf-8", "surrogatepass"), None)
    except PackFault as fault:
        raise PackFault(fault.code, Place(), **fault.params) from None


def list_cell(texts):
    """The cell of a list of texts; the empty list has the mark of what is empty."""
    return "、".join(map(_item_cell, texts)) if texts else layout()["empty"]


def _item_cell(text):
    bare = text == text.strip() and not _SEPARATORS.search(text) and not _ALTERED.search(text)
    marked = text == layout()["empty"] or text.startswith((layout()["literal"], '"', "“"))
    return text if text and bare and not marked else json_cell(text)


def list_of(cell):
    """The texts of a cell, split at 、 , ; and line breaks outside quotes. Raises PackFault without a place."""
    if cell == layout()["empty"]:
        return []
    if cell.startswith(layout()["literal"]):
        return value_of_json(cell[len(layout()["literal"]) :])
    found, rest = [], cell
    while rest:
        rest = rest.lstrip()
        quoted = _QUOTED.match(rest)
        end = _SEPARATORS.search(rest, quoted.end() if quoted else 0)
        item = rest[: end.start() if end else len(rest)].strip()
        if item:
            found.append(unquoted(item) if quoted and quoted.end() == len(item) else item)
        rest = rest[end.end() :] if end else ""
    return found


def unquoted(text):
    """The text between quotes: straight ones as in JSON, curved ones as it stands."""
    return text[1:-1] if text.startswith("“") else value_of_json(text)


def longer_than_a_cell(text):
    """Whether no cell could hold `text` whole."""
    return len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST


_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")


def day_of(text):
    """A day in one of the usual spellings → ISO text; anything else as it stands."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return text
    year, month, day = found.group(1), found.group(2) or found.group(4), found.group(3) or found.group(5)
    return f"{year}-{int(month):02}-{int(day):02}"
