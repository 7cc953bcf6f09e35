"""`zoningreview:review` and `:checkinputs`: every way in, every combination of outputs, clear errors."""

import csv
import itertools
import json
import pathlib
import sqlite3

import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsProject

from .conftest import rows_of
from .layers import memory, square

TEMPORARY = "TEMPORARY_OUTPUT"
SINKS = ("SUBJECT", "OVERLAP", "EXPOSURE", "FINDING", "ISSUE")


@pytest.fixture
def parcels():
    return memory("Polygon", [square(500000, 3400000), square(500200, 3400000), None], name="parcels")


@pytest.fixture
def red_line():
    return memory("Polygon", [square(500050, 3400000, 50)], name="STBHHX", values=["HX1"])


def test_layers_of_the_project(run, parcels, red_line, tmp_path):
    """50 m × 50 m of the first parcel; the second lies elsewhere, the third has no geometry: both no data."""
    outputs = run(
        "review",
        {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], "SUBJECT_ID": "number", "AREA_BASIS": "projected",
         "OUTPUT_FOLDER": str(tmp_path), **{name: TEMPORARY for name in SINKS}},
    )  # fmt: skip
    exposure = rows_of(outputs["EXPOSURE"])
    assert [row["status"] for row in exposure] == ["involved", "no_data", "no_data"]
    assert exposure[0]["union_area_m2"] == pytest.approx(2500)
    assert [row["role"] for row in rows_of(outputs["OVERLAP"])] == ["ecological_red_line"]
    assert len(rows_of(outputs["SUBJECT"])) == 3 == outputs["SUBJECT_COUNT"]
    assert outputs["OVERLAP_COUNT"] == 1
    assert rows_of(outputs["FINDING"]) == []
    assert outputs["HARD_BREACHES"] is None and outputs["OPEN_ITEMS"] is None
    assert "geometry_null" in [row["check_code"] for row in rows_of(outputs["ISSUE"])]
    assert any("ecological red line" in line for line in run.log.lines), "the role found is said in the log"
    with sqlite3.connect(tmp_path / "review.gpkg") as review:
        assert review.execute("select count(*) from subject").fetchone() == (3,)
    for name in ("OUTPUT_GPKG", "OUTPUT_XLSX", "OUTPUT_HTML"):
        assert outputs[name].startswith(str(tmp_path))
    assert outputs["OUTPUT_FOLDER"] == str(tmp_path)


def test_temporary_folder(run, parcels, red_line):
    """The folder that the outputs name is the one that was written."""
    outputs = run("review", {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], "OUTPUT_FOLDER": TEMPORARY})
    assert pathlib.Path(outputs["OUTPUT_GPKG"]).parent == pathlib.Path(outputs["OUTPUT_FOLDER"])
    assert TEMPORARY not in outputs["OUTPUT_FOLDER"]


def test_no_folder_no_files(run, parcels, red_line):
    outputs = run("review", {"SUBJECTS": parcels, "CONSTRAINTS": [red_line]})
    assert not {"OUTPUT_FOLDER", "OUTPUT_GPKG"} & set(outputs)


def test_full_coverage_makes_not_involved(run, parcels, red_line):
    outputs = run(
        "review", {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], "FULL_COVERAGE": True, "EXPOSURE": TEMPORARY}
    )
    assert [row["status"] for row in rows_of(outputs["EXPOSURE"])] == ["involved", "not_involved", "no_data"]


def test_selected_subjects_only(run, parcels, red_line):
    parcels.selectByExpression("number = 1")
    QgsProject.instance().addMapLayers([parcels])
    source = QgsProcessingFeatureSourceDefinition(parcels.id(), True)
    outputs = run("review", {"SUBJECTS": source, "CONSTRAINTS": [red_line], "SUBJECT": TEMPORARY})
    QgsProject.instance().removeAllMapLayers()
    assert outputs["SUBJECT_COUNT"] == 1


def test_edits_not_yet_saved_count(run, parcels, red_line):
    red_line.startEditing()
    red_line.changeGeometry(
        next(iter(red_line.allFeatureIds())), memory("Polygon", [square(500200, 3400000)]).getFeature(1).geometry()
    )
    outputs = run("review", {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], "EXPOSURE": TEMPORARY})
    assert [row["status"] for row in rows_of(outputs["EXPOSURE"])][:2] == ["no_data", "involved"]
    red_line.rollBack()


@pytest.mark.parametrize("wanted", [c for n in (1, 2, 5) for c in itertools.combinations(SINKS, n)], ids=",".join)
def test_every_combination_of_sinks(run, parcels, red_line, wanted):
    outputs = run("review", {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], **{name: TEMPORARY for name in wanted}})
    assert {name for name in SINKS if name in outputs} == set(wanted)


