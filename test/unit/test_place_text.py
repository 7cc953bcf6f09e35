"""A place as people type it: every spelling is one place, and what leaves a doubt is refused."""

import json

import pyproj
import pytest
import shapely

from zoning_review_plugin.inputs.places.crs import crs_name
from zoning_review_plugin.inputs.survey.place_file import place_of_file
from zoning_review_plugin.inputs.survey.place_text import place_of_text
from zoning_review_plugin.model.errors import ReviewFault

# 116 + 22/60 + 15/3600, 34 + 56/60 + 43/3600
LON, LAT = 116.37083333333333, 34.94527777777778


@pytest.mark.parametrize("text", [
    "116°22′15″E 34°56′43″N", "34°56′43″N, 116°22′15″E", "（116度22分15秒，34度56分43秒）",
    "北纬34°56'43\" 东经116°22'15\"",
    "116.37083333333333,34.94527777777778", "34.94527777777778 116.37083333333333", "116 22 15, 34 56 43",
    "POINT (116.37083333333333 34.94527777777778)",
    '{"type": "Point", "coordinates": [116.37083333333333, 34.94527777777778]}',
    "１１６°２２′１５″Ｅ　３４°５６′４３″Ｎ", "（１１６度２２分１５秒，３４度５６分４３秒）。", "116-22-15, 34-56-43",
    "116º22ʹ15ʺE 34º56ʹ43ʺN",
])  # fmt: skip
def test_one_place_in_many_spellings(text):
    found = place_of_text(text)
    assert (found.geometry.x, found.geometry.y) == (pytest.approx(LON, abs=1e-12), pytest.approx(LAT, abs=1e-12))
    assert crs_name(found.crs) == "EPSG:4490" and not found.crs_told


@pytest.mark.parametrize("order", [
    "{e:.4f} {n:.4f}", "X={n:.4f}，Y={e:.4f}", "{n:.4f},{e:.4f}", "X{n:.4f} Y{e:.4f}", "{e:.4f}E {n:.4f}N",
    "Ｘ＝{n:.4f}，Ｙ＝{e:.4f}。",
])  # fmt: skip
def test_plane_coordinates_tell_their_zone(order):
    to_plane = pyproj.Transformer.from_crs(4490, 4527, always_xy=True)  # 3 degrees, zone 39, with its number
    e, n = to_plane.transform(LON, LAT)
    found = place_of_text(order.format(e=e, n=n))
    assert crs_name(found.crs) == "EPSG:4527"
    assert found.geometry.distance(shapely.Point(e, n)) < 1e-3


def test_a_zone_without_number_needs_the_crs():
    with pytest.raises(ReviewFault, match="place_zone_unknown"):
        place_of_text("442000.5 3868000.1")
    found = place_of_text("442000.5 3868000.1", crs="EPSG:4548")
    assert (found.geometry.x, found.crs.to_epsg(), found.crs_told) == (442000.5, 4548, True)


@pytest.mark.parametrize("text, code", [
    ("", "place_empty"), ("20 30", "coordinates_ambiguous"), ("hello", "coordinates_unreadable"),
    ("116°E 117°E", "coordinates_contradict"), ("116.1,34.1;116.2,34.2", "place_several"),
    ("POINT (1", "place_unreadable"), ("{", "place_unreadable"), ('{"type": "Point"}', "place_unreadable"),
    ("POINT (nan nan)", "place_unreadable"), ("POLYGON EMPTY", "coordinates_unreadable"),
    ("181 34 E", "coordinates_unreadable"),
    ("[" * 5000, "coordinates_unreadable"), ("1" * 2_000_000, "coordinates_unreadable"),
])  # fmt: skip
def test_what_is_no_place_is_refused(text, code):
    with pytest.raises(ReviewFault) as caught:
        place_of_text(text)
    assert caught.value.code == code


def test_corners_make_what_they_are_said_to_make():
    text = "116.1,34.1;116.2,34.1;116.2,34.2"
    assert place_of_text(text, "polygon").geometry.area == pytest.approx(0.005)
    assert place_of_text(text, "line").geometry.length == pytest.approx(0.2)
    with pytest.raises(ReviewFault, match="place_too_few"):
        place_of_text("116.1,34.1;116.2,34.1", "polygon")


def test_a_crs_of_the_other_kind_is_refused():
    with pytest.raises(ReviewFault, match="place_crs_is_plane"):
        place_of_text("116.1,34.1", crs="EPSG:4548")
    with pytest.raises(ReviewFault, match="place_crs_is_geographic"):
        place_of_text("39442000.5, 3868000.1", crs="EPSG:4490")


def test_a_file_holds_one_feature(tmp_path):
    ring = [[116.1, 34.1], [116.2, 34.1], [116.2, 34.2], [116.1, 34.1]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    for count in (1, 2):
        whole = {"type": "FeatureCollection", "features": [feature] * count}
        (tmp_path / f"{count}.geojson").write_text(json.dumps(whole), encoding="utf-8")
    assert place_of_file("1.geojson", tmp_path).geometry.equals(shapely.Polygon(ring))
    with pytest.raises(ReviewFault, match="place_not_one_feature"):
        place_of_file("2.geojson", tmp_path)
    (tmp_path / "site.wkt").write_text("\ufeffSRID=4527;POINT (39442000 3868000)", encoding="utf-8")
    assert place_of_file("site.wkt", tmp_path).crs.to_epsg() == 4527
