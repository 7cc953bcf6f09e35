"""The land balance: what planned parcels are now, by class of the land survey, and what they are to be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.code_readings import UNKNOWN, land_use_reading
from ..model.code_tables import code_table
from ..model.codes import Kind
from ..rules.land_use_matrix import CODE_TABLES
from .closing import close_tree
from .land_classes import GROUPS, UNCLASSIFIED
from .notes import area_note
from .picked import picked
from .present_land import keys_of, present_land, units_of
from .scheme_rows import by_scheme, scheme_name
from .table import BODY, SUBTOTAL, TOTAL, Table, TableColumn

_NO_PARCELS = ("plan_boundary", "corridor", "centreline")
_READ = ["subject_id", "project_id", "scheme", "land_use"]  # of subjects: of a province, every column more is copied
_NOT_READ = "~"  # the planned use of parcels whose code no table knows; after all codes


def land_balance(result, style):
    """The `Table` of present classes (rows, by group) by planned uses (columns): before and after on one total."""
    words, title = style.words, style.words.say("table.land_balance")
    parcels = _parcels(result.tables["subject"])
    needs = _needs(result.case, parcels, words)
    if needs:
        return Table("land_balance", title, _columns([], style), _empty(style), needs=needs)
    units = units_of(result, parcels["subject_id"])
    rows, known = present_land(result, units)
    rows = pd.concat([rows, _unknown(units, known)], ignore_index=True)
    rows["subject_id"] = units["subject_id"].to_numpy()[rows["place"].to_numpy(np.int64)]
    rows = rows.merge(parcels[["subject_id", "project_id", "scheme", "planned"]], on="subject_id", how="left")
    lines, kinds, marks = [], [], set()
    for one in by_scheme(rows):
        block, mine, moved = _lines(_matrix(one), style)
        marks |= {(len(lines) + number, key) for number, key in moved}
        lines += [{"scheme": scheme_name(one.iloc[0]), **line} for line in block]
        kinds += mine
    columns = _columns(sorted(rows["planned"].unique()), style, any(line["scheme"] for line in lines))
    keys = [column.key for column in columns]
    lines = [{**dict.fromkeys(keys, 0.0), **line} for line in lines]  # a use that a scheme does not plan
    notes = [area_note(result, words), words.say("note.land_balance")]
    notes += _more_notes(known, units, parcels, marks, words)
    frame = pd.DataFrame(lines, columns=keys)
    return Table("land_balance", title, columns, frame, tuple(notes), tuple(kinds), frozenset(marks))


def _parcels(subject):
    """Polygons that state a planned use, with the class of its first level under `planned`."""
    states = subject["geometry_kind"].eq(Kind.POLYGON) & subject["land_use"].notna()
    mine = picked(subject, states & ~subject["part"].isin(_NO_PARCELS), _READ)
    tables = [code_table(name) for name in CODE_TABLES]
    read = {text: land_use_reading(text, *tables) for text in mine["land_use"].unique()}
    planned = {text: _NOT_READ if found.how == UNKNOWN else found.code[:2] for text, found in read.items()}
    return mine.assign(planned=mine["land_use"].map(planned))


def _needs(case, parcels, words):
    needs = []
    if not len(parcels):
        needs.append(words.say("need.land_use"))
    if not keys_of(case, "land_survey"):
        layer = words.code("role", "land_survey")
        needs.append(words.say("need.layer", layer=layer, role="land_survey", name="land", field="DLBM"))
    return tuple(needs)


def _empty(style):
    return pd.DataFrame(columns=[column.key for column in _columns([], style)])


def _unknown(units, known):
    """Rows of units whose present class nobody tells: their ground stays in the balance."""
    places = np.flatnonzero(~known)
    areas = units["total"].to_numpy(float)[places]
    about = {"code": None, "name": "", "group": UNCLASSIFIED, "arable": False}
    return pd.DataFrame({**about, "place": places, "area_m2": areas})


def _matrix(rows):
    """m2 by (group, class, its name) and planned use, in order of groups and codes."""
    place = {group: number for number, group in enumerate((*GROUPS, UNCLASSIFIED))}
    rows = rows.assign(order=rows["group"].map(place), code=rows["code"].fillna(""), name=rows["name"].fillna(""))
    table = rows.pivot_table("area_m2", ["order", "group", "code", "name"], "planned", aggfunc="sum", fill_value=0.0)
    return table.droplevel("order").sort_index(axis=1)


def _lines(table, style):
    """(lines, kinds, adjusted cells): classes, a subtotal for each group, the total."""
    words, uses = style.words, list(table.columns)
    paths = [(group,) for group, _, _ in table.index]
    closed = close_tree(table.to_numpy(float) * style.per_m2, paths, style.area_decimals)
    whole, sums = table.to_numpy().sum(), table.sum(axis=1)
    lines, kinds, marks = [], [], set()

    def add(label, cells, total, area, kind):
        marks.update((len(lines), _key(use)) for use, moved in zip(uses, cells.adjusted) if moved)
        marks.update({(len(lines), "before")} if total.adjusted else ())
        areas = dict(zip(map(_key, uses), cells.values))
        lines.append({"present": label, **areas, "before": total.values, "share": area / whole if whole else np.nan})
        kinds.append(kind)

    groups = list(dict.fromkeys(path[0] for path in paths))
    for group in groups:
        mine = [number for number, path in enumerate(paths) if path[0] == group]
        for number in mine:
            _, code, name = table.index[number]
            cells, total = _row(closed.cells, number), _row(closed.totals, number)
            add(f"{code} {name}".strip() or words.say("balance.no_class"), cells, total, sums.iloc[number], BODY)
        label = words.say("balance.group", group=words.say(f"occupation.{group}"))
        node = (group,)
        add(label, closed.node_cells[node], closed.node_totals[node], sums.iloc[mine].sum(), SUBTOTAL)
    add(words.say("balance.after"), closed.node_cells[()], closed.node_totals[()], whole, TOTAL)
    return lines, kinds, marks


def _row(closed, number):
    return type(closed)(closed.values[number], closed.adjusted[number])


def _key(use):
    """The key of the column of a planned use."""
    return "use_none" if use == _NOT_READ else f"use_{use}"


def _columns(uses, style, named=False):
    words = style.words
    names = {}
    for name in reversed(CODE_TABLES):
        names.update(code_table(name).names)
    group = words.say("balance.planned")

    def title(use):
        return words.say("balance.not_read") if use == _NOT_READ else f"{use} {names.get(use, '')}".strip()

    return (
        *([TableColumn("scheme", words.say("column.scheme"), width=10)] if named else []),
        TableColumn("present", words.say("balance.present"), width=24),
        *(style.area(_key(use), title(use), group=group) for use in uses),
        style.area("before", words.say("balance.before")),
        TableColumn("share", words.say("column.share_of_total"), "percent", 2, 12),
    )


def _more_notes(known, units, parcels, marks, words):
    if marks:
        yield words.say("note.adjusted")
    unknown = units.loc[~known, "subject_id"].nunique()
    if unknown:
        yield words.say("note.balance_unknown", count=unknown)
    not_read = int(parcels["planned"].eq(_NOT_READ).sum())
    if not_read:
        yield words.say("note.balance_not_read", count=not_read)
