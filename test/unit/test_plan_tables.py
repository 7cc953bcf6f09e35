"""T8, T9, T10 and the draft of the access list; figures are worked out by hand from boxes on a plane."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
import shapely

from zoning_review_plugin.model.case import Plan, Project, Scheme
from zoning_review_plugin.tables.access_list_draft import access_list_draft
from zoning_review_plugin.tables.adjustments import adjustments
from zoning_review_plugin.tables.parcels_against_units import parcels_against_units
from zoning_review_plugin.tables.rectification import rectification
from zoning_review_plugin.tables.report_style import style_of
from zoning_review_plugin.tables.review_tables import BUILDERS, review_tables

from .small_judging import judged_review, rule_pack
from .small_reviews import ORIGIN, Against, box, layer, plane, reviewed

UNITS = ("ZH99010110001", "ZH99010120001")
RED = {"test": {"overlap": {"role": "ecological_red_line"}}}


def shown(table, *keys):
    """Rows as a reader sees them, by keys of columns."""
    places = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(row[place] for place in places) for row in table.texts()]


def plan(*parcels, land_use="100103", language="en", **against):
    """The `Result` of a plan of parcels with one land use. against: further layers."""
    source = layer(*parcels, name="plan", DKBH=[f"A-{k:02}" for k in range(1, len(parcels) + 1)],
                   YDYHFLDM=[land_use] * len(parcels))  # fmt: skip
    fields = {"id": "DKBH", "land_use": "YDYHFLDM"}
    return reviewed([source], fields=fields, options=plane(), language=language, **against)


def units(*shapes):
    names = ["Lake", "Works"][: len(shapes)]
    return Against(layer(*shapes, name="unit", code=list(UNITS[: len(shapes)]), name_=names), "control_unit",
                   fields={"code": "code", "name": "name_"}, coverage="full")  # fmt: skip


def farm_and_boundary():
    """The layers that the matrix asks for, so that nothing is left to verify."""
    return {"pbf": Against(layer(box(5000, 0, 5100, 100)), "permanent_farmland", coverage="full"),
            "udb": Against(layer(box(-1000, -1000, 3000, 3000), GHFQDM=["01"]), "development_boundary",
                           coverage="full", fields={"class": "GHFQDM"}),
            "erl": Against(layer(box(5000, 0, 5100, 100)), coverage="full")}  # fmt: skip


def made(build, result):
    return build(result, style_of(result))


def test_a_parcel_on_two_units_has_a_row_for_each():
    """1 hm2 of third-class industry, 11.32 m of its 100 m width on a priority unit."""
    result = plan(box(0, 0, 100, 100), unit=units(box(-50, -50, 11.32, 150), box(11.32, -50, 500, 150)),
                  **farm_and_boundary())  # fmt: skip
    table = made(parcels_against_units, result)
    keys = ("subject_id", "land_use", "area", "code", "feature", "class", "overlap", "share_of_parcel", "conflict")
    found = [row for row in shown(table, *keys) if row[3].startswith("ZH")]
    assert found == [
        ("A-01", "100103", "1.0000", UNITS[0], "Lake", "priority protection", "0.1132", "11.32", "hard conflict"),
        ("A-01", "100103", "1.0000", UNITS[1], "Works", "key control", "0.8868", "88.68", "soft conflict"),
    ]
    suggested = {row[0]: row[1] for row in shown(table, "code", "suggestion")}
    assert suggested[UNITS[0]] == "take out" and table.title == "Planned parcels against control units"


BOW_TIE = shapely.Polygon(np.array([(0, 0), (100, 100), (100, 0), (0, 100)]) + ORIGIN)  # 0 m2 before, 5 000 m2 after


@pytest.mark.parametrize(
    "language, own, of_feature",
    [
        ("zh", "地块图形有误，面积按修复后的图形计，待核", "所涉要素图形有误，重叠按修复后的图形计，待核"),
        ("en", "the shape was repaired: its area is open", "of the feature was repaired: the overlap is open"),
    ],
)
def test_a_row_tells_that_its_area_rests_on_an_open_repair(language, own, of_feature):
    sound = box(300, 0, 400, 100)
    red = shapely.Polygon(np.array([(350, 0), (450, 100), (450, 0), (350, 100)]) + ORIGIN)
    unit = units(box(-50, -50, 250, 150), box(250, -50, 900, 150))
    against = {**farm_and_boundary(), "erl": Against(layer(red), coverage="full")}
    result = plan(BOW_TIE, sound, language=language, unit=unit, **against)
    told = {}
    for row in shown(made(parcels_against_units, result), "subject_id", "role", "reason"):
        told.setdefault(row[0], []).append((own in row[2], of_feature in row[2]))
    assert told["A-01"] and all(mine for mine, _ in told["A-01"])
    assert sorted(told["A-02"]) == [(False, False)] * (len(told["A-02"]) - 1) + [(False, True)]
    problems = dict(shown(made(adjustments, result), "subject_id", "problem"))
    assert own in problems["A-01"] and own not in problems["A-02"]
    noted = {table.key for table in review_tables(result) if any("A-01" in note for note in table.notes)}
    assert {"parcels_against_units", "adjustments", "units_involved", "corner_coordinates"} <= noted
    assert not noted & {"data_sources", "not_reviewed"}


def test_without_open_repairs_nothing_is_said_of_them():
    result = plan(box(0, 0, 100, 100), unit=units(box(-50, -50, 900, 150)), **farm_and_boundary())
    assert not any("repair" in note for table in review_tables(result) for note in table.notes)


def test_parts_of_a_parcel_sum_to_it_as_printed():
    """100 m x 100.02 m is 1.0002 hm2, each third 0.3334; of 100.01 m, 1.0001, thirds would print as 0.3334 * 3 =
    1.0002: one of them gives way and is marked. Percents: 33.33 * 3 = 99.99, one rises to 33.34."""
    thirds = [(-50, 100 / 3), (100 / 3, 200 / 3), (200 / 3, 150)]
    codes = ["ZH99010130001", "ZH99010130002", "ZH99010130003"]
    three = layer(*(box(x0, -50, x1, 150) for x0, x1 in thirds), name="unit", code=codes)
    unit = Against(three, "control_unit", fields={"code": "code"}, coverage="full")
    result = plan(box(0, 0, 100, 100.01), land_use="0703", unit=unit, **farm_and_boundary())
    table = made(parcels_against_units, result)
    found = [row for row in shown(table, "code", "area", "overlap", "share_of_parcel") if row[0] in codes]
    areas = [row[2] for row in found]
    assert sorted(areas) == ["0.3333*", "0.3334", "0.3334"] and {row[1] for row in found} == {"1.0001"}
    assert sum(Decimal(text.rstrip("*")) for text in areas) == Decimal("1.0001")
    assert sorted(row[3] for row in found) == ["33.33", "33.33", "33.34*"]
    assert any("*" in note for note in table.notes)


def test_a_part_too_small_to_show_is_not_rounded_away():
    """0.2 m2 of a parcel on another unit stay visible as less than what can be shown."""
    two = layer(box(-50, -50, 0.002, 150), box(0.002, -50, 500, 150), code=["ZH99010130001", "ZH99010130002"])
    unit = Against(two, "control_unit", fields={"code": "code"}, coverage="full")
    table = made(parcels_against_units, plan(box(0, 0, 100, 100), land_use="0703", unit=unit, **farm_and_boundary()))
    found = {row[0]: row[1:] for row in shown(table, "code", "overlap", "share_of_parcel")}
    assert found["ZH99010130001"] == ("<0.0001", "<0.01") and not table.adjusted


def test_ground_that_no_layer_answers_for_is_named():
    result = plan(box(0, 0, 100, 100), land_use="0701", erl=Against(layer(box(900, 0, 950, 50)), coverage="full"))
    found = shown(made(parcels_against_units, result), "role", "feature", "overlap", "conflict")
    assert {row[3] for row in found} == {"to be verified"} and {row[2] for row in found} == {"—"}
    assert any("too little is known" in row[1] for row in found)


def test_areas_before_and_after_an_adjustment():
    """Red line takes 30 m of 100 m; where farmland overlaps it in a way nobody knows, only bounds are told."""
    general = layer(box(-500, -500, 2000, 2000), code=["ZH99010130001"])
    base = {**farm_and_boundary(), "unit": Against(general, "control_unit", fields={"code": "code"}, coverage="full")}
    red = Against(layer(box(0, 0, 30, 100)), coverage="full")
    sure = made(adjustments, plan(box(0, 0, 100, 100), land_use="0701", **{**base, "erl": red}))
    keys = ("number", "before", "after", "least", "most", "suggestion", "accepted")
    assert shown(sure, *keys)[0] == ("1", "1.0000", "0.7000", "0.7000", "0.7000", "take out", "")
    farm = Against(layer(box(20, 0, 60, 100)), "permanent_farmland", coverage="full")
    both = made(adjustments, plan(box(0, 0, 100, 100), land_use="0701", **{**base, "erl": red, "pbf": farm}))
    assert shown(both, *keys)[0][1:5] == ("1.0000", "—", "0.3000", "0.6000")
    assert "hard conflict: 1" in shown(both, "problem")[0][0]  # the other of the two
    assert {column.group for column in both.columns if column.key in ("after", "least", "most")} == {"Area after"}


def test_a_case_without_planned_parcels_says_what_to_supply():
    result = reviewed([box(0, 0, 100, 100)], options=plane(), erl=Against(layer(box(0, 0, 50, 50)), coverage="full"))
    for build in (parcels_against_units, adjustments):
        table = made(build, result)
        assert not len(table.rows) and "fields.land_use" in table.needs[0]


def existing(folder, review=None, facts=None, rules=(RED,), projects=()):
    subjects = layer(box(0, 0, 100, 100), box(0, 500, 100, 600), name="s", id=["E1", "E2"], name_=["Mill", "Yard"])
    against = {"erl": Against(layer(box(60, 0, 500, 100)), coverage="full")}
    packs = [rule_pack(*rules)] if rules else []
    result = judged_review(folder, packs, subjects, "en", facts=facts or {}, projects=projects, **against)
    return replace(result, case=replace(result.case, review=review or {}))


@pytest.mark.parametrize("more", [{"review": {"stage": "follow_up"}}, {"facts": {"declared": {"existing": True}}}])
def test_what_exists_and_breaks_a_clause_is_to_be_put_right(tmp_path, more):
    """0.4 of 1 hm2 lie on red line."""
    result = existing(tmp_path, **more)
    table = made(rectification, result)
    keys = ("number", "subject_id", "area", "shared", "measure", "responsible", "deadline", "state")
    assert shown(table, *keys) == [("1", "E1", "1.0000", "0.4000", "", "", "", "not put right")]
    facts = result.facts()
    assert shown(table, "run_id")[0][0].endswith(facts["case_sha256"][:8])
    assert "禁止新建燃煤锅炉" in shown(table, "clause_broken")[0][0]


def test_what_is_only_planned_is_no_existing_problem(tmp_path):
    for facts in ({}, {"declared": {"existing": False}}, {"declared": {"existing": "true"}}):
        table = made(rectification, existing(tmp_path, {"stage": "draft"}, facts))
        assert not len(table.rows) and "follow_up" in table.needs[0]


def test_a_decision_lifts_a_problem_and_what_gave_way_is_not_told_twice(tmp_path):
    result = existing(tmp_path, {"stage": "follow_up"})
    found = result.tables["finding"].assign(override_verdict=["conforms", None])
    lifted = replace(result, tables={**result.tables, "finding": found})
    assert not len(made(rectification, lifted).rows) and not made(rectification, lifted).needs
    found = result.tables["finding"].assign(superseded_by=["P1/other", None])
    assert not len(made(rectification, replace(result, tables={**result.tables, "finding": found})).rows)


def test_without_rules_nobody_knows_what_is_to_be_put_right(tmp_path):
    projects = (Project("P", schemes=(Scheme("A"),)),)
    table = made(rectification, existing(tmp_path, {"stage": "follow_up"}, rules=(), projects=projects))
    assert not len(table.rows) and "rule packs" in table.needs[0]


PARK = Plan(type="park")


def draft(folder, *packs, plan_=PARK, language="en"):
    subjects = layer(box(0, 0, 100, 100), name="s", id=["S1"], land_use=["100103"])
    against = {"unit": units(box(-500, -500, 2000, 2000)), "erl": Against(layer(box(60, 0, 90, 10)), coverage="full")}
    metrics = {"metrics": {"vocs": {"value": 1, "unit": "t/a"}}}
    result = judged_review(folder, packs, subjects, language, facts=metrics, **against)
    return made(access_list_draft, replace(result, case=replace(result.case, plan=plan_)))


def cap(value, rule_id, **more):
    metric = {"name": "vocs", "cmp": "<=", "value": value, "unit": "t/a"}
    return {"id": rule_id, "modality": "cap", "metric": metric, "dimension": "pollutant_discharge", **more}


def test_clauses_of_all_levels_stand_by_dimension_and_the_strictest_is_kept(tmp_path):
    scope = {"unit_codes": [UNITS[0]]}
    table = draft(
        tmp_path,
        rule_pack(cap(5, "C5", clause_no="5"), {**RED, "id": "C1", "clause_no": "1", "dimension": "spatial_layout"},
                  id="CITY"),
        rule_pack(cap(3, "U3", clause_no="3", scope=scope), id="UNIT", level="unit"),
    )  # fmt: skip
    assert shown(table, "dimension", "level", "clause_of", "kept", "subjects") == [
        ("Spatial layout", "city", "CITY 1", "kept", "1"),
        ("Pollutant discharge", "control unit", "UNIT 3", "kept", "1"),
        ("Pollutant discharge", "city", "CITY 5", "gives way to the stricter UNIT/U3", "1"),
    ]
    assert shown(table, "units")[1] == (UNITS[0],) and "draft" in table.title.lower()
    assert any("must be argued" in note for note in table.notes)
    assert {row[0] for row in shown(table, "argued")} == {""}


def test_a_draft_needs_a_plan_and_rules(tmp_path):
    assert "plan" in draft(tmp_path, rule_pack(RED), plan_=None).needs[0]
    other = rule_pack({**RED, "scope": {"unit_codes": ["ZH99010120009"]}})
    assert "rule packs" in draft(tmp_path, other).needs[0]


def test_every_builder_makes_a_table_with_its_columns_in_both_languages(tmp_path):
    result = existing(tmp_path)
    for language in ("zh", "en"):
        tables = {table.key: table for table in review_tables(result, language)}
        assert len(tables) == len(BUILDERS)
        for table in tables.values():
            assert {column.key for column in table.columns} <= set(table.rows.columns) and table.texts() is not None
            assert len(table.rows) or table.needs or table.notes


def test_texts_that_harm_are_kept_as_texts(tmp_path):
    evil = "=cmd|' /C calc'!A0\n\u202eabc\x07" + "長" * 10_000
    subjects = layer(box(0, 0, 100, 100), name="s", id=["E1"], name_=[evil])
    result = judged_review(tmp_path, [rule_pack(RED)], subjects, "zh", facts={"declared": {"existing": True}},
                           erl=Against(layer(box(0, 0, 10, 10)), coverage="full"))  # fmt: skip
    named = result.tables["subject"].assign(name=[evil])
    table = made(rectification, replace(result, tables={**result.tables, "subject": named}))
    assert shown(table, "location") == [(evil,)]
