"""T8: planned parcels against control units and all other ground: conflict, explanation, suggestion."""

from __future__ import annotations

from dataclasses import replace

from ..model.codes import Kind
from ..review.parcels import planned_in_parts
from ..rules.land_use_conflicts import NOT_KNOWN, OFF_FEATURES
from . import heads
from .closed_parcels import closed_parcels
from .marks import Marks
from .open_shapes import open_shapes
from .packed_rows import PackedRows
from .table import TableColumn

_UNIT = "control_unit"


def parcels_against_units(result, style):
    """The `Table`: a row for each planned parcel and feature that share ground, for ground outside what the parcel
    should lie in, and for each gap in what is known; areas in the unit of the style.

    The parts of a parcel on units that tile it sum to it as printed; cells rounded the other way are adjusted.
    """
    words = style.words
    columns = (
        TableColumn("subject_id", words.say("column.parcel_id"), width=12),
        heads.text("land_use", words, 10),
        heads.text("land_use_name", words, 16),
        style.area("area", words.say("column.area")),
        heads.text("role", words, 14),
        heads.text("code", words, 18),
        heads.text("feature", words, 26),
        heads.text("class", words, 12),
        style.area("overlap", words.say("column.overlap_area")),
        heads.percent("share_of_parcel", words),
        heads.text("conflict", words, 10),
        heads.text("reason", words, 50),
        heads.text("suggestion", words, 12),
    )
    rows, adjusted = _closed(result, style, [column.key for column in columns])
    if not len(rows):
        return heads.table("parcels_against_units", words, columns, (), _clear(result, words), needs(result, words))
    notes = (words.say("note.parcels"), words.say("note.parcels_conflict"))
    notes += (words.say("note.parcels_closed"),) if adjusted else ()
    made = heads.table("parcels_against_units", words, columns, (), notes)
    return replace(made, rows=rows.rows(), adjusted=adjusted)


def _closed(result, style, keys):
    """(`PackedRows` with columns `keys`, `Marks` of what was rounded the other way); some thousand parcels at once."""
    rows, adjusted, shapes = PackedRows(), {}, open_shapes(result)
    for _, found in planned_in_parts(result):
        if len(found):
            some, moved = closed_parcels(_rows(found.reset_index(drop=True), shapes, style), style.area_decimals)
            for number, key in sorted(moved):
                adjusted.setdefault(key, []).append(len(rows) + number)
            rows.add(some[keys])
    return rows, Marks(adjusted)


def _rows(found, shapes, style):
    words, features = style.words, list(zip(found["constraint_key"], found["feature_id"]))
    return found.assign(
        area=found["subject_area_m2"] * style.per_m2,
        code=found["code"].where(found["code"].notna(), found["feature_id"]),
        overlap=found["area_m2"] * style.per_m2,
        share_of_parcel=found["share_of_subject"],
        reason=shapes.told(found[f"reason_{words.language}"], found["subject_id"], features, words),
        role_code=found["role"],
        **_named(found, words),
    )


def has_parcels(result):
    """Whether any subject is a planned parcel: a polygon whose source states land use."""
    subject = result.tables["subject"]
    return bool((subject["land_use"].notna() & subject["geometry_kind"].eq(Kind.POLYGON)).any())


def needs(result, words):
    """What to supply where no subject is a planned parcel."""
    return () if has_parcels(result) else (words.say("needs.land_use"),)


def _clear(result, words):
    return (words.say("note.parcels_clear"),) if has_parcels(result) else ()


def _named(found, words):
    """The columns that hold codes, in words; each distinct row of codes is asked once."""
    keys = ["found", "role", "grade", "feature_class", "feature_name", "conflict", "suggestion"]
    asked = list(found[keys].itertuples(index=False, name=None))
    known = {row: _words_of(*row, words) for row in dict.fromkeys(asked)}
    answers = [known[row] for row in asked]
    return {name: [answer[name] for answer in answers] for name in ("role", "class", "feature", "conflict",
                                                                    "suggestion")}  # fmt: skip


def _words_of(found, role, grade, feature_class, name, conflict, suggestion, words):
    return {
        "role": words.code("role", role),
        "class": class_name(role, grade, feature_class, words),
        "feature": ground_name(found, role, name, words),
        "conflict": words.code("conflict", conflict),
        "suggestion": words.code("suggestion", suggestion),
    }


def ground_name(found, role, name, words):
    """What a parcel meets: the feature by its name, else that it lies outside, or that nothing is known."""
    if found in (OFF_FEATURES, NOT_KNOWN):
        return words.say(f"parcels.{found}", role=words.code("role", role))
    return name or ""


def class_name(role, grade, feature_class, words):
    """The class of a unit, the grade of another feature, else its class as the layer has it."""
    if grade and words.has(f"grade.{grade}"):
        return words.code("unit_class" if role == _UNIT else "grade", grade)
    return feature_class or ""
