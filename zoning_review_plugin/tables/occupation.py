"""T5: permanent farmland and red line taken, by place and class of land; closed by county, by part and in all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .closed_rows import ClosedRows
from .figures import UNKNOWN
from .land_classes import GROUPS, UNCLASSIFIED
from .occupation_notes import needs_of, notes_of, row_note
from .occupied_once import once_of
from .scheme_rows import by_scheme, scheme_name
from .table import BODY, SUBTOTAL, TOTAL, Table, TableColumn
from .taken_land import taken_land

PARTS = ("permanent", "temporary", None)
_SHARES = {"pbf_share": "pbf", "erl_share": "erl"}


def occupation(result, style):
    """The `Table` of land taken: one row for each subject in each place, subtotals, and a total for each scheme.

    Where nothing splits the subjects by county and land survey, the figures that there are, and what to supply.
    """
    land = taken_land(result)
    needs = needs_of(result, land, style.words)
    title = style.words.say("table.occupation")
    rows, kinds, adjusted = [], [], set()
    for scheme in _schemes(land.rows):
        block, kind, marks = _block(scheme, style, once_of(result, scheme))
        adjusted |= {(len(rows) + row, key) for row, key in marks}
        rows += block
        kinds += kind
    _numbered(rows, kinds)
    unclassed = any(row.get(UNCLASSIFIED, 0.0) > 0 for row in rows)
    columns = _columns(style, any(row["scheme"] for row in rows), unclassed)
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    shown = {column.key for column in columns}
    marks = frozenset(mark for mark in adjusted if mark[1] in shown)
    notes = notes_of(result, land, style.words, bool(marks))
    return Table("occupation", title, columns, frame, notes, tuple(kinds), marks, needs)


def _schemes(rows):
    """The rows of each project × scheme, the parts of each in their order."""
    places = {part: place for place, part in enumerate(PARTS) if part}
    rows = rows.assign(part_place=rows["part"].map(places).fillna(len(places)))
    return [one.sort_values("part_place", kind="stable").reset_index(drop=True) for one in by_scheme(rows)]


def _block(rows, style, once):
    """(rows, kinds, adjusted cells) of one scheme. once: by path of a part, see `once_of`."""
    parts, placed = rows["part"].fillna(""), rows["county"].notna().any()
    paths = [(part, county or "") for part, county in zip(parts, rows["county"])]
    closed, shares = _closed(rows, paths, style), _shares(rows, paths)
    names = {county or "": name for county, name in zip(rows["county"], rows["county_name"])}
    records, scheme = rows.to_dict("records"), scheme_name(rows.iloc[0])
    printed = {0: True, 1: parts.nunique() > 1, 2: placed}
    found, kinds, marks = [], [], set()
    for one in closed.order():
        node = isinstance(one, tuple)
        if node and not printed[len(one)]:
            continue
        figures, adjusted = _figures(closed, one)
        texts = (
            _node_texts(one, names, style.words, "sum") if node else _row_texts(records[one], figures, placed, style)
        )
        marks |= {(len(found), key) for key in adjusted}
        found.append({"scheme": scheme, **texts, **figures, **shares[one]})
        kinds.append((SUBTOTAL if one else TOTAL) if node else BODY)
        if node and once.get(one):
            areas = {key: area * style.per_m2 for key, area in once[one].items()}
            found.append({"scheme": scheme, **_node_texts(one, names, style.words, "once"), **areas})
            kinds.append(kinds[-1])
    return found, kinds, marks


def _closed(rows, paths, style):
    """The `ClosedRows` of one scheme, in the unit of the report."""
    areas = {name: rows[name].to_numpy(float) * style.per_m2 for name in ("total", *GROUPS, "arable", "pbf", "erl")}
    closed = ClosedRows(paths, areas["total"], style.area_decimals)
    closed.divide({name: areas[name] for name in GROUPS}, UNCLASSIFIED)
    closed.below("agricultural", "arable", areas["arable"])
    closed.below("total", "pbf", areas["pbf"])
    closed.below("total", "erl", areas["erl"])
    answered = ~rows["udb_partial"].to_numpy(bool)
    closed.split("total", "udb_in", rows["udb"].to_numpy(float) * style.per_m2, "udb_out", answered)
    return closed


def _figures(closed, one):
    """({key: figure}, keys of adjusted cells) of a row by its number, or of a node by its path."""
    if isinstance(one, tuple):
        cells = {key: column.nodes[one] for key, column in closed.columns.items()}
    else:
        cells = {key: (column.rows[one], column.adjusted[one]) for key, column in closed.columns.items()}
    return {key: value for key, (value, _) in cells.items()}, [key for key, (_, moved) in cells.items() if moved]


def _shares(rows, paths):
    """{number of a row, or path of a node: shares of the total}, of unrounded areas; NaN where a part is unknown."""
    sums = {}
    for number, (path, *areas) in enumerate(zip(paths, rows["total"], *(rows[name] for name in _SHARES.values()))):
        for one in (number, *(path[:depth] for depth in range(len(path) + 1))):
            sums[one] = np.array(areas, dtype=float) + sums.get(one, 0.0)
    unknown = [np.nan] * len(_SHARES)
    return {one: dict(zip(_SHARES, areas[1:] / areas[0] if areas[0] > 0 else unknown)) for one, areas in sums.items()}


def _row_texts(row, figures, placed, style):
    """What stands beside the figures of one row."""
    words = style.words
    unplaced = words.say("occupation.no_place") if placed else UNKNOWN
    return {
        "part": words.code("part", row["part"]) if row["part"] else words.say("occupation.part_unknown"),
        "place": " ".join(row["places"]) or unplaced,
        "subject_id": row["subject_id"],
        "subject_name": row["name"] if row["name"] and row["name"] != row["subject_id"] else "",
        "note": row_note(row, figures, style),
    }


def _node_texts(path, names, words, kind):
    """What stands before a subtotal or total. kind: `sum`, or `once` for ground counted once."""
    part = "" if not path else words.code("part", path[0]) if path[0] else words.say("occupation.part_unknown")
    if len(path) == 2:
        label = words.say("occupation.county", county=names[path[1]] or words.say("occupation.no_place"))
    else:
        label = words.say(f"occupation.{kind}_part" if path else f"occupation.{kind}_all", part=part)
    return {"part": part, "place": label, "subject_id": "", "subject_name": "", "note": ""}


def _numbered(rows, kinds):
    """Give the rows of the body their numbers."""
    number = 0
    for row, kind in zip(rows, kinds):
        number += kind == BODY
        row["seq"] = str(number) if kind == BODY else ""


def _columns(style, named, unclassed):
    """The columns. named: whether there are schemes. unclassed: whether there is land of no class."""
    words = style.words

    def text(key, width):
        return TableColumn(key, words.say(f"column.{key}"), width=width)

    def area(key, group=""):
        return style.area(key, words.say(f"occupation.{key}"), group=group)

    def share(key):
        return TableColumn(key, words.say("column.share_of_total"), "percent", 2, 12)

    land = words.say("occupation.group_land")
    return (
        text("seq", 6),
        *([text("scheme", 10)] if named else []),
        text("part", 10),
        text("place", 24),
        text("subject_id", 16),
        text("subject_name", 20),
        area("total"),
        area("agricultural", land),
        area("arable", land),
        area("pbf", land),
        share("pbf_share"),
        area("construction", land),
        area("unused", land),
        *([area(UNCLASSIFIED, land)] if unclassed else []),
        area("erl"),
        share("erl_share"),
        area("udb_in"),
        area("udb_out"),
        text("note", 30),
    )
