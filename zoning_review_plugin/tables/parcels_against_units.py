"""T8: planned parcels against control units and all other ground: conflict, explanation, suggestion."""

from __future__ import annotations

import pandas as pd

from ..model.codes import Kind
from ..review.parcels import planned_in_parts
from ..rules.land_use_conflicts import NOT_KNOWN, OFF_FEATURES
from . import heads

_UNIT = "control_unit"


def parcels_against_units(result, style):
    """The `Table`: a row for each planned parcel and feature that share ground, for ground outside what the parcel
    should lie in, and for each gap in what is known; areas in the unit of the style."""
    words = style.words
    columns = (
        heads.text("parcel_id", words, 12),
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
    keys = [column.key for column in columns]
    parts = [_rows(found, style)[keys] for _, found in planned_in_parts(result) if len(found)]
    if not parts:
        return heads.table("parcels_against_units", words, columns, (), _clear(result, words), needs(result, words))
    rows = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    return heads.table("parcels_against_units", words, columns, rows, (words.say("note.parcels"),))


def _rows(found, style):
    return found.assign(
        parcel_id=found["subject_id"],
        area=found["subject_area_m2"] * style.per_m2,
        code=found["code"].where(found["code"].notna(), found["feature_id"]),
        overlap=found["area_m2"] * style.per_m2,
        share_of_parcel=found["share_of_subject"],
        reason=found[f"reason_{style.words.language}"],
        **_named(found, style.words),
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
