"""The table of roles (resources/roles.json): what a role needs of its layer, how its layers and fields are called."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple

from ...model.codes import Kind
from ...model.words import RESOURCES

# What is reviewed: no role of a constraint, but known by names and fields in the same way.
SUBJECT = "subject"


class Alias(NamedTuple):
    """A name under which a field is met. doubtful: only where its values are such as are wanted."""

    name: str
    doubtful: bool


@lru_cache(maxsize=1)
def _table():
    return json.loads((RESOURCES / "roles.json").read_text(encoding="utf-8"))


def _row(role):
    return _table()["subject"] if role == SUBJECT else _table()["roles"][role]


def roles():
    """All roles of the table, `SUBJECT` first."""
    return (SUBJECT, *_table()["roles"])


def kinds_of(role):
    """The geometry kinds that can answer for `role`."""
    return tuple(_row(role).get("kinds", Kind.ALL))


def protects(role, grade=None):
    """Whether ground under `role` is protected, so that sharing it is a conflict to look at."""
    return bool(_row(role).get("protects")) or (role == "control_unit" and grade == "priority")


def tiles(role):
    """Whether the features of `role` are meant to cover the ground without gaps."""
    return bool(_row(role).get("tiles"))


def colour(role):
    """The default drawing colour of `role` (not an official specification)."""
    return _row(role)["colour"]


def grade_of(role, feature_class, code):
    """The grade of a feature within its role, from its class, else from its code; None where neither tells."""
    return grade_of_class(role, feature_class) or grade_of_code(role, code)


def grade_of_class(role, feature_class):
    """The grade that a class text names, None where it names none."""
    wanted = (feature_class or "").strip().lower()
    grades = _row(role).get("grades", {}).items()
    return next((grade for grade, names in grades if wanted and wanted in (name.lower() for name in names)), None)


def grade_of_code(role, code):
    """The grade that a digit of a code means, None where the code has none."""
    row = _row(role)
    match = re.match(row["grade_in_code"]["pattern"], code or "") if "grade_in_code" in row else None
    return next((grade for grade, names in row.get("grades", {}).items() if match and match.group(1) in names), None)


def grade_words(role):
    """All texts, in lower case, that name a grade of `role`."""
    return {name.lower() for names in _row(role).get("grades", {}).values() for name in names}


def layer_patterns(role):
    """(patterns, hints) of names of layers; hints say less."""
    return tuple(_row(role).get("layers", ())), tuple(_row(role).get("hints", ()))


def marks(role):
    """(marks, weak marks): names of fields that layers of `role` have."""
    return tuple(_row(role).get("marks", ())), tuple(_row(role).get("weak_marks", ()))


def telling_words(role):
    """Values that only layers of `role` have."""
    return frozenset(_row(role).get("words", ()))


def value_rule(role, ours):
    """How the values of the field `ours` look, {} where the table does not say."""
    return _row(role).get("values", {}).get(ours, {})


def wanted_fields(role):
    """Our names that a layer of `role` may have fields for."""
    own = _row(role).get("fields", {})
    return tuple(own) if role == SUBJECT else tuple(dict.fromkeys([*_table()["fields"], *own]))


def field_aliases(role, ours):
    """Ranks of `Alias`, best first, under which `ours` is met in layers of `role`."""
    names = _row(role).get("fields", {}).get(ours)
    if names is None:
        names = _table()["fields"].get(ours, ()) if role != SUBJECT else ()
    return tuple(tuple(map(_alias, rank if isinstance(rank, list) else [rank])) for rank in names)


def paired_dates(ours):
    """Names that mean `ours` (`valid_from` or `valid_to`) only where the other one is known by a clearer name."""
    return tuple(_table()["dates"]["paired"][ours])


def approved_dates():
    """Ranks of names, best first, of the days on which features were approved."""
    return tuple(map(tuple, _table()["dates"]["approved"]))


def _alias(text):
    return Alias(text.rstrip("?"), text.endswith("?"))


def is_net_area(field):
    """Whether a field of that name states less than the ground, because deductions are made."""
    return field in _table()["net_areas"]
