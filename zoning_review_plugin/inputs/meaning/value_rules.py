"""How the values of a field look that holds what we want: rules of resources/roles.json, put to a sample of values."""

from __future__ import annotations

import math
import re
import unicodedata

from ...model.code_readings import UNKNOWN, admin_code, land_use_reading
from ...model.code_tables import code_table, invented
from ..texts.dates import like_a_date
from ..texts.text_values import number
from .roles import grade_words, value_rule

_ENOUGH = 0.8  # of the values in a sample: real layers hold slips, and codes that a table does not have yet
_LAND = ("land_use_2023", "land_use_2020")


def rule_of(role, ours):
    """A function text → bool that tells whether a value is such as `ours` of `role` holds; None where none is known."""
    if ours in ("area", "declared_area"):
        return _is_number
    if ours in ("valid_from", "valid_to"):
        return like_a_date
    rule = value_rule(role, ours)
    if "pattern" in rule:
        pattern = re.compile(rule["pattern"])
        return lambda text: pattern.fullmatch(text) or pattern.fullmatch(_plain(text))
    if "grades" in rule:
        words = grade_words(role)
        return lambda text: text.lower() in words
    if "words" in rule:
        return set(rule["words"]).__contains__
    return _of_table(rule["table"]) if "table" in rule else None


def _plain(text):
    """A code without what is often wrong about codes, which the check of codes tells: case, width, blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def share(rule, texts):
    """The share of some values that follow a rule: 0 to 1, 0 where there are none."""
    return sum(bool(rule(text)) for text in texts) / len(texts) if texts else 0.0


def fits(rule, texts):
    """Whether enough of some values follow a rule."""
    return share(rule, texts) >= _ENOUGH


def _of_table(name):
    if name == "admin_divisions":
        return _is_admin
    tables = [code_table(one) for one in (_LAND if name in _LAND else (name,))]
    return lambda text: text.isalnum() and land_use_reading(text, *tables).how != UNKNOWN


def _is_admin(text):
    code = admin_code(text) if len(text) >= 6 else None
    return code is not None and (code in code_table("admin_divisions") or invented(code))


def _is_number(text):
    return math.isfinite(number(text))
