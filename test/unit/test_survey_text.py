"""Survey boundary text: both layouts, every encoding, every contradiction in it, and the way back."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.inputs.survey.gauss_kruger import GaussKruger, datum_named, system_of, zone_at
from zoning_review_plugin.model.errors import InputFault
from zoning_review_plugin.outputs.survey_text import write_survey

from .survey_samples import INNER, OUTER, PLAIN_SQUARE, WITH_HOLE, ring_lines, survey


def read(folder, text, encoding="utf-8", more="", name="s.txt"):
    """(layer, geometries, attributes) of a text written to a file."""
    (folder / name).write_bytes(text.encode(encoding))
    return opened(folder, name + more)


def opened(folder, source):
    layer = open_source(source, "auto", folder)
    batch = next(layer.batches([field.name for field in layer.fields]))
    return layer, shapely.from_wkb(batch.wkb), {name: list(column) for name, column in batch.attributes.items()}


def codes(layer):
    return {fault.code: fault.severity for fault in layer.found}


def fault(folder, text, more=""):
    with pytest.raises(InputFault) as caught:
        read(folder, text, more=more)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_layout_for_reporting(tmp_path, encoding, end):
    layer, shapes, texts = read(tmp_path, survey(WITH_HOLE, PLAIN_SQUARE).replace("\n", end), encoding)
    assert layer.crs.to_epsg() == 4527 and layer.found == ()
    assert shapely.area(shapes) == pytest.approx([7500, 10000])
    assert shapely.bounds(shapes[0]).tolist() == [39500000, 3400000, 39500100, 3400100]
    assert [len(shape.interiors) for shape in shapes] == [1, 0]
    assert (texts["DKBH"], texts["DKMC"]) == (["1", "2"], ["甲地块", "乙地块"])
    assert (texts["TFH"], texts["DKYT"], texts["DLBM"]) == (["H50G002051", None], ["工业用地", None], ["0601", None])
    assert (texts["DKMJ"], texts["MJ"]) == (["0.7500", "1.0000"], ["7500", "10000"])
    assert {field.name: field.alias for field in layer.fields}["DKBH"] == "地块编号"


@pytest.mark.parametrize(
    "datum, width, zone, easting, epsg",
    [
        ("2000国家大地坐标系", 3, 39, 39500000, 4527),
        ("CGCS2000", 3, 39, 500000, 4548),
        ("1980西安坐标系", 3, 40, 40500000, 2364),
        ("西安80", 6, 20, 20500000, 2334),
        ("1954年北京坐标系", 6, 20, 500000, 21460),
        ("北京54", 3, 38, 38500000, 2414),
    ],
)
def test_the_coordinate_system_of_the_header(tmp_path, datum, width, zone, easting, epsg):
    moved = [(x, y - 39500000 + easting) for x, y in OUTER]
    text = survey(("5,1,1,a,面,,,,", ring_lines(moved)), 坐标系=datum, 几度分带=f"{width}度分带", 带号=str(zone))
    assert read(tmp_path, text)[0].crs.to_epsg() == epsg


@pytest.mark.parametrize(
    "change, code",
    [
        ({"带号": "38"}, "survey_zone_contradicts"),
        ({"几度分带": "6"}, "survey_zone_width"),
        ({"坐标系": None}, "survey_datum_unknown"),
        ({"坐标系": "地方独立坐标系"}, "survey_datum_unknown"),
        ({"坐标系": "1980西安坐标系转2000"}, "survey_datum_unknown"),
    ],
)
def test_a_header_that_contradicts_its_figures_is_not_guessed_at(tmp_path, change, code):
    text = survey(PLAIN_SQUARE, **change)
    assert fault(tmp_path, text).code == code
    layer, shapes, _ = read(tmp_path, text, more="|crs=EPSG:4527")
    assert layer.crs.to_epsg() == 4527 and shapes[0].area == pytest.approx(1e4)


def test_eastings_without_a_zone_and_of_two_zones(tmp_path):
    low = ("5,1,1,a,面,,,,", ring_lines([(x, y - 39000000) for x, y in OUTER]))
    assert fault(tmp_path, survey(low, 带号=None)).code == "survey_zone_unknown"
    assert fault(tmp_path, survey(low, 带号="7")).code == "survey_zone_unknown"
    assert fault(tmp_path, survey(low, PLAIN_SQUARE)).code == "survey_zones_mixed"


def test_the_crs_that_the_user_names_comes_first_and_is_told(tmp_path):
    layer = read(tmp_path, survey(PLAIN_SQUARE), more="|crs=EPSG:2363")[0]
    assert layer.crs.to_epsg() == 2363 and codes(layer) == {"crs_stated_otherwise": "warning"}
    assert read(tmp_path, survey(PLAIN_SQUARE), more="|crs=EPSG:4527")[0].found == ()


@pytest.mark.parametrize(
    "line, number",
    [("J9,1,3400000.1O0,39500000.000", 11), ("J9,1,3400000", 11), ("J9,1,,39500000.000", 11), ("ende", 11)],
)
def test_a_line_that_cannot_be_read_is_named_and_never_passed_over(tmp_path, line, number):
    found = fault(tmp_path, survey(("6,1,1,a,面,,,,", [line, *ring_lines(OUTER)])))
    assert (found.code, found.place.line, found.params["text"]) == ("survey_line_unreadable", number, line)


def test_swapped_axes_are_noticed(tmp_path):
    """X is the northing: 8 digits there can only be an easting."""
    swapped = ("5,1.0000,1,a,面,,,,", ring_lines([(y, x) for x, y in OUTER]))
    layer, shapes, _ = read(tmp_path, survey(swapped))
    assert codes(layer) == {"survey_axes_swapped": "warning"}
    assert shapely.bounds(shapes[0]).tolist() == [39500000, 3400000, 39500100, 3400100]
    low = [(y - 39000000, x) for x, y in OUTER]
    layer, shapes, _ = read(tmp_path, survey(("5,1.0000,1,a,面,,,,", ring_lines(low))))
    assert "survey_axes_swapped" in codes(layer) and layer.crs.to_epsg() == 4548


def test_points_that_are_missing_keep_the_shape_out(tmp_path):
    cut = ("5,1.0000,1,a,面,,,,", ring_lines(OUTER)[:3])
    layer, shapes, texts = read(tmp_path, survey(cut, PLAIN_SQUARE))
    assert codes(layer)["survey_points_missing"] == "error" and shapes[0] is None and shapes[1] is not None
    assert layer.declared_count == 2 and texts["DKBH"] == ["1", "2"]


def test_a_wrong_count_beside_a_right_area_is_only_told(tmp_path):
    layer, shapes, _ = read(tmp_path, survey(("9,1.0000,1,a,面,,,,", ring_lines(OUTER))))
    assert codes(layer) == {"survey_point_count": "warning"} and shapes[0].area == pytest.approx(1e4)


@pytest.mark.parametrize("count, closed", [(4, True), (5, True), (4, False), (5, False)])
def test_a_ring_may_return_to_its_first_point_or_not(tmp_path, count, closed):
    layer, shapes, _ = read(tmp_path, survey((f"{count},1.0000,1,a,面,,,,", ring_lines(OUTER, closed=closed))))
    assert codes(layer) == ({} if closed else {"survey_ring_open": "remark"}) and shapes[0].area == pytest.approx(1e4)


def test_one_open_ring_among_closed_ones_is_graver(tmp_path):
    layer = read(tmp_path, survey(("4,1.0000,1,a,面,,,,", ring_lines(OUTER, closed=False)), PLAIN_SQUARE))[0]
    assert codes(layer) == {"survey_ring_open": "warning"}


@pytest.mark.parametrize(
    "area, found",
    [
        ("1.0000", {}), ("1.0", {}), ("1", {}), ("1公顷", {}), ("10000平方米", {}), ("15亩", {}), ("", {}), ("0", {}),
        ("1.0004", {}), ("1.0010", {"survey_area"}), ("1.2", {"survey_area"}), ("10000", {"survey_area_in_m2"}),
    ],
)  # fmt: skip
def test_the_declared_area_is_held_against_the_shape(tmp_path, area, found):
    """A square of 1 ha whose points are given to a centimetre: 400 m of border leave 4 m2 of doubt."""
    layer = read(tmp_path, survey((f"5,{area},1,a,面,,,,", ring_lines(OUTER))))[0]
    assert set(codes(layer)) == set(found)


def test_an_area_on_the_ellipsoid_is_as_good_as_one_on_the_plane(tmp_path):
    """At 120 km from the central meridian the plane is 177 ppm larger: 1000 ha there are 999.8 ha on the ellipsoid."""
    far = [(3400000, 39620000), (3403000, 39620000), (3403000, 39623000), (3400000, 39623000)]
    scale = 1 + (120e3 + 1500) ** 2 / 6.37e6**2  # of areas: twice that of lengths
    for area, agrees in ((900.0, True), (900.0 / scale, True), (901.0, False)):
        layer = read(tmp_path, survey((f"5,{area:.2f},1,a,面,,,,", ring_lines(far))))[0]
        assert ("survey_area" in codes(layer)) != agrees, area


def test_a_point_number_used_twice(tmp_path):
    lines = ring_lines(OUTER)
    lines[2] = lines[2].replace("J3", "J2")
    layer = read(tmp_path, survey(("5,1,1,a,面,,,,", lines)))[0]
    assert codes(layer) == {"survey_point_twice": "warning"} and "J2" in layer.found[0].params["examples"]


def test_rings_beside_each_other_are_parts_and_islands_in_holes_are_ground(tmp_path):
    beside = [(x, y + 500) for x, y in OUTER]
    island = [(3400040, 39500040), (3400060, 39500040), (3400060, 39500060), (3400040, 39500060)]
    lines = ring_lines(INNER, 2, 9) + ring_lines(beside, 3, 5) + ring_lines(OUTER) + ring_lines(island, 4, 13)
    layer, shapes, _ = read(tmp_path, survey(("20,,1,a,面,,,,", lines)))
    assert shapes[0].area == pytest.approx(1e4 - 2500 + 400 + 1e4) and len(shapes[0].geoms) == 3
    assert codes(layer) == {"survey_ring_outside": "remark"}


def test_rings_that_return_early_are_told_apart_without_numbers(tmp_path):
    layer, shapes, _ = read(tmp_path, survey(("10,0.7500,1,a,面,,,,", ring_lines(OUTER) + ring_lines(INNER, 1, 5))))
    assert shapes[0].area == pytest.approx(7500) and layer.found == ()


def test_points_and_lines(tmp_path):
    line, point = ("3,,1,路,线,,,,", ring_lines(OUTER, closed=False)[:3]), ("1,,2,井,点,,,,", ring_lines(OUTER)[:1])
    _, shapes, _ = read(tmp_path, survey(line, point))
    assert [shape.geom_type for shape in shapes] == ["LineString", "Point"] and shapes[0].length == pytest.approx(200)


def test_too_few_points(tmp_path):
    layer, shapes, _ = read(tmp_path, survey(("2,,1,a,面,,,,", ring_lines(OUTER, closed=False)[:2])))
    assert codes(layer)["survey_too_few_points"] == "error" and shapes[0] is None


PLAIN = """坐标系：2000国家大地坐标系
点号 X坐标 Y坐标
地块一
J1\t3400000.000\t39500000.000
J2\t3400100.000\t39500000.000
J3\t3400100.000\t39500100.000
J1\t3400000.000\t39500000.000

