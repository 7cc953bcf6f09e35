"""Declared areas against computed ones: subject by subject, and of the plan."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.codes import Kind
from .closing import close_tree
from .limits import table_limits
from .notes import area_note
from .table import BODY, TOTAL, Table, TableColumn


def declared_areas(result, style):
    """The `Table` of all polygons that declare an area, with a total; then the plan where its area is declared.

    Declared and computed figures close on their totals; a difference is that of the figures as printed.
    """
    words, subject = style.words, result.tables["subject"]
    polygons = subject[subject["geometry_kind"].eq(Kind.POLYGON)]
    rows = polygons[polygons["declared_area_m2"].notna()]
    limits = table_limits()["declared_area"]
    columns = _columns(style)
    lines, kinds, adjusted = _subjects(rows, style, limits)
    plan = _plan(result, style, limits)
    if plan:
        lines.append(plan)
        kinds.append(BODY)
    frame = pd.DataFrame(lines, columns=[column.key for column in columns])
    notes = [area_note(result, words)]
    notes.append(words.say("note.declared", share=f"{100 * limits['share']:g}", area=f"{limits['area_m2']:g}"))
    notes += [words.say("note.adjusted")] if adjusted else []
    silent = len(polygons) - len(rows)
    notes += [words.say("note.declared_none", count=silent)] if silent else []
    needs = () if len(rows) else (words.say("need.declared"),)
    title = words.say("table.declared_areas")
    return Table("declared_areas", title, columns, frame, tuple(notes), tuple(kinds), frozenset(adjusted), needs)


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


def _subjects(rows, style, limits):
    """(lines, kinds, adjusted cells) of the subjects and their total."""
    if not len(rows):
        return [], [], set()
    true = {"declared": rows["declared_area_m2"].to_numpy(float), "computed": rows["area_m2"].to_numpy(float)}
    shown, moved = {}, {}
    for key, areas in true.items():
        closed = close_tree(areas[:, None] * style.per_m2, [()] * len(rows), style.area_decimals)
        shown[key] = np.append(closed.totals.values, closed.node_totals[()].values)
        moved[key] = np.append(closed.totals.adjusted, closed.node_totals[()].adjusted)
    true = {key: np.append(areas, areas.sum()) for key, areas in true.items()}
    difference = np.round(shown["computed"] - shown["declared"], style.area_decimals) + 0.0  # no -0
    ids = [*rows["subject_id"], ""]
    names = [*rows["name"].fillna(""), style.words.say("occupation.sum_all")]
    lines = [
        {
            "seq": str(k + 1) if k < len(rows) else "",
            "subject_id": ids[k],
            "subject_name": names[k],
            **{key: shown[key][k] for key in shown},
            "difference": difference[k],
            **_judged(true["declared"][k], true["computed"][k], limits, style.words),
        }
        for k in range(len(ids))
    ]
    kinds = [BODY] * len(rows) + [TOTAL]
    return lines, kinds, {(int(k), key) for key, cells in moved.items() for k in np.flatnonzero(cells)}


def _judged(declared, computed, limits, words):
    """Share of the difference in what is declared, and whether it is remarkable."""
    share = (computed - declared) / declared if declared > 0 else np.nan
    off = abs(computed - declared)
    remarkable = off > limits["area_m2"] and not off <= limits["share"] * declared
    return {"difference_share": share, "note": words.say("declared.off") if remarkable else ""}


def _plan(result, style, limits):
    """The line of the plan; None where no area of it is declared, or no boundary of it is reviewed."""
    plan, subject = result.case.plan, result.tables["subject"]
    boundary = subject[subject["part"].eq("plan_boundary") & subject["geometry_kind"].eq(Kind.POLYGON)]
    if plan is None or plan.declared_area_hm2 is None or not len(boundary):
        return None
    declared, computed = plan.declared_area_hm2 * 1e4, float(boundary["area_m2"].sum())
    shown = [round(area * style.per_m2, style.area_decimals) for area in (declared, computed)]
    return {
        "seq": "",
        "subject_id": "",
        "subject_name": style.words.say("declared.plan"),
        "declared": shown[0],
        "computed": shown[1],
        "difference": round(shown[1] - shown[0], style.area_decimals) + 0.0,
        **_judged(declared, computed, limits, style.words),
    }
