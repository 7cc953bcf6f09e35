"""Which column of a sheet is which column of ours."""

from __future__ import annotations

import difflib

from ..faults import PackFault
from .layout import folded


def columns_of(grid, columns, row=1):
    """{number: Column} by the headings in `row`; faults for headings that are unknown, missing or there twice."""
    known = {folded(heading): column for column in columns for heading in (*column.headings, _dotted(column.path))}
    found, first = {}, {}
    for number, heading in sorted(grid.cells.get(row, {}).items()):
        column = known.get(folded(heading))
        if column is None:
            grid.faults.append(_unknown(grid, row, number, heading, columns))
        elif column in first:
            grid.faults.append(
                PackFault("heading_twice", grid.place(row, number, _one_line(heading)), first=first[column])
            )
        else:
            found[number], first[column] = column, _one_line(heading)
    return found


def tell_unheaded(grid, row=1):
    """Faults for cells under no heading: what stands there would be lost."""
    headed = grid.cells.get(row, {})
    told = set()
    for number, cells in sorted(grid.cells.items()):
        for column in sorted(set(cells) - set(headed) - told) if number > row else ():
            told.add(column)
            grid.faults.append(PackFault("heading_missing", grid.place(number, column)))


def tell_absent(grid, found, required):
    """Faults for columns that must be there and are not."""
    there = {column.path for column in found.values()}
    for column in required:
        if column.path not in there:
            grid.faults.append(PackFault("heading_absent", grid.place(), wanted=column.title))


def _unknown(grid, row, number, heading, columns):
    titles = [column.title for column in columns]
    near = "".join(difflib.get_close_matches(_one_line(heading), titles, 1, 0.5))
    code = "heading_near" if near else "heading_unknown"
    return PackFault(code, grid.place(row, number), found=_one_line(heading)[:80], near=near)


def _one_line(text):
    return "".join(text.split("\n"))


def _dotted(path):
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
