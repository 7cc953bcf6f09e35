"""How codes as they are written are to be read: lost leading zeros, padding, a missing letter.

A reading is told, and serves where rules ask; what is written stays in the outputs as it is.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple

from .code_tables import code_table
from .codes import MODES, NATURES, PARTS
from .words import RESOURCES

AS_WRITTEN, ZERO_LOST, PADDED = "as_written", "zero_lost", "padded"
LETTER_MISSING, LETTER_WRONG, UNKNOWN = "letter_missing", "letter_wrong", "unknown"

_INDUSTRY = re.compile(r"([A-Za-z])?\s*(\d{1,4})(?!\d)")
_SEPARATORS = re.compile(r"[;；,，、/|\s]+")
_ADMIN = re.compile(r"(?:156)?(\d{6})(?:\d{3}(?:\d{3})?)?")


class Reading(NamedTuple):
    """code: what the text means, as the table spells it; the text itself where it is not known. how: see above."""

    code: str
    how: str


def land_use_reading(text, *tables):
    """The `Reading` of a code of land use or land survey, e.g. "7" → 07 and "070000" → 07, by the first table that
    knows it."""
    text = text.strip()
    for table in tables:
        if text in table:
            return Reading(text, AS_WRITTEN)
    for code, how in _spellings(text):
        if any(code in table for table in tables):
            return Reading(code, how)
    return Reading(text, UNKNOWN)


def _spellings(text):
    """(code, how) that may be meant by a text that is no code itself, likeliest first.

    Codes have an even number of digits: an odd one has lost its leading zero.
    """
    whole = "0" + text if len(text) % 2 else text
    if whole != text:
        yield whole, ZERO_LOST
    shorter = whole
    while len(shorter) > 2 and shorter.endswith("00"):
        shorter = shorter[:-2]
        yield shorter, PADDED if whole == text else ZERO_LOST


def industry_readings(text):
    """A `Reading` for each industry code in a text ("2614", "C2614 有机化学原料制造", "C2614;C2651")."""
    found = []
    for part in _SEPARATORS.split(text.strip()):
        match = _INDUSTRY.match(part)
        if match:
            found.append(_industry(*match.groups()))
        elif part and part[0].isascii() and part[0].isalnum():
            found.append(Reading(part, AS_WRITTEN if part in sections() else UNKNOWN))
    return found or [Reading(text, UNKNOWN)]


def _industry(letter, digits):
    digits = "0" + digits if len(digits) == 1 else digits
    section = section_of(digits[:2])
    if section is None or not _known(section + digits):
        return Reading((letter or "") + digits, UNKNOWN)
    how = AS_WRITTEN if letter == section else LETTER_WRONG if letter and letter.upper() != section else LETTER_MISSING
    return Reading(section + digits, how)


def _known(code):
    """Whether the user's table of industries has the code; without such a table every code of a known division."""
    table = code_table("industry")
    return not table or code in table


def section_of(division):
    """The section (letter) of a division (two digits) of GB/T 4754-2017, None where there is none."""
    rows = code_table("industry_sections").rows
    return next((letter for letter, row in rows.items() if row["first"] <= division <= row["last"]), None)


def sections():
    """The letters of all sections."""
    return tuple(code_table("industry_sections").rows)


def admin_code(text):
    """The six digits of an administrative code as it is written: with 156 before it, or 9 or 12 digits long.

    None where it is no such code. A code of a province or a city may be cut to its first 2 or 4 digits.
    """
    text = text.strip()
    if re.fullmatch(r"\d{2}|\d{4}", text):
        return text.ljust(6, "0")
    match = _ADMIN.fullmatch(text)
    return match.group(1) if match else None


def spoken_codes(family, text):
    """The codes of `family` (`nature`, `part`, `mode`) that a text means ("改扩建", "new;expand").

    A part that nobody knows stays as it is written; () where nothing is written.
    """
    words, found = _spoken()[family], []
    for part in filter(None, _LISTED.split(text.strip())):
        plain = "".join(part.split()).lower()
        found += words.get(plain, [plain] if plain in _VOCABULARY[family] else [part])
    return tuple(dict.fromkeys(found))


_LISTED = re.compile(r"[;；,，、/|+＋\s]+")
_VOCABULARY = {"nature": NATURES, "part": PARTS, "mode": MODES}


@lru_cache(maxsize=1)
def _spoken():
    return json.loads((RESOURCES / "spoken_codes.json").read_text(encoding="utf-8"))
