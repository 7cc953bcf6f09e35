"""Planned parcels of a review: the demo's planted conflicts, and small plans drawn for one question each."""

import csv
import json
import sqlite3
import zipfile
from contextlib import closing

import openpyxl
import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.model.errors import InputFault
from zoning_review_plugin.outputs.gpkg_result import read_result
from zoning_review_plugin.review.parcels import ADJUSTMENT_COLUMNS, PARCEL_COLUMNS, adjustments, planned_parcels
from zoning_review_plugin.review.redecided import redecided
from zoning_review_plugin.review.review import review
from zoning_review_plugin.studies.public_version import public_result

from .small_cases import square, write_case, write_layer
from .small_reviews import Against, box, layer, plane, reviewed


@pytest.fixture(scope="module")
def demo(root):
    """(parcels by subject, adjustments by subject, expected figures by subject, layer and what) of the demo."""
    folder = root / "resources" / "samples" / "demo"
    case = read_case(folder / "demo.review.yaml")
    result = review(case, open_layers(case))
    rows = planned_parcels(result)
    with open(folder / "expected.csv", encoding="utf-8", newline="") as file:
        expected = {
            (row["subject_id"], row["constraint_key"], row["what"]): row["expected"] for row in csv.DictReader(file)
        }
    return rows.set_index("subject_id"), adjustments(result, rows).set_index("subject_id"), expected


# What was planted (the sample's README): parcel, layer, what is found, feature, conflict, suggestion.
PLANTED = [
    ("T-02", "erl", "overlap", "HX0003", "hard", "remove"),
    ("T-04", "erl", "overlap", "HX0003", "to_verify", "remove"),
    ("T-05", "erl", "overlap", "HX0003", "to_verify", "remove"),
    ("T-08", "erl", "overlap", "HX0003", "hard", "remove"),
    ("T-09", "pbf", "overlap", "NT90001", "hard", "remove"),
    ("T-11", "udb", "outside", None, "hard", "remove"),
    ("T-11", "udb", "overlap", "BJ03", "none", None),
    ("T-12", "udb", "overlap", "BJ05", "soft", "change_use"),
    ("T-15", "unit", "overlap", "ZH99010210001", "soft", "set_condition"),
    ("T-16", "erl", "overlap", "HX0005", "hard", "remove"),
    ("T-17", "water", "overlap", "SY01", "hard", "remove"),
    ("T-17", "water", "overlap", "SY02", "soft", "set_condition"),
    ("T-18", "reserve", "overlap", "BH01", "hard", "remove"),
    ("T-18", "erl", "overlap", "HX0001", "hard", "remove"),
    ("T-19", "erl", "not_known", None, "to_verify", None),
    ("T-20", "unit", "not_known", None, "to_verify", None),
    ("T-26", "erl", "not_known", None, "to_verify", None),
    ("S-C", "water", "overlap", "SY02", "hard", "remove"),
]


@pytest.mark.parametrize("subject, key, kind, feature, conflict, suggestion", PLANTED)
def test_what_was_planted_is_found(demo, subject, key, kind, feature, conflict, suggestion):
    rows = demo[0].loc[[subject]]
    rows = rows[(rows["constraint_key"] == key) & (rows["found"] == kind)]
    rows = rows[rows["feature_id"] == feature] if feature else rows
    assert [(row.conflict, row.suggestion, row.feature_id) for row in rows.itertuples()] == [
        (conflict, suggestion, feature)
    ]


def test_clear_parcels_have_nothing_against_the_red_line(demo):
    for subject in ("T-03", "T-06", "T-07", "S-A", "S-B"):
        assert "erl" not in set(demo[0].loc[[subject], "constraint_key"])


@pytest.mark.parametrize(
    "subject, key, whole",
    [("T-02", "erl", 30_000), ("T-16", "erl", 30_000), ("T-11", "udb", 60_000), ("T-10", "pbf", 20_000)],
)
def test_areas_after_taking_out_what_conflicts(demo, subject, key, whole):
    """The plane figures of the construction; the ellipsoid differs by the scale of the projection, below 1e-4."""
    row, taken = demo[1].loc[subject], float(demo[2][subject, key, "union_area_m2"])
    assert row["area_before_m2"] == pytest.approx(whole, rel=1e-4)
    after = row["area_before_m2"] - taken
    assert row["area_after_m2"] == pytest.approx(after, abs=0.01)
    assert row["conflict"] == "hard" and row["suggestion"] == "remove"


