"""Codes of GB/T 4754: with or without their letter, and whether there is such a division."""

from __future__ import annotations

from ...model.code_readings import LETTER_MISSING, LETTER_WRONG, UNKNOWN, industry_readings
from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .values import Values, told

_CODES = {
    LETTER_MISSING: ("industry_letter_missing", Severity.REMARK),
    LETTER_WRONG: ("industry_letter_wrong", Severity.WARNING),
    UNKNOWN: ("industry_code_unknown", Severity.WARNING),
}


class IndustryCodes(Check):
    """Looks at each different text of one attribute; a text may hold several codes."""

    def __init__(self, ours, field):
        self._ours, self._field = ours, field
        self._values = Values()

    def see(self, seen):
        self._values.add(seen.attributes[self._ours])

    def issues(self, key):
        found = {how: [] for how in _CODES}
        for text, count in self._values.stated():
            readings = industry_readings(text)
            for how in _CODES:
                if any(reading.how == how for reading in readings):
                    codes = ";".join(reading.code for reading in readings)
                    found[how].append((text if how == UNKNOWN else f"{text} → {codes}", count))
        return [
            Issue(key, code, severity, params={**told(found[how]), "field": self._field})
            for how, (code, severity) in _CODES.items()
            if found[how]
        ]
