"""How the tables of one report look: language, unit of areas, whose headings. No figure depends on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..model.case import Report
from ..model.codes import AREA_UNITS
from ..model.words import Words
from ..rules.dimension_names import province_of_unit
from .table import TableColumn

_DECIMALS = {"hm2": 4, "mu": 4, "m2": 2, "km2": 2}


@dataclass(frozen=True)
class ReportStyle:
    """words: of the language of the report. area_unit: `hm2`, `mu`, `m2` or `km2`.

    province: two digits of the province whose headings and names of dimensions are used, None for the nation's.
    """

    words: Words
    area_unit: str = Report.area_unit
    province: str | None = None

    @property
    def per_m2(self):
        """What one m2 is in the unit of areas."""
        return 1.0 / AREA_UNITS[self.area_unit]

    @property
    def area_decimals(self):
        """The decimals of areas in the unit (contract section 8)."""
        return _DECIMALS[self.area_unit]

    def area(self, key, title, width=14, group=""):
        """A column of areas, its unit behind the title; the rows hold them in that unit."""
        unit = self.words.code("area_unit", self.area_unit)
        titled = self.words.say("column.with_unit", title=title, unit=unit)
        return TableColumn(key, titled, "number", self.area_decimals, width, group=group)


def style_of(result, language=None):
    """The `ReportStyle` that the case of a `Result` asks for. language: `zh` or `en`, the case's own if left out."""
    report = result.case.report
    province = report.province or _province(result)
    words = Words(language or result.case.language, result.case.layer_roles)
    return ReportStyle(words, report.area_unit, province)


def _province(result):
    """The province of most control units that subjects meet; None where they meet none."""
    overlap = result.tables["overlap"]
    codes = overlap.loc[overlap["role"].eq("control_unit"), "code"].dropna().unique()
    found = Counter(filter(None, map(province_of_unit, codes)))
    return max(found, key=found.get) if found else None
