"""The heading of a table: one row of titles, or two where columns share a heading."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Head:
    """One cell of the heading. place: of the column that it is the title of, None for a shared heading."""

    title: str
    place: int | None
    across: int = 1
    down: int = 1
    figures: bool = False
    width: int = 0


def head_rows(columns):
    """Rows of `Head`s. columns: (place, TableColumn) of what stands in the rows."""
    if not any(column.group for _, column in columns):
        return [[_head(place, column) for place, column in columns]]
    above, below = [], []
    for group, same in groupby(columns, key=lambda one: one[1].group):
        mine = list(same)
        if group:
            above.append(Head(group, None, across=len(mine)))
            below += [_head(place, column) for place, column in mine]
        else:
            above += [_head(place, column, down=2) for place, column in mine]
    return [above, below]


def _head(place, column, down=1):
    return Head(column.title, place, down=down, figures=column.kind != "text", width=column.width)