def test_farmland_patches_that_overlap_are_taken_out_once(demo):
    assert demo[1].loc["T-10", "area_after_m2"] == 0.0
    assert demo[1].loc["T-10", "hard"] == 2


def test_a_parcel_with_something_to_verify_only_has_no_area_after(demo):
    for subject in ("T-04", "T-05", "T-20"):
        row = demo[1].loc[subject]
        assert row["conflict"] == "to_verify" and row["area_after_m2"] != row["area_after_m2"]


def test_every_parcel_is_there_and_in_order(demo):
    parcels = list(dict.fromkeys(demo[0].index))
    assert len(parcels) == 443 + 3  # the parcels and the site options
    assert set(demo[1].index) == set(demo[0].index[demo[0]["conflict"] != "none"])
    assert demo[0].reset_index()[PARCEL_COLUMNS].shape[1] == len(PARCEL_COLUMNS)
    assert list(demo[1].reset_index().columns) == ADJUSTMENT_COLUMNS


def plan(*parcels, land_use="0701", **against):
    """(parcels, adjustments) of a plan of parcels that all have one land use; rows as tuples."""
    codes = [land_use] * len(parcels) if land_use is None or isinstance(land_use, str) else land_use
    source = layer(*parcels, name="plan", YDYHFLDM=codes)
    result = reviewed([source], fields={"land_use": "YDYHFLDM"}, options=plane(), **against)
    rows = planned_parcels(result)
    return rows, adjustments(result, rows)


def erl(*shapes, **more):
    return Against(layer(*shapes), **{"coverage": "full", **more})


def of_layer(rows, key):
    rows = rows[rows["constraint_key"] == key]
    return list(zip(rows["found"], rows["conflict"]))


def test_layers_that_the_case_lacks_are_to_be_verified():
    rows, change = plan(box(0, 0, 100, 100), erl=erl(box(500, 0, 600, 100)))
    assert sorted(rows["role"]) == ["control_unit", "development_boundary", "permanent_farmland"]
    assert set(rows["conflict"]) == {"to_verify"} and set(rows["found"]) == {"not_known"}
    assert len(change) == 1


def test_two_layers_that_take_from_a_parcel_leave_a_range():
    red, farm = erl(box(0, 0, 30, 100)), erl(box(20, 0, 60, 100), role="permanent_farmland")
    _, change = plan(box(0, 0, 100, 100), erl=red, pbf=farm)
    row = change.iloc[0]
    assert row["area_before_m2"] == pytest.approx(10_000)
    assert row["area_after_m2"] != row["area_after_m2"]
    assert row["area_after_least_m2"] == pytest.approx(3_000)  # 10 000 - 3 000 - 4 000
    assert row["area_after_most_m2"] == pytest.approx(6_000)  # 10 000 - 4 000; the truth is 4 000
    assert (row["constraint_key"], row["hard"]) == ("pbf", 2)


def test_features_that_overlap_each_other_are_counted_once():
    _, change = plan(box(0, 0, 100, 100), erl=erl(box(0, 0, 30, 100), box(20, 0, 60, 100)))
    assert change.iloc[0]["area_after_m2"] == pytest.approx(4_000)


def test_touching_is_no_conflict():
    rows, _ = plan(box(0, 0, 100, 100), erl=erl(box(100, 0, 200, 100)))
    assert of_layer(rows, "erl") == []


def test_an_overlap_within_the_accuracy_is_neither_a_conflict_nor_none():
    rows, _ = plan(box(0, 0, 100, 100), erl=erl(box(97, 0, 200, 100), accuracy_m=5.0))
    assert of_layer(rows, "erl") == [("overlap", "to_verify")]


def test_a_layer_of_unknown_coverage_leaves_a_gap_also_where_it_is_met():
    rows, _ = plan(box(0, 0, 100, 100), erl=erl(box(50, 0, 200, 100), coverage=None))
    assert of_layer(rows, "erl") == [("overlap", "hard"), ("not_known", "to_verify")]


