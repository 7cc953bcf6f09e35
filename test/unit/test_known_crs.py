"""The CRS that a file means, and how a step between datums is graded, told and recorded."""

import json

import numpy as np
import pyproj
import pytest
import shapely

from zoning_review_plugin.inputs.ogr.ogr_layer import open_ogr
from zoning_review_plugin.inputs.places.crs import Grade, crs_name, move_between, on_earth
from zoning_review_plugin.inputs.places.datums import geographic_crs, negligible_m
from zoning_review_plugin.inputs.places.gauss_zones import DATUMS, numbers_of, zone_of, zones
from zoning_review_plugin.inputs.places.known_crs import recognised, same
from zoning_review_plugin.inputs.source import parse_source
from zoning_review_plugin.model.case import Coverage, Options
from zoning_review_plugin.model.errors import InputFault
from zoning_review_plugin.model.words import Words

from .independent import array_of
from .small_cases import table_of, write_layer
from .small_reviews import Against, issues, layer, only, reviewed, rows

GEO = (
    'GEOGCS["{name}",DATUM["{datum}",SPHEROID["{ball}",{a},{rf}]{more}],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]]'
)
GAUSS = (
    'PROJCS["{name}",{geo},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{east}],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
CGCS = GEO.format(
    name="GCS_China_Geodetic_Coordinate_System_2000",
    datum="D_China_2000",
    ball="CGCS2000",
    a=6378137.0,
    rf=298.257222101,
    more="",
)
XIAN = GEO.format(name="GCS_Xian_1980", datum="D_Xian_1980", ball="Xian_1980", a=6378140.0, rf=298.257, more="")
BEIJING = GEO.format(
    name="GCS_Beijing_1954", datum="D_Beijing_1954", ball="Krasovsky_1940", a=6378245.0, rf=298.3, more=""
)
WGS = GEO.format(name="GCS_WGS_1984", datum="D_WGS_1984", ball="WGS_1984", a=6378137.0, rf=298.257223563, more="")


def gauss(name, geo, meridian, east=500000.0):
    return GAUSS.format(name=name, geo=geo, meridian=meridian, east=east)


def shifted(x, y, z, geo=XIAN):
    """A geographic CRS that brings the three parameters of a shift to WGS 84."""
    return pyproj.CRS.from_wkt(geo.replace("]],PRIMEM", f"],TOWGS84[{x},{y},{z},0,0,0,0]],PRIMEM"))


SPELLED = [
    (CGCS, "EPSG:4490"),
    (XIAN, "EPSG:4610"),
    (BEIJING, "EPSG:4214"),
    (WGS, "EPSG:4326"),
    (
        CGCS.replace("GCS_China_Geodetic_Coordinate_System_2000", "中国2000").replace("D_China_2000", "CGCS_2000"),
        "EPSG:4490",
    ),
    (XIAN.replace("D_Xian_1980", "西安80坐标系"), "EPSG:4610"),
    (gauss("CGCS2000_3_Degree_GK_CM_117E", CGCS, 117.0), "EPSG:4548"),
    (gauss("CGCS2000_3_Degree_GK_Zone_39", CGCS, 117.0, 39500000.0), "EPSG:4527"),
    (gauss("CGCS2000_GK_CM_117E", CGCS, 117.0), "EPSG:4509"),
    (gauss("CGCS2000_GK_Zone_20", CGCS, 117.0, 20500000.0), "EPSG:4498"),
    (gauss("Xian_1980_3_Degree_GK_CM_114E", XIAN, 114.0), "EPSG:2383"),
    (gauss("Beijing_1954_3_Degree_GK_Zone_38", BEIJING, 114.0, 38500000.0), "EPSG:2414"),
]


@pytest.mark.parametrize(("text", "code"), SPELLED, ids=[code for _, code in SPELLED])
def test_other_spellings_are_the_listed_crs_and_are_not_moved(text, code):
    found = recognised(pyproj.CRS.from_wkt(text))
    assert crs_name(found) == code
    move = move_between(found, pyproj.CRS(code))
    assert (move.grade, move.apply) == (Grade.NONE, None)


def test_a_shapefile_with_a_prj_of_another_program(tmp_path):
    path = write_layer(tmp_path / "units.shp", [("POLYGON((0 0,1 0,1 1,0 0))",)], crs=4548)
    for text, code in SPELLED:
        path.with_suffix(".prj").write_text(text, encoding="utf-8")
        assert crs_name(open_ogr(parse_source("units.shp", tmp_path)).crs) == code


def test_a_name_that_the_ellipsoid_belies_is_no_proof():
    """Xian 1980 by name, on the ellipsoid of Beijing 1954."""
    text = XIAN.replace("6378140.0,298.257", "6378245.0,298.3")
    assert geographic_crs(pyproj.CRS.from_wkt(text)) is None
    assert move_between(recognised(pyproj.CRS.from_wkt(text)), pyproj.CRS(4610)).grade == Grade.UNKNOWN


def test_names_that_contradict_each_other_are_no_proof():
    text = XIAN.replace("GCS_Xian_1980", "GCS_WGS_1984")
    assert geographic_crs(pyproj.CRS.from_wkt(text)) is None


def test_a_city_of_its_own_meridian_keeps_it_on_the_listed_datum():
    found = recognised(pyproj.CRS.from_wkt(gauss("City", CGCS, 118.5)))
    assert found.to_authority(min_confidence=100) is None
    move = move_between(found, pyproj.CRS(4490))
    lon, lat = shapely.get_coordinates(move.apply(array_of([shapely.Point(5e5, 4e6)])).geometry)[0]
    assert move.grade == Grade.NONE and lon == pytest.approx(118.5, abs=1e-12)


@pytest.mark.parametrize(("code", "flat"), [(4480, 4490), ("EPSG:4490+5737", 4490), ("EPSG:4548+5737", 4548)])
def test_heights_are_no_part_of_the_place(code, flat):
    found = recognised(pyproj.CRS(code))
    assert len(found.axis_info) == 2 and same(found, pyproj.CRS(flat))
    assert same(recognised(pyproj.CRS(4548).to_3d()), pyproj.CRS(4548))


def test_every_zone_has_the_meridian_and_the_false_easting_of_its_code():
    """Against the EPSG table that PROJ brings."""
    for datum in DATUMS:
        for zone in zones():
            crs = pyproj.CRS(zone.code(datum))
            assert zone_of(crs) == zone and crs.geodetic_crs.to_epsg() == int(datum[5:])
            x, _ = pyproj.Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True).transform(zone.meridian, 35.0)
            assert x == pytest.approx(zone.false_easting, abs=1e-6)
    assert len(zones()) == 64


