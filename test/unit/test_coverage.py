"""What ground a layer answers for: coverage layers pass the whole gate, and a layer with nothing near is told."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely

from zoning_review_plugin.model.case import Coverage, Options

from .small_cases import square, table_of, write_layer
from .small_reviews import ORIGIN, Against, box, issues, layer, line, only, plane, point, reviewed, rows

SUBJECT = box(0, 0, 100, 100)
FAR = box(9_000, 9_000, 9_100, 9_100)
BOW_TIE = shapely.Polygon(np.array([(-10, -10), (200, 110), (200, -10), (-10, 110)]) + ORIGIN)
NEAR_NONE = "full_but_nothing_near"


def codes(result):
    return {(row[0], row[2]): row[3] for row in issues(result)}


# --- nothing near ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("against", "options", "told"),
    [
        (Against(layer(FAR), coverage="full"), {}, True),
        (Against(layer(box(4_000, 0, 4_100, 100)), coverage="full"), {}, False),
        (Against(layer(box(4_000, 0, 4_100, 100)), coverage="full"), {"search_distance_m": 500.0}, True),
        (Against(layer(box(50, 50, 60, 60)), coverage="full"), {}, False),
        (Against(layer(FAR)), {}, False),
        (Against(layer(FAR), "custom", layer(SUBJECT), coverage=Coverage("c.gpkg")), {}, False),
        (Against(layer(FAR), coverage="full"), {"search_distance_m": 0.0}, True),
        (Against(layer(box(500, 0, 600, 100)), coverage="full"), {"search_distance_m": 0.0}, False),
    ],
)
def test_full_with_nothing_near_is_a_remark(against, options, told):
    result = reviewed([SUBJECT, box(200, 0, 300, 100)], options=plane(**options), erl=against)
    assert (codes(result).get(("erl", NEAR_NONE)) == "remark") is told
    with ThreadPoolExecutor(2) as executor:
        two = reviewed([SUBJECT, box(200, 0, 300, 100)], executor, options=plane(**options), erl=against)
    assert codes(two) == codes(result)


def test_one_subject_that_has_something_near_is_enough():
    result = reviewed([SUBJECT, box(9_300, 9_000, 9_400, 9_100)], erl=Against(layer(FAR), coverage="full"))
    assert ("erl", NEAR_NONE) not in codes(result)


def test_nothing_near_is_in_every_report(small_case, command, tmp_path):
    write_layer(tmp_path / "far.gpkg", [(square(50_000, 0, 100), "r1")], ["BSM"])
    erl = {"key": "erl", "role": "ecological_red_line", "source": "far.gpkg", "coverage": "full"}
    outputs = ["gpkg", "xlsx", "html", "csv", "json"]
    case = small_case(constraints=[erl], outputs=outputs, options={"search_distance_m": 2500})
    assert command("review", case, "--output", tmp_path / "out").status == 0
    out, sentence = tmp_path / "out", "nothing found within 2500 m of any subject"
    texts = [path.read_text(encoding="utf-8-sig") for path in (out / "review.html", out / "review.json")]
    texts.append((out / "csv" / "issue.csv").read_text(encoding="utf-8-sig"))
    texts.append("".join(row["message"] for row in table_of(out / "review.gpkg", "issue")))
    import openpyxl

    book = openpyxl.load_workbook(out / "review.xlsx", read_only=True)
    texts.append("".join(str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c))
    assert [sentence in text for text in texts] == [True] * 5
    found = command("check", case, "--json").object
    assert NEAR_NONE in [issue["check_code"] for issue in found["issues"]]


# --- coverage layers -------------------------------------------------------------------------------------------------


def by_ground(*ground, crs=4547, declared=None, features=(FAR,), **spec):
    return Against(
        layer(*features), "custom", layer(*ground, crs=crs, declared=declared), coverage=Coverage("c.gpkg"), **spec
    )


def test_a_coverage_passes_the_gate():
    """A bow-tie covers nothing for sure; what lies nowhere and what has no geometry is told."""
    ground = by_ground(BOW_TIE, box(-10, -10, 30, 110), box(8e6, 0, 8e6 + 1, 1), None)
    result = reviewed([SUBJECT], options=plane(), erl=ground)
    found = codes(result)
    assert found["erl coverage", "geometry_repaired_open"] == "warning"
    assert found["erl coverage", "geometry_null"] == "warning"
    assert found["erl coverage", "outside_area_of_use"] == "error"
    row = only(result, "exposure")
    assert row.covered_share == pytest.approx(0.3, rel=1e-9)
    assert row.status == "partly_known"


def test_a_coverage_that_delivers_less_than_it_says_covers_nothing_unless_accepted():
    against = by_ground(box(-10, -10, 110, 110), declared=3)
    result = reviewed([SUBJECT], erl=against)
    assert rows(result, "exposure", "status") == [("no_data",)]
    assert codes(result)["erl coverage", "layer_incomplete"] == "error"
    assert result.facts()["coverage.erl.usability"] == "not_usable"
    result = reviewed([SUBJECT], options=Options(accept_incomplete=True), erl=against)
    assert rows(result, "exposure", "status") == [("not_involved",)]
    assert codes(result)["erl coverage", "layer_incomplete"] == "warning"
    assert result.facts()["coverage.erl.count"] == "1"


def test_a_coverage_is_moved_told_and_recorded():
    result = reviewed([SUBJECT], erl=by_ground(shapely.box(113.9, 32.4, 114.1, 32.6), crs=4326))
    assert rows(result, "exposure", "status") == [("not_involved",)]
    assert codes(result)["erl coverage", "datum_negligible"] == "remark"
    facts = result.facts()
    assert facts["coverage.erl.crs"] == "EPSG:4326" and "tmerc" in facts["coverage.erl.transform"]
    assert facts["coverage.erl.usability"] == "usable_with_remarks"


@pytest.mark.parametrize(("accepted", "status"), [(False, "no_data"), (True, "not_involved")])
def test_a_coverage_behind_an_unknown_step_covers_nothing_unless_accepted(accepted, status):
    against = by_ground(shapely.box(113.9, 32.4, 114.1, 32.6), crs=4610)
    result = reviewed([SUBJECT], options=Options(accept_datum_shift=accepted), erl=against)
    assert rows(result, "exposure", "status") == [(status,)]
    code = "datum_shift_accepted" if accepted else "datum_unknown"
    assert codes(result)["erl coverage", code] == ("warning" if accepted else "error")


def test_a_coverage_that_cannot_be_read_says_why():
    from zoning_review_plugin.model.records import Issue

    missing = Issue("erl", "file_missing", "error", params={"source": "c.gpkg"})
    against = Against(layer(FAR), "custom", missing, coverage=Coverage("c.gpkg"))
    found = codes(reviewed([SUBJECT], erl=against))
    assert found["erl coverage", "file_missing"] == found["erl", "coverage_unreadable"] == "error"


def test_a_coverage_without_crs_gets_a_suggestion():
    result = reviewed([SUBJECT], erl=by_ground(box(-100, -100, 300, 300), crs=None))
    assert codes(result)["erl", "coverage_crs_missing"] == "error"
    (row,) = result.tables["issue"].query("check_code == 'crs_suggested'").itertuples()
    assert row.layer == "erl coverage" and "EPSG:4547" in row.message


def test_a_secret_layer_shows_no_place_in_a_suggestion():
    against = by_ground(box(-100, -100, 300, 300), crs=None, secrecy="secret")
    (row,) = reviewed([SUBJECT], erl=against).tables["issue"].query("check_code == 'crs_suggested'").itertuples()
    assert "EPSG:4547" in row.message and "500" not in row.message and "114.0" not in row.message


# --- tiling ----------------------------------------------------------------------------------------------------------


def test_a_gap_in_what_should_tile_is_not_answered_for():
    """A hole of 20 by 30 m, a strip at the edge that nothing covers, and two units over each other."""
    holed = shapely.difference(box(-50, -50, 60, 150), box(10, 10, 30, 40))
    units = layer(holed, box(50, -50, 95, 150))
    row = only(reviewed([SUBJECT], options=plane(), units=Against(units, "control_unit")), "exposure")
    assert row.status == "involved"
    assert row.covered_share == pytest.approx(1 - (20 * 30 + 5 * 100) / 1e4, rel=1e-9)
    hole = box(12, 12, 20, 20)
    row = only(reviewed([hole], options=plane(), units=Against(units, "control_unit")), "exposure")
    assert (row.status, row.covered_share) == ("no_data", 0.0)
    across = line((0, 20), (100, 20))
    row = only(reviewed([across], options=plane(), units=Against(units, "control_unit")), "exposure")
    assert row.covered_share == pytest.approx(0.75, rel=1e-9)


def test_a_point_in_what_tiles_is_answered_for():
    units = Against(layer(box(-50, -50, 50, 150)), "land_survey")
    found = rows(reviewed([point(0, 0), point(70, 0)], units=units), "exposure", "status", "covered_share")
    assert found == [("involved", 1.0), ("no_data", 0.0)]


def test_what_tiles_by_chance_answers_for_nothing():
    """A red line that covers the whole subject is met; beside it, nothing is known."""
    red = Against(layer(box(-50, -50, 150, 150)))
    found = rows(reviewed([SUBJECT, box(300, 0, 310, 10)], erl=red), "exposure", "status", "covered_share")
    assert found == [("involved", None), ("no_data", None)]


# --- nobody says what ground ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("against", "told"),
    [
        (Against(layer(FAR)), True),
        (Against(layer(FAR), coverage="full"), False),
        (Against(layer(FAR), "custom", layer(SUBJECT), coverage=Coverage("c.gpkg")), False),
        (Against(layer(FAR), "land_survey"), False),  # its features tell
        (Against(layer(box(-10, -10, 400, 400))), False),  # every subject is met
        (Against(layer(box(0, 0, 50, 50))), True),
    ],
)
def test_no_data_for_want_of_a_coverage_is_told_once_with_its_cure(against, told):
    subjects = [SUBJECT, box(200, 0, 300, 100), box(200, 200, 300, 300)]
    result = reviewed(subjects, options=plane(), erl=against)
    found = [row for row in result.tables["issue"].itertuples() if row.check_code == "coverage_unknown"]
    assert [(row.layer, row.severity) for row in found] == ([("erl", "warning")] if told else [])
    assert all("no data" in row.message and "coverage" in row.action for row in found)
    with ThreadPoolExecutor(2) as executor:
        assert codes(reviewed(subjects, executor, options=plane(), erl=against)) == codes(result)


def test_check_tells_of_a_coverage_that_is_not_declared(small_case, command, tmp_path):
    write_layer(tmp_path / "far.gpkg", [(square(50_000, 0, 100), "r1")], ["BSM"])
    for coverage, told in ((None, ["remark"]), ("full", [])):
        erl = {"key": "erl", "role": "ecological_red_line", "source": "far.gpkg", "coverage": coverage}
        found = command("check", small_case(constraints=[erl]), "--json").object
        assert [one["severity"] for one in found["issues"] if one["check_code"] == "coverage_unknown"] == told