def test_lost_zeros_and_padding_are_read_and_unknown_codes_told():
    shapes = [box(x, 0, x + 100, 100) for x in (0, 200, 400, 600)]
    rows, _ = plan(*shapes, land_use=["701", "070100", "7x", None], erl=erl(box(0, 0, 1000, 1000)))
    rows = rows[rows["found"] == "overlap"]
    assert list(rows["land_use"]) == ["701", "070100", "7x", None]
    assert list(rows["land_use_name"]) == ["城镇住宅用地", "城镇住宅用地", None, None]
    assert list(rows["conflict"]) == ["hard", "hard", "to_verify", "to_verify"]


def test_a_code_of_two_meanings_in_data_that_hold_earlier_codes_is_to_be_verified():
    """1311 is water works in the guide of 2023, a main canal in that of 2020; 0301 is the same in both."""
    shapes = [box(x, 0, x + 100, 100) for x in (0, 200, 400)]
    eco = {"eco": Against(layer(box(0, 0, 1000, 1000)), "ecological_space", coverage="full")}
    rows, _ = plan(*shapes, land_use=["1311", "0301", "090301"], **eco)  # 090301: of 2020 alone
    rows = rows[rows["found"] == "overlap"]
    assert rows["conflict"].tolist()[:2] == ["to_verify", "none"]
    assert rows["land_use_name"].tolist() == ["水工设施用地 / 干渠", "乔木林地", "娱乐用地"]
    assert "2020" in rows["reason_zh"].iloc[0] and "2020" in rows["reason_en"].iloc[0]
    rows, _ = plan(*shapes, land_use=["1311", "0301", "0903"], **eco)
    rows = rows[rows["found"] == "overlap"]
    assert rows["land_use_name"].tolist()[0] == "水工设施用地" and "2020" not in rows["reason_zh"].iloc[0]


@pytest.mark.parametrize("code", ["060102", "2303", "0204", "0601", "1311"])
def test_no_code_of_two_meanings_is_waved_through_on_permanent_farmland(code):
    farm = Against(layer(box(0, 0, 1000, 1000)), "permanent_farmland", coverage="full")
    rows, _ = plan(box(0, 0, 100, 100), land_use=code, pbf=farm)
    assert of_layer(rows, "pbf")[0][1] != "none"


def test_subjects_of_sources_without_land_use_are_no_parcels():
    result = reviewed([box(0, 0, 100, 100)], options=plane(), erl=erl(box(0, 0, 50, 50)))
    rows = planned_parcels(result)
    assert list(rows.columns) == PARCEL_COLUMNS and len(rows) == 0
    change = adjustments(result, rows)
    assert list(change.columns) == ADJUSTMENT_COLUMNS and len(change) == 0


def test_pieces_of_a_parcel_are_put_together():
    admin = Against(layer(box(0, 0, 50, 100), box(50, 0, 100, 100), XZQDM=["990101", "990102"]), role="admin_area")
    source = layer(box(0, 0, 100, 100), name="plan", YDYHFLDM=["0701"])
    against = {"admin": admin, "erl": erl(box(20, 0, 80, 100))}
    result = reviewed([source], fields={"land_use": "YDYHFLDM"}, options=plane(split_by=("admin",)), **against)
    rows = planned_parcels(result)
    red = rows[rows["constraint_key"] == "erl"]
    assert len(result.tables["piece"]) == 2
    assert [(row.area_m2, row.share_of_subject, row.area_after_m2) for row in red.itertuples()] == [
        (pytest.approx(6_000), pytest.approx(0.6), pytest.approx(4_000))
    ]


OWN = {  # housing may stand on the red line, and wetland is asked for
    "schema": "zoning-review/land-use-matrix/1",
    "title": "本市矩阵",
    "required_roles": ["wetland"],
    "reasons": [{"key": "own", "zh": "本市规定", "en": "as the city has it"}],
    "constraints": [
        {"role": "ecological_red_line", "basis": "本市〔2026〕1号", "cells": [
            {"land_use": ["*"], "conflict": "soft", "suggestion": "shrink", "reason": "own"}]},
        {"role": "wetland", "cells": [{"land_use": ["*"], "conflict": "hard", "reason": "own"}]},
    ],
}  # fmt: skip


