"""Coordinates of Chinese web maps: told by names, measured by shared corners, never moved."""

import numpy as np
import pyproj
import pytest
import shapely

from zoning_review_plugin.inputs.checks.check import Seen
from zoning_review_plugin.inputs.checks.corners import MOST, Corners
from zoning_review_plugin.inputs.places.web_maps import BD09, GCJ02, named_in, shifted_back, to_bd09, to_gcj02

from .small_cases import table_of, write_layer

# Published with the open converters that everybody uses (WGS 84, then GCJ-02; longitude first).
PUBLISHED_GCJ02 = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]
# From GCJ-02 to BD-09, as the same converters have it.
PUBLISHED_BD09 = [((116.404, 39.915), (116.41036949371029, 39.92133699351021))]
LEFT, LOW, STEP = 116.30, 34.90, 0.002


@pytest.mark.parametrize(("here", "there"), PUBLISHED_GCJ02)
def test_the_shift_of_gcj02_is_the_published_one(here, there):
    assert to_gcj02([here])[0] == pytest.approx(there, abs=1e-9)


@pytest.mark.parametrize(("here", "there"), PUBLISHED_BD09)
def test_the_shift_of_bd09_is_the_published_one(here, there):
    assert to_bd09(shifted_back([here], GCJ02))[0] == pytest.approx(there, abs=1e-9)


@pytest.mark.parametrize("system", [GCJ02, BD09])
def test_the_way_back_is_good_to_a_millimetre(system):
    places = np.random.default_rng(4).uniform((74, 18), (134, 53), (500, 2))
    shift = {GCJ02: to_gcj02, BD09: to_bd09}[system]
    assert np.abs(shifted_back(shift(places), system) - places).max() < 1e-8
    off = pyproj.Geod(ellps="GRS80").inv(*places.T, *shift(places).T)[2]
    assert 100 < np.median(off) < 1500


@pytest.mark.parametrize(
    ("text", "field", "system"),
    [
        ("gcj02_lng", True, GCJ02),
        ("GCJ-02 / geographic", False, GCJ02),
        ("高德坐标X", True, GCJ02),
        ("火星坐标系", False, GCJ02),
        ("bd09_lat", True, BD09),
        ("bd_lng", True, BD09),
        ("百度经度", True, BD09),
        ("BD-09", False, BD09),
        ("gcj", True, None),
        ("BDMC", True, None),  # 地块名称 has many abbreviations
        ("bd_lngth", True, None),
        ("CGCS2000 / 3-degree Gauss-Kruger zone 39", False, None),
        ("WGS 84", False, None),
        ("表09", True, None),
        ("abd0912", True, None),
    ],
)
def test_names_that_speak_of_a_web_map(text, field, system):
    assert named_in(text, field) == system


def cells(shift=None, count=6):
    """(WKT, id) of adjoining squares of about 200 m, shifted corner by corner."""
    found = []
    for k in range(count):
        for j in range(count):
            ring = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) + (k, j)
            ring = np.array([LEFT, LOW]) + STEP * ring
            found.append((shapely.Polygon(ring if shift is None else shift(ring)).wkt, f"z{k}{j}"))
    return found


def said(small_case, command, tmp_path, subjects, layer, call="check", name="zones", fields=("BSM",), crs=4490):
    """{check code: issue} of a review of `subjects` against `layer`, both rows for `write_layer`."""
    write_layer(tmp_path / "s.gpkg", subjects, ["BSM"], crs=4490)
    path = write_layer(tmp_path / f"{name}.gpkg", layer, fields, crs=crs)
    erl = {"key": "erl", "role": "custom", "source": path.name, "coverage": "full", "fields": {"id": "BSM"}}
    case = small_case(subjects=[{"source": "s.gpkg"}], constraints=[erl], outputs=["gpkg"])
    answer = command(call, case, "--json", "--language", "en")
    assert answer.status == 0, answer.err
    if call == "review":
        issues = table_of(tmp_path / "small.review" / "review.gpkg", "issue")
    else:
        issues = answer.object["issues"]
    return {issue["check_code"]: issue for issue in issues if issue["layer"] == "erl"}


