"""Codes of control units and element zones: their pattern, and their class digit against class and name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from ...model.code_readings import admin_code
from ...model.code_tables import code_table, invented
from ...model.codes import Severity
from ...model.records import Issue
from ..meaning.roles import grade_of_class, grade_of_code
from .check import Check
from .values import told

ROLES = ("control_unit", "element_zone")
_PATTERNS = {
    "control_unit": re.compile(r"(?:ZH|HY)[0-9]{6}[123][0-9]{4}"),
    "element_zone": re.compile(r"YS[0-9]{6}[123][0-9]{6}"),
}
_SHAPE = {"control_unit": "ZH + 6 + [1-3] + 4", "element_zone": "YS + 6 + [1-3] + 6"}
_NAMED = (("优先保护", "priority"), ("重点管控", "key"), ("一般管控", "general"))


class UnitCodes(Check):
    """Looks at code, class, name and administrative code of each different unit. meanings: of codes for classes."""

    def __init__(self, role, meanings):
        self._role, self._meanings = role, meanings
        self._units = Counter()

    def see(self, seen):
        nothing = [None] * len(seen)
        columns = [seen.attributes[n].tolist() if n in seen.attributes else nothing for n in _COLUMNS]
        self._units.update(zip(*columns))

    def issues(self, key):
        units = [(c, self._meanings.get(text, text), *more, n) for (c, text, *more), n in self._units.items()]
        well = [unit for unit in units if unit[0] and _PATTERNS[self._role].fullmatch(unit[0])]
        found = [
            self._issue(key, "codes_empty", Severity.REMARK, [("", u[-1]) for u in units if not (u[0] or "").strip()]),
            self._malformed(key, units),
            self._issue(key, "unit_class_differs", Severity.WARNING, self._differing(well)),
            self._issue(key, "class_not_known", Severity.REMARK, self._unknown_classes(units)),
            self._issue(key, "unit_admin_unknown", Severity.REMARK, _unknown_admin(well), _as_of()),
            self._issue(key, "unit_admin_differs", Severity.WARNING, _other_admin(well)),
        ]
        return [issue for issue in found if issue]

    def _issue(self, key, code, severity, pairs, more=None):
        return Issue(key, code, severity, params={**told(pairs), **(more or {})}) if pairs else None

    def _malformed(self, key, units):
        """Codes of another shape; those that only differ in case, width or spaces are named as they would be right."""
        pairs = []
        for code, *_, count in units:
            if (code or "").strip() and not _PATTERNS[self._role].fullmatch(code):
                plain = "".join(unicodedata.normalize("NFKC", code).split()).upper()
                right = _PATTERNS[self._role].fullmatch(plain)
                pairs.append((f"{code!r} → {plain}" if right else code, count))
        return self._issue(key, "unit_code_malformed", Severity.WARNING, pairs, {"shape": _SHAPE[self._role]})

    def _differing(self, units):
        pairs = []
        for code, text, name, _, count in units:
            digit = {"1": "priority", "2": "key", "3": "general"}[code[8]]
            said = [(text, grade_of_class(self._role, text)), (name, _grade_in_name(name))]
            other = next((words for words, grade in said if grade and grade != digit), None)
            if other:
                pairs.append((f"{code} {other}", count))
        return pairs

    def _unknown_classes(self, units):
        if self._role != "control_unit":
            return []  # element zones have classes of their own
        counts = Counter()
        for code, text, _, _, count in units:
            if (text or "").strip() and not grade_of_class(self._role, text) and not grade_of_code(self._role, code):
                counts[text] += count
        return list(counts.items())


_COLUMNS = ("code", "class", "name", "admin")


def _grade_in_name(name):
    """The grade that the last of the class words in a name means, None where it has none."""
    places = [((name or "").rfind(words), grade) for words, grade in _NAMED]
    place, grade = max(places)
    return grade if place >= 0 else None


def _as_of():
    return {"as_of": code_table("admin_divisions").as_of}


def _known(code):
    """Whether a code of a division is or was in force, or is one that nobody has; 0000 and 00 stand for the whole."""
    tables = ("admin_divisions", "admin_divisions_retired", "statistical_areas")
    return invented(code) or any(code in code_table(name) for name in tables)


def _unknown_admin(units):
    counts = Counter()
    for code, *_, count in units:
        if not _known(code[2:8]):
            counts[code[2:8]] += count
    return list(counts.items())


def _other_admin(units):
    """Units whose code names another division than their administrative field; a city's code covers its counties."""
    pairs = []
    for code, _, _, admin, count in units:
        stated = admin_code(admin) if admin else None
        if stated and not code[2:8].startswith(_significant(stated)) and not stated.startswith(_significant(code[2:8])):
            pairs.append((f"{code} ≠ {admin}", count))
    return pairs


def _significant(code):
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
