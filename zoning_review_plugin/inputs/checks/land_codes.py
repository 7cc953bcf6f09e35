"""Codes of land use (用地用海) and of the land survey (DLBM): lost leading zeros, padding, other editions."""

from __future__ import annotations

from ...model.code_readings import AS_WRITTEN, PADDED, UNKNOWN, ZERO_LOST, land_use_reading
from ...model.code_tables import code_table
from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .values import Values, told

LAND_USE, LAND_SURVEY = ("land_use_2023", "land_use_2020"), ("land_survey",)
_CODES = {
    ZERO_LOST: ("land_code_zero_lost", Severity.WARNING),
    PADDED: ("land_code_padded", Severity.REMARK),
    UNKNOWN: ("land_code_unknown", Severity.WARNING),
}


class LandCodes(Check):
    """Looks at each different code of one attribute. tables: names of code tables, the one in force first."""

    def __init__(self, ours, field, tables):
        self._ours, self._field = ours, field
        self._tables = [code_table(name) for name in tables]
        self._values = Values()

    def see(self, seen):
        self._values.add(seen.attributes[self._ours])

    def issues(self, key):
        found, earlier = {how: [] for how in _CODES}, []
        newest = self._tables[0]
        for text, count in self._values.stated():
            reading = land_use_reading(text, *self._tables)
            if reading.how != AS_WRITTEN:
                example = text if reading.how == UNKNOWN else f"{text} → {reading.code}"
                found[reading.how].append((example, count))
            if reading.how != UNKNOWN and reading.code not in newest:
                earlier.append((reading.code, count))
        issues = [self._issue(key, *_CODES[how], pairs) for how, pairs in found.items() if pairs]
        if earlier:
            issues.append(self._issue(key, "land_code_earlier", Severity.WARNING, earlier))
        if self._values.empty:
            issues.append(self._issue(key, "codes_empty", Severity.REMARK, [("", self._values.empty)]))
        return issues

    def _issue(self, key, code, severity, pairs):
        params = {**told(pairs), "field": self._field, "as_of": self._tables[0].as_of}
        return Issue(key, code, severity, params=params)