地块二
1,1,3400000.000,39500500.000
2,1,3400100.000,39500500.000
3,1,3400100.000,39500600.000

3400000.000 39500700.000
3400100.000 39500700.000
3400100.000 39500800.000
"""


def test_the_plain_layout(tmp_path):
    layer, shapes, texts = read(tmp_path, PLAIN, "gb18030")
    assert shapely.area(shapes) == pytest.approx([5000] * 3) and layer.crs.to_epsg() == 4527
    assert texts["DKMC"] == ["地块一", "地块二", None] and texts["DKBH"] == ["1", "2", "3"]
    assert codes(layer) == {
        "points_as_areas": "remark",
        "survey_ring_open": "warning",
        "encoding_tried": "info",
    }


BROKEN = ["J2 116°22′2x5″ 34°56′43″", "J2 116°22′25″", "J2 116°22′25″ 34°56′43″ 1x", "J2 116° E 117° E 1°"]


@pytest.mark.parametrize("line", BROKEN)
def test_a_line_of_degrees_that_cannot_be_read_is_named(tmp_path, line):
    found = fault(tmp_path, f"坐标系=2000国家大地坐标系\nJ1 116°22′15″ 34°56′43″\n{line}\nJ3 116°22′25″ 34°56′53″\n")
    assert (found.code, found.place.line) == ("survey_line_unreadable", 3)


def test_titles_in_the_plain_layout_are_no_plots(tmp_path):
    layer, shapes, texts = read(tmp_path, "某项目界址点坐标表\n地块：甲\n" + PLAIN + "测绘单位：某公司\n")
    assert len(shapes) == 3 and texts["DKMC"] == ["地块一", "地块二", None]
    told = next(found for found in layer.found if found.code == "survey_lines_aside")
    assert told.params == {"count": 3, "examples": "某项目界址点坐标表, 地块：甲, 测绘单位：某公司"}


def test_degrees_in_the_plain_layout(tmp_path):
    text = "坐标系=2000国家大地坐标系\n甲\nJ1 116°22′15″ 34°56′43″\nJ2 116°22′25″ 34°56′43″\nJ3 116°22′25″ 34°56′53″\n"
    layer, shapes, _ = read(tmp_path, text)
    assert layer.crs.to_epsg() == 4490
    seconds = (shapely.bounds(shapes[0]) - [116, 34, 116, 34]) * 3600
    assert seconds == pytest.approx([22 * 60 + 15, 56 * 60 + 43, 22 * 60 + 25, 56 * 60 + 53])
    decimal = read(tmp_path, "坐标系=2000国家大地坐标系\n34.9,116.3\n34.9,116.4\n34.8,116.4\n")[1][0]
    assert shapely.bounds(decimal).tolist() == [116.3, 34.8, 116.4, 34.9]
    assert (
        fault(tmp_path, "坐标系=2000国家大地坐标系\n44.9,46.3\n44.9,46.4\n44.8,46.4\n").code == "coordinates_ambiguous"
    )


@pytest.mark.parametrize(
    "text", ["", "\n\n", "nothing here", "[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\n", "2\n"]
)
def test_texts_without_points(tmp_path, text):
    assert fault(tmp_path, text).code == "survey_without_points"


def test_a_binary_file_is_no_text(tmp_path):
    (tmp_path / "b.txt").write_bytes(bytes(range(128, 256)) * 9)
    with pytest.raises(InputFault) as caught:
        open_source("b.txt", "auto", tmp_path)
    assert caught.value.code == "file_undecodable"


def test_zones_and_systems():
    for zone, meridian in ((25, 75), (39, 117), (45, 135)):
        operation = GaussKruger("cgcs2000", 3, zone, True).crs.coordinate_operation
        assert zone_at(meridian) == zone and meridian in [parameter.value for parameter in operation.params]
    assert [zone_at(longitude, 6) for longitude in (75, 117, 135)] == [13, 20, 23]
    for epsg in (4513, 4533, 4534, 4554, 4491, 4501, 4502, 4512):  # the first and last of each kind, domain reference
        assert system_of(pyproj.CRS.from_epsg(epsg)).crs.to_epsg() == epsg
    assert datum_named("西安1980") == "xian80" and datum_named("WGS84") is None


# --- what the header states of unit and system ---------------------------------------------------------------------


def in_unit(metres, header=None, **more):
    """A survey of the 100 m square whose figures are in a unit of so many metres."""
    lines = [f"J{k},1,{x / metres:.6f},{y / metres:.6f}" for k, (x, y) in enumerate([*OUTER, OUTER[0]], 1)]
    return survey(("5,1.0000,1,a,面,,,,", lines), **{"计量单位": header, **more})


@pytest.mark.parametrize("unit", ["千米", "公里", "km", "KM", "㎞", "千米（km）", " 公里 "])
def test_kilometres_are_read_as_kilometres(tmp_path, unit):
    layer, shapes, _ = read(tmp_path, in_unit(1000, unit))
    assert codes(layer) == {"survey_unit_converted": "remark"} and layer.crs.to_epsg() == 4527
    assert shapely.bounds(shapes[0]) == pytest.approx([39500000, 3400000, 39500100, 3400100], abs=1e-6)


@pytest.mark.parametrize("unit", ["米", "m", "公尺", "米、公顷", "米（m）", None])
def test_metres_under_their_names(tmp_path, unit):
    layer, shapes, _ = read(tmp_path, in_unit(1, unit))
    assert layer.found == () and shapes[0].area == pytest.approx(1e4)


@pytest.mark.parametrize(
    "text, code",
    [
        (in_unit(0.3048, "英尺"), "survey_unit_unknown"),
        (in_unit(1, "公顷"), "survey_unit_unknown"),
        (in_unit(1, "度分秒"), "survey_unit_unknown"),
        (in_unit(1, "度"), "survey_unit_contradicts"),
        (in_unit(1, "千米"), "survey_unit_contradicts"),
        (in_unit(1000, "米"), "survey_northing"),
        (in_unit(1000, None), "survey_northing"),
        (in_unit(0.001, None), "survey_northing"),
        (
            survey(("3,,1,a,面,,,,", ["J1,1,34.9,116.3", "J2,1,34.9,116.4", "J3,1,34.8,116.4"])),
            "survey_unit_contradicts",
        ),
        # degrees, minutes and seconds in one figure: 34°56′43.84″ 116°22′15.11″
        (survey(("1,,1,a,点,,,,", ["J1,1,345643.84,1162215.11"]), 计量单位="米"), "survey_packed_degrees"),
    ],
)
def test_no_plot_is_placed_by_a_unit_that_is_not_known_or_not_that_of_its_figures(tmp_path, text, code):
    assert fault(tmp_path, text).code == code


def test_degrees_under_a_header_that_says_so(tmp_path):
    points = ["J1,1,34.9,116.3", "J2,1,34.9,116.4", "J3,1,34.8,116.4"]
    text = survey(("3,,1,a,面,,,,", points), 计量单位="度", 投影类型="经纬度", 带号=None, 几度分带=None)
    layer, shapes, _ = read(tmp_path, text)
    assert layer.crs.to_epsg() == 4490 and shapely.bounds(shapes[0]).tolist() == [116.3, 34.8, 116.4, 34.9]


def test_the_crs_that_the_user_names_decides_about_small_figures(tmp_path):
    points = ["J1,1,34.9,116.3", "J2,1,34.9,116.4", "J3,1,34.8,116.4"]
    text = survey(("3,,1,a,面,,,,", points))
    layer = read(tmp_path, text, more="|crs=EPSG:4490")[0]
    assert codes(layer)["survey_unit_contradicts"] == "warning"
    assert fault(tmp_path, in_unit(0.3048, "英尺"), more="|crs=EPSG:4527").code == "survey_unit_unknown"


def test_titles_over_plain_points_name_the_unit(tmp_path):
    text = "坐标系：2000国家大地坐标系\n点号 X(km) Y(km)\n1 3400.0 39500.0\n2 3400.1 39500.0\n3 3400.1 39500.1\n"
    layer, shapes, _ = read(tmp_path, text)
    assert codes(layer)["survey_unit_converted"] == "remark" and shapes[0].area == pytest.approx(5000)


@pytest.mark.parametrize(
    "change, code",
    [
        ({"几度分带": "1.5"}, "survey_setting_unknown"),
        ({"几度分带": "任意带"}, "survey_setting_unknown"),
        ({"带号": "三十九"}, "survey_setting_unknown"),
        ({"投影类型": "UTM"}, "survey_setting_unknown"),
        ({"投影类型": "兰勃特"}, "survey_setting_unknown"),
        ({"投影面高程": "500"}, "survey_setting_unknown"),
        ({"东偏移": "39400000"}, "survey_setting_unknown"),
        ({"中央子午线": "120"}, "survey_meridian"),
        ({"中央子午线": "118.5"}, "survey_meridian"),
        ({"投影带号": "38"}, "survey_setting_twice"),
        ({"坐标系": "CGCS2000_3_Degree_GK_Zone_38"}, "survey_setting_twice"),
        ({"坐标系": "CGCS2000_3_Degree_GK_Zone_38", "带号": None}, "survey_zone_contradicts"),
    ],
)
def test_settings_that_contradict_each_other_or_are_not_known_are_refused(tmp_path, change, code):
    text = survey(PLAIN_SQUARE, **change)
    assert fault(tmp_path, text).code == code
    if "投影带号" not in change:  # and told where the user decides
        assert codes(read(tmp_path, text, more="|crs=EPSG:4527")[0])[code] == "warning"


@pytest.mark.parametrize(
    "change",
    [
        {"中央子午线": "117"},
        {"中央子午线": "117°00′00″E"},
        {"投影类型": "高斯-克吕格投影"},
        {"投影类型": "Gauss_Kruger"},
        {"投影类型": ""},
        {"东偏移": "500000"},
        {"几度分带": "三度带"},
        {"带号": "39带"},
        {"坐标系": "CGCS2000_3_Degree_GK_Zone_39"},
        {"转换参数": "X平移,Y平移,Z平移,X旋转,Y旋转,Z旋转,尺度参数"},
        {"转换参数": "0,0,0,0,0,0,0"},
        {"精度": "0.001"},
        {"精度": "1厘米"},
    ],
)
def test_settings_that_agree_are_no_matter(tmp_path, change):
    layer = read(tmp_path, survey(PLAIN_SQUARE, **change))[0]
    assert layer.found == () and layer.crs.to_epsg() == 4527


@pytest.mark.parametrize("meridian, width, epsg", [("117", "3", 4548), ("117", "6", 4509), ("114", None, 4547)])
def test_the_central_meridian_tells_the_zone(tmp_path, meridian, width, epsg):
    low = ("5,1,1,a,面,,,,", ring_lines([(x, y - 39000000) for x, y in OUTER]))
    text = survey(low, 中央子午线=meridian, 带号=None, 几度分带=width)
    assert read(tmp_path, text)[0].crs.to_epsg() == epsg


def test_parameters_and_coarse_accuracy_are_told(tmp_path):
    text = survey(PLAIN_SQUARE, 转换参数="-15.4,120.1,65.2,0,0,0,1.2", 精度="5米")
    assert codes(read(tmp_path, text)[0]) == {"survey_transform_stated": "warning", "survey_accuracy": "remark"}


def test_a_setting_stated_twice_is_refused(tmp_path):
    text = survey(PLAIN_SQUARE).replace("带号=39\n", "带号=39\n带号=38\n")
    found = fault(tmp_path, text)
    assert (found.code, found.params["first"], found.params["second"]) == ("survey_setting_twice", "39", "38")


def test_a_datum_against_the_one_that_the_user_names_is_told_where_the_rest_is_unclear(tmp_path):
    layer = read(tmp_path, survey(PLAIN_SQUARE, 坐标系="1980西安坐标系", 带号="38"), more="|crs=EPSG:4527")[0]
    assert codes(layer) == {"survey_zone_contradicts": "warning", "crs_stated_otherwise": "warning"}


# --- and back -----------------------------------------------------------------------------------------------------


@st.composite
def star(draw):
    """A simple polygon around (0, 0): corners at growing angles, perhaps with a hole, anywhere to a tenth of mm."""
    count = draw(st.integers(3, 9))
    radii = np.array(draw(st.lists(st.integers(200_000, 5_000_000), min_size=count, max_size=count))) / 1e4
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    at = np.array([draw(st.integers(39_200_000_0, 39_800_000_0)) / 10, draw(st.integers(2_000_000, 5_500_000))])
    ring = at + np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])
    hole = at + (ring - at) * 0.2 if draw(st.booleans()) and count > 4 else None
    return shapely.polygons(ring, None if hole is None else [hole])


@settings(max_examples=60, deadline=None)
@given(st.lists(star(), min_size=1, max_size=4), st.sampled_from(["gb18030", "utf-8"]))
def test_a_round_trip_is_exact_to_a_millimetre(tmp_path_factory, polygons, encoding):
    """Written, read and written again: points within 0.1 mm, rings, holes, plots and attributes the same."""
    folder = tmp_path_factory.mktemp("trip")
    lines = []
    for number, polygon in enumerate(polygons, 1):
        rings = [shapely.get_coordinates(ring)[:-1] for ring in shapely.get_rings(polygon)]
        count = sum(len(ring) + 1 for ring in rings)
        head = f"{count},{polygon.area / 1e4:.4f},{number},地块{number},面,图幅,用途,010{number},"
        lines.append((head, [p for k, ring in enumerate(rings, 1) for p in exact_lines(ring, k)]))
    first, shapes, texts = read(folder, survey(*lines), name="first.txt")
    assert first.found == ()
    written = write_survey(first, folder / "second.txt", encoding=encoding)
    assert written.issues == () and written.plots == len(polygons)
    second, again, texts_again = opened(folder, "second.txt")
    assert second.crs.equals(first.crs) and texts_again == texts and second.found == ()
    for before, after in zip(shapes, again):
        assert shapely.get_num_interior_rings(before) == shapely.get_num_interior_rings(after)
        assert np.abs(shapely.get_coordinates(before) - shapely.get_coordinates(after)).max() < 1e-4
        assert (shapely.get_num_coordinates(before)) == shapely.get_num_coordinates(after)
    write_survey(second, folder / "third.txt", encoding=encoding)
    assert (folder / "third.txt").read_bytes() == (folder / "second.txt").read_bytes()


def exact_lines(ring, number):
    lines = [f"J{k},{number},{y!r},{x!r}" for k, (x, y) in enumerate(ring.tolist(), 1)]
    return lines + lines[:1]
