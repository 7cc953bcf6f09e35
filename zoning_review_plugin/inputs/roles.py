"""The table of roles (resources/roles.json): what a role needs of its layer, and which role a layer plays."""

from __future__ import annotations

import fnmatch
import json
import re
from functools import lru_cache

from ..model.codes import Kind
from ..model.words import RESOURCES


@lru_cache(maxsize=1)
def _table():
    return json.loads((RESOURCES / "roles.json").read_text(encoding="utf-8"))


def kinds_of(role):
    """The geometry kinds that can answer for `role`."""
    return tuple(_table()["roles"][role].get("kinds", Kind.ALL))


def protects(role, grade=None):
    """Whether ground under `role` is protected, so that sharing it is a conflict to look at."""
    return bool(_table()["roles"][role].get("protects")) or (role == "control_unit" and grade == "priority")


def tiles(role):
    """Whether the features of `role` are meant to cover the ground without gaps."""
    return bool(_table()["roles"][role].get("tiles"))


def colour(role):
    """The default drawing colour of `role` (not an official specification)."""
    return _table()["roles"][role]["colour"]


def grade_of(role, feature_class, code):
    """The grade of a feature within its role, from its class, else from its code; None where neither tells."""
    row = _table()["roles"][role]
    grades = row.get("grades", {})
    wanted = (feature_class or "").strip().lower()
    for grade, names in grades.items():
        if wanted and wanted in (name.lower() for name in names):
            return grade
    match = re.match(row["grade_in_code"]["pattern"], code or "") if "grade_in_code" in row else None
    return next((grade for grade, names in grades.items() if match and match.group(1) in names), None)


def role_of_layer(layer):
    """(role, what told it) of a layer: its name, else a field that only such layers have.

    (`custom`, "") where nothing tells.
    """
    name = layer.name.lower()
    for role, row in _table()["roles"].items():
        if any(fnmatch.fnmatchcase(name, pattern.lower()) for pattern in row["layers"]):
            return role, layer.name
    fields = {field.name.lower(): field.name for field in layer.fields}
    fields.update({field.alias.lower(): field.name for field in layer.fields if field.alias})
    for role, row in _table()["roles"].items():
        mark = next((mark for mark in row.get("marks", ()) if mark.lower() in fields), None)
        if mark:
            return role, fields[mark.lower()]
    return "custom", ""


def field_aliases(our_name):
    """The field names under which `our_name` (id, code, name, class, area) is found in the wild, best first."""
    return tuple(_table()["fields"].get(our_name, ()))