def test_a_case_file(run, reference, tmp_path):
    case = reference / "cases" / "fr-aubais" / "aubais-sites.review.yaml"
    outputs = run("review", {"CASE": str(case), "OUTPUT_FOLDER": str(tmp_path), "OVERLAP": TEMPORARY})
    assert outputs["SUBJECT_COUNT"] == 8
    assert len(rows_of(outputs["OVERLAP"])) == outputs["OVERLAP_COUNT"]
    assert (tmp_path / "csv" / "overlap.csv").is_file()


@pytest.mark.parametrize("given,words", [
    ({}, "case file, or subjects"),
    ({"SUBJECTS": "parcels"}, "at least one constraint"),
    ({"CASE": "x.yaml", "SUBJECTS": "parcels"}, "not both"),
])  # fmt: skip
def test_parameters_that_name_no_review(run, parcels, given, words):
    given = {key: parcels if value == "parcels" else value for key, value in given.items()}
    with pytest.raises(QgsProcessingException, match=words):
        run("review", given)


def test_a_fault_of_the_case_is_one_clear_line(run, tmp_path):
    case = tmp_path / "wrong.review.yaml"
    case.write_text("schema: zoning-review/case/1\nsubjekts: []\nconstraints: []\n")
    with pytest.raises(QgsProcessingException) as caught:
        run("review", {"CASE": str(case)})
    assert "wrong.review.yaml:2" in str(caught.value) and "subjects" in str(caught.value)


def test_check_inputs(run, parcels, red_line):
    red_line.setCrs(type(red_line.crs())())
    outputs = run("checkinputs", {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], "ISSUE": TEMPORARY})
    codes = [row["check_code"] for row in rows_of(outputs["ISSUE"])]
    assert "crs_missing" in codes and "geometry_null" in codes
    assert outputs["UNUSABLE_LAYERS"] == 1 and outputs["ISSUE_COUNT"] == len(codes)
    assert "OUTPUT_FOLDER" not in outputs


def test_check_inputs_takes_what_a_review_takes(provider):
    """Contract section 7: the parameters of a run of `review` serve `checkinputs` too."""
    names = [[p.name() for p in provider.algorithm(name).parameterDefinitions()] for name in ("review", "checkinputs")]
    assert set(names[0]) - set(SINKS) - {"MAPS"} == set(names[1]) - set(SINKS)


def test_check_inputs_writes_issues(run, parcels, red_line, tmp_path):
    """Beside an earlier review: its files stay as they are."""
    (tmp_path / "review.json").write_bytes(b"earlier")
    red_line.setCrs(type(red_line.crs())())
    asked = {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], "OUTPUT_FOLDER": str(tmp_path)}
    outputs = run("checkinputs", {**asked, "WORKERS": 2, "ENGINE": "shapely"})
    assert outputs["OUTPUT_FOLDER"] == str(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["issues.csv", "issues.json", "review.json"]
    assert (tmp_path / "review.json").read_bytes() == b"earlier"
    answer = json.loads((tmp_path / "issues.json").read_text(encoding="utf-8"))
    assert answer["summary"]["usable"] == {"STBHHX": False} and answer["summary"]["subjects"] == 3
    with open(tmp_path / "issues.csv", encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    codes = [row["check_code"] for row in rows]
    assert codes == [issue["check_code"] for issue in answer["issues"]]
    assert {"crs_missing", "geometry_null"} <= set(codes) and len(codes) == outputs["ISSUE_COUNT"]
    assert answer["outputs"] == {name: [str(tmp_path / f"issues.{name}")] for name in ("csv", "json")}


def test_issues_that_a_spreadsheet_would_run(run, parcels, tmp_path):
    layer = memory("Polygon", [square(500050, 3400000, 50)], name="=1+1", crs="")
    run("checkinputs", {"SUBJECTS": parcels, "CONSTRAINTS": [layer], "OUTPUT_FOLDER": str(tmp_path)})
    assert "\n'=1+1," in (tmp_path / "issues.csv").read_text(encoding="utf-8-sig")


def test_workers_give_the_same(run, reference, tmp_path):
    case = str(reference / "cases" / "us-dc" / "dc-routes.review.yaml")
    rows = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        run("review", {"CASE": case, "OUTPUT_FOLDER": str(folder), "WORKERS": workers})
        with sqlite3.connect(folder / "review.gpkg") as review:
            rows.append(
                [review.execute(f"select * from {table}").fetchall() for table in ("overlap", "exposure", "issue")]
            )
    assert rows[0] == rows[1]


def test_cancel_leaves_earlier_results(run, parcels, red_line, tmp_path):
    (tmp_path / "review.gpkg").write_bytes(b"earlier")
    run.log.cancel()
    run("review", {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], "OUTPUT_FOLDER": str(tmp_path)})
    assert (tmp_path / "review.gpkg").read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["review.gpkg"]
