"""Lines as measured from their start: where they run in areas, along lines and past points, in closed form."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from zoning_review_plugin.overlay.along import Stationed, merged
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.pairs import meet
from zoning_review_plugin.overlay.shapes import Shapes
from zoning_review_plugin.review.frame import Frame

from . import engines
from .independent import Lattice

REPEATABLE = settings(derandomize=True, deadline=None, max_examples=60)
STEPS = st.lists(st.sampled_from([(1, 0), (0, 1), (1, 1), (-1, 0), (0, -1), (-1, -1)]), min_size=1, max_size=10)
HALVES = st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(0, 1))
LINE = shapely.LineString([(0, 0), (10, 0)])


def along(line, feature, measure=None):
    """(pair or None, runs as (from, to)) of one line and one feature."""
    shapes = [Shapes(np.array([shape], dtype=object), measure or Plane()) for shape in (line, feature)]
    met = meet(*shapes, engines)
    names = met.pairs.__dataclass_fields__
    pair = {name: getattr(met.pairs, name)[0] for name in names} if len(met.pairs) else None
    return pair, list(zip(met.runs.start.tolist(), met.runs.end.tolist()))


def stations(pair):
    return pair["station_from"], pair["station_to"]


def test_a_line_far_from_everything_meets_nothing():
    assert along(LINE, shapely.box(50, 50, 60, 60)) == (None, [])


def test_a_line_wholly_inside_runs_from_its_start_to_its_end():
    pair, runs = along(shapely.LineString([(0, 0), (4, 0), (4, 3)]), shapely.box(-1, -1, 9, 9))
    assert (pair["relation"], pair["length"], pair["share_left"]) == ("within", 7.0, 1.0)
    assert stations(pair) == (0.0, 7.0)
    assert sum(b - a for a, b in runs) == 7.0


def test_a_line_through_an_area():
    pair, runs = along(LINE, shapely.box(2, -1, 5, 1))
    assert (pair["relation"], pair["length"], pair["share_left"]) == ("crosses", 3.0, 0.3)
    assert stations(pair) == (2.0, 5.0) and runs == [(2.0, 5.0)]


def test_stations_count_along_every_bend():
    bent = shapely.LineString([(0, 0), (3, 0), (3, 4), (9, 4)])
    pair, _ = along(bent, shapely.box(2, 2, 6, 6))
    assert pair["length"] == 5.0
    assert stations(pair) == (5.0, 10.0)


def test_a_direction_turned_round_turns_the_stations_round():
    pair, _ = along(shapely.LineString([(10, 0), (0, 0)]), shapely.box(2, -1, 5, 1))
    assert stations(pair) == (5.0, 8.0)


def test_two_stretches_are_two_runs_of_one_pair():
    pair, runs = along(LINE, shapely.MultiPolygon([shapely.box(1, -1, 2, 1), shapely.box(6, -1, 9, 1)]))
    assert pair["length"] == 4.0
    assert stations(pair) == (1.0, 9.0)
    assert runs == [(1.0, 2.0), (6.0, 9.0)]


def test_a_hole_interrupts_a_run():
    ring = shapely.box(1, -5, 9, 5).difference(shapely.box(4, -1, 6, 1))
    pair, runs = along(LINE, ring)
    assert (pair["length"], runs) == (6.0, [(1.0, 4.0), (6.0, 9.0)])


def test_a_loop_that_starts_inside_has_a_run_at_each_end():
    loop = shapely.LineString([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)])
    pair, runs = along(loop, shapely.box(-2, -2, 3, 3))
    assert (pair["length"], pair["relation"]) == (6.0, "crosses")
    assert stations(pair) == (0.0, 40.0)
    assert [run for run in runs if run[1] > run[0]] == [(0.0, 3.0), (37.0, 40.0)]


def test_a_line_that_crosses_itself_keeps_both_passages():
    """A bow: up the rising diagonal, back over the top, down the falling one."""
    bow = shapely.LineString([(0, 0), (8, 6), (0, 6), (8, 0)])  # 10 + 8 + 10 m, crosses itself at (4, 3)
    pair, runs = along(bow, shapely.box(3.2, 2.4, 4.8, 3.6))
    assert pair["length"] == pytest.approx(4.0)
    assert stations(pair) == pytest.approx((4.0, 24.0))
    assert runs == [pytest.approx((4.0, 6.0)), pytest.approx((22.0, 24.0))]


def test_a_gap_between_parts_counts_nothing():
    parts = shapely.MultiLineString([[(0, 0), (10, 0)], [(100, 0), (120, 0)]])
    pair, _ = along(parts, shapely.box(104, -1, 109, 1))
    assert stations(pair) == (14.0, 19.0)
    pair, runs = along(parts, shapely.box(8, -1, 103, 1))
    assert (pair["length"], stations(pair)) == (5.0, (8.0, 13.0))
    assert [run for run in runs if run[1] > run[0]] == [(8.0, 10.0), (10.0, 13.0)]


def test_a_line_along_a_border_shares_it_and_only_touches():
    pair, _ = along(LINE, shapely.box(2, 0, 5, 1))
    assert (pair["relation"], pair["length"]) == ("touches", 3.0)
    assert stations(pair) == (2.0, 5.0)


def test_a_line_that_ends_at_a_border_is_no_pair():
    assert along(LINE, shapely.box(10, -1, 12, 1)) == (None, [])
    assert along(LINE, shapely.Polygon([(4, 0), (5, 3), (3, 3)])) == (None, [])


def test_a_corner_touched_on_the_way_is_no_part_of_the_stretch():
    """A touch is not an overlap: the stretch begins where the line enters."""
    feature = shapely.MultiPolygon([shapely.Polygon([(1, 0), (2, 3), (0, 3)]), shapely.box(5, -1, 7, 1)])
    pair, _ = along(LINE, feature)
    assert pair["length"] == 2.0
    assert stations(pair) == (5.0, 7.0)


def test_a_line_on_a_line():
    pair, _ = along(LINE, shapely.LineString([(12, 0), (6, 0), (6, 5)]))
    assert (pair["relation"], pair["length"], pair["share_left"]) == ("overlaps", 4.0, 0.4)
    assert pair["share_right"] == pytest.approx(4 / 11)
    assert stations(pair) == (6.0, 10.0)


def test_lines_that_cross_share_a_place():
    pair, runs = along(LINE, shapely.LineString([(3, -1), (3, 1), (8, 1), (8, -1)]))
    assert (pair["relation"], pair["length"], pair["share_left"]) == ("crosses", 0.0, 0.0)
    assert stations(pair) == (3.0, 8.0) and runs == [(3.0, 3.0), (8.0, 8.0)]


def test_a_point_on_a_line_has_a_station():
    pair, _ = along(shapely.LineString([(0, 0), (3, 0), (3, 4)]), shapely.Point(3, 1.5))
    assert pair["relation"] == "contains" and np.isnan(pair["length"])
    assert stations(pair) == (4.5, 4.5)


def test_a_point_passed_twice_has_two_stations():
    bow = shapely.LineString([(0, 0), (8, 6), (0, 6), (8, 0)])
    pair, _ = along(bow, shapely.Point(4, 3))
    assert stations(pair) == pytest.approx((5.0, 23.0))


def test_a_repeated_vertex_changes_nothing():
    twice = shapely.LineString([(0, 0), (5, 0), (5, 0), (10, 0)])
    for feature in (shapely.box(2, -1, 5, 1), shapely.LineString([(5, -1), (5, 1)]), shapely.Point(5, 0)):
        twin, _ = along(LINE, feature)
        pair, _ = along(twice, feature)
        assert {k: str(v) for k, v in pair.items()} == {k: str(v) for k, v in twin.items()}


# A way out and back over the same ground


def test_there_and_back_lies_within_the_road_it_uses():
    """5 m out and 5 m back on a road of 10 m: it uses half of the road, and no road lies wholly on it."""
    pair, _ = along(shapely.LineString([(0, 0), (5, 0), (0, 0)]), LINE)
    assert (pair["share_left"], pair["relation"]) == (1.0, "within")
    assert pair["share_right"] == pytest.approx(0.5)


def test_a_road_contains_the_way_there_and_back():
    pair, _ = along(LINE, shapely.LineString([(0, 0), (5, 0), (0, 0)]))
    assert (pair["length"], pair["share_left"], pair["relation"]) == (5.0, 0.5, "contains")


# Stations are measured by the rule of lengths


def test_stations_on_a_meridian_are_arcs_of_it():
    measure = Frame(pyproj.CRS.from_epsg(4490), "ellipsoidal", (110, 30, 110, 31)).measure
    geod = pyproj.Geod(a=6378137.0, rf=298.257222101)
    line = shapely.LineString([(110, 30), (110, 30.4), (110, 31)])
    pair, _ = along(line, shapely.box(109.9, 30.25, 110.1, 30.75), measure)
    expected = [geod.inv(110, 30, 110, lat)[2] for lat in (30.25, 30.75)]
    assert stations(pair) == pytest.approx(expected, rel=1e-10)
    assert pair["length"] == pytest.approx(expected[1] - expected[0], rel=1e-10)


def test_stations_in_feet_are_told_in_metres():
    """The plane of EPSG:2263 counts in US survey feet of 1200/3937 m."""
    line = shapely.LineString([(1e6, 2e5), (1e6 + 1000, 2e5)])
    pair, _ = along(line, shapely.box(1e6 + 100, 1e5, 1e6 + 600, 3e5), Plane(1200 / 3937))
    assert stations(pair) == pytest.approx((100 * 1200 / 3937, 600 * 1200 / 3937), rel=1e-12)


# On a lattice, by counting edges


def lattice_path(steps):
    corners = [(0, 0)]
    for dx, dy in steps:
        corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
    return corners


@REPEATABLE
@given(steps=STEPS, region=st.sets(HALVES, min_size=1, max_size=14))
def test_runs_are_the_edges_beside_the_region(steps, region):
    """Also for a path that takes an edge again and again."""
    plane, corners = Lattice(), lattice_path(steps)
    edges = plane.edges(corners)
    ends = np.append(0.0, np.cumsum([plane.length([edge]) for edge in edges]))
    held = np.array([bool(plane.beside(edge) & region) for edge in edges])
    assume(held.any())
    pair, runs = along(plane.path(corners), plane.region(region))
    expected = merged(np.zeros(held.sum(), np.int64), ends[:-1][held], ends[1:][held])
    found = np.array([run for run in runs if run[1] > run[0]])
    found = merged(np.zeros(len(found), np.int64), found[:, 0], found[:, 1])
    assert found[1] == pytest.approx(expected[1], abs=1e-9)
    assert found[2] == pytest.approx(expected[2], abs=1e-9)
    assert pair["length"] == pytest.approx((ends[1:] - ends[:-1])[held].sum(), abs=1e-9)


@pytest.mark.parametrize(
    ("intervals", "expected"),
    [
        ([(0, 1), (1, 2)], [(0, 2)]),
        ([(3, 4), (0, 1)], [(0, 1), (3, 4)]),
        ([(0, 9), (1, 2), (8, 12)], [(0, 12)]),
        ([(2, 2), (5, 5), (5, 5)], [(2, 2), (5, 5)]),
        ([], []),
    ],
)
def test_intervals_that_meet_become_one(intervals, expected):
    start, end = (np.array([pair[k] for pair in intervals], float) for k in (0, 1))
    _, start, end = merged(np.zeros(len(intervals), np.int64), start, end)
    assert list(zip(start, end)) == expected


def test_intervals_of_different_groups_stay_apart():
    group, start, end = merged(np.array([1, 0, 1]), np.array([0.0, 0.0, 5.0]), np.array([6.0, 2.0, 7.0]))
    assert list(zip(group, start, end)) == [(0, 0.0, 2.0), (1, 0.0, 7.0)]


def test_parts_of_lines_have_the_stations_of_the_passage_they_lie_on():
    """A bow passes its middle twice, once on the way up and once on the way down; a point there has both stations."""
    bow = shapely.LineString([(0, 0), (8, 6), (0, 6), (8, 0)])
    lines = np.array([LINE, bow], dtype=object)
    parts = [shapely.LineString([(4, 3), (6, 1.5)]), shapely.Point(7.5, 0), shapely.Point(4, 3), shapely.Point(4, 4)]
    first, last = Stationed(lines, Plane()).stations_of(np.array([1, 0, 1, 1]), np.array(parts, dtype=object))
    assert first == pytest.approx([23.0, 7.5, 5.0, np.nan], nan_ok=True)
    assert last == pytest.approx([25.5, 7.5, 23.0, np.nan], nan_ok=True)


def test_what_is_no_line_has_no_edges_and_disturbs_none():
    bent = shapely.LineString([(0, 0), (3, 0), (3, 4), (9, 4)])
    lines = Stationed(np.array([shapely.box(0, 0, 1, 1), None, bent, shapely.Point(1, 1)], dtype=object), Plane())
    assert lines.station.tolist() == [0.0, 3.0, 7.0] and lines.owner.tolist() == [2, 2, 2]
