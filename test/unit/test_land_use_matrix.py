"""The matrix of planned land use: what it says of ground, codes too coarse to tell, gaps in the data, and its file."""

import csv
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from zoning_review_plugin.model.codes import ROLES, Status
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.rules.faults import PackFault
from zoning_review_plugin.rules.land_use_conflicts import conflicts
from zoning_review_plugin.rules.land_use_matrix import LEVELS, LandUseMatrix

SHIPPED = LandUseMatrix.read()
# From domain.md: 2.8 (the example A-07), 4.1 to 4.4.
SAID = [
    ("100103", "control_unit", "priority", "hard", "remove"),
    ("1202", "ecological_red_line", "core", "hard", "remove"),
    ("100103", "ecological_red_line", "general", "hard", "remove"),
    ("0701", "ecological_red_line", "general", "hard", "remove"),
    ("1202", "ecological_red_line", "general", "soft", "set_condition"),
    ("0301", "ecological_red_line", "core", "none", None),
    ("100101", "permanent_farmland", None, "hard", "remove"),
    ("0703", "permanent_farmland", None, "hard", "remove"),
    ("0101", "permanent_farmland", None, "none", None),
    ("1202", "permanent_farmland", None, "soft", "set_condition"),
    ("1704", "permanent_farmland", None, "soft", "change_use"),
    ("100102", "development_boundary", "outside", "hard", "remove"),
    ("0701", "development_boundary", "outside", "hard", "remove"),
    ("0703", "development_boundary", "outside", "none", None),
    ("1202", "development_boundary", "outside", "none", None),
    ("100102", "development_boundary", "concentrated", "none", None),
    ("0701", "development_boundary", "special_use", "soft", "change_use"),
    ("100103", "water_source", "level1", "hard", "remove"),
    ("1301", "water_source", "level1", "none", None),
    ("100101", "water_source", "level2", "hard", "remove"),
    ("0703", "water_source", "level2", "soft", "set_condition"),
    ("100102", "control_unit", "key", "none", None),
    ("100103", "control_unit", "general", "soft", "change_use"),
    ("0804", "contaminated_land", None, "hard", "leave_blank"),
    ("0703", "control_unit", "priority", "soft", "set_condition"),
]


@pytest.mark.parametrize("land_use, role, grade, level, suggestion", SAID)
def test_what_the_shipped_matrix_says(land_use, role, grade, level, suggestion):
    found = SHIPPED.conflict(land_use, role, grade)
    assert (found.level, found.suggestion, found.doubt) == (level, suggestion, None)


def test_a_priority_unit_is_no_red_line():
    assert SHIPPED.conflict("0703", "control_unit", "priority").level == "soft"
    assert SHIPPED.conflict("0703", "ecological_red_line", "general").level == "hard"


