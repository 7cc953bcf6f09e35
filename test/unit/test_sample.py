"""The bundled sample: the program finds every planted conflict, with the figures of `expected.csv`.

The expectations come from the construction of the data (see `scripts/sample`), not from an earlier run.
"""

import csv
import functools
import pathlib
import re

import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import ogr

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.review.review import review

DEMO = pathlib.Path(__file__).resolve().parents[2] / "resources" / "samples" / "demo"
ROUTES = ("R-A", "R-B")
LARGEST_BYTES = 4_000_000


def _expected():
    """{subject id: its rows of `expected.csv`}."""
    rows = {}
    with open(DEMO / "expected.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["subject_id"], []).append(row)
    return rows


EXPECTED = _expected()


@functools.lru_cache(maxsize=None)
def _tables(name):
    """The result tables of one of the two cases."""
    case = read_case(DEMO / f"{name}.review.yaml")
    return review(case, open_layers(case)).tables


def _found(tables, subject, key, what):
    """What the result holds for one expectation."""
    if what == "involved_subjects":
        rows = tables["exposure"]
        return int(((rows["constraint_key"] == key) & (rows["status"] == "involved")).sum())
    if what.startswith("issue:"):
        rows = tables["issue"]
        return int(((rows["feature_id"] == subject) & (rows["check_code"] == what.split(":")[1])).sum())
    column, _, feature = what.partition(":")
    rows = tables["subject" if not key else "overlap" if feature else "exposure"]
    rows = rows[rows["subject_id"] == subject]
    if key:
        rows = rows[rows["constraint_key"] == key]
    if feature:
        rows = rows[rows["feature_id"] == feature]
    assert len(rows) == 1, f"{len(rows)} rows of {subject} against {key or 'itself'} for {what}"
    return rows.iloc[0][column]


def _differs(row, found):
    """Whether what was found is not what was expected."""
    if found is None or found is pd.NA or found != found:
        return row["expected"] != ""
    if isinstance(found, (bool, np.bool_, int, float, np.number)):
        return row["expected"] == "" or abs(float(found) - float(row["expected"])) > float(row["tolerance"])
    return str(found) != row["expected"]


@pytest.mark.parametrize("subject", EXPECTED)
def test_every_planted_subject(subject):
    tables = _tables("routes" if subject in ROUTES else "demo")
    wrong = []
    for row in EXPECTED[subject]:
        found = _found(tables, subject, row["constraint_key"], row["what"])
        if _differs(row, found):
            wrong.append(f"{row['constraint_key']} {row['what']}: expected {row['expected']}, found {found}")
    assert not wrong


def test_nothing_else_declares_a_wrong_area():
    rows = _tables("demo")["subject"].dropna(subset=["area_m2"])
    off = (rows["declared_area_m2"] / rows["area_m2"] - 1.0).abs() > 0.01
    assert set(rows["subject_id"][off]) == {"A-012", "A-047", "C-009", "D-020", "T-24"}


def _layer(name):
    """(features' attributes, geometries) of one layer of the sample."""
    source = ogr.Open(str(DEMO / "demo.gpkg"))
    layer = source.GetLayerByName(name)
    features = [(feature.items(), bytes(feature.GetGeometryRef().ExportToWkb())) for feature in layer]
    return pd.DataFrame([items for items, _ in features]), shapely.from_wkb([wkb for _, wkb in features])


def test_districts_and_units_tile_the_city():
    (_, (outline,)), (_, districts), (units, shapes) = (_layer(name) for name in ("FW", "XZQ", "HJGKDY"))
    for tiling in (districts, shapes):
        assert shapely.area(tiling).sum() == pytest.approx(outline.area, abs=1e-3)  # neither gaps nor overlaps
        assert shapely.coverage_union_all(tiling).normalize() == outline.normalize()
    for code, county in zip(units["HJGKDYBM"], units["COUNTY"]):
        assert re.fullmatch(r"ZH\d{6}[123]\d{4}", code)
        assert county == {"990101": "云岚区", "990102": "东砚区", "990103": "白禾县"}[code[2:8]]


def test_only_the_planted_farmland_overlaps():
    patches, shapes = _layer("YJJBNTTB")
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    pairs = {(patches["BSM"][i], patches["BSM"][j]) for i, j, area in zip(left, right, shared) if i < j and area > 0}
    assert pairs == {("NT90002", "NT90003")}


def test_the_sample_stays_small():
    assert sum(path.stat().st_size for path in DEMO.iterdir()) < LARGEST_BYTES