@pytest.mark.parametrize("call", ["check", "review"])
@pytest.mark.parametrize(("shift", "system"), [(to_gcj02, GCJ02), (to_bd09, BD09)])
def test_a_layer_shifted_as_a_web_map_is_measured(small_case, command, tmp_path, shift, system, call):
    issue = said(small_case, command, tmp_path, cells(), cells(shift), call)["web_map_offset"]
    assert issue["severity"] == "warning" and system in issue["message"] and "this layer" in issue["message"]
    assert "49 of 49" in issue["message"] and issue["action"]


def test_subjects_shifted_as_a_web_map_are_measured(small_case, command, tmp_path):
    issue = said(small_case, command, tmp_path, cells(to_gcj02), cells())["web_map_offset"]
    assert GCJ02 in issue["message"] and "the subjects" in issue["message"]


def test_figures_are_those_of_the_data_as_they_stand(small_case, command, tmp_path):
    """Nothing is transformed: the overlap is that of the shifted shapes."""
    write = cells(to_gcj02, 3)
    assert "web_map_offset" in said(small_case, command, tmp_path, cells(count=3), write, "review")
    rows = table_of(tmp_path / "small.review" / "review.gpkg", "overlap")
    one = shapely.union_all([shapely.from_wkt(wkt) for wkt, _ in cells(count=3)])
    other = shapely.union_all([shapely.from_wkt(wkt) for wkt, _ in write])
    area = abs(pyproj.Geod(ellps="GRS80").geometry_area_perimeter(one.intersection(other))[0])
    assert sum(row["area_m2"] for row in rows) == pytest.approx(area, rel=1e-4)


def test_other_shifts_and_layers_without_shared_corners_say_nothing(small_case, command, tmp_path):
    """A layer off by as much in another direction, and one that shares no corner: neither is called a web map's."""
    for shift in (None, lambda ring: 2 * ring - to_gcj02(ring), lambda ring: ring + 0.0007):
        assert "web_map_offset" not in said(small_case, command, tmp_path, cells(), cells(shift)), shift


def test_few_shared_corners_are_no_proof(small_case, command, tmp_path):
    one = cells(count=1)
    assert "web_map_offset" not in said(small_case, command, tmp_path, one, cells(to_gcj02, 1))


def test_names_of_fields_and_of_the_layer_are_a_remark(small_case, command, tmp_path):
    rows = [(*row, "116.3") for row in cells()]
    issue = said(small_case, command, tmp_path, cells(), rows, fields=["BSM", "gcj02_lng"])["web_map_named"]
    assert issue["severity"] == "remark" and "gcj02_lng" in issue["message"] and GCJ02 in issue["message"]
    issue = said(small_case, command, tmp_path, cells(), cells(), name="百度地图poi")["web_map_named"]
    assert BD09 in issue["message"]
    assert "web_map_named" not in said(small_case, command, tmp_path, cells(), cells(), name="plain")


@pytest.mark.parametrize("spheroid", ['"WGS_1984",6378137,298.257223563', '"Krasovsky_1940",6378245,298.3'])
def test_a_crs_that_calls_itself_gcj02_is_a_warning(small_case, command, tmp_path, spheroid):
    text = (
        f'GEOGCS["GCS_GCJ_02",DATUM["D_GCJ_02",SPHEROID[{spheroid}]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925]]'
    )
    path = write_layer(tmp_path / "g.shp", cells(), ["BSM"], crs=4490)
    path.with_suffix(".prj").write_text(text, encoding="utf-8")
    erl = {"key": "erl", "role": "custom", "source": path.name, "coverage": "full"}
    answer = command("check", small_case(constraints=[erl]), "--json")
    found = {issue["check_code"]: issue["severity"] for issue in answer.object["issues"]}
    assert found["web_map_crs"] == "warning"


