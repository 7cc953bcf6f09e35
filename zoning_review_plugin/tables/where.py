"""The answer of `where` for readers: units, the clauses behind it, and how much ground is what."""

from __future__ import annotations

import pandas as pd

from ..review.facts.grounds import described
from ..studies.where_answer import ADMITTED, SHUT_OUT, UNKNOWN
from .table import Table, TableColumn

_HM2 = 1e-4
_AREAS = ("area_m2", "admitted_m2", "shut_out_m2", "unknown_m2")


def units_table(found, words, most=None):
    """One row a control unit; those with most ground that is not shut out first. most: rows, all if left out."""
    rows = found.tables["unit"].sort_values("admitted_m2", ascending=False, kind="stable", na_position="last")
    rows = rows if most is None else rows.head(most)
    shown = {"code": rows["code"], "name": rows["name"]}
    shown["unit_class"] = [words.code("unit_class", code) for code in rows["unit_class"]]
    shown["status"] = [words.code("where_unit", code) for code in rows["status"]]
    shown.update({name.replace("_m2", "_hm2"): rows[name] * _HM2 for name in _AREAS})
    shown["open_items"] = rows["open_items"]
    numbers = {name.replace("_m2", "_hm2"): ("number", 4) for name in _AREAS}
    kinds = {**numbers, "open_items": ("integer", 0)}
    return _table("where_units", shown, kinds, words, (words.say("note.where"), data_line(found, words)))


def clauses_table(found, words, most=None):
    """One row a clause that shuts ground out, cannot be told, or asks for justification. most: rows."""
    rows = found.tables["clause"] if most is None else found.tables["clause"].head(most)
    shown = {
        "status": [words.code("where_clause", code) for code in rows["status"]],
        "level": [words.code("level", code) for code in rows["level"]],
        "clause_no": [words.say("where.clause_no", pack=pack, no=no or rule) for pack, no, rule in
                      zip(rows["pack"], rows["clause_no"], rows["rule_id"])],
        "clause_text": rows["clause_text"],
        "area_hm2": rows["area_m2"] * _HM2,
    }  # fmt: skip
    return _table("where_clauses", shown, {"area_hm2": ("number", 4)}, words)


def _table(key, columns, kinds, words, notes=()):
    rows = pd.DataFrame({name: list(values) for name, values in columns.items()})
    titled = tuple(TableColumn(name, words.say(f"column.{name}"), *kinds.get(name, ("text", 0))) for name in rows)
    return Table(key, words.say(f"table.{key}"), titled, rows, notes)


def question_line(found, words):
    """What was asked, as a sentence."""
    asked = found.question
    parts = [words.say("condition.industry", values=words.say("condition.any_of").join(asked.industry))]
    parts = parts if asked.industry else []
    use = "where.land_use_needed" if asked.by_industry else "condition.land_use"
    parts += [words.say(use, values=asked.land_use)] if asked.land_use else []
    return words.say("where.question", asked=words.say("punctuation.comma").join(parts))


def total_lines(found, words):
    """How much ground is what, in hm2."""
    ground = found.tables["ground"]
    sums = ground.groupby("status")["area_m2"].sum()
    areas = {"admitted": sum(sums.get(status, 0.0) for status in ADMITTED)}
    areas.update({status: sums.get(status, 0.0) for status in (SHUT_OUT, UNKNOWN)})
    lines = [words.say(f"where.total_{name}", area=f"{area * _HM2:.4f}") for name, area in areas.items()]
    return [*lines, *_land_use_line(found, words)]


def _land_use_line(found, words):
    """How much ground is not known because the question names no land use."""
    ground = found.tables["ground"]
    lacks = ground["missing"].fillna("").str.split("; ").map(lambda names: "land_use" in names).astype(bool)
    area = ground.loc[lacks & ground["status"].eq(UNKNOWN), "area_m2"].sum()
    return [words.say("where.land_use_missing", area=f"{area * _HM2:.4f}")] if area else []


def data_line(found, words):
    """On which layers the answer rests."""
    data = dict.fromkeys(described(constraint) for constraint in found.case.constraints)
    return words.say("where.data", data=words.say("punctuation.list").join(data), day=found.case.date)
