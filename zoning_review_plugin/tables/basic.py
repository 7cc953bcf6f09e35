"""The first tables of a review: subjects, exposure, overlaps, issues, inputs, run."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd

from ..model.words import Words
from ..review.pieces import split_column
from ..review.result import Result
from ..rules.statement import missing_words
from ..studies.public_version import layers_not_shown
from .figures import UNKNOWN, distance
from .long_rows import LongRows
from .notes import area_note, overlap_notes, summary_of_inputs
from .table import Table, TableColumn
from .verdicts import worst_first_places

_HM2, _KM = 1e-4, 1e-3
UNSET = ""  # where nobody decided otherwise


class _Shown(NamedTuple):
    """A column of a report and the column of the result that it shows.

    scale: from the unit of the result to that of the report. family: words that name its codes. title: its own
    name where words have none, as for the columns of splitting layers. empty: the text in place of none.
    """

    key: str
    width: int = 14
    kind: str = "text"
    decimals: int = 0
    source: str | None = None
    scale: float = 1.0
    family: str | None = None
    title: str | None = None
    empty: str | None = None
    folded: bool = False


def _hm2(key, source):
    return _Shown(key, 14, "number", 4, source, _HM2)


def _km(key, source):
    return _Shown(key, 12, "number", 3, source, _KM)


def _metres(key, source=None):
    return _Shown(key, 12, "number", 1, source)


def _share(key):
    return _Shown(key, 12, "percent", 2)


def _coded(key, family, width=12, source=None):
    return _Shown(key, width, source=source, family=family)


_SUBJECTS = (
    _Shown("subject_id", 16),
    _Shown("name", 28),
    _Shown("project_id", 12),
    _Shown("scheme", 10),
    _Shown("land_use", 10),
    _coded("kind", "kind", 8, "geometry_kind"),
    _hm2("area_hm2", "area_m2"),
    _km("length_km", "length_m"),
    _hm2("declared_hm2", "declared_area_m2"),
    _coded("verdict", "verdict"),
    _Shown("source", 30),
)
_EXPOSURE = (
    _Shown("subject_id", 16),
    _Shown("constraint_key", 16),
    _coded("role", "role", 18),
    _coded("status", "status", 10),
    _share("covered_share"),
    _Shown("feature_count", 8, "integer"),
    _hm2("union_hm2", "union_area_m2"),
    _hm2("sum_hm2", "sum_area_m2"),
    _hm2("attribute_hm2", "attribute_area_m2"),
    _km("length_km", "length_m"),
    _share("share_of_subject"),
    _hm2("remainder_hm2", "remainder_m2"),
    _Shown("nearest_id", 16, empty=UNKNOWN),
    _metres("nearest_m"),
    _metres("bearing_deg"),
)
_OVERLAPS = (
    _Shown("subject_id", 16),
    _Shown("piece_id", 16),
    _coded("role", "role", 18),
    _Shown("constraint_key", 16),
    _Shown("feature_id", 16),
    _Shown("code", 18),
    _Shown("name", 28),
    _Shown("feature_class", 18),
    _coded("grade", "grade", 14),
    _coded("relation", "relation", 10),
    _hm2("area_hm2", "area_m2"),
    _km("length_km", "length_m"),
    _share("share_of_subject"),
    _share("share_of_feature"),
    _metres("distance_m"),
    _metres("bearing_deg"),
    _metres("station_from_m"),
    _metres("station_to_m"),
    _coded("sliver", "sliver", 8, "sliver_rule"),
    _coded("within_accuracy", "truth", 10),
)
_PIECES = (
    _Shown("piece_id", 16),
    _Shown("subject_id", 16),
)
_PIECE_SIZES = (
    _hm2("area_hm2", "area_m2"),
    _km("length_km", "length_m"),
)
_OWN = {name for c in (*_OVERLAPS, *_PIECES, *_PIECE_SIZES) for name in (c.key, c.source)} | {"admin_code", "geom"}
_CONCLUSIONS = (
    _Shown("project_id", 12),
    _Shown("scheme", 10),
    _Shown("topic", 18),
    _coded("verdict", "verdict"),
    _hm2("area_hm2", "area_m2"),
    _hm2("permanent_hm2", "permanent_m2"),
    _hm2("temporary_hm2", "temporary_m2"),
    _km("length_km", "length_m"),
    _Shown("hard_breaches", 10, "integer"),
    _Shown("open_hard", 10, "integer"),
    _Shown("open_items", 10, "integer"),
    _Shown("statement", 60),
)
_FINDINGS = (
    _Shown("subject_id", 16),
    _Shown("scheme", 10),
    _coded("level", "level", 8),
    _Shown("pack", 16),
    _coded("dimension", "dimension", 16),
    _Shown("clause_no", 10),
    _Shown("clause_text", 50),
    _coded("verdict", "verdict", 14),
    _Shown("finding", 60),
    _Shown("missing", 30),
    _Shown("feature_code", 18),
    _coded("modality", "modality", 8),
    _coded("binding", "binding", 8),
    _coded("automation", "automation", 8),
    _Shown("basis", 30),
    _Shown("superseded_by", 16),
    _coded("override_verdict", "verdict", 14),
    _Shown("override_by", 10),
    _Shown("override_at", 12),
    _Shown("override_reason", 30),
    _Shown("rule_id", 16),
    _Shown("evidence", 40, folded=True),
)
_ISSUES = (
    _Shown("layer", 20),
    _Shown("feature_id", 16),
    _coded("severity", "severity", 10),
    _Shown("message", 60),
    _Shown("action", 50),
    _Shown("area_before_m2", 16, "number", 2),
    _Shown("area_after_m2", 16, "number", 2),
    _Shown("check_code", 24),
)
_INPUTS = tuple(
    _Shown(key, width)
    for key, width in (
        ("key", 16),
        ("role", 18),
        ("usability", 18),
        ("source", 40),
        ("owner", 24),
        ("version", 20),
        ("document", 20),
        ("date", 12),
        ("crs", 14),
        ("encoding", 12),
        ("transform", 40),
        ("count", 10),
        ("coverage", 24),
        ("content_sha256", 66),
    )
)
_RUN = (_Shown("key", 36), _Shown("value", 100))


def basic_tables(result: Result, language=None):
    """The `Table`s of a result in `zh` or `en` (the case's own language if left out), in order of reading."""
    return list(each_basic_table(result, language))


def each_basic_table(result: Result, language=None):
    """The same one by one; their rows are made when they are asked for."""
    words = Words(language or result.case.language, result.case.layer_roles)
    tables = result.tables
    area = area_note(result, words)
    split = _split_columns(result)
    yield from _of_verdicts(tables, words, area)
    yield _table("subjects", _SUBJECTS, tables["subject"], words, (area,))
    if split:
        notes = (area, words.say("note.pieces"))
        yield _table("pieces", (*_PIECES, *split, *_PIECE_SIZES), _pieces(result), words, notes)
    yield _exposure(result, words, area)
    overlaps, notes = (*_OVERLAPS[:2], *split, *_OVERLAPS[2:]), overlap_notes(result, words)
    yield _table("overlaps", overlaps, tables["overlap"], words, notes, told=_with_places(result, split))
    yield issues_table(result, words)
    inputs = summary_of_inputs(result, words, [column.key for column in _INPUTS])
    yield _table("inputs", _INPUTS, inputs, words)
    yield _table("run", _RUN, tables["run"], words)


def issues_table(result, words):
    """What was wrong with the inputs, and what to do about it."""
    return _table("issues", _ISSUES, result.tables["issue"], words)


def _of_verdicts(tables, words, area):
    """What was concluded, and found clause by clause; nothing where no rules were applied."""
    finding = tables["finding"]
    if not len(finding):
        return
    conclusion = tables["conclusion"]
    topics = {topic: _topic(topic, words) for topic in conclusion["topic"].unique()}
    named = conclusion.assign(topic=conclusion["topic"].map(topics))
    yield _table("conclusions", _CONCLUSIONS, named, words, (area, words.say("note.conclusions")))
    missing = {names: missing_words(words, names) for names in finding["missing"].unique()}

    def told(rows):
        return rows.assign(
            finding=rows[f"statement_{words.language}"],
            missing=[missing[names] for names in rows["missing"]],
            override_verdict=rows["override_verdict"].where(rows["override_verdict"].notna(), UNSET),
        )

    notes = (words.say("note.findings"),)
    yield _table("findings", _FINDINGS, finding, words, notes, told=told, places=worst_first_places(finding))


def _exposure(result, words, area):
    """Each subject against each layer; beyond the distance of search stands how far was looked."""
    search_m = result.case.options.search_distance_m
    beyond = f"> {distance(search_m)}"
    search = words.say("note.search", beyond=beyond) if search_m > 0 else words.say("note.no_search")
    notes = (area, words.say("note.status"), search)

    not_shown = layers_not_shown(result)

    def told(rows):
        return _with_what_lies_beyond(rows, search_m, not_shown)

    return _table("exposure", _EXPOSURE, result.tables["exposure"], words, notes, beyond, told)


def _topic(topic, words):
    """What a chapter of the conclusion is called: by its own word, else as a role."""
    return words.say(f"topic.{topic}") if words.has(f"topic.{topic}") else words.code("role", topic)


def _split_columns(result):
    """The administrative code and a column for each layer that cuts the subjects, under the layer's own key."""
    keys = result.case.options.split_by
    own = [_Shown(_apart(split_column(key)), 16, title=key, empty=UNKNOWN) for key in keys]
    return (_Shown("admin_code", 14, empty=UNKNOWN), *own) if own else ()


def _apart(column):
    """A splitting layer's column under a name that none of our own columns has: its key may be `role` or `name`."""
    return f"split {column}" if column in _OWN else column


def _pieces(result):
    """The pieces, with the columns of the splitting layers under names of their own."""
    columns = [split_column(key) for key in result.case.options.split_by]
    return result.tables["piece"].rename(columns={column: _apart(column) for column in columns})


def _with_places(result, split):
    """A function that gives rows of `overlap` what each splitting layer says of their pieces."""
    piece = _pieces(result).set_index("piece_id")
    return lambda rows: rows.assign(**{column.key: rows["piece_id"].map(piece[column.key]) for column in split})


def _with_what_lies_beyond(exposure, search_distance_m, not_shown):
    """Exposure with an infinite distance where a nearest feature was looked for and none found that near.

    not_shown: keys of layers of which a public version does not tell it.
    """
    if not search_distance_m > 0:
        return exposure
    looked = exposure["feature_count"].notna() & exposure["nearest_m"].isna()
    looked &= ~exposure["constraint_key"].isin(not_shown)
    return exposure.assign(nearest_m=exposure["nearest_m"].mask(looked, math.inf))


def _table(key, shown, source, words, notes=(), beyond=TableColumn.beyond, told=None, places=None):
    """The `Table` of rows of the result. told: makes of some of them those that are shown. places: their order."""

    def made(start, stop):
        rows = source.iloc[start:stop] if places is None else source.iloc[places[start:stop]].reset_index(drop=True)
        rows = told(rows) if told else rows
        return pd.DataFrame({column.key: _values(column, rows, words) for column in shown})

    columns = tuple(
        TableColumn(c.key, c.title or words.say(f"column.{c.key}"), c.kind, c.decimals, c.width, beyond, c.folded)
        for c in shown
    )
    return Table(key, words.say(f"table.{key}"), columns, LongRows(len(source), made), tuple(notes))


def _values(column, source, words):
    values = source[column.source or column.key]
    if column.empty:
        return values.where(values.notna(), column.empty)
    if column.family:
        names = {code: words.code(column.family, code) for code in values.unique()}
        return values.map(lambda code: names[code])
    return values * column.scale if column.scale != 1.0 else values
