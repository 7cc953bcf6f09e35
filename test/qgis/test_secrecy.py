"""Geometry of secret layers never leaves review.gpkg: no sink of any algorithm holds it."""

import pytest

from .cases import write_case
from .conftest import rows_of
from .layers import square

SUBJECTS = {"parcels": [square(500000, 3400000), square(500100, 3400000)]}
BOW_TIE = "POLYGON((500000 3400000,500050 3400050,500050 3400000,500000 3400050,500000 3400000))"
LAYERS = {"hidden": [square(500050, 3400000), BOW_TIE], "open": [square(500050, 3400000), BOW_TIE]}


@pytest.fixture
def secret(tmp_path):
    """secret(**options) → a case with the layers `open` and, the same but secret, `hidden`."""

    def make(**options):
        return write_case(tmp_path, SUBJECTS, LAYERS, {"hidden": {"secrecy": "secret"}}, **options)

    return make


def with_geometry(rows, column):
    """{value of `column`: whether any of its rows has geometry}."""
    found = {}
    for row in rows:
        found[row[column]] = found.get(row[column], False) or not row["geom"].isNull()
    return found


@pytest.mark.parametrize("kept", [True, False])
def test_overlaps_and_issues(run, secret, kept):
    """Also where the case keeps it: then it is in review.gpkg, and there alone."""
    outputs = run("review", {"CASE": secret(keep_secret_geometry=kept), "OVERLAP": "memory:", "ISSUE": "memory:"})
    assert with_geometry(rows_of(outputs["OVERLAP"]), "constraint_key") == {"hidden": False, "open": True}
    repaired = [row for row in rows_of(outputs["ISSUE"]) if row["check_code"] == "geometry_repaired_open"]
    assert with_geometry(repaired, "layer") == {"hidden": False, "open": True}
    assert all(row["area_m2"] > 0 for row in rows_of(outputs["OVERLAP"])), "the figures stay"


def test_pieces_cut_by_a_secret_layer(run, secret):
    """What a piece shares with an open layer would still show where the secret line runs."""
    case = secret(keep_secret_geometry=True, split_by=["hidden"])
    outputs = run("review", {"CASE": case, "OVERLAP": "memory:"})
    assert with_geometry(rows_of(outputs["OVERLAP"]), "constraint_key") == {"hidden": False, "open": False}


def test_pieces_cut_by_an_open_layer(run, secret):
    outputs = run("review", {"CASE": secret(split_by=["open"]), "OVERLAP": "memory:"})
    assert with_geometry(rows_of(outputs["OVERLAP"]), "constraint_key") == {"hidden": False, "open": True}


def test_coverage_of_a_secret_layer(run, tmp_path):
    """The ground that a secret layer answers for is as secret as the layer."""
    (tmp_path / "ground").mkdir()
    write_case(tmp_path / "ground", {}, {"ground": [BOW_TIE]})
    settings = {"coverage": {"source": "ground/ground.geojson"}, "secrecy": "secret"}
    case = write_case(tmp_path, SUBJECTS, LAYERS, {"hidden": settings}, keep_secret_geometry=True)
    rows = rows_of(run("review", {"CASE": case, "ISSUE": "memory:"})["ISSUE"])
    assert with_geometry(rows, "layer")["hidden coverage"] is False


def test_check_inputs(run, secret):
    rows = rows_of(run("checkinputs", {"CASE": secret(keep_secret_geometry=True), "ISSUE": "memory:"})["ISSUE"])
    repaired = [row for row in rows if row["check_code"] == "geometry_repaired_open"]
    assert with_geometry(repaired, "layer") == {"hidden": False, "open": True}
