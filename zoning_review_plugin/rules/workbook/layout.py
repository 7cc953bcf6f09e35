"""The form of our workbook: its sheets, columns and notes, which are data (resources/workbook/layout.json)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ...model.words import RESOURCES


def resource(name):
    """A file of resources/workbook, parsed."""
    return json.loads((RESOURCES / "workbook" / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, eq=False)
class Column:
    """One column of the clauses, or one row of the head; there is one object of each.

    path: where its value lies in a rule (`("scope", "unit_codes")`, `("basis", 0, "doc")`), or in the document;
    `("*",)` holds what no other can say. headings: Chinese, English, then other spellings. width: characters.
    """

    path: tuple
    kind: str
    headings: tuple[str, ...]
    vocabulary: str | None = None
    width: int = 14
    note: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self):
        """The heading as it is written."""
        return self.headings[0]


@lru_cache(maxsize=1)
def layout():
    """The form as its file has it."""
    return resource("layout.json")


@lru_cache(maxsize=1)
def head_rows():
    """The rows of the head, in order."""
    return tuple(_column(one) for one in layout()["head"])


def rule_columns(exceptions, bases):
    """The columns of the clauses, with room for so many exceptions and bases a clause."""
    first, groups, last = _all_columns()
    rooms = groups["exceptions"][:exceptions] + groups["basis"][:bases]
    return (*first, *(column for group in rooms for column in group), *last)


@lru_cache(maxsize=1)
def _all_columns():
    form = layout()
    groups = {name: [_group(name, place) for place in range(form["groups"][name]["most"])] for name in form["groups"]}
    return [_column(one) for one in form["columns"]], groups, [_column(one) for one in form["groups_then"]]


def room(rules):
    """(exceptions, bases): how many the longest of the rules (dicts) needs columns for, within the limits."""
    return tuple(
        max([limits["least"], *(n for n in _counts(rules, name) if n <= limits["most"])])
        for name, limits in layout()["groups"].items()
    )


def most_room():
    """(exceptions, bases): how many there may be columns for."""
    return tuple(limits["most"] for limits in layout()["groups"].values())


def sheet_names(which):
    """What the sheet `rules`, `head` or `guide` may be called; the first is what it is written as."""
    return layout()["sheets"][which]


def folded(text):
    """A heading without what does not tell it from another: blanks, line breaks, width and case of letters."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).casefold()


def _counts(rules, name):
    return [len(rule.get(name, ())) for rule in rules]


def _group(name, place):
    group = layout()["groups"][name]
    return [_numbered(name, group["heading"], one, place) for one in group["columns"]]


def _numbered(name, templates, one, place):
    headings = [
        template.format(n=place + 1, part=part) for template, part in zip(templates, one["heading"]) if template
    ]
    return _column({**one, "heading": headings}, (name, place))


def _column(one, before=()):
    return Column(
        (*before, *one["path"].split(".")),
        one["kind"],
        tuple(one["heading"]),
        one.get("vocabulary"),
        one.get("width", 14),
        one["note"],
    )
