"""Corner coordinates, declared areas, the land balance and the spot check, against what is known of drawn ground."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyproj
import pytest
import shapely

from zoning_review_plugin.model.case import Plan, Report
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.tables.corner_coordinates import corner_coordinates
from zoning_review_plugin.tables.declared_areas import declared_areas
from zoning_review_plugin.tables.degrees_text import degrees_texts
from zoning_review_plugin.tables.land_balance import land_balance
from zoning_review_plugin.tables.land_classes import UNCLASSIFIED, land_class
from zoning_review_plugin.tables.spot_check import spot_check

from .printed_tables import built, figures, printed
from .small_reviews import ORIGIN, Against, box, layer, line, plane, point, reviewed


def review_of(*shapes, options=None, language="en", constraints=None, crs=4547, **attributes):
    source = layer(*shapes, name="subjects", crs=crs, **attributes)
    fields = {name: name for name in attributes}
    return reviewed([source], fields=fields, options=options or plane(), language=language, **(constraints or {}))


# corner coordinates


def test_every_ring_is_told_and_closes():
    """A square with a hole, then a line: J1 to J4 and J1 again, J5 to J8 and J5 again; a line does not close."""
    hole = [(20, 20), (20, 40), (40, 40), (40, 20), (20, 20)]
    outer = [(0, 0), (0, 100), (100, 100), (100, 0), (0, 0)]
    shape = shapely.Polygon(np.array(outer) + ORIGIN, [np.array(hole) + ORIGIN])
    table = built(corner_coordinates, review_of(shape, line((1, 2), (3, 4)), point(7, 8), id=["a", "b", "c"]))
    rows = printed(table, "subject_id", "ring", "ring_kind", "point", "northing_m", "easting_m")
    x, y = ORIGIN
    square = [row[3:] for row in rows if row[:3] == ("a", "1", "outer")]
    assert {name for name, _, _ in square} == {"J1", "J2", "J3", "J4"} and square[0] == square[-1]
    assert {(n, e) for _, n, e in square} == {(f"{y + v:.3f}", f"{x + u:.3f}") for u, v in outer}
    inner = [row[3:] for row in rows if row[:3] == ("a", "2", "hole")]
    assert [name for name, _, _ in inner] == ["J5", "J6", "J7", "J8", "J5"]
    assert {(n, e) for _, n, e in inner} == {(f"{y + v:.3f}", f"{x + u:.3f}") for u, v in hole}
    assert [row[1:] for row in rows if row[0] == "b"] == [
        ("1", "line", "J1", "3600002.000", "500001.000"),
        ("1", "line", "J2", "3600004.000", "500003.000"),
    ]
    assert [row[1:4] for row in rows if row[0] == "c"] == [("1", "point", "J1")]
    assert "3-degree zone 38" in table.notes[0] and "meridian 114°" in table.notes[0] and "EPSG:4547" in table.notes[0]


def test_parts_of_a_shape_go_on_in_one_count():
    shape = shapely.MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)])
    table = built(corner_coordinates, review_of(shape, None, id=["a", "b"]))
    assert [row[2] for row in printed(table, "subject_id", "ring", "point")] == [
        "J1", "J2", "J3", "J4", "J1", "J5", "J6", "J7", "J8", "J5",
    ]  # fmt: skip
    assert [ring for (ring,) in printed(table, "ring")] == ["1"] * 5 + ["2"] * 5
    assert any("1 subjects" in note for note in table.notes)


def test_degrees_agree_with_another_transformation():
    """PROJ by way of a pipeline written out, not of EPSG codes."""
    table = built(corner_coordinates, review_of(box(70_000, 0, 70_100, 100), id=["a"]))
    to_degrees = pyproj.Transformer.from_pipeline(
        "+proj=pipeline +step +inv +proj=tmerc +lon_0=114 +x_0=500000 +ellps=GRS80 "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    for northing, easting, *told in printed(table, "northing_m", "easting_m", "longitude", "latitude"):
        for text, angle in zip(told, to_degrees.transform(float(easting), float(northing))):
            degrees, minutes, seconds = (float(part) for part in text[:-2].replace("°", "′").split("′"))
            assert 0 <= minutes < 60 and 0 <= seconds < 60
            assert degrees + minutes / 60 + seconds / 3600 == pytest.approx(angle, abs=1e-4 / 3600)


def test_a_layer_in_degrees_is_told_in_metres_of_its_zone():
    shape = shapely.box(116.0, 35.0, 116.01, 35.01)
    table = built(corner_coordinates, review_of(shape, crs=4490, id=["a"]))
    to_plane = pyproj.Proj("+proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80")
    wanted = {f"{e:.3f}" for e in to_plane([116.0, 116.01, 116.0, 116.01], [35.0, 35.0, 35.01, 35.01])[0]}
    assert {easting for (easting,) in printed(table, "easting_m")} == wanted
    assert set(printed(table, "longitude", "latitude")) == {
        (f"116°00′{s}.0000″E", f"35°00′{t}.0000″N") for s in ("00", "36") for t in ("00", "36")
    }
    assert "zone 39" in table.notes[0]


def test_seconds_never_print_60():
    angles = np.array([30 - 1e-9, -(10 + 59.99999999 / 3600), 0.0, 116.3708653])
    found = list(degrees_texts(angles, Words("zh"), "EW"))
    assert found == [
        "东经30°00′00.0000″", "西经10°01′00.0000″", "东经0°00′00.0000″", "东经116°22′15.1151″",
    ]  # fmt: skip


# declared areas


def test_declared_areas_are_held_against_the_ground():
    """10,000 m2 each: declared as such, 2 % more, a square metre more; the fourth declares nothing."""
    result = review_of(
        *(box(200 * k, 0, 200 * k + 100, 100) for k in range(4)),
        id=list("abcd"), declared_area=["10000", "10200", "10001", None],
    )  # fmt: skip
    table = built(declared_areas, result)
    keys = ("subject_id", "declared", "computed", "difference", "difference_share", "note")
    assert printed(table, *keys) == [
        ("a", "1.0000", "1.0000", "0.0000", "0.00", ""),
        ("b", "1.0200", "1.0000", "-0.0200", "-1.96", "differs notably, please verify"),
        ("c", "1.0001", "1.0000", "-0.0001", "-0.01", ""),
        ("", "3.0201", "3.0000", "-0.0201", "-0.67", ""),
    ]
    assert any("1 polygons declare no area" in note for note in table.notes)


def test_the_plan_is_held_against_its_boundary():
    result = review_of(box(0, 0, 100, 100), id=["plan"], part=["plan_boundary"])
    result = replace(result, case=replace(result.case, plan=Plan(declared_area_hm2=1.5)))
    table = built(declared_areas, result)
    assert printed(table, "subject_name", "declared", "computed", "difference_share")[-1] == (
        "Plan", "1.5000", "1.0000", "-33.33",
    )  # fmt: skip


@pytest.mark.parametrize("unit", ["hm2", "mu", "km2", "m2"])
def test_declared_and_computed_columns_add_up(unit):
    random = np.random.default_rng(3)
    sides = random.uniform(5, 40, 25)
    result = review_of(
        *(box(50 * k, 0, 50 * k + side, side) for k, side in enumerate(sides)),
        id=[f"s{k}" for k in range(25)], declared_area=[f"{side * side * 1.001:.3f}" for side in sides],
    )  # fmt: skip
    table = built(declared_areas, replace(result, case=replace(result.case, report=Report(area_unit=unit))))
    for key in ("declared", "computed", "difference"):
        assert sum(figures(table, key)[:-1]) == figures(table, key)[-1]
    per_m2 = {"hm2": 1e-4, "mu": 15e-4, "km2": 1e-6, "m2": 1.0}[unit]
    assert float(figures(table, "computed")[-1]) == pytest.approx((sides**2).sum() * per_m2, abs=0.0101)


def test_nobody_declared_anything():
    assert built(declared_areas, review_of(box(0, 0, 9, 9), id=["a"])).needs


# the land balance

SURVEY = Against(layer(*(box(-9, y, 900, y + 25) for y in (0, 25, 50)), DLBM=["0103", "1104", "0601"]), "land_survey")


def balanced(*split, language="en", survey=SURVEY):
    shapes = box(0, 0, 100, 100), box(100, 0, 140, 50), box(200, 0, 210, 10)
    return review_of(
        *shapes, options=plane(split_by=split), language=language, constraints={"land": survey},
        id=list("abc"), land_use=["1001", "070102", "no such"],
    )  # fmt: skip


@pytest.mark.parametrize("split", [(), ("land",)])
def test_the_balance_has_one_total_before_and_after(split):
    """a: 0.25 hm2 of each class and of none; b: 0.1 arable and 0.1 pond; c: 0.01 arable, for a use that none knows."""
    table = built(land_balance, balanced(*split))
    assert [row[:5] for row in printed(table, "present", "use_07", "use_10", "use_none", "before", "share")] == [
        ("01 耕地", "0.1000", "0.2500", "0.0100", "0.3600"),
        ("11 水域及水利设施用地", "0.1000", "0.2500", "0.0000", "0.3500"),
        ("Subtotal Agricultural", "0.2000", "0.5000", "0.0100", "0.7100"),
        ("06 工矿用地", "0.0000", "0.2500", "0.0000", "0.2500"),
        ("Subtotal Construction", "0.0000", "0.2500", "0.0000", "0.2500"),
        ("Class unknown", "0.0000", "0.2500", "0.0000", "0.2500"),
        ("Subtotal Class unknown", "0.0000", "0.2500", "0.0000", "0.2500"),
        ("After, sum", "0.2000", "1.0000", "0.0100", "1.2100"),
    ]
    assert printed(table, "share")[2] == (f"{71 / 1.21:.2f}",)
    assert any("1 parcels cannot be read" in note for note in table.notes)


def test_ground_whose_class_nobody_tells_stays_in_the_balance():
    twice = Against(layer(box(0, 0, 100, 100), box(0, 0, 100, 100), DLBM=["0103", "0601"]), "land_survey")
    table = built(land_balance, balanced(survey=twice))
    assert printed(table, "present", "before") == [
        ("Class unknown", "1.2100"),
        ("Subtotal Class unknown", "1.2100"),
        ("After, sum", "1.2100"),
    ]
    assert any("3 parcels cannot be told" in note for note in table.notes)


def test_the_balance_says_what_it_needs():
    table = built(land_balance, review_of(box(0, 0, 9, 9), id=["a"]))
    assert not len(table.rows) and len(table.needs) == 2
    assert "land_use" in table.needs[0] and "land_survey" in table.needs[1]


@pytest.mark.parametrize(
    ("text", "first", "group", "arable"),
    [
        ("0101", "01", "agricultural", True),
        ("水田", "01", "agricultural", True),
        ("101", "01", "agricultural", True),
        ("0303", "00", "agricultural", False),
        ("1104A", "11", "agricultural", False),
        ("0404", "04", "unused", False),
        ("1006", "10", "agricultural", False),
        ("1003", "10", "construction", False),
        ("11", "11", UNCLASSIFIED, False),
        ("=1+1", None, UNCLASSIFIED, False),
        (None, None, UNCLASSIFIED, False),
    ],
)
def test_classes_of_the_survey(text, first, group, arable):
    found = land_class(text)
    assert (found.code, found.group, found.arable) == (first, group, arable)


# the spot check


def drawn(**more):
    shapes = [box(30 * k, 0, 30 * k + 20, 20 + k) for k in range(15)]
    erl = Against(layer(box(0, 0, 1000, 10 + 1 / 3)), coverage="full", **more)
    return review_of(*shapes, id=[f"s{k}" for k in range(15)], constraints={"erl": erl})


def test_ten_patches_can_be_recomputed_from_the_sheet_alone():
    table = built(spot_check, drawn())
    rows = printed(table, "expected_m2", "planar_m2", "vertices", "wkt")
    assert len(rows) == 10
    for expected, planar, vertices, wkt in rows:
        corners = [tuple(map(float, pair.split())) for pair in wkt[wkt.index("((") + 2 : -2].split(",")]
        x0, y0 = corners[0]
        ring = [(x - x0, y - y0) for x, y in corners]
        area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2
        assert len(corners) == int(vertices)
        assert area == pytest.approx(20 * (10 + 1 / 3), abs=1e-4)
        assert expected == planar == f"{area:.4f}"
    assert "shoelace" in table.notes[-1]


def test_the_same_inputs_draw_the_same_rows_and_others_draw_others():
    first, again = (printed(built(spot_check, drawn()), "subject_id") for _ in range(2))
    assert first == again
    result = drawn()
    run = result.tables["run"]
    changed = run.assign(
        value=[v[::-1] if k.endswith("content_sha256") else v for k, v in zip(run["key"], run["value"])]
    )
    other = replace(result, tables={**result.tables, "run": changed})
    assert printed(built(spot_check, other), "subject_id") != first


def test_the_order_of_rows_does_not_change_the_draw():
    result = drawn()
    shuffled = result.tables["overlap"].sample(frac=1, random_state=1)
    other = replace(result, tables={**result.tables, "overlap": shuffled})
    drawn_rows = [set(printed(built(spot_check, one), "subject_id", "expected_m2")) for one in (result, other)]
    assert drawn_rows[0] == drawn_rows[1]


def test_secret_ground_is_never_printed():
    result = drawn(secrecy="secret")
    kept = result.tables["overlap"].assign(geom=shapely.box(0, 0, 1, 1))
    table = built(spot_check, replace(result, tables={**result.tables, "overlap": kept}))
    assert not any("POLYGON" in text for row in table.texts() for text in row)
    assert figures(table, "expected_m2") == [Decimal("206.6667")] * 10


def test_lines_are_checked_by_length():
    erl = Against(layer(box(10, -5, 60, 5)), coverage="full")
    table = built(spot_check, review_of(line((0, 0), (100, 0)), id=["l"], constraints={"erl": erl}))
    assert printed(table, "expected_m2", "expected_m") == [("—", "50.0000")]


def test_nothing_shared_leaves_nothing_to_check():
    assert built(spot_check, review_of(box(0, 0, 9, 9), id=["a"])).needs


# bad input

HOSTILE = ["=1+1", "+x", "-2", "@SUM(A1)", "a\u202eb", "x" * 10_000, "\x00\x07", "😀", "line\nbreak", "{name} %s"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("build", [corner_coordinates, declared_areas, land_balance, spot_check])
def test_hostile_texts_pass_through_as_they_are(build, language):
    shapes = [box(30 * k, 0, 30 * k + 20, 20) for k in range(len(HOSTILE))]
    survey = Against(layer(box(-9, -9, 900, 10), box(-9, 10, 900, 90), DLBM=["=0101", "@"]), "land_survey")
    result = review_of(
        *shapes, language=language, constraints={"land": survey},
        id=HOSTILE, scheme=["=A"] * len(HOSTILE), land_use=HOSTILE, declared_area=["400"] * len(HOSTILE),
    )  # fmt: skip
    table = built(build, result, language)
    assert len(table.texts()) == len(table.rows) > 0
    if build is not land_balance:
        told = {subject for (subject,) in printed(table, "subject_id")} - {""}
        assert told <= set(HOSTILE) if build is spot_check else told == set(HOSTILE)
