"""Faults that show only when a case meets its layers: they too name the case file, the key and the line."""

import pytest

from .small_cases import square, write_layer

BASE = """\
schema: zoning-review/case/1
language: en
subjects:
  - source: parcels.gpkg
    fields:
      id: DKBH
constraints:
  - key: erl
    role: ecological_red_line
    source: line.gpkg
    coverage: full
outputs: [json]
options:
  touches: true
"""
# (text in BASE, what stands in its place, code, key, line)
WRONG = {
    "analysis CRS": ("touches: true", "analysis_crs: EPSG:99999", "unknown_crs", "options.analysis_crs", 14),
    "geocentric": ("touches: true", "analysis_crs: EPSG:4978", "unusable_crs", "options.analysis_crs", 14),
    "plane": (
        "touches: true",
        "analysis_crs: EPSG:3857\n  area_basis: projected",
        "plane_unusable",
        "options.area_basis",
        15,
    ),
    "pipeline": (
        "coverage: full",
        "coverage: full\n    transform: +proj=bogus",
        "bad_transform",
        "constraints[1].transform",
        12,
    ),
    "field of subjects": ("id: DKBH", "id: DKBM", "field_missing", "subjects[1].fields.id", 6),
    "field of a layer": (
        "coverage: full",
        "fields: {id: BSN}",
        "field_missing",
        "constraints[1].fields.id",
        11,
    ),
    "filter on subjects": ("parcels.gpkg", "parcels.gpkg|subset=nope = 1", "bad_subset", "subjects[1].source", 4),
    "filter on a layer": ("line.gpkg", "line.gpkg|subset=nope = 1", "bad_subset", "constraints[1].source", 10),
    "filter on a coverage": (
        "coverage: full",
        "coverage:\n      source: line.gpkg|subset=nope = 1",
        "bad_subset",
        "constraints[1].coverage.source",
        12,
    ),
    "several layers": ("line.gpkg", "both.gpkg", "layer_not_named", "constraints[1].source", 10),
}


@pytest.mark.parametrize("call", ["review", "check"])
@pytest.mark.parametrize("name", WRONG)
def test_the_case_file_and_its_line_are_told(small_case, command, tmp_path, name, call):
    small_case()
    both(tmp_path / "both.gpkg")
    before, after, code, key, line = WRONG[name]
    path = tmp_path / "wrong.review.yaml"
    path.write_text(BASE.replace(before, after, 1), encoding="utf-8")
    answer = command(call, path, "--json")
    error = answer.object["error"]
    assert (answer.status, error["code"], error["key"], error["line"]) == (2, code, key, line)
    assert error["file"] == str(path) and error["action"]
    assert len(answer.lines) == 1 and answer.lines[0].startswith(f"{path}:{line}")


def test_it_is_told_from_a_worker_too(small_case, command, tmp_path):
    small_case()
    rows = [(square(60 * k, 7 * (k % 5), 50), f"s{k}") for k in range(200)]
    (tmp_path / "parcels.gpkg").unlink()
    write_layer(tmp_path / "parcels.gpkg", rows, ["DKBH"])
    path = tmp_path / "wrong.review.yaml"
    path.write_text(BASE.replace("coverage: full", "fields: {id: BSN}"), encoding="utf-8")
    error = command("review", path, "--json", "--workers", 2).object["error"]
    assert (error["file"], error["line"], error["key"]) == (str(path), 11, "constraints[1].fields.id")


def both(path):
    """A GeoPackage with two layers."""
    from osgeo import gdal

    write_layer(path, [(square(0, 0, 10), "r1")], ["BSM"], name="one")
    other = write_layer(path.with_name("other.gpkg"), [(square(0, 0, 10), "r1")], ["BSM"], name="two")
    gdal.VectorTranslate(str(path), str(other), accessMode="update", layerName="two")