@pytest.mark.parametrize(
    ("eastings", "number"),
    [
        ((39_400_000, 39_600_000), 39),
        ((20_400_000, 20_400_100), 20),
        ((400_000, 600_000), None),
        ((39_900_000, 40_100_000), None),
        ((24_500_000, 24_500_000), None),
        ((-39_500_000, -39_400_000), None),
    ],
)
def test_the_number_of_an_easting(eastings, number):
    assert numbers_of(eastings) == number


def test_a_crs_that_is_no_gauss_zone_is_none():
    for code in (32650, 3857, 4490, 27700, 2326):
        assert zone_of(pyproj.CRS(code)) is None


# --- grades ----------------------------------------------------------------------------------------------------------

HERE = (116.0, 39.0, 117.0, 40.0)


def grade(source, target, ground=HERE):
    move = move_between(pyproj.CRS(source), pyproj.CRS(target), ground=ground)
    return move.grade, move.accuracy_m


def test_what_agrees_to_a_decimetre_is_negligible_whatever_the_projection():
    assert grade(4490, 4326) == grade(32650, 4548) == grade(4527, 32650) == (Grade.NEGLIGIBLE, 0.1)
    assert negligible_m(pyproj.CRS(4490), pyproj.CRS(4610)) is None


def test_a_ball_that_calls_itself_wgs_84_is_not():
    ball = WGS.replace("6378137.0,298.257223563", "6371000.0,0.0")
    assert move_between(recognised(pyproj.CRS.from_wkt(ball)), pyproj.CRS(4490)).grade == Grade.UNKNOWN


