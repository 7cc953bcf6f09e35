"""Codes of industries and of planned land use as people put them in a question."""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache

from ..model.code_readings import UNKNOWN, industry_readings, land_use_reading
from ..model.code_tables import code_table
from ..model.errors import CaseFault
from ..model.words import RESOURCES

_PARTS, _CODE = re.compile(r"[;；,，、/|\s]+"), re.compile(r"[A-Za-z]?\d{1,4}|[A-Za-z]")


def industries_asked(text):
    """Codes of GB/T 4754, or their beginnings, that a text names; () for none. Raises CaseFault for what is no code."""
    readings = industry_readings(text) if text else []
    if any(reading.how == UNKNOWN for reading in readings) or _is_cut(text or ""):
        raise CaseFault("where_code_unknown", got=text, field="industry")
    return tuple(reading.code for reading in readings)


def land_use_asked(text):
    """The code of planned land use that a text names, None for none. Raises CaseFault for what is no code."""
    if not text:
        return None
    reading = land_use_reading(text, code_table("land_use_2023"), code_table("land_use_2020"))
    if reading.how == UNKNOWN:
        raise CaseFault("where_code_unknown", got=text, field="land_use")
    return reading.code


def land_use_needed(industries):
    """The code of planned land use that all of these industries need, as far as it is sure; None where it is not."""
    needed = _land_use_of_industry()
    found = {use for industry in industries for use in _uses(industry, needed)}
    if not found or None in found:
        return None
    shared = os.path.commonprefix(sorted(found))
    return shared[: len(shared) // 2 * 2] or None


def _uses(industry, needed):
    """The land uses of an industry and of all that are under it; None where one is not told."""
    above = [code for code in needed if industry.startswith(code)]
    yield needed[max(above, key=len)] if above else None
    yield from (use for code, use in needed.items() if code.startswith(industry) and code != industry)


@lru_cache(maxsize=1)
def _land_use_of_industry():
    return json.loads((RESOURCES / "land_use_of_industry.json").read_text(encoding="utf-8"))["land_use"]


def _is_cut(text):
    """Whether a part of a text would be read as a code that is only its beginning: C26x."""
    parts = (part for part in _PARTS.split(text) if part[:1].isascii() and part[:1].isalnum())
    return any(not _CODE.fullmatch(part) for part in parts)
