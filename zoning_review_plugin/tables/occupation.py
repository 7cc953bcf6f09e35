"""T5: permanent farmland and red line taken, by place and class of land; closed by county, by part and in all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from .closed_rows import ClosedRows
from .figures import UNKNOWN
from .land_classes import GROUPS, UNCLASSIFIED
from .occupation_notes import needs_of, notes_of, row_notes
from .occupied_once import once_of
from .scheme_rows import by_scheme, scheme_name
from .table import BODY, SUBTOTAL, TOTAL, Table, TableColumn
from .taken_land import taken_land

PARTS = ("permanent", "temporary", None)
_SUM, _ONCE = "sum", "once"  # lines of sums: of the rows, of ground counted once
_TEXTS = ("scheme", "part", "place", "subject_id", "subject_name", "note")
_SHARES = {"pbf_share": "pbf", "erl_share": "erl"}


def occupation(result, style):
    """The `Table` of land taken: one row for each subject in each place, subtotals, and a total for each scheme.

    Where nothing splits the subjects by county and land survey, the figures that there are, and what to supply.
    """
    land = taken_land(result)
    needs = needs_of(result, land, style.words)
    title = style.words.say("table.occupation")
    blocks = [_block(scheme, style, once_of(result, scheme)) for scheme in _schemes(land.rows)]
    rows = pd.concat([block.rows for block in blocks], ignore_index=True) if blocks else pd.DataFrame(columns=_TEXTS)
    kinds = np.concatenate([block.kinds for block in blocks]) if blocks else np.array([], dtype=object)
    body = kinds == BODY
    rows["seq"] = np.where(body, np.cumsum(body).astype(str).astype(object), "")
    unclassed = UNCLASSIFIED in rows and rows[UNCLASSIFIED].gt(0).any()
    columns = _columns(style, rows["scheme"].ne("").any(), unclassed)
    shown = [column.key for column in columns]
    frame = rows.reindex(columns=shown)
    before = np.cumsum([0, *(len(block.rows) for block in blocks)]).tolist()
    marks = frozenset(
        (first + row, key)
        for first, block in zip(before, blocks)
        for key, places in block.adjusted.items()
        if key in shown
        for row in places
    )
    notes = notes_of(result, land, style.words, bool(marks))
    return Table("occupation", title, columns, frame, notes, tuple(kinds.tolist()), marks, needs)


def _schemes(rows):
    """The rows of each project × scheme, the parts of each in their order."""
    places = {part: place for place, part in enumerate(PARTS) if part}
    rows = rows.assign(part_place=rows["part"].map(places).fillna(len(places)))
    return [one.sort_values("part_place", kind="stable").reset_index(drop=True) for one in by_scheme(rows)]


class _Block(NamedTuple):
    """The lines of one scheme: a frame, their kinds, and by column the numbers of lines with an adjusted figure."""

    rows: pd.DataFrame
    kinds: np.ndarray
    adjusted: dict[str, list]


def _block(rows, style, once):
    """The `_Block` of one scheme. once: by path of a part, see `once_of`."""
    parts, placed = rows["part"].fillna(""), rows["county"].notna().any()
    same = {}
    paths = [same.setdefault(path, path) for path in zip(parts, rows["county"].fillna(""))]
    closed = _closed(rows, paths, style)
    names = {county or "": name for county, name in zip(rows["county"], rows["county_name"])}
    printed = {0: True, 1: parts.nunique() > 1, 2: placed}
    lines = list(_lines(closed, printed, once))
    numbers = np.array([one if kind == BODY else -1 for one, kind in lines], dtype=np.int64)
    body, sums = np.flatnonzero(numbers >= 0), np.flatnonzero(numbers < 0).tolist()
    shares, node_shares = _shares(rows, paths)
    figures = {key: one.rows for key, one in closed.columns.items()}
    made = {**_row_texts(rows, figures, placed, style), **figures, **shares}
    frame = {key: _spread(values, numbers) for key, values in made.items()}
    adjusted = {key: _moved(one, numbers, body) for key, one in closed.columns.items()}
    for line in sums:
        path, kind = lines[line]
        areas = {key: column.nodes[path] for key, column in closed.columns.items()}
        cells = {key: value for key, (value, _) in areas.items()} | node_shares[path]
        if kind == _ONCE:
            cells = {key: area * style.per_m2 for key, area in once[path].items()}
        else:
            for key, (_, moved) in areas.items():
                adjusted[key] += [line] if moved else []
        for key, value in (_node_texts(path, names, style.words, kind) | cells).items():
            frame[key][line] = value
    kinds = np.array([BODY if kind == BODY else SUBTOTAL if path else TOTAL for path, kind in lines], dtype=object)
    return _Block(pd.DataFrame({"scheme": scheme_name(rows.iloc[0]), **frame}), kinds, adjusted)


def _lines(closed, printed, once):
    """What is printed, in order: (number of a row, `BODY`); (path of a node, `_SUM` or `_ONCE`)."""
    for one in closed.order():
        if not isinstance(one, tuple):
            yield one, BODY
        elif printed[len(one)]:
            yield one, _SUM
            if once.get(one):
                yield one, _ONCE


def _spread(values, numbers):
    """The values of rows on their lines; nothing on those that have no row (number -1)."""
    found = values[numbers]
    found[numbers < 0] = "" if values.dtype == object else np.nan
    return found


def _moved(column, numbers, body):
    """Lines of rows with a figure of this `ClosedColumn` that was rounded the other way."""
    return body[column.adjusted[numbers[body]]].tolist()


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


def _shares(rows, paths):
    """({key: shares of rows}, {path of a node: {key: share}}) of the total, of unrounded areas; NaN where unknown."""
    areas = rows[["total", *_SHARES.values()]].to_numpy(float)
    sums = {}
    for path, mine in rows.groupby(pd.Series(paths, rows.index), sort=False).indices.items():
        for depth in range(len(path) + 1):
            sums.setdefault(path[:depth], []).append(mine)
    nodes = {path: np.concatenate(mine) for path, mine in sums.items()}
    totals = np.array([areas[np.sort(mine)].cumsum(axis=0)[-1] for mine in nodes.values()]).reshape(-1, areas.shape[1])
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
    return {key: np.array([*texts, None], dtype=object)[:-1] for key, texts in found.items()}


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