def test_the_shipped_matrix_speaks_of_every_land_use_on_all_its_ground(root):
    with open(root / "resources" / "codes" / "land_use_2023.csv", encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert len(codes) == 24 + 111 + 40
    grounds = {(cell.role, cell.grade) for cell in SHIPPED.cells}
    silent = [(code, *ground) for code in codes for ground in grounds if SHIPPED.conflict(code, *ground).cell is None]
    assert silent == []
    assert SHIPPED.roles <= set(ROLES) and set(SHIPPED.required_roles) <= SHIPPED.roles


@given(strategies.text(max_size=6), strategies.sampled_from(ROLES), strategies.sampled_from([None, "core", "key", "x"]))
def test_any_text_gives_an_answer_and_never_none_without_a_cell(land_use, role, grade):
    found = SHIPPED.conflict(land_use, role, grade)
    assert found.level in LEVELS
    assert found.level == "to_verify" or (found.cell and found.cell.conflict == found.level)


def matrix_file(folder, *blocks, **more):
    """A matrix with one reason `r`, from (role, grade, {land use: conflict or (conflict, suggestion)})."""
    constraints = []
    for role, grade, cells in blocks:
        written = []
        for codes, conflict in cells.items():
            level, suggestion = conflict if isinstance(conflict, tuple) else (conflict, None)
            cell = {"land_use": codes.split(), "conflict": level, "suggestion": suggestion, "reason": "r"}
            written.append(cell)
        constraints.append({"role": role, "grade": grade, "basis": "X", "cells": written})
    document = {"schema": "zoning-review/land-use-matrix/1", "reasons": [{"key": "r", "zh": "理由", "en": "reason"}]}
    path = folder / "matrix.json"
    path.write_text(json.dumps({**document, "constraints": constraints, **more}), encoding="utf-8")
    return path


@pytest.fixture
def small(tmp_path):
    """A matrix in which each way to look up a cell matters."""
    graded = {"*": "none", "10": "soft", "100103": ("hard", "remove"), "1002": "none"}
    return LandUseMatrix.read(
        matrix_file(
            tmp_path,
            ("control_unit", "priority", graded),
            ("control_unit", "key", {"*": "none"}),
            ("wetland", None, {"03": "none", "*": ("soft", "remove")}),
            ("wetland", "core", {"0304": ("hard", "remove")}),
            ("forest", None, {"03": "none"}),
            ("park", "outside", {"*": "soft"}),
            ("development_boundary", "outside", {"*": ("hard", "remove"), "07": "none"}),
            ("development_boundary", "concentrated", {"*": "none"}),
            required_roles=["ecological_red_line"],
        )
    )


@pytest.mark.parametrize(
    "land_use, role, grade, level, doubt",
    [
        ("100103", "control_unit", "priority", "hard", None),
        ("100102", "control_unit", "priority", "soft", None),
        ("1002", "control_unit", "priority", "none", None),
        ("0701", "control_unit", "priority", "none", None),
        ("10", "control_unit", "priority", "to_verify", "land_use_coarse"),
        ("1001", "control_unit", "priority", "to_verify", "land_use_coarse"),
        ("100000", "control_unit", "priority", "to_verify", "land_use_coarse"),
        ("070000", "control_unit", "priority", "none", None),
        ("07", "control_unit", "priority", "none", None),
        ("99", "control_unit", "priority", "to_verify", "land_use_unknown"),
        ("100104", "control_unit", "key", "to_verify", "land_use_unknown"),
        ("", "control_unit", "key", "to_verify", "land_use_missing"),
        (None, "control_unit", "key", "to_verify", "land_use_missing"),
        ("100103", "control_unit", None, "to_verify", "grade_unknown"),
        ("0701", "control_unit", None, "none", None),
        ("100103", "control_unit", "odd", "to_verify", "grade_unknown"),
        ("10", "control_unit", None, "to_verify", "land_use_coarse"),
        ("0701", "wetland", "core", "soft", None),
        ("0304", "wetland", "core", "hard", None),
        ("0301", "wetland", "core", "none", None),
        ("0304", "wetland", None, "to_verify", "grade_unknown"),
        ("0304", "wetland", "general", "to_verify", "grade_unknown"),
        ("0401", "forest", None, "to_verify", "matrix_silent"),
        ("0401", "park", None, "to_verify", "matrix_silent"),
        ("0401", "grassland", None, "to_verify", "role_not_in_matrix"),
    ],
)
def test_how_a_cell_is_found(small, land_use, role, grade, level, doubt):
    found = small.conflict(land_use, role, grade)
    assert (found.level, found.doubt) == (level, doubt)
    assert doubt is None or Words("zh").has(f"matrix.{doubt}")


def test_a_coarse_code_rests_on_the_gravest_cell(small):
    found = small.conflict("10", "control_unit", "priority")
    assert (found.cell.conflict, found.suggestion) == ("hard", "remove")


AREA = 1000.0


def met(land_use="100103", role="control_unit", grade="priority", area=250.0, **more):
    row = {"subject_id": "a", "land_use": land_use, "subject_area_m2": AREA, "constraint_key": "k", "role": role}
    row |= {"feature_id": "f", "grade": grade, "area_m2": area, "share_of_subject": area / AREA}
    return {**row, "sliver": False, "within_accuracy": False, **more}


def exposed(status=Status.INVOLVED, covered=1.0, share=0.25, role="control_unit", land_use="100103", **more):
    row = {"subject_id": "a", "land_use": land_use, "subject_area_m2": AREA, "constraint_key": "k", "role": role}
    row |= {"status": status, "covered_share": covered, "share_of_subject": share}
    return {**row, "remainder_m2": AREA * (1 - share), **more}


_COLUMNS = list(exposed())


def found(matrix, overlaps=(), exposures=()):
    """(found, conflict, suggestion, area after) of each row; NaN is None."""
    frames = pd.DataFrame(overlaps, columns=list(met())), pd.DataFrame(exposures, columns=_COLUMNS)
    rows = conflicts(matrix, *frames)
    assert all(map(len, rows["reason_zh"])) and all(map(len, rows["reason_en"]))
    plain = rows[["found", "conflict", "suggestion", "area_after_m2"]].astype(object)
    return [tuple(row) for row in plain.where(plain.notna(), None).itertuples(index=False)]


def test_areas_after_the_change(small):
    assert found(small, [met()]) == [("overlap", "hard", "remove", 750.0)]
    assert found(small, [met("100102")]) == [("overlap", "soft", None, 1000.0)]
    assert found(small, [met("0701")]) == [("overlap", "none", None, 1000.0)]
    assert found(small, [met("0701", "wetland", "core", 1000.0)]) == [("overlap", "soft", "remove", 0.0)]
    assert found(small, [met(area=np.nan)]) == [("overlap", "hard", "remove", None)]


@pytest.mark.parametrize("doubt", ["sliver", "within_accuracy"])
def test_what_may_be_an_error_of_boundaries_is_to_be_verified(small, doubt):
    assert found(small, [met(**{doubt: True})]) == [("overlap", "to_verify", "remove", None)]
    assert found(small, [met("100102", **{doubt: True})]) == [("overlap", "to_verify", None, None)]
    assert found(small, [met("0701", **{doubt: True})]) == [("overlap", "none", None, 1000.0)]  # nothing there to meet


UNKNOWN = ("not_known", "to_verify", None, None)


@pytest.mark.parametrize(
    "status, covered, share, rows",
    [
        (Status.NOT_INVOLVED, 1.0, 0.0, []),
        (Status.INVOLVED, 1.0, 0.25, []),
        (Status.INVOLVED, np.nan, 1.0, []),
        (Status.NO_DATA, 0.0, 0.0, [UNKNOWN]),
        (Status.NO_DATA, np.nan, np.nan, [UNKNOWN]),
        (Status.PARTLY_KNOWN, 0.6, 0.0, [UNKNOWN]),
        (Status.INVOLVED, 0.6, 0.25, [UNKNOWN]),
        (Status.INVOLVED, np.nan, 0.25, [UNKNOWN]),
    ],
)
def test_missing_data_are_never_no_conflict(small, status, covered, share, rows):
    assert found(small, [], [exposed(status, covered, share)]) == rows


def test_data_that_could_change_nothing_are_not_missed(small):
    assert found(small, [], [exposed(Status.NO_DATA, 0.0, 0.0, land_use="0701")]) == []
    assert found(small, [], [exposed(Status.NO_DATA, 0.0, 0.0, role="element_zone")]) == []
    assert found(small, [], [exposed(Status.NO_DATA, 0.0, 0.0, land_use=None)]) == [UNKNOWN]


def outside(**more):
    return exposed(**{"role": "development_boundary", **more})


@pytest.mark.parametrize(
    "exposures, rows",
    [
        ([outside(share=1.0)], []),
        ([outside(share=0.25)], [("outside", "hard", "remove", 250.0)]),
        ([outside(share=0.0, status=Status.NOT_INVOLVED)], [("outside", "hard", "remove", 0.0)]),
        ([outside(share=0.25, land_use="0701")], [("outside", "none", None, 1000.0)]),
        ([outside(share=0.9995)], [("outside", "to_verify", "remove", None)]),
        ([outside(share=0.25, covered=0.5)], [("outside", "hard", "remove", 750.0), UNKNOWN]),
        ([outside(share=0.5, covered=0.5)], [UNKNOWN]),
        ([outside(share=0.0, covered=0.0, status=Status.NO_DATA)], [UNKNOWN]),
    ],
)
def test_ground_outside_what_a_parcel_should_lie_in(small, exposures, rows):
    assert found(small, [], exposures) == rows


@pytest.mark.parametrize(
    "shares, rows",
    [
        ((0.5, 0.3), [("outside", "hard", "remove", 500.0)]),  # at least 200 outside whichever way the layers lie
        ((0.5, 0.5), [("outside", "to_verify", "remove", None)]),
        ((1.0, 0.5), []),
    ],
)
def test_outside_two_layers_of_one_role(small, shares, rows):
    exposures = [outside(share=share, constraint_key=f"k{share}{number}") for number, share in enumerate(shares)]
    assert [row[:3] for row in found(small, [], exposures)] == [row[:3] for row in rows]


@settings(max_examples=60, deadline=None)
@given(
    strategies.sampled_from(["100103", "10", "0701", "0301", None, "99"]), strategies.floats(0, 1), strategies.data()
)
def test_taking_data_away_never_makes_it_better(land_use, share, data):
    role = data.draw(strategies.sampled_from(sorted(SHIPPED.roles)))
    known = exposed(Status.INVOLVED if share else Status.NOT_INVOLVED, 1.0, share, role, land_use)
    lost = exposed(Status.NO_DATA, np.nan, np.nan, role, land_use)
    with_data = [row[1] for row in found(SHIPPED, [met(land_use, role, None, AREA * share)] if share else [], [known])]
    without = [row[1] for row in found(SHIPPED, [], [lost])]
    if set(with_data) - {"none"}:
        assert without == ["to_verify"]


def refused(path):
    with pytest.raises(PackFault) as caught:
        LandUseMatrix.read(path)
    return [fault.code for fault in (caught.value, *caught.value.others)]


def test_a_wrong_matrix_is_refused_with_its_place(tmp_path):
    assert refused(tmp_path / "none.json") == ["file_missing"]
    assert refused(matrix_file(tmp_path, ("wetland", None, {"01 01": "none"}))) == ["matrix_twice"]
    assert refused(matrix_file(tmp_path, ("wetland", None, {"01": "none"}), reasons=[])) == ["matrix_reason"]
    assert refused(matrix_file(tmp_path, ("wetland", None, {"01": "grave"}))) == ["not_one_of"]
    assert refused(matrix_file(tmp_path, ("marsh", None, {"7": "none"}))) == ["not_one_of", "wrong_value"]
