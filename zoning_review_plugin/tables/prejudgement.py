"""The card of a pre-judgement for readers: a headline that never says more than was looked at, and a few tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..inputs.places.crs import crs_name
from ..model.words import Words
from ..overlay.zones import lonlat_of
from ..review.facts.grounds import described
from ..rules.names_of import missing_words
from ..studies.prejudgement import PARTLY, PROHIBITED
from .clause_texts import clause_name, documents_of, in_order
from .degrees_text import degrees_texts
from .figures import distance, number, percent
from .position_words import direction, position_of
from .table import Table, TableColumn

_HM2, _KM = 1e-4, 1e-3
_MOST_MISSING = 12
_HIT_COLUMNS = ["role", "name", "grade", "position", "share", "area_hm2", "length_km", "remark", "data"]
_KINDS = {"share": ("percent", 2), "union_share": ("percent", 2), "area_hm2": ("number", 4), "length_km": ("number", 3),
          "distance_m": ("number", 0)}  # fmt: skip
_WIDTHS = {"clause_text": 44, "statement": 44, "name": 24, "data": 34, "document": 22}


@dataclass(frozen=True)
class Card:
    """What a reader sees. lines: below the headline. tables: those that have rows. data: on what all of it rests."""

    title: str
    headline: str
    code: str
    place: str
    question: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    missing: tuple[str, ...]
    data: str
    note: str


def card_of(found, language) -> Card:
    """The `Card` of a `Prejudgement` in `zh` or `en`."""
    words = Words(language)
    tables = (
        _clauses("prejudge_prohibited", found.prohibited, found, words),
        _clauses("prejudge_justify", found.justify, found, words),
        _hits("prejudge_lines", pd.concat([found.hits, found.adjoining]), found, words),
        _hits("prejudge_units", found.units, found, words),
        _nearest(found, words),
        _unknown(found, words),
    )
    return Card(
        words.say("prejudge.title"),
        headline(found, words),
        found.headline,
        place_line(found, words),
        question_line(found, words),
        tuple(_lines(found, words)),
        tuple(table for table in tables if len(table.rows)),
        tuple(_missing(found, words)),
        data_line(found, words),
        words.say("prejudge.note"),
    )


def headline(found, words):
    """The sentence that comes first, closed by the open items (contract section 10)."""
    count = {PROHIBITED: len(found.prohibited), PARTLY: len(found.unknown)}.get(found.headline, len(found.justify))
    protected = found.hits[found.hits["protected"]] if len(found.hits) else found.hits
    roles = [words.code("role", role) for role in dict.fromkeys(protected["role"])]
    more = found.units[found.units["protected"]] if len(found.units) else found.units
    roles += [words.code("role", role) for role in dict.fromkeys(more["role"])]
    said = words.say(f"prejudge.{found.headline}", count=count, roles=words.say("punctuation.list").join(roles))
    open_items, hard = found.open_items
    return said + (words.say("conclusion.open", count=open_items, hard=hard) if open_items else "")


def place_line(found, words):
    """Where the place lies and how large it is."""
    row, crs = found.subject, found.result.crs
    middle = shapely.get_coordinates(shapely.point_on_surface(row.geom))
    lon, lat = np.degrees(lonlat_of(crs)(middle))[0]
    at = [degrees_texts(np.array([value]), words, sides)[0] for value, sides in ((lon, "EW"), (lat, "NS"))]
    size = {
        "polygon": lambda: words.say("prejudge.area", area=number(row.area_m2 * _HM2, 4)),
        "line": lambda: words.say("prejudge.length", length=number(row.length_m * _KM, 3)),
    }.get(row.geometry_kind, lambda: words.say("prejudge.point"))()
    given = crs_name(found.place.crs)
    return words.say("prejudge.place", place=words.say("punctuation.comma").join(at), crs=given, size=size)


def question_line(found, words):
    """What was told of the project, or that nothing was."""
    values = found.place.values()
    told = [
        words.say(f"prejudge.told_{name}", value=values[name]) for name in ("industry", "land_use") if name in values
    ]
    if "nature" in values:
        told.append(words.say("prejudge.told_nature", value=words.code("nature", values["nature"])))
    return words.say("punctuation.comma").join(told) or words.say("prejudge.told_nothing")


def data_line(found, words):
    """On which layers the answer rests, of which day."""
    data = dict.fromkeys(described(constraint) for constraint in found.result.case.constraints)
    listed = words.say("punctuation.list").join(data)
    return words.say("where.data", data=listed, day=found.result.case.date)


def figure_texts(figures, words):
    """A line for each `LayerFigure`: what of the place lies in which layer."""
    return [
        words.say("prejudge.figure", role=words.code("role", one.role), name=one.name, size=_size(one, words))
        for one in figures
    ]


def _size(one, words):
    if one.area_m2 == one.area_m2:
        return words.say("prejudge.figure_area", area=number(one.area_m2 * _HM2, 4), share=percent(one.share, 2))
    if one.length_m == one.length_m:
        return words.say("prejudge.figure_length", length=number(one.length_m * _KM, 3), share=percent(one.share, 2))
    return words.say("prejudge.figure_point")


def _lines(found, words):
    if not found.judged:
        yield words.say("prejudge.no_rules")
    if not len(found.hits) and len(found.unknown) < len(found.result.tables["exposure"]):
        yield words.say("prejudge.no_hits")


def _missing(found, words):
    """What would have to be told, what most clauses ask for first; layers are called by their roles."""
    roles = {f"layer.{one.key}": f"layer.{one.role}" for one in found.result.case.constraints}
    named = list(dict.fromkeys(missing_words(words, roles.get(name, name)) for name in found.missing))
    more = len(named) - _MOST_MISSING
    return [*named[:_MOST_MISSING], *([words.say("prejudge.more_missing", count=more)] if more > 0 else [])]


def _position(row, subject, words):
    """How the place lies to a feature; land is taken only of what is protected."""
    if subject.geometry_kind == "point" or not row.protected:
        return words.code("relation", row.relation)
    return words.say(f"position.{position_of(subject, row.relation)}")


def _hits(key, rows, found, words):
    subject = found.subject
    constraints = {one.key: one for one in found.result.case.constraints}
    shown = [
        {
            "role": words.code("role", row.role),
            "name": _joined(row.code if row.role in ("control_unit", "element_zone") else None, row.name)
            or row.feature_id,
            "grade": words.code("grade", row.grade) if isinstance(row.grade, str) else row.feature_class or "",
            "position": _position(row, subject, words),
            "share": row.share_of_subject,
            "area_hm2": row.area_m2 * _HM2,
            "length_km": row.length_m * _KM,
            "remark": words.say("remark.within_accuracy") if row.within_accuracy else "",
            "data": described(constraints[row.constraint_key]),
        }
        for row in rows.itertuples(index=False)
    ]
    frame = pd.DataFrame(shown, columns=_HIT_COLUMNS)
    empty = [name for name in ("share", "area_hm2", "length_km") if frame[name].isna().all()]
    empty += [name for name in ("remark", "grade") if not frame[name].astype(bool).any()]
    return _table(key, frame.drop(columns=empty), words)


def _nearest(found, words):
    names = {one.key: one for one in found.result.case.constraints}
    shown = [
        {
            "role": words.code("role", row.role),
            "name": row.nearest_name or row.nearest_id,
            "distance_m": row.nearest_m,
            "direction": direction(words, row.bearing_deg),
            "data": described(names[row.constraint_key]),
        }
        for row in found.nearest.itertuples(index=False)
    ]
    reach = distance(found.result.case.options.search_distance_m)
    columns = ["role", "name", "distance_m", "direction", "data"]
    return _table(
        "prejudge_nearest", pd.DataFrame(shown, columns=columns), words, (words.say("prejudge.reach", reach=reach),)
    )


def _unknown(found, words):
    names = {one.key: one for one in found.result.case.constraints}
    shown = [
        {
            "role": words.code("role", row.role),
            "status": words.code("status", row.status),
            "covered": row.covered_share if row.covered_share == row.covered_share else None,
            "data": described(names[row.constraint_key]),
        }
        for row in found.unknown.itertuples(index=False)
    ]
    frame = pd.DataFrame(shown, columns=["role", "status", "covered", "data"]).drop(columns="covered")
    return _table("prejudge_unknown", frame, words)


def _clauses(key, findings, found, words):
    documents = documents_of(found.result)
    rows = in_order(findings.drop_duplicates(["pack", "rule_id"])) if len(findings) else findings
    shown = [
        {
            "document": documents[row.pack],
            "clause_no": clause_name(row),
            "clause_text": row.clause_text,
            "statement": getattr(row, f"statement_{words.language}") or "",
        }
        for row in rows.itertuples(index=False)
    ]
    return _table(key, pd.DataFrame(shown, columns=["document", "clause_no", "clause_text", "statement"]), words)


def _table(key, frame, words, notes=()):
    columns = tuple(
        TableColumn(name, words.say(f"column.prejudge_{name}"), *_KINDS.get(name, ("text", 0)), _WIDTHS.get(name, 12))
        for name in frame
    )
    return Table(key, words.say(f"table.{key}"), columns, frame.reset_index(drop=True), tuple(notes))


def _joined(*texts):
    return " ".join(text for text in texts if isinstance(text, str) and text)
