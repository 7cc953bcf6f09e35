"""What was not reviewed, and why: nobody must take silence for a clean bill."""

from __future__ import annotations

import pandas as pd

from ..model.codes import DIMENSIONS, LEVELS, Status
from ..rules.dimension_names import dimension_name
from .clause_texts import clause_name, documents_of
from .headings import heading, table_title
from .id_lists import id_list
from .table import Table, TableColumn

KEY = "not_reviewed"
# Roles without which a planning or project review leaves a gap; others are asked for by rules alone.
ASKED_FOR = (
    "control_unit", "element_zone", "ecological_red_line", "permanent_farmland", "development_boundary",
    "nature_reserve", "water_source", "ecological_space", "function_zone", "river_lake", "wetland", "heritage",
    "sensitive_target", "admin_area",
)  # fmt: skip
_LEFT_PACKS = ("pack_not_in_force", "pack_superseded")
# Issues that say that something delivered was not taken.
_NOT_TAKEN = (
    "geometry_null", "geometry_empty", "geometry_unreadable", "geometry_lost", "geometry_mixed", "features_unplaced",
    "wrong_geometry_kind", "other_geometry_kinds", "coordinates_not_finite", "file_missing", "cannot_open",
    "layer_missing", "layer_empty", "layer_incomplete", "read_error", "network_not_allowed", "crs_missing",
    "layer_elsewhere", "features_not_in_force", "dbf_rows_deleted", "survey_lines_aside", "overlay_failed",
)  # fmt: skip
_COLUMNS = (("kind", 16), ("what", 36), ("why", 44), ("supply", 40))


def not_reviewed(result, style):
    """One row for each thing that no figure or verdict of this review covers."""
    words, rows = style.words, []
    for kind, found in (
        ("role", _roles(result, words)),
        ("layer", _layers(result, words)),
        ("dimension", _dimensions(result, style)),
        ("level", _levels(result, words)),
        ("clause", _clauses(result, words)),
        ("pack", _packs(result, words)),
        ("feature", _features(result, words)),
    ):
        rows += [(words.say(f"not_reviewed.{kind}"), *row) for row in found]
    frame = pd.DataFrame(rows, columns=[key for key, _ in _COLUMNS])
    frame.insert(0, "no", range(1, len(frame) + 1))
    columns = [TableColumn("no", heading(KEY, "no", style), "integer", width=6)]
    columns += [TableColumn(key, heading(KEY, key, style), width=width) for key, width in _COLUMNS]
    return Table(KEY, table_title(KEY, style), tuple(columns), frame, (words.say("note.not_reviewed"),))


def _roles(result, words):
    """Roles that no layer of the case plays."""
    there = {constraint.role for constraint in result.case.constraints}
    for role in ASKED_FOR:
        if role not in there:
            name = words.code("role", role)
            yield name, words.say("not_reviewed.no_layer"), words.say("not_reviewed.supply_layer", role=name)


def _layers(result, words):
    """Layers that cannot be used, or do not answer for some subjects."""
    exposure = result.tables["exposure"]
    for constraint in result.case.constraints:
        mine = exposure.loc[exposure["constraint_key"].eq(constraint.key), ["subject_id", "status"]]
        name = words.say("not_reviewed.layer_name", layer=constraint.key, role=words.code("role", constraint.role))
        for status in (Status.NO_DATA, Status.PARTLY_KNOWN):
            ids = mine.loc[mine["status"].eq(status), "subject_id"].tolist()
            if ids:
                why = words.say(f"not_reviewed.{status}", count=len(ids), every=len(mine), subjects=id_list(ids, words))
                yield name, why, words.say("not_reviewed.supply_coverage")


def _dimensions(result, style):
    """Dimensions on which no clause was judged."""
    finding, words = result.tables["finding"], style.words
    there = set(finding["dimension"].dropna())
    for dimension in DIMENSIONS:
        if dimension not in there:
            name = dimension_name(dimension, style.province, words.language)
            yield name, words.say("not_reviewed.no_clause"), words.say("not_reviewed.supply_pack")


def _levels(result, words):
    """Levels between province and unit without a pack that was judged."""
    there = set(result.tables["finding"]["level"])
    for level in [one for one in LEVELS if one in ("national", "province", "city")]:
        if level not in there:
            yield words.code("level", level), words.say("not_reviewed.no_clause"), words.say("not_reviewed.supply_pack")
    if not there & {"county", "unit"}:
        yield words.code("level", "unit"), words.say("not_reviewed.no_clause"), words.say("not_reviewed.supply_pack")


def _clauses(result, words):
    """Clauses that no machine judges, and that no person has judged for all subjects."""
    finding, documents = result.tables["finding"], documents_of(result)
    open_ = finding[finding["verdict"].eq("to_be_judged") & finding["override_verdict"].isna()]
    for (pack, _), rows in open_.groupby(["pack", "rule_id"], sort=False):
        first = rows.iloc[0]
        name = words.say("clauses.named", document=documents[pack], clause=clause_name(first))
        why = words.say("not_reviewed.manual", count=len(rows), subjects=id_list(rows["subject_id"].tolist(), words),
                        text=first["clause_text"])  # fmt: skip
        yield name, why, words.say("not_reviewed.supply_decision")


def _packs(result, words):
    """Packs of the case that do not bind on its day, and those of which no clause bears on any subject."""
    facts, issue = result.facts(), result.tables["issue"]
    judged = set(result.tables["finding"]["pack"])
    left = issue[issue["check_code"].isin(_LEFT_PACKS)]
    for row in left.itertuples():
        yield _title(facts, row.layer), row.message, row.action or ""
    told = set(left["layer"])
    for key in facts:
        if key.startswith("pack.") and key.endswith(".applied"):
            pack = key[len("pack.") : -len(".applied")]
            if pack not in judged and pack not in told:
                yield _title(facts, pack), words.say("not_reviewed.bears_on_none"), ""


def _title(facts, pack):
    return facts.get(f"pack.{pack}.title") or pack


def _features(result, words):
    """Issues that say that something delivered was not taken."""
    issue = result.tables["issue"]
    mine = issue[issue["check_code"].isin(_NOT_TAKEN)]
    for (layer, _), rows in mine.groupby(["layer", "check_code"], sort=False):
        first = rows.iloc[0]
        ids = rows["feature_id"].dropna().tolist()
        what = words.say("not_reviewed.features", layer=layer, ids=id_list(ids, words)) if ids else layer
        yield what, first["message"], first["action"] or ""
