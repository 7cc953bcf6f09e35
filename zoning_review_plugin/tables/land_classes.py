"""Classes of the land survey as tables count them: agricultural, construction, unused; arable land apart."""

from __future__ import annotations

from typing import NamedTuple

from ..model.code_readings import UNKNOWN, land_use_reading
from ..model.code_tables import code_table

AGRICULTURAL, CONSTRUCTION, UNUSED, UNCLASSIFIED = "agricultural", "construction", "unused", "unclassified"
GROUPS = (AGRICULTURAL, CONSTRUCTION, UNUSED)


class LandClass(NamedTuple):
    """code: of the first level, None where unknown. name: of it. group: one of `GROUPS`, or `UNCLASSIFIED`."""

    code: str | None
    name: str
    group: str
    arable: bool


NO_CLASS = LandClass(None, "", UNCLASSIFIED, False)


def land_class(*texts):
    """The `LandClass` that the first readable of some texts means (a code of the land survey, or the name of a class).

    `NO_CLASS` where none can be read. What has no group is told as such, never counted to one.
    """
    table = code_table("land_survey")
    codes = {name: code for code, name in reversed(table.names.items())}
    for text in filter(None, texts):
        code = codes.get(text.strip()) or _code(text.strip(), table)
        if code:
            row = _group(code)
            first = row.get("first") or code[:2]
            group = row["group"] if row.get("group") in GROUPS else UNCLASSIFIED
            return LandClass(first, table.names.get(first, first), group, row.get("arable") == "yes")
    return NO_CLASS


def _code(text, table):
    """The code that a text is, with what provinces add behind it (`1107A`); None where it is none."""
    for length in (len(text), 4):
        found = land_use_reading(text[:length], table)
        if found.how != UNKNOWN:
            return found.code
    return None


def _group(code):
    rows = code_table("land_survey_groups").rows
    return next((rows[code[:k]] for k in range(len(code), 1, -1) if code[:k] in rows), {})