def between(small_case, command, tmp_path, first, second, call="check"):
    """Issues on layers that are held against each other; the subject lies among them and shares no corner."""
    lone = shapely.box(LEFT + STEP * 2.3, LOW + STEP * 2.3, LEFT + STEP * 2.6, LOW + STEP * 2.6)
    write_layer(tmp_path / "s.gpkg", [(lone.wkt, "S")], ["BSM"], crs=4490)
    constraints = []
    for name, rows in (("county", first), ("units", second)):
        path = write_layer(tmp_path / f"{name}.gpkg", rows, ["BSM"], crs=4490)
        one = {"key": name, "role": "custom", "source": path.name, "coverage": "full", "fields": {"id": "BSM"}}
        constraints.append(one)
    case = small_case(subjects=[{"source": "s.gpkg"}], constraints=constraints, outputs=["gpkg"])
    answer = command(call, case, "--json", "--language", "en")
    assert answer.status == 0, answer.err
    of_result = call == "review"
    issues = table_of(tmp_path / "small.review" / "review.gpkg", "issue") if of_result else answer.object["issues"]
    return [issue for issue in issues if issue["check_code"] == "web_map_between_layers"]


@pytest.mark.parametrize("call", ["check", "review"])
@pytest.mark.parametrize(("shift", "system"), [(to_gcj02, GCJ02), (to_bd09, BD09)])
def test_a_layer_off_from_another_one_as_web_maps_are_is_a_remark(small_case, command, tmp_path, shift, system, call):
    (issue,) = between(small_case, command, tmp_path, cells(), cells(shift), call)
    assert (issue["layer"], issue["severity"]) == ("units", "remark")
    assert system in issue["message"] and "county" in issue["message"] and "49 of" in issue["message"]


def test_the_shifted_one_is_named_whichever_comes_first(small_case, command, tmp_path):
    (issue,) = between(small_case, command, tmp_path, cells(to_gcj02), cells())
    assert issue["layer"] == "county" and "units" in issue["message"]


def test_layers_that_agree_or_have_nothing_in_common_are_not_suspected(small_case, command, tmp_path):
    rng = np.random.default_rng(7)
    crowd = [
        (shapely.box(x, y, x + 1e-4, y + 1e-4).wkt, str(k))
        for k, (x, y) in enumerate(rng.uniform((LEFT, LOW), (LEFT + 9 * STEP, LOW + 9 * STEP), (900, 2)))
    ]
    both_shifted = [*cells(), *cells(to_gcj02)]
    pairs = (
        (cells(), cells()),
        (cells(), cells(lambda ring: ring + 0.0007)),
        (cells(count=2), cells(to_gcj02, 2)),  # too few to prove anything
        (cells(), crowd),
        (crowd, [(wkt, f"o{k}") for k, (wkt, _) in enumerate(crowd)]),
        (cells(), both_shifted),
    )
    for first, second in pairs:
        assert between(small_case, command, tmp_path, first, second) == []


def test_corners_are_kept_around_the_place_however_many_there_are():
    x, y = np.meshgrid(np.arange(400.0), np.arange(400.0))
    shapes = shapely.points(np.column_stack([x.ravel(), y.ravel()]))
    check = Corners((200.0, 200.0), 150.0)
    for part in np.array_split(shapes, 9):
        check.see(Seen(np.arange(len(part)), {}, part, part, np.zeros(len(part), bool)))
    far = np.abs(check.corners - 200.0).max(axis=1)
    assert 0.9 * MOST <= len(check.corners) <= MOST and far.max() == pytest.approx(np.sqrt(MOST) / 2, abs=1.0)
    assert len(np.unique(check.corners, axis=0)) == len(check.corners)
