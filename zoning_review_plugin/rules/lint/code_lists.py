"""Codes of industries and of land use that the official lists do not have."""

from __future__ import annotations

import re

from ...model.code_readings import AS_WRITTEN, UNKNOWN, land_use_reading, section_of, sections
from ...model.code_tables import code_table
from ..conditions.written import operators_of

_INDUSTRY = re.compile(r"([A-Z]?)([0-9]{0,4})")
_LAND_USE = ("land_use_2023", "land_use_2020")


def unknown_codes(given):
    """Codes that no statement will ever match: of `industry` and of `land_use`."""
    for clause in given.clauses:
        for path, operator, asked in operators_of(clause.written, ()):
            if operator == "industry":
                for place, code in enumerate(asked):
                    if not is_industry(code):
                        yield clause.remark("rule_industry_unknown", *path, place, got=code)
            elif operator == "land_use":
                for place, code in enumerate(asked):
                    near = _meant(code)
                    if near is not None:
                        yield clause.remark("rule_land_use_unknown", *path, place, got=code, near=near)


def is_industry(code):
    """Whether GB/T 4754 has the code or something under it; without a table of the user's, by its divisions."""
    match = _INDUSTRY.fullmatch(code)
    if not match or not code:
        return False
    letter, digits = match.groups()
    if not digits:
        return letter in sections()
    divisions = [digits[:2]] if len(digits) > 1 else [f"{digits}{last}" for last in range(10)]
    found = {section_of(division) for division in divisions} - {None}
    if not found or letter and letter not in found:
        return False
    table = code_table("industry")
    return not table or any(known[1:].startswith(digits) and letter in ("", known[0]) for known in table.names)


def _meant(code):
    """The code of land use that was probably meant, "" if none is like it; None where it is one."""
    reading = land_use_reading(code, *map(code_table, _LAND_USE))
    if reading.how == AS_WRITTEN:
        return None
    return "" if reading.how == UNKNOWN else reading.code