@pytest.mark.parametrize("source", [4214, 4610, 2384, 2436, 4555])
def test_old_datums_are_ballpark(source):
    assert grade(source, 4490)[0] == grade(source, 4548)[0] == Grade.UNKNOWN


def test_an_operation_made_for_another_place_is_not_taken():
    """Parameters from Beijing 1954 exist for the Ordos basin, within a metre, and for the Tarim; none for Beijing."""
    assert grade(4214, 4326, (108.0, 37.0, 109.0, 38.0)) == (Grade.KNOWN, 1.0)
    assert grade(4214, 4326, (108.5, 37.5, 108.5, 37.5)) == (Grade.KNOWN, 1.0)
    assert grade(4214, 4326)[0] == Grade.UNKNOWN


def test_a_review_takes_the_operation_of_its_own_place():
    against = layer(shapely.box(116.0, 39.0, 116.1, 39.1), crs=4214)
    subject = layer(shapely.box(116.0, 39.0, 116.01, 39.01), crs=4326, name="subjects")
    result = reviewed([subject], erl=Against(against, coverage="full"))
    assert rows(result, "exposure", "status") == [("no_data",)]
    assert ("erl", None, "datum_unknown", "error") in issues(result)
    with pytest.raises(InputFault) as fault:  # the second source of subjects, by where it lies itself
        reviewed([subject, layer(shapely.box(116.2, 39, 116.21, 39.01), crs=4214, name="old")], erl=Against(against))
    assert fault.value.code == "subject_datum_unknown"
    ordos = layer(shapely.box(108.0, 37.0, 108.1, 37.1), crs=4214)
    subject = layer(shapely.box(108.0, 37.0, 108.01, 37.01), crs=4326, name="subjects")
    result = reviewed([subject], erl=Against(ordos, coverage="full"))
    assert rows(result, "exposure", "status") == [("involved",)]
    (message,) = [row[1] for row in rows(result, "issue", "check_code", "message") if row[0] == "datum_accuracy"]
    assert "1 m" in message


def test_parameters_that_come_with_a_crs_are_used_and_told():
    """Against a pipeline written by hand, with the same shift."""
    by_hand = pyproj.Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
        "+step +proj=cart +a=6378140 +rf=298.257 +step +proj=helmert +x=-20 +y=10 +z=5 "
        "+step +inv +proj=cart +ellps=GRS80 +step +proj=pop +v_3 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    x, y = by_hand.transform(116.5, 39.5)
    move = move_between(recognised(shifted(-20, 10, 5)), pyproj.CRS(4490), ground=HERE)
    there = shapely.get_coordinates(move.apply(array_of([shapely.Point(116.5, 39.5)])).geometry)[0]
    assert move.grade == Grade.STATED and "helmert" in move.operation
    assert there == pytest.approx((x, y), abs=1e-9) and abs(there[0] - 116.5) > 1e-5
    back = move_between(pyproj.CRS(4490), recognised(shifted(-20, 10, 5)), ground=HERE)
    again = shapely.get_coordinates(back.apply(array_of([shapely.Point(x, y)])).geometry)[0]
    assert again == pytest.approx((116.5, 39.5), abs=1e-8)
    source = layer(shapely.box(116.5, 39.5, 116.51, 39.51), crs=4490, name="subjects")
    red = layer(shapely.box(116.5, 39.5, 116.51, 39.51), crs=shifted(-20, 10, 5))
    result = reviewed([source], erl=Against(red, coverage="full"))
    assert ("erl", None, "datum_stated", "warning") in issues(result)
    assert 0.97 < only(result, "exposure").share_of_subject < 0.99  # a strip of some 20 m of 860


def test_parameters_that_are_all_zero_say_nothing():
    assert same(recognised(shifted(0, 0, 0, CGCS)), pyproj.CRS(4490))
    move = move_between(recognised(shifted(0, 0, 0)), pyproj.CRS(4490), ground=HERE)
    assert move.grade == Grade.UNKNOWN


