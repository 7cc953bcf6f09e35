"""Faults of a document told where its workbook has them: key `rules[3].scope.valid_from` → sheet, row, column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

from .layout import head_rows, most_room, rule_columns
from .places import cell_place, placed

_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@dataclass
class Origin:
    """Where a document was read from.

    head: (grid, {Column: row}). rules: for each rule (grid, row, {path in the rule: Column}, {Column: number}).
    """

    file: str
    head: tuple = ()
    rules: list = field(default_factory=list)


def retold(fault, origin):
    """The fault at its cell; its key stays, for conditions that a cell holds whole."""
    params = dict(fault.params)
    if "first" in params:
        params["first"] = _cell_name(_place(params["first"], origin))
    place = _place(fault.place.key, origin)
    return placed(_with_params(fault, params), replace(place, key=fault.place.key))


def _with_params(fault, params):
    return type(fault)(fault.code, fault.place, **params)


def _place(key, origin):
    path = [int(number) - 1 if number else name for number, name in _PART.findall(key or "")]
    if path[:1] == ["rules"] and len(path) > 1 and isinstance(path[1], int) and path[1] < len(origin.rules):
        return _in_rules(path[2:], *origin.rules[path[1]])
    grid, lines = origin.head
    named = [row for row in head_rows() if list(row.path) == path[: len(row.path)]]
    if not named:
        return cell_place(origin.file, grid.name)
    return cell_place(origin.file, grid.name, lines.get(named[0]), 2, named[0].title)


def _in_rules(path, grid, row, filled, numbers):
    """The cell of a part of a rule: the filled column whose path is the longest beginning of it, else its own."""
    for length in range(len(path), 0, -1):
        column = filled.get(tuple(path[:length]))
        if column:
            return cell_place(grid.file, grid.name, row, numbers[column], column.title)
    own = [column for column in rule_columns(*most_room()) if list(column.path) == path[: len(column.path)]]
    if not own:
        return cell_place(grid.file, grid.name, row)
    return cell_place(grid.file, grid.name, row, numbers.get(own[0]), own[0].title)


def _cell_name(place):
    letter = place.field.split(" ")[0] if place.field else get_column_letter(1)
    return f"{place.layer}!{letter}{place.feature or ''}"
