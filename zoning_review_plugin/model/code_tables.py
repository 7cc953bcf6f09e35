"""The tables of codes (resources/codes): administrative divisions, land use, land survey, industries. Dated data.

A user's own table stands in place of a shipped one: a file of the same name in the folder that the environment
variable ZONING_REVIEW_CODES names.
"""

from __future__ import annotations

import csv
import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from .words import RESOURCES

_FOLDER = RESOURCES / "codes"
_OWN = "ZONING_REVIEW_CODES"
_MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class CodeTable:
    """names: code → name. rows: code → the whole row. as_of: the day of the table, "" where a user's does not say."""

    name: str
    as_of: str
    names: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def __contains__(self, code):
        return code in self.names

    def __bool__(self):
        return bool(self.names)


def code_table(name):
    """The `CodeTable` called `name` in resources/codes/tables.json; empty where neither we nor the user has it."""
    row = _index()["tables"][name]
    own = os.environ.get(_OWN)
    theirs = Path(own) / row["file"] if own else None
    if theirs is not None and theirs.is_file() and theirs.stat().st_size <= _MOST_BYTES:
        return _read(name, theirs, "", theirs.stat().st_mtime_ns)
    return _read(name, _FOLDER / row["file"], row["as_of"], 0)


def invented(code):
    """Whether an administrative code is one that nobody has, as samples use it."""
    return code.startswith(tuple(_index()["invented"]))


@lru_cache(maxsize=1)
def _index():
    return json.loads((_FOLDER / "tables.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=None)
def _read(name, path, as_of, changed):
    """changed: the time of a file's last change, so that a user's table is read again after it."""
    if not path.is_file():
        return CodeTable(name, as_of)
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = list(csv.DictReader(stream))
    key = next(iter(rows[0])) if rows else "code"
    by_code = {(row[key] or "").strip(): row for row in rows}
    return CodeTable(name, as_of, {code: row.get("name") or "" for code, row in by_code.items() if code}, by_code)
