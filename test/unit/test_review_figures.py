"""The figures of a review: four area bases, ground counted once, attribute areas, lengths, slivers, accuracy."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyproj
import pytest
import shapely

from zoning_review_plugin.model.case import Options, Sliver

from .independent import ON_CGCS2000, cut_edges, star
from .small_reviews import Against, box, issues, layer, line, only, plane, point, reviewed, rows

GEOD = pyproj.Geod(a=6378137.0, rf=298.257222101)
SUBJECT = box(0, 0, 100, 100)
FAR = box(9_000, 9_000, 9_100, 9_100)
LEFT_HALF, RIGHT_THREE_QUARTERS = box(-50, 0, 50, 100), box(25, 0, 100, 100)


def plain_ring(polygon):
    return np.array(polygon.exterior.coords)


def on_ellipsoid(code, polygon):
    """m2 of a polygon of a CRS by the series of TD/T 1055, its edges followed in 4000 steps each."""
    ring = cut_edges(plain_ring(polygon), 4000)
    if code != 4490:
        move = pyproj.Transformer.from_crs(code, pyproj.CRS.from_epsg(code).geodetic_crs, always_xy=True)
        ring = np.column_stack(move.transform(*ring.T))
    return abs(ON_CGCS2000.area(ring))


def by_geodesics(code, polygon):
    lonlat = plain_ring(polygon)
    if code != 4490:
        move = pyproj.Transformer.from_crs(code, pyproj.CRS.from_epsg(code).geodetic_crs, always_xy=True)
        lonlat = np.column_stack(move.transform(*lonlat.T))
    return abs(GEOD.polygon_area_perimeter(*lonlat.T)[0])


def in_zone(code, polygon):
    """m2 in the plane itself; under EPSG:4490 in the Gauss-Krueger zone of 111 degrees, vertex by vertex."""
    if code == 4490:
        move = pyproj.Transformer.from_crs(4490, 4546, always_xy=True)
        polygon = shapely.transform(polygon, lambda xy: np.column_stack(move.transform(*xy.T)))
    return polygon.area


RULES = {"ellipsoidal": on_ellipsoid, "geodesic": by_geodesics, "projected": in_zone}
GROUNDS = {4490: ((110.3, 31.2), 0.03), 4546: ((560_000.0, 3_450_000.0), 3000.0)}


@pytest.mark.parametrize("code", GROUNDS)
@pytest.mark.parametrize("basis", RULES)
def test_areas_follow_the_basis(basis, code):
    centre, size = GROUNDS[code]
    subject, feature = (
        shapely.Polygon(star(seed, np.array(centre) + shift * size, size, 8)) for seed, shift in ((1, 0), (2, 0.4))
    )
    result = reviewed(
        [layer(subject, crs=code, name="s")],
        options=Options(area_basis=basis),
        erl=Against(layer(feature, crs=code)),
    )
    area, rule = only(result, "overlap").area_m2, RULES[basis]
    assert only(result, "subject").area_m2 == pytest.approx(rule(code, subject), rel=1e-9)
    assert area == pytest.approx(rule(code, subject.intersection(feature)), rel=1e-9)
    assert only(result, "overlap").share_of_subject == pytest.approx(area / rule(code, subject), rel=1e-9)
    assert only(result, "overlap").share_of_feature == pytest.approx(area / rule(code, feature), rel=1e-9)
    exposure = only(result, "exposure")
    assert exposure.union_area_m2 == pytest.approx(area, rel=1e-12)
    assert exposure.remainder_m2 == pytest.approx(rule(code, subject) - area, rel=1e-9)


@pytest.mark.parametrize("basis", ["ellipsoidal", "geodesic", "projected", "attribute"])
def test_a_basis_changes_figures_and_never_what_lies_in_what(basis):
    """A half disc of 13 km with 3000 vertices and one straight side of 11 km, inside a square of 1 degree."""
    angles = np.linspace(0, np.pi, 3000)
    half_disc = shapely.Polygon(np.column_stack([110 + 0.06 * np.cos(angles), 35 + 0.06 * np.sin(angles)]))
    result = reviewed(
        [layer(half_disc, crs=4490, name="s")],
        options=Options(area_basis=basis),
        erl=Against(layer(shapely.box(109.5, 34.5, 110.5, 35.5), crs=4490)),
    )
    row = only(result, "overlap")
    assert (row.relation, row.share_of_subject) == ("within", 1.0)
    if basis != "attribute":
        assert row.area_m2 == pytest.approx(only(result, "subject").area_m2, rel=1e-12)
    assert only(result, "exposure").remainder_m2 == 0.0


@pytest.mark.parametrize("basis", ["ellipsoidal", "geodesic", "projected"])
def test_a_vertex_on_a_straight_edge_changes_no_relation(basis):
    """Edges are straight in the analysis CRS, so a corner of 180 degrees makes no other region."""
    corners = np.array([(110.0, 35.0), (110.15, 35.05), (110.1, 35.12)])
    feature = shapely.Polygon(np.vstack([corners[:1], corners[:2].mean(axis=0), corners[1:]]))
    subject = shapely.Polygon(corners)
    assert subject.equals(feature)
    result = reviewed(
        [layer(subject, crs=4490, name="s")],
        options=Options(area_basis=basis),
        erl=Against(layer(feature, crs=4490)),
    )
    row = only(result, "overlap")
    assert (row.relation, row.share_of_subject, row.share_of_feature) == ("equals", 1.0, 1.0)


def test_the_same_ground_split_in_two_features_sums_to_it_under_the_default_basis():
    """A straight side of 20 km, whose middle a T-junction takes: exact for the default rule, bent by no other."""
    subject = shapely.box(110.0, 35.0, 110.2, 35.05)
    parts = [shapely.box(109.9, 34.9, 110.1, 35.1), shapely.box(110.1, 34.9, 110.3, 35.1)]
    row = only(reviewed([layer(subject, crs=4490, name="s")], erl=Against(layer(*parts, crs=4490))), "exposure")
    assert row.sum_area_m2 == pytest.approx(on_ellipsoid(4490, subject), rel=1e-10)
    assert (row.union_area_m2, row.share_of_subject, row.remainder_m2) == (pytest.approx(row.sum_area_m2), 1.0, 0.0)


# Ground counted once


def test_overlapping_features_are_counted_once_and_summed_beside():
    result = reviewed([SUBJECT], options=plane(), erl=Against(layer(LEFT_HALF, RIGHT_THREE_QUARTERS)))
    row = only(result, "exposure")
    assert row.feature_count == 2
    assert row.sum_area_m2 == pytest.approx(12_500, rel=1e-9)
    assert row.union_area_m2 == pytest.approx(10_000, rel=1e-9)
    assert (row.share_of_subject, row.remainder_m2) == (1.0, 0.0)
    assert (row.nearest_id, row.nearest_m) == ("2", 0.0)  # the one that takes most


def test_what_is_left_is_what_no_feature_covers():
    result = reviewed([SUBJECT], options=plane(), erl=Against(layer(LEFT_HALF, box(25, 0, 75, 100))))
    row = only(result, "exposure")
    assert row.sum_area_m2 == pytest.approx(10_000, rel=1e-9)
    assert (row.union_area_m2, row.remainder_m2) == pytest.approx((7500, 2500), rel=1e-9)
    assert row.share_of_subject == pytest.approx(0.75, rel=1e-9)


def test_lines_are_counted_once():
    crossing = line((-50, 50), (150, 50))
    row = only(reviewed([crossing], options=plane(), erl=Against(layer(LEFT_HALF, RIGHT_THREE_QUARTERS))), "exposure")
    assert row.sum_length_m == pytest.approx(175, rel=1e-9)
    assert row.length_m == pytest.approx(150, rel=1e-9)
    assert row.share_of_subject == pytest.approx(0.75, rel=1e-9)
    assert np.isnan([row.union_area_m2, row.sum_area_m2, row.remainder_m2]).all()


def test_stations_are_those_of_the_line():
    result = reviewed([line((-50, 50), (150, 50))], options=plane(), erl=Against(layer(RIGHT_THREE_QUARTERS)))
    row = only(result, "overlap")
    assert (row.station_from_m, row.station_to_m) == pytest.approx((75, 150), rel=1e-9)
    assert (row.relation, row.length_m) == ("crosses", pytest.approx(75, rel=1e-9))


def test_points_have_neither_area_nor_length():
    result = reviewed([point(50, 50)], options=plane(), erl=Against(layer(SUBJECT), coverage="full"))
    figures = ("union_area_m2", "sum_area_m2", "length_m", "sum_length_m", "share_of_subject", "remainder_m2")
    assert rows(result, "exposure", "status", "feature_count", *figures) == [("involved", 1, *[None] * 6)]
    assert rows(result, "overlap", "relation", "area_m2", "length_m") == [("within", None, None)]


# Attribute areas


def farmland(*areas, shapes=(LEFT_HALF, RIGHT_THREE_QUARTERS), **spec):
    """Farmland patches of 10 000 and 7500 m2, of which 5000 and 7500 lie on the subject, with stated net areas."""
    patches = layer(*shapes, TBMJ=list(areas))
    return Against(patches, "permanent_farmland", fields={"area": "TBMJ"}, **spec)


def test_attribute_areas_are_shared_out_by_the_ground_that_is_shared():
    row = only(reviewed([SUBJECT], options=plane(), pbf=farmland("8000", "6000")), "exposure")
    assert row.attribute_area_m2 == pytest.approx(8000 / 2 + 6000, rel=1e-9)
    assert row.sum_area_m2 == pytest.approx(12_500, rel=1e-9)


@pytest.mark.parametrize(("unit", "factor"), [("m2", 1), ("hm2", 1e4), ("km2", 1e6), ("mu", 1e4 / 15)])
def test_attribute_areas_have_a_unit(unit, factor):
    row = only(reviewed([SUBJECT], options=plane(), pbf=farmland("3", "0.5", area_unit=unit)), "exposure")
    assert row.attribute_area_m2 == pytest.approx((3 / 2 + 0.5) * factor, rel=1e-9)


def test_the_attribute_basis_takes_them_for_the_areas():
    """Shares stay those of the ground, and the ground counted twice is taken off in proportion."""
    result = reviewed([SUBJECT], options=Options(area_basis="attribute"), pbf=farmland("8000", "6000"))
    assert rows(result, "overlap", "area_m2") == [(pytest.approx(4000, rel=1e-7),), (pytest.approx(6000, rel=1e-7),)]
    row = only(result, "exposure")
    assert row.sum_area_m2 == pytest.approx(10_000, rel=1e-7)
    assert row.union_area_m2 == pytest.approx(10_000 * 10_000 / 12_500, rel=1e-7)
    assert row.share_of_subject == 1.0


def test_under_the_attribute_basis_no_feature_falls_back_on_its_ground():
    """One of two patches states no number: its figure is unknown, the sum as well, and an issue says why."""
    result = reviewed([SUBJECT], options=Options(area_basis="attribute"), pbf=farmland("8000", "7,500"))
    assert rows(result, "overlap", "feature_id", "area_m2") == [("1", pytest.approx(4000, rel=1e-7)), ("2", None)]
    row = only(result, "exposure")
    assert np.isnan([row.union_area_m2, row.sum_area_m2, row.attribute_area_m2]).all() and row.status == "involved"
    assert ("pbf", None, "areas_unstated", "warning") in issues(result)


@pytest.mark.parametrize(
    ("stated", "unit", "told"),
    [
        (("1.0", "0.75"), "m2", True),  # hectares taken for square metres
        (("15", "11.25"), "hm2", True),  # mu taken for hectares
        (("10000", "7500"), "hm2", True),
        (("10000", "7500"), "m2", False),
        (("8000", "6000"), "m2", False),  # less than the ground, as deductions are made
        (("1.0", "0.75"), "hm2", False),
    ],
)
def test_stated_areas_in_a_wrong_unit_give_no_figures_under_the_attribute_basis(stated, unit, told):
    """The two patches have 10,000 and 7500 m2; all that lies within the subject is known without them."""
    options, against = Options(area_basis="attribute"), farmland(*stated, area_unit=unit)
    result = reviewed([SUBJECT, FAR], options=options, pbf=against)
    first, far = result.tables["exposure"].itertuples()
    assert (("pbf", None, "stated_areas_unusable", "error") in issues(result)) is told
    assert (first.status, first.share_of_subject, far.sum_area_m2) == ("involved", 1.0, 0.0)
    areas = [*result.tables["overlap"]["area_m2"], first.union_area_m2, first.sum_area_m2, first.attribute_area_m2]
    assert np.isnan(areas).all() if told else not np.isnan(areas).any()
    with ThreadPoolExecutor(2) as executor:
        assert issues(reviewed([SUBJECT, FAR], executor, options=options, pbf=against)) == issues(result)


def test_what_is_tiny_is_no_part_of_everything():
    """A subject of 4 mm2: a hair of it is not all of it."""
    tiny = box(0, 0, 0.002, 0.002)
    row = only(reviewed([tiny], options=plane(), erl=Against(layer(box(0.001, 0, 9, 9)), coverage="full")), "exposure")
    assert row.share_of_subject == pytest.approx(0.5, rel=1e-3)
    row = only(reviewed([tiny], options=plane(), erl=Against(layer(box(5, 5, 9, 9)), coverage="full")), "exposure")
    assert (row.share_of_subject, row.status) == (0.0, "not_involved")


def test_features_of_a_kind_that_cannot_answer_take_part_in_no_figure():
    """A red line layer of polygons that also holds a line, against a line subject."""
    mixed = layer(box(0, 0, 50, 100), line((0, 50), (100, 50)))
    row = only(reviewed([line((0, 50), (100, 50))], options=plane(), erl=Against(mixed, coverage="full")), "exposure")
    assert (row.length_m, row.feature_count) == (pytest.approx(50, rel=1e-9), 1)


def test_a_layer_without_attribute_areas_has_none():
    row = only(reviewed([SUBJECT], options=plane(), pbf=farmland(None, None)), "exposure")
    assert np.isnan(row.attribute_area_m2)


def test_a_sum_with_an_unknown_attribute_area_is_unknown():
    row = only(reviewed([SUBJECT], options=plane(), pbf=farmland("8000", None)), "exposure")
    assert np.isnan(row.attribute_area_m2) and row.sum_area_m2 == pytest.approx(12_500, rel=1e-9)


def test_attribute_areas_that_find_nothing_are_zero():
    away = [box(500, 500, 600, 600), box(700, 700, 800, 800)]
    row = only(reviewed([SUBJECT], options=plane(), pbf=farmland("8000", "6000", shapes=away)), "exposure")
    assert (row.attribute_area_m2, row.sum_area_m2) == (0.0, 0.0)


def test_attribute_areas_that_find_nothing_are_zero_however_far_the_layer_lies():
    """A measure that applies and finds nothing is 0 (contract section 5): distance does not make it unknown."""
    away = [box(50_000, 500, 50_100, 600), box(60_000, 700, 60_100, 800)]
    row = only(reviewed([SUBJECT], options=plane(), pbf=farmland("8000", "6000", shapes=away)), "exposure")
    assert (row.attribute_area_m2, row.sum_area_m2) == (0.0, 0.0)


# Slivers and the accuracy of a layer


def flags(feature, sliver=None, subject=SUBJECT, crs=4547, **spec):
    """(sliver, its rule, within accuracy) of one subject and one feature."""
    options = Options(sliver=sliver or Sliver(0, 0, 0))
    against = Against(layer(feature, crs=crs), **spec)
    row = only(reviewed([layer(subject, crs=crs, name="s")], options=options, erl=against), "overlap")
    return row.sliver, row.sliver_rule, row.within_accuracy


@pytest.mark.parametrize(
    ("feature", "limits", "rule"),
    [
        (box(99.99, 0, 200, 90), Sliver(1.0, 0, 0), "area"),  # 0.9 m2
        (box(99.98999, -5, 200, 105), Sliver(1.0, 0, 0), None),  # 1.001 m2
        (box(99.6, -5, 200, 105), Sliver(0, 0.005, 0), "share"),  # 40 of 10 000 m2
        (box(99.4, -5, 200, 105), Sliver(0, 0.005, 0), None),
        (box(99.6, -5, 200, 105), Sliver(0, 0, 0.5), "width"),
        (box(99.4, -5, 200, 105), Sliver(0, 0, 0.5), None),
        (box(99.999, 0, 200, 9), Sliver(0, 0, 0), None),  # no rule, no sliver
        (box(99.99, 0, 200, 90), Sliver(1.0, 0.5, 5), "area"),
    ],
)
def test_a_sliver_undercuts_a_limit(feature, limits, rule):
    assert flags(feature, limits)[:2] == (rule is not None, rule)


def test_slivers_count_in_every_sum():
    result = reviewed([SUBJECT], options=plane(), erl=Against(layer(box(99.99, 0, 200, 90)), coverage="full"))
    row = only(result, "exposure")
    assert (row.status, row.feature_count) == ("involved", 1)
    assert row.union_area_m2 == pytest.approx(0.9, rel=1e-6)
    assert only(result, "overlap").sliver


@pytest.mark.parametrize(("width", "within"), [(4.9, True), (5.1, False)])
@pytest.mark.parametrize("crs", [4547, 4490, 2263])
def test_an_overlap_nowhere_wider_than_the_accuracy_is_within_it(crs, width, within):
    """A strip along the east side, 100 m long; in degrees and in US feet too."""
    west, south, metre = {
        4547: (500_000, 3_600_000, (1, 1)),
        4490: (114.0, 32.5, (1 / 93_950.0, 1 / 110_885.0)),
        2263: (1e6, 2e5, (3937 / 1200,) * 2),
    }[crs]

    def ground(x0, y0, x1, y1):
        (x, y), (mx, my) = (west, south), metre
        return shapely.box(x + x0 * mx, y + y0 * my, x + x1 * mx, y + y1 * my)

    found = flags(ground(100 - width, -20, 300, 120), subject=ground(0, 0, 100, 100), crs=crs, accuracy_m=5.0)
    assert found[2] == within


def test_the_widest_part_decides_on_the_accuracy():
    comb = shapely.union_all([box(98, 0, 200, 100), box(92, 40, 200, 60)])
    assert not flags(comb, accuracy_m=5.0)[2]
    assert flags(box(98, 0, 200, 100), accuracy_m=5.0)[2]
    assert not flags(box(98, 0, 200, 100))[2]  # a layer that states no accuracy
