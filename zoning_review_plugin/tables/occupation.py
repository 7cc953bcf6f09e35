"""T5: permanent farmland and red line taken, by place and class of land; closed by county, by part and in all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.memory import give_back
from .closed_rows import ClosedRows
from .figures import UNKNOWN
from .land_classes import GROUPS, UNCLASSIFIED
from .occupation_lines import Block, OccupationLines, SumLine
from .occupation_notes import needs_of, notes_of, row_notes
from .occupied_once import once_of
from .scheme_rows import by_scheme, scheme_name
from .table import Table, TableColumn
from .taken_land import taken_land

PARTS = ("permanent", "temporary", None)
_SUM, _ONCE = "sum", "once"  # lines of sums: of the rows, of ground counted once
_SHARES = {"pbf_share": "pbf", "erl_share": "erl"}


def occupation(result, style):
    """The `Table` of land taken: one row for each subject in each place, subtotals, and a total for each scheme.

    Where nothing splits the subjects by county and land survey, the figures that there are, and what to supply.
    """
    land = taken_land(result)
    give_back()
    needs = needs_of(result, land, style.words)
    blocks = [_block(scheme, style, once_of(result, scheme)) for scheme in _schemes(land)]
    columns = _columns(style, any(block.scheme for block in blocks), any(block.unclassed for block in blocks))
    keys = [column.key for column in columns]
    lines = OccupationLines(blocks, keys)
    marks = lines.marks()
    notes = notes_of(result, land, style.words, bool(marks))
    title = style.words.say("table.occupation")
    return Table("occupation", title, columns, lines.rows(), notes, lines.kinds(), marks, needs)


def _schemes(land):
    """The rows of each project × scheme, the parts of each in their order. Those of `land` are let go."""
    places = {part: place for place, part in enumerate(PARTS) if part}
    rows = land.rows
    place = rows["part"].map(places).fillna(len(places)).to_numpy()
    groups = [one.index.to_numpy() for one in by_scheme(rows[["project_id", "scheme"]])]
    groups = [mine[place[mine].argsort(kind="stable")] for mine in groups]
    if len(groups) == 1:
        yield pd.DataFrame({name: rows.pop(name).to_numpy()[groups[0]] for name in list(rows)}, copy=False)
        return
    for mine in groups:
        yield rows.iloc[mine].reset_index(drop=True)


def _block(rows, style, once):
    """The `Block` of one scheme. once: by path of a part, see `once_of`. rows: columns are taken out as they serve."""
    parts, placed, scheme = rows["part"].fillna(""), rows["county"].notna().any(), scheme_name(rows.iloc[0])
    same = {}
    paths = [same.setdefault(path, path) for path in zip(parts, rows["county"].fillna(""))]
    names = {county or "": name for county, name in zip(rows["county"], rows["county_name"])}
    printed = {0: True, 1: parts.nunique() > 1, 2: placed}
    del parts
    for name in ("project_id", "scheme", "county", "county_name"):
        del rows[name]
    give_back()
    shares, node_shares = _shares(rows, paths)
    give_back()
    closed = _closed(rows, paths, style)
    columns, order = closed.columns, closed.order()
    del closed, paths
    figures = {key: one.rows for key, one in columns.items()}
    made = {**_row_texts(rows, figures, placed, style), **figures, **shares}
    sums = list(_sums(order, printed, once))
    numbers = _numbers(order, sums)
    told = {}
    for line, path, kind in sums:
        areas = {key: column.nodes[path] for key, column in columns.items()}
        cells = {key: value for key, (value, _) in areas.items()} | node_shares[path]
        if kind == _ONCE:
            cells = {key: area * style.per_m2 for key, area in once[path].items()}
        moved = [key for key, (_, other) in areas.items() if other and kind != _ONCE]
        told[line] = SumLine(bool(path), _node_texts(path, names, style.words, kind) | cells, moved)
    adjusted = {key: column.adjusted for key, column in columns.items()}
    return Block(scheme, numbers, made, told, adjusted)


def _sums(order, printed, once):
    """(number of the line, path of the node, `_SUM` or `_ONCE`) of the lines of sums that are printed."""
    line = 0
    for one in order:
        if not isinstance(one, tuple):
            line += 1
        elif printed[len(one)]:
            for kind in (_SUM, _ONCE) if once.get(one) else (_SUM,):
                yield line, one, kind
                line += 1


def _numbers(order, sums):
    """The number of the row on each line, -1 on lines of sums."""
    rows = np.fromiter((one for one in order if not isinstance(one, tuple)), np.int64)
    numbers = np.full(len(rows) + len(sums), -1, dtype=np.int64)
    body = np.ones(len(numbers), dtype=bool)
    body[[line for line, *_ in sums]] = False
    numbers[body] = rows
    return numbers


def _closed(rows, paths, style):
    """The `ClosedRows` of one scheme, in the unit of the report; columns that nothing else asks for are let go."""

    def area(name):
        return rows[name].to_numpy(float) * style.per_m2

    def taken(name):
        return rows.pop(name).to_numpy(float) * style.per_m2

    del rows[UNCLASSIFIED]  # what is left of the total
    closed = ClosedRows(paths, taken("total"), style.area_decimals, ("total", "agricultural"))
    closed.divide(GROUPS, taken, UNCLASSIFIED)
    closed.below("agricultural", "arable", taken("arable"))
    closed.below("total", "pbf", area("pbf"))
    closed.below("total", "erl", area("erl"))
    closed.split("total", "udb_in", taken("udb"), "udb_out", ~rows["udb_partial"].to_numpy(bool))
    return closed


def _shares(rows, paths):
    """({key: shares of rows}, {path of a node: {key: share}}) of the total, of unrounded areas; NaN where unknown."""
    # array by array: picked from a frame, all its columns would be put together, and none could be let go alone
    areas = np.column_stack([rows[name].to_numpy(float) for name in ("total", *_SHARES.values())])
    found = (path[:depth] for path in dict.fromkeys(paths) for depth in range(len(path) + 1))
    nodes = {path: number for number, path in enumerate(dict.fromkeys(found))}
    totals = np.zeros((len(nodes), areas.shape[1]))
    for depth in range(len(paths[0]) + 1):
        np.add.at(totals, np.fromiter((nodes[path[:depth]] for path in paths), np.int64, len(paths)), areas)
    own, above = (_share_of(some) for some in (areas, totals))
    return dict(zip(_SHARES, own.T)), {path: dict(zip(_SHARES, one)) for path, one in zip(nodes, above)}


def _share_of(areas):
    """The columns behind the first as shares of the first."""
    whole = areas[:, :1]
    return np.divide(areas[:, 1:], whole, out=np.full(areas[:, 1:].shape, np.nan), where=whole > 0)


def _row_texts(rows, figures, placed, style):
    """What stands beside the figures of rows, as arrays."""
    words = style.words
    unplaced = words.say("occupation.no_place") if placed else UNKNOWN
    parts = {part: words.code("part", part) if part else words.say("occupation.part_unknown") for part in PARTS}
    names = {places: " ".join(places) or unplaced for places in rows["places"].unique()}
    named = rows["name"].notna() & rows["name"].ne(rows["subject_id"])
    found = {
        "part": [parts[part] for part in rows["part"]],
        "place": [names[places] for places in rows["places"]],
        "subject_id": rows["subject_id"].to_numpy(object),
        "subject_name": rows["name"].where(named, "").to_numpy(object),
        "note": row_notes(rows, figures, style),
    }
    return {key: _texts(texts) for key, texts in found.items()}


def _texts(texts):
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return found


def _node_texts(path, names, words, kind):
    """What stands before a subtotal or total. kind: `_SUM`, or `_ONCE` for ground counted once."""
    part = "" if not path else words.code("part", path[0]) if path[0] else words.say("occupation.part_unknown")
    if len(path) == 2:
        label = words.say("occupation.county", county=names[path[1]] or words.say("occupation.no_place"))
    else:
        label = words.say(f"occupation.{kind}_part" if path else f"occupation.{kind}_all", part=part)
    return {"part": part, "place": label, "subject_id": "", "subject_name": "", "note": ""}


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