@pytest.fixture
def own_case(tmp_path):
    """The path of a case with a parcel of 1 hm2, a quarter of it on the red line, and a matrix of its own."""
    write_layer(tmp_path / "plan.gpkg", [(square(0, 0, 100), "0701")], ["YDYHFLDM"])
    write_layer(tmp_path / "erl.gpkg", [(square(50, 50, 100),)])
    (tmp_path / "own.json").write_text(json.dumps(OWN, ensure_ascii=False), encoding="utf-8")
    erl = {"key": "erl", "role": "ecological_red_line", "source": "erl.gpkg", "coverage": "full"}
    return write_case(
        tmp_path / "own.review.yaml",
        [{"source": "plan.gpkg", "fields": {"land_use": "YDYHFLDM"}}],
        [erl],
        language="zh",
        land_use_matrix="own.json",
        options={"area_basis": "projected"},
        outputs=["gpkg", "xlsx"],
    )


def own_rows(result):
    return [(row.role, row.conflict, row.suggestion) for row in planned_parcels(result).itertuples()]


EXPECTED = [("ecological_red_line", "soft", "shrink"), ("wetland", "to_verify", None)]


def test_a_case_names_its_own_matrix_and_every_output_follows_it(own_case, command, tmp_path):
    answer = command("review", own_case, "--output", tmp_path / "out", "--quiet")
    assert answer.status == 0, answer.err
    (tmp_path / "own.json").unlink()  # what was reviewed stays what it was
    result = read_result(tmp_path / "out" / "review.gpkg")
    assert own_rows(result) == EXPECTED
    (row,) = adjustments(result, planned_parcels(result)).itertuples()
    assert (row.basis, row.reason_zh) == ("本市〔2026〕1号", "本市规定")
    assert row.area_after_m2 == pytest.approx(7_500)  # 100 x 100 less 50 x 50
    facts = result.facts()
    assert facts["land_use_matrix.file"] == "own.json" and len(facts["land_use_matrix.content_sha256"]) == 64
    assert own_rows(public_result(result)) == EXPECTED
    assert own_rows(redecided(result, (), None)) == EXPECTED
    sheet = openpyxl.load_workbook(tmp_path / "out" / "review.xlsx")["规划地块与环境管控单元叠置统计表"]
    assert "本市规定" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_result_whose_own_matrix_was_taken_away_is_refused(own_case, command, tmp_path):
    """The one shipped would be taken in its stead, unseen."""
    assert command("review", own_case, "--output", tmp_path / "out", "--quiet").status == 0
    path = tmp_path / "out" / "review.gpkg"
    with closing(sqlite3.connect(path)) as database, database:
        assert database.execute("DELETE FROM run WHERE key LIKE '%.land_use_matrix'").rowcount == 1
    with pytest.raises(InputFault) as told:
        read_result(path)
    assert told.value.code == "result_edited"


def test_a_package_carries_the_matrix_and_makes_the_same_of_it(own_case, command, tmp_path):
    assert command("review", own_case, "--output", tmp_path / "out", "--quiet").status == 0
    package = tmp_path / "p.zip"
    made = command("package", tmp_path / "out" / "review.gpkg", "--output", package, "--quiet")
    assert made.status == 0, made.err
    assert "matrix/1/own.json" in zipfile.ZipFile(package).namelist()
    verified = command("verify", package, "--quiet")
    assert verified.status == 0, verified.err
    (tmp_path / "own.json").write_text(json.dumps({**OWN, "title": "x"}), encoding="utf-8")
    assert command("package", tmp_path / "out" / "review.gpkg", "--output", package, "--quiet").status == 2


@pytest.mark.parametrize("content", [None, b"", b"[", b"{}", b"[" * 100_000, b"\xff\xfe\x00"])
def test_a_matrix_that_is_none_stops_the_review_with_its_name(own_case, command, tmp_path, content):
    (tmp_path / "own.json").unlink() if content is None else (tmp_path / "own.json").write_bytes(content)
    answer = command("review", own_case, "--quiet")
    assert (answer.status, "own.json" in answer.err, "Traceback" in answer.err) == (2, True, False)
