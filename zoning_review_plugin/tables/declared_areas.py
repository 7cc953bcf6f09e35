"""Declared areas against computed ones: subject by subject, and of the plan."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.codes import Kind
from .closing import close_tree
from .limits import table_limits
from .marks import Marks
from .notes import area_note
from .table import BODY, TOTAL, Table, TableColumn


def declared_areas(result, style):
    """The `Table` of all polygons that declare an area, with a total; then the plan where its area is declared.

    Declared and computed figures close on their totals; a difference is that of the figures as printed.
    """
    words, subject = style.words, result.tables["subject"]
    polygon = subject["geometry_kind"].eq(Kind.POLYGON)
    asked = polygon & subject["declared_area_m2"].notna()
    rows = subject.loc[asked, ["subject_id", "name", "area_m2", "declared_area_m2"]]
    limits = table_limits()["declared_area"]
    columns = _columns(style)
    keys = [column.key for column in columns]
    frame, kinds, adjusted = _subjects(rows, style, limits, keys)
    plan = _plan(result, style, limits)
    if plan:
        line = pd.DataFrame([plan], columns=keys)
        frame = pd.concat([frame, line], ignore_index=True) if len(frame) else line
        kinds.append(BODY)
    notes = [area_note(result, words)]
    notes.append(words.say("note.declared", share=f"{100 * limits['share']:g}", area=f"{limits['area_m2']:g}"))
    notes += [words.say("note.adjusted")] if adjusted else []
    silent = int(polygon.sum()) - len(rows)
    notes += [words.say("note.declared_none", count=silent)] if silent else []
    needs = () if len(rows) else (words.say("need.declared"),)
    title = words.say("table.declared_areas")
    return Table("declared_areas", title, columns, frame, tuple(notes), tuple(kinds), adjusted, needs)


def _columns(style):
    words = style.words

    def text(key, width):
        return TableColumn(key, words.say(f"column.{key}"), width=width)

    return (
        text("seq", 6),
        text("subject_id", 16),
        text("subject_name", 24),
        style.area("declared", words.say("declared.declared")),
        style.area("computed", words.say("declared.computed")),
        style.area("difference", words.say("declared.difference")),
        TableColumn("difference_share", words.say("declared.share"), "percent", 2, 14),
        text("note", 30),
    )


def _subjects(rows, style, limits, keys):
    """(frame, kinds, adjusted cells) of the subjects and their total. keys: of the columns."""
    if not len(rows):
        return pd.DataFrame(columns=keys), [], frozenset()
    true = {"declared": rows["declared_area_m2"].to_numpy(float), "computed": rows["area_m2"].to_numpy(float)}
    shown, moved, path = {}, {}, [()] * len(rows)  # columns stay apart below: putting them together copies all
    for key, areas in true.items():
        closed = close_tree(areas[:, None] * style.per_m2, path, style.area_decimals)
        shown[key] = np.append(closed.totals.values, closed.node_totals[()].values)
        moved[key] = np.flatnonzero(np.append(closed.totals.adjusted, closed.node_totals[()].adjusted))
        del closed
    true = {key: np.append(areas, areas.sum()) for key, areas in true.items()}
    frame = {
        "seq": pd.Series([*map(str, range(1, len(rows) + 1)), ""], dtype=object),
        "subject_id": np.append(rows["subject_id"].to_numpy(object), ""),
        "subject_name": np.append(rows["name"].fillna("").to_numpy(object), style.words.say("occupation.sum_all")),
        **shown,
        "difference": np.round(shown["computed"] - shown["declared"], style.area_decimals) + 0.0,  # no -0
        **_judged(true["declared"], true["computed"], limits, style.words),
    }
    kinds = [BODY] * len(rows) + [TOTAL]
    return pd.DataFrame(frame, copy=False), kinds, Marks(moved)


def _judged(declared, computed, limits, words):
    """Shares of the differences in what is declared, and whether they are remarkable. Arrays of one length."""
    share = np.divide(computed - declared, declared, out=np.full(len(declared), np.nan), where=declared > 0)
    off = np.abs(computed - declared)
    remarkable = (off > limits["area_m2"]) & ~(off <= limits["share"] * declared)
    notes = np.array(["", words.say("declared.off")], dtype=object)
    return {"difference_share": share, "note": notes[remarkable.astype(int)]}


def _plan(result, style, limits):
    """The line of the plan; None where no area of it is declared, or no boundary of it is reviewed."""
    plan, subject = result.case.plan, result.tables["subject"]
    boundary = subject[subject["part"].eq("plan_boundary") & subject["geometry_kind"].eq(Kind.POLYGON)]
    if plan is None or plan.declared_area_hm2 is None or not len(boundary):
        return None
    areas = plan.declared_area_hm2 * 1e4, float(boundary["area_m2"].sum())
    shown = [round(area * style.per_m2, style.area_decimals) for area in areas]
    return {
        "seq": "",
        "subject_id": "",
        "subject_name": style.words.say("declared.plan"),
        "declared": shown[0],
        "computed": shown[1],
        "difference": round(shown[1] - shown[0], style.area_decimals) + 0.0,
        **{key: one[0] for key, one in _judged(*map(np.atleast_1d, areas), limits, style.words).items()},
    }