def test_one_datum_needs_no_parameters():
    for own in (4610, shifted(1, 2, 3)):
        move = move_between(recognised(shifted(-20, 10, 5)), recognised(pyproj.CRS(own)), ground=HERE)
        assert (move.grade, move.apply) == (Grade.NONE, None)


LOCAL = 'LOCAL_CS["Nonearth",UNIT["Meter",1]]'


@pytest.mark.parametrize("text", [LOCAL, "EPSG:4479"])
def test_a_system_that_is_not_tied_to_the_ground_is_no_place(text):
    crs = recognised(pyproj.CRS.from_user_input(text))
    shape = shapely.box(116.5, 39.5, 116.51, 39.51)
    source = layer(shape, crs=4490, name="subjects")
    assert not on_earth(crs)
    result = reviewed([source], erl=Against(layer(shape, crs=crs), coverage="full"))
    assert rows(result, "exposure", "status") == [("no_data",)]
    assert ("erl", None, "crs_unusable", "error") in issues(result)
    by_ground = Against(layer(shape, crs=4490), "custom", layer(shape, crs=crs), coverage=Coverage("c.gpkg"))
    assert ("erl coverage", None, "crs_unusable", "error") in issues(reviewed([source], erl=by_ground))
    with pytest.raises(InputFault) as fault:
        reviewed([layer(shape, crs=crs, name="subjects")], erl=Against(layer(shape, crs=4490)))
    assert fault.value.code == "subject_crs_unusable"


# --- every report says so --------------------------------------------------------------------------------------------

SHIFT = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 +step +proj=cart +ellps=IAU76 "
    "+step +proj=helmert +x=-20 +y=10 +z=5 +step +inv +proj=cart +ellps=GRS80 +step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


@pytest.fixture
def steps_case(tmp_path, small_case):
    """A function → a case with a subject source, a constraint and a coverage layer each from another CRS."""
    place = "POLYGON((116.5 39.5,116.51 39.5,116.51 39.51,116.5 39.51,116.5 39.5))"

    def make(red=4610, **more):
        for name, crs in (("a", 4490), ("b", 4326), ("red", red), ("ground", 4326)):
            write_layer(tmp_path / f"{name}.gpkg", [(place, name)], ["BSM"], crs=crs)
        erl = {"key": "erl", "role": "ecological_red_line", "source": "red.gpkg", "coverage": {"source": "ground.gpkg"}}
        erl.update(more.pop("erl", {}))
        return small_case(subjects=[{"source": "a.gpkg"}, {"source": "b.gpkg"}], constraints=[erl], **more)

    return make


def texts_of(folder):
    """The text of every report in a result folder, by name."""
    import openpyxl

    book = openpyxl.load_workbook(folder / "review.xlsx", read_only=True)
    sheets = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    gpkg = table_of(folder / "review.gpkg", "issue") + table_of(folder / "review.gpkg", "run")
    return {
        "review.html": (folder / "review.html").read_text(encoding="utf-8"),
        "review.xlsx": "\n".join(sheets),
        "review.gpkg": json.dumps(gpkg, ensure_ascii=False, default=str),
        "review.json": (folder / "review.json").read_text(encoding="utf-8"),
        "csv": "".join((folder / "csv" / f"{name}.csv").read_text(encoding="utf-8-sig") for name in ("issue", "run")),
    }


