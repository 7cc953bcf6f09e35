"""Codes of units and areas in scopes: well formed, there, of the class that is named, inside the pack's area."""

from __future__ import annotations

import re

from ..conditions.reading import CLASSES
from ..conditions.written import operators_of
from .places import meets

_UNIT = re.compile(r"(?:ZH|HY)[0-9]{6}[123][0-9]{4}")
_ELEMENT = re.compile(r"YS(?:[0-9]{0,6}|[0-9]{6}[123][0-9]{0,6})")
_LIKE_A_CODE = re.compile(r"[A-Za-z]{2}[0-9]+")
_DIGITS = {str(digit): grade for digit, grade in CLASSES.items()}


def malformed_codes(given):
    """Codes of another shape than units and element zones have; of zones a beginning will do."""
    for clause in given.clauses:
        for place, code in enumerate(clause.rule.scope.unit_codes):
            if not _UNIT.fullmatch(code):
                yield clause.remark(
                    "scope_unit_malformed", "scope", "unit_codes", place, got=code, shape="ZH/HY + 6 + [1-3] + 4"
                )
        for place, code in enumerate(clause.rule.scope.element):
            if _LIKE_A_CODE.fullmatch(code) and not _ELEMENT.fullmatch(code):
                yield clause.remark(
                    "scope_unit_malformed", "scope", "element", place, got=code, shape="YS + 6 + [1-3] + 6"
                )


def units_not_there(given):
    """Well formed codes that no unit of the layer has."""
    if given.known_units is None:
        return
    for clause in given.clauses:
        for place, code in enumerate(clause.rule.scope.unit_codes):
            if _UNIT.fullmatch(code) and code not in given.known_units:
                yield clause.remark("scope_unit_unknown", "scope", "unit_codes", place, got=code)


def other_class(given):
    """Units whose digit is another class than the scope names."""
    for clause in given.clauses:
        wanted = clause.rule.scope.unit_class
        for place, code in enumerate(clause.rule.scope.unit_codes):
            grade = class_of(code)
            if wanted and grade and grade not in wanted:
                params = {"got": code, "grade": grade, "grades": wanted}
                yield clause.remark("scope_class_differs", "scope", "unit_codes", place, **params)


def class_of(code):
    """The class in the code of a unit, None where it has none."""
    return _DIGITS[code[8]] if _UNIT.fullmatch(code) else None


def outside_jurisdiction(given):
    """Codes of units, zones and areas where the pack does not bind."""
    for clause in given.clauses:
        for path, code, area in _areas(clause):
            if not meets(area, clause.pack.jurisdiction):
                yield clause.remark("scope_outside_jurisdiction", *path, got=code, wanted=clause.pack.jurisdiction)


def _areas(clause):
    """(path below the clause, code as written, administrative code in it)."""
    scope = clause.rule.scope
    found = [(("scope", "unit_codes", k), code, code[2:8]) for k, code in enumerate(scope.unit_codes)]
    found = [one for one in found if _UNIT.fullmatch(one[1])]
    zones = [(("scope", "element", k), code, code[2:8]) for k, code in enumerate(scope.element)]
    found += [one for one in zones if _LIKE_A_CODE.fullmatch(one[1]) and _ELEMENT.fullmatch(one[1])]
    found += [(("scope", "xzqdm", k), code, code) for k, code in enumerate(scope.xzqdm)]
    for path, operator, asked in operators_of(clause.written, ()):
        if operator == "admin":
            found += [((*path, k), code, code) for k, code in enumerate(asked)]
    return found
