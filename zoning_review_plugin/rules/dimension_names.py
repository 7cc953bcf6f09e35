"""What a province calls the four dimensions of its access list; data, resources/dimension_names.json."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from ..model.words import RESOURCES

_NATION = "00"
_UNIT_CODE = re.compile(r"[A-Z]{2}(\d{6})")


def province_of_unit(code):
    """The first two digits of the administrative code in a unit's code (`ZH33…` → `33`); None where it has none."""
    found = _UNIT_CODE.match(code or "")
    return found.group(1)[:2] if found else None


def admin_of_unit(code):
    """The administrative code in a unit's code; None where it has none."""
    found = _UNIT_CODE.match(code or "")
    return found.group(1) if found else None


def dimensions_of(province):
    """The codes of the dimensions in the order of a province (two digits, or None for the nation)."""
    return tuple(_names(province))


def dimension_name(dimension, province, language):
    """What a province calls a dimension (a code). language: `zh` or `en`."""
    return _names(province)[dimension][language]


def _names(province):
    table = _table()
    return table.get(province, table[_NATION])


@lru_cache(maxsize=1)
def _table():
    return json.loads((RESOURCES / "dimension_names.json").read_text(encoding="utf-8"))
