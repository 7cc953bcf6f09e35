"""Codes of industries and of planned land use as people put them in a question."""

from __future__ import annotations

import re

from ..model.code_readings import UNKNOWN, industry_readings, land_use_reading
from ..model.code_tables import code_table
from ..model.errors import CaseFault

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


def _is_cut(text):
    """Whether a part of a text would be read as a code that is only its beginning: C26x."""
    parts = (part for part in _PARTS.split(text) if part[:1].isascii() and part[:1].isalnum())
    return any(not _CODE.fullmatch(part) for part in parts)