@pytest.mark.parametrize(
    ("erl", "options", "codes", "status"),
    [
        ({}, {}, {"datum_unknown": "error"}, "no_data"),
        ({}, {"accept_datum_shift": True}, {"datum_shift_accepted": "warning"}, "involved"),
        ({"transform": SHIFT}, {}, {"datum_named": "remark"}, "involved"),
    ],
)
def test_every_report_tells_of_every_step(steps_case, command, tmp_path, erl, options, codes, status):
    outputs = ["gpkg", "xlsx", "html", "csv", "json"]
    answer = command("review", steps_case(erl=erl, options=options, outputs=outputs), "--output", tmp_path / "out")
    assert answer.status == 0, answer.err
    issue = table_of(tmp_path / "out" / "review.gpkg", "issue")
    found = {(row["layer"], row["check_code"]): row["severity"] for row in issue}
    wanted = {("erl", code): severity for code, severity in codes.items()}
    wanted.update({("b", "datum_negligible"): "remark", ("erl coverage", "datum_negligible"): "remark"})
    assert {key: found.get(key) for key in wanted} == wanted
    run = {row["key"]: row["value"] for row in table_of(tmp_path / "out" / "review.gpkg", "run")}
    assert run["coverage.erl.crs"] == "EPSG:4326" and "proj=" in run["coverage.erl.transform"]
    assert "proj=" in run["subject.2.transform"] and "subject.1.transform" not in run
    assert ("proj=" in run.get("constraint.erl.transform", "")) == (status == "involved")
    assert {row["status"] for row in table_of(tmp_path / "out" / "review.gpkg", "exposure")} == {status}
    (code,) = codes
    wanted = Words("en").say(f"fault.{code}").partition("{")[0].strip()
    for name, text in texts_of(tmp_path / "out").items():
        assert wanted in text and "0.1 m" in text, name
        assert "coverage of erl" in text or name in ("review.gpkg", "review.json", "csv"), name


def test_a_step_of_some_metres_is_told_with_its_figure():
    """British grid to WGS 84: no better than some metres without a grid of corrections."""
    x, y = pyproj.Transformer.from_crs(4326, 27700, always_xy=True).transform(-1.5, 52.5)
    result = reviewed(
        [layer(shapely.box(-1.5, 52.5, -1.49, 52.51), crs=4326, name="subjects")],
        erl=Against(layer(shapely.box(x, y, x + 500, y + 500), crs=27700), coverage="full"),
    )
    (row,) = result.tables["issue"].query("check_code == 'datum_accuracy'").itertuples()
    assert row.severity == "warning" and " m" in row.message
    assert rows(result, "exposure", "status") == [("involved",)]


def test_the_step_that_a_case_names_serves_the_coverage_in_the_same_crs():
    shape = shapely.box(116.5, 39.5, 116.6, 39.6)
    against = Against(
        layer(shapely.box(116.9, 39.9, 116.91, 39.91), crs=4610),
        "custom",
        layer(shape, crs=4610),
        coverage=Coverage("c.gpkg"),
        transform=SHIFT,
    )
    subject = layer(shapely.box(116.55, 39.55, 116.56, 39.56), crs=4490, name="subjects")
    result = reviewed([subject], erl=against)
    assert rows(result, "exposure", "status") == [("not_involved",)]
    assert ("erl coverage", None, "datum_named", "remark") in issues(result)


def test_web_mercator_is_told_and_its_plane_refused():
    from zoning_review_plugin.model.errors import CaseFault

    x, y = pyproj.Transformer.from_crs(4326, 3857, always_xy=True).transform(116.5, 39.5)
    square = shapely.box(x, y, x + 100, y + 100)
    result = reviewed([layer(square, crs=3857, name="subjects")], erl=Against(layer(square, crs=3857)))
    (row,) = result.tables["issue"].query("check_code == 'web_mercator'").itertuples()
    assert row.severity == "warning" and "30 %" in row.message  # 1 / cos 39.5 degrees
    with pytest.raises(CaseFault) as fault:
        reviewed(
            [layer(square, crs=3857, name="subjects")],
            options=Options(area_basis="projected"),
            erl=Against(layer(square, crs=3857)),
        )
    assert fault.value.code == "plane_unusable"
    plain = layer(shapely.box(5e5, 4e6, 5.001e5, 4.001e6), crs=4548, name="subjects")
    assert "web_mercator" not in [row[2] for row in issues(reviewed([plain], erl=Against(plain)))]


def test_geometry_moved_by_two_legs_keeps_its_number_of_corners():
    move = move_between(recognised(shifted(-20, 10, 5)), pyproj.CRS(4548), ground=HERE)
    found = move.apply(array_of([shapely.box(116.5, 39.5, 116.501, 39.501), None])).geometry
    assert shapely.get_num_coordinates(found).tolist() == [5, 0] and np.isfinite(shapely.bounds(found[0])).all()
