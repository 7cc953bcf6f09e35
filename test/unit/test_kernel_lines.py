"""Lines in polygons by the kernel: against exact rational numbers, and against GEOS, on what is hardest for both."""

from fractions import Fraction

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.degenerate import FAMILIES
from zoning_review_plugin.overlay import kernel_engine, shapely_engine
from zoning_review_plugin.overlay.candidates import cover_of_lines
from zoning_review_plugin.overlay.kernel.signs import distance_from
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.pairs import meet
from zoning_review_plugin.overlay.ragged import edges_of
from zoning_review_plugin.overlay.shapes import Shapes
from zoning_review_plugin.review.frame import Frame

from . import engines
from .exact_lines import meets_otherwise, places_inside
from .independent import array_of, star

TRIANGLE = shapely.Polygon([(0, 0), (8, 0), (4, 6)])


def some_of_border(random, shapes):
    """A stretch of the border of each polygon, now and then with a vertex twice or with an end moved off."""

    def line(shape):
        corners = np.asarray(shape.exterior.coords)
        corners = np.roll(corners[:-1], random.integers(len(corners)), axis=0)[: random.integers(2, len(corners))]
        if random.random() < 0.3:
            corners = np.insert(corners, 1, corners[0], axis=0)
        if random.random() < 0.5:
            corners[-1] += random.uniform(-1, 1, 2) * np.ptp(corners, axis=0)
        return shapely.LineString(corners)

    return array_of([line(shape) for shape in shapes])


def on_family(family, seed, count):
    random = np.random.default_rng(seed)
    left, right = FAMILIES[family](random, count)
    return some_of_border(random, left), right


def by_engine(engine, lines, polygons):
    """(pieces, flagged) of `lines[k]` in `polygons[k]`."""
    rows = np.arange(len(lines))
    return engine.pieces_inside(Shapes(lines, Plane()), Shapes(polygons, Plane()), rows, rows)


@pytest.mark.parametrize("family", FAMILIES)
def test_pieces_are_what_exact_numbers_say(family):
    """A pair is flagged if and only if its line, but for rounding, meets the border otherwise than by crossing it."""
    lines, polygons = on_family(family, 7, 80)
    pieces, flagged = by_engine(kernel_engine, lines, polygons)
    edges = edges_of(lines)
    for edge, (a, b, k) in enumerate(zip(*edges)):
        own = pieces.taken(pieces.edge == edge)
        expected = [] if flagged[k] else places_inside(a, b, polygons[k])
        assert len(own.start) == len(expected) and (own.on == k).all()
        for found, exact in zip(zip(own.start, own.end), expected):
            assert found == pytest.approx(tuple(map(float, exact)), abs=1e-13), (lines[k].wkt, polygons[k].wkt)
    otherwise = [meets_otherwise(a, b, polygons[k]) for a, b, k in zip(*edges)]
    assert flagged[np.bincount(edges.owner, otherwise).astype(bool)].all()
    assert (least_distance(lines[flagged], polygons[flagged]) <= 2e-12 * np.abs(edges.from_).max()).all()


def least_distance(lines, polygons):
    """How near the vertices of each line come to the border of its polygon, or those of the polygon to the line."""
    borders, found = shapely.boundary(polygons), np.full(len(lines), np.inf)
    for shapes, others in ((lines, borders), (borders, lines)):
        xy, row = shapely.get_coordinates(shapes, return_index=True)
        np.minimum.at(found, row, shapely.distance(shapely.points(xy), others[row]))
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_many_lines_have_the_pieces_that_geos_finds(family):
    lines, polygons = on_family(family, 8, 2000)
    (pieces, flagged), (by_geos, _) = (by_engine(engine, lines, polygons) for engine in (kernel_engine, shapely_engine))
    edges = edges_of(lines)
    found, expected = (
        np.bincount(of.on, of.lengths(edges.from_, edges.to, Plane()), minlength=len(lines)) for of in (pieces, by_geos)
    )
    assert (found[flagged] == 0).all()
    assert found[~flagged] == pytest.approx(expected[~flagged], rel=1e-12, abs=1e-6)
    assert (expected > 0).any()
    by_engine(engines, lines, polygons)  # piece by piece, exact numbers deciding


def met(engine, left, right, measure):
    return meet(Shapes(left, measure), Shapes(right, measure), engine)


def agree(left, right, measure):
    """Assert that both engines say the same of the two; returns the pairs."""
    one, other = (met(engine, left, right, measure) for engine in (kernel_engine, shapely_engine))
    assert one.pairs.left.tolist() == other.pairs.left.tolist()
    assert one.pairs.right.tolist() == other.pairs.right.tolist()
    assert one.pairs.relation.tolist() == other.pairs.relation.tolist()
    for name in ("length", "station_from", "station_to"):
        found = getattr(one.pairs, name), getattr(other.pairs, name)
        assert found[0] == pytest.approx(found[1], rel=1e-12, abs=1e-6, nan_ok=True)
    assert one.pairs.share_right == pytest.approx(other.pairs.share_right, rel=1e-9, abs=1e-9, nan_ok=True)
    assert one.runs.line.tolist() == other.runs.line.tolist()
    assert one.runs.start == pytest.approx(other.runs.start, abs=1e-6)
    assert one.runs.end == pytest.approx(other.runs.end, abs=1e-6)
    return one.pairs


@pytest.mark.parametrize("family", ["lattice", "lattice_holes", "neighbours", "junctions", "touching"])
@pytest.mark.parametrize("way", ["along", "inside"])
def test_engines_agree_in_pairs_relations_and_stations(family, way):
    """All lines against all polygons, some of several parts."""
    lines, polygons = on_family(family, 9, 40)
    several = shapely.union(lines[::2], lines[1 : len(lines) : 2][: len(lines[::2])]) if len(lines) % 2 == 0 else lines
    parts = shapely.union(polygons[:10], shapely.transform(polygons[:10], lambda xy: xy + [5.0, 1.0]))
    lines, polygons = np.append(lines, several), np.append(polygons, parts)
    left, right = (lines, polygons) if way == "along" else (polygons, lines)
    assert len(agree(left, right, Plane())) > 20


FRAMES = {
    "plane": (4547, "projected", (5e5, 3.6e6), 1.0),
    "on the ellipsoid": (4547, "ellipsoidal", (5e5, 3.6e6), 1.0),
    "lon/lat": (4490, "ellipsoidal", (111.0, 32.0), 1e-5),
    "geodesic": (4490, "geodesic", (111.0, 32.0), 1e-5),
}


def routes(random, centre, unit, count, vertices):
    """Smooth walks over some 20 km."""
    turn = random.uniform(0, 7, (count, 1)) + random.normal(0, 0.1, (count, vertices)).cumsum(axis=1)
    steps = np.stack([np.cos(turn), np.sin(turn)], axis=-1) * random.uniform(5, 60, (count, vertices, 1))
    begin = random.uniform(-9000, 9000, (count, 1, 2))
    return shapely.linestrings(np.array(centre) + (begin + steps.cumsum(axis=1)) * unit)


@pytest.mark.parametrize("rule", FRAMES)
@pytest.mark.parametrize("way", ["along", "inside"])
def test_engines_agree_on_routes_under_every_rule(rule, way):
    """Routes of several hundred edges, so that all of the tree of boxes is used, and polygons small and large."""
    code, basis, centre, unit = FRAMES[rule]
    measure = Frame(pyproj.CRS.from_epsg(code), basis, (*centre, *centre)).measure
    random = np.random.default_rng(5)
    lines = np.append(routes(random, centre, unit, 30, 700), routes(random, centre, unit, 30, 20))
    places = np.array(centre) + random.uniform(-9000, 9000, (60, 2)) * unit
    sizes = random.choice([100, 800, 5000], 60) * unit
    shapes = [shapely.Polygon(star(k, place, size, 40)) for k, (place, size) in enumerate(zip(places, sizes))]
    shapes += [shapely.Point(place).buffer(4000 * unit, quad_segs=400) for place in places[:4]]
    polygons = array_of([shape for shape in shapes if shape.is_valid])
    left, right = (lines, polygons) if way == "along" else (polygons, lines)
    pairs = agree(left, right, measure)
    assert len(pairs) > 100 and len(set(pairs.relation)) > 1


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    walk=st.lists(st.tuples(st.integers(-1, 9), st.integers(-1, 9)), min_size=2, max_size=6),
    corner=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    hole=st.booleans(),
)
def test_lengths_and_stations_on_a_lattice_are_exact_ones(walk, corner, hole):
    """Corners, borders, holes: whatever a line does with them, the area is closed."""
    polygon = shapely.box(*corner, corner[0] + 5, corner[1] + 5)
    if hole:
        polygon = polygon.difference(shapely.box(corner[0] + 1, corner[1] + 1, corner[0] + 3, corner[1] + 2))
    line = shapely.LineString(walk)
    if line.length == 0:
        return
    station, runs = 0.0, []
    for a, b in zip(walk, walk[1:]):
        size = float(np.hypot(*np.subtract(b, a)))
        if size:
            runs += [(station + float(t) * size, station + float(s) * size) for t, s in places_inside(a, b, polygon)]
        station += size
    for engine in (kernel_engine, shapely_engine):
        found = met(engine, array_of([line]), array_of([polygon]), Plane())
        assert len(found.pairs) == (1 if runs else 0)
        assert list(zip(found.runs.start, found.runs.end)) == [pytest.approx(run, abs=1e-9) for run in runs]
        if runs:
            assert found.pairs.length[0] == pytest.approx(sum(end - start for start, end in runs), abs=1e-9)
            assert (found.pairs.relation[0] == "touches") == line.touches(polygon)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([(-5, 3), (15, 3)], (False, 4.0)),  # straight through
        ([(3, 1), (5, 1)], (False, 2.0)),  # inside all the way
        ([(-5, -1), (15, -1)], (False, 0.0)),  # past
        ([(0, 0), (8, 0)], (True, 8.0)),  # along a border
        ([(2, 0), (6, 0)], (True, 4.0)),  # along part of it
        ([(-5, 0), (15, 0)], (True, 8.0)),  # along it and on
        ([(4, -5), (4, 9)], (True, 6.0)),  # through a corner
        ([(0, 6), (8, 6)], (True, 0.0)),  # past a corner
        ([(4, -5), (4, 0)], (True, 0.0)),  # ends at a border
        ([(4, 1), (4, 0), (6, -2)], (True, 1.0)),  # leaves where it has a vertex
        ([(9, 0), (12, 0)], (False, 0.0)),  # on the line of a border, not on the border
        ([(4, 1), (4, 1), (4, -3)], (False, 1.0)),  # a vertex twice
    ],
)
def test_what_meeting_a_border_is(line, expected):
    """(whether it is left to GEOS, how much of it is shared)."""
    lines, polygons = array_of([shapely.LineString(line)]), array_of([TRIANGLE])
    pieces, flagged = by_engine(kernel_engine, lines, polygons)
    assert flagged[0] == expected[0] and (len(pieces.on) == 0 or not flagged[0])
    found = met(kernel_engine, lines, polygons, Plane()).pairs
    assert found.length.sum() == pytest.approx(expected[1], abs=1e-12)


def test_a_length_along_a_border_is_no_whole_number():
    """Where nothing else is met, too."""
    line, area = array_of([shapely.LineString([(0, 0), (0.7, 0)])]), array_of([shapely.box(0, 0, 2, 2)])
    assert met(kernel_engine, area, line, Plane()).pairs.length.tolist() == [0.7]


def test_a_feature_that_is_run_twice_is_one_length():
    """Features count ground once, subjects count what they run."""
    there_and_back = array_of([shapely.LineString([(-1, 1), (4, 1), (-1, 1)])])
    area = array_of([shapely.box(0, 0, 9, 9)])
    for engine in (kernel_engine, shapely_engine):
        assert met(engine, area, there_and_back, Plane()).pairs.length.tolist() == [4.0]
        assert met(engine, there_and_back, area, Plane()).pairs.length.tolist() == [8.0]


def test_two_parts_that_touch_on_a_line_are_one_run():
    bow = shapely.MultiPolygon([shapely.box(0, 0, 4, 4), shapely.box(4, 4, 8, 8)])
    line = array_of([shapely.LineString([(1, 1), (7, 7)])])
    for engine in (kernel_engine, shapely_engine):
        found = met(engine, line, array_of([bow]), Plane())
        assert found.pairs.relation.tolist() == ["within"]
        assert list(zip(found.runs.start, found.runs.end)) == [(0.0, pytest.approx(np.hypot(6, 6)))]


def test_more_pieces_than_there_was_room_for():
    """A comb of a thousand teeth, crossed by one edge."""
    teeth = [corner for k in range(1000) for corner in ((2 * k, 0), (2 * k, 5), (2 * k + 1, 5), (2 * k + 1, 0))]
    comb = shapely.Polygon([*teeth, (1999, -1), (0, -1)])
    pieces, flagged = by_engine(kernel_engine, array_of([shapely.LineString([(-1, 3), (2001, 3)])]), array_of([comb]))
    assert not flagged.any() and len(pieces.on) == 1000
    assert 2002 * pieces.start == pytest.approx(np.arange(1000) * 2 + 1)
    assert 2002 * pieces.end == pytest.approx(np.arange(1000) * 2 + 2)


def test_threads_make_no_difference_to_lines():
    random = np.random.default_rng(3)
    cells = array_of(
        [shapely.box(x, y, x + 190, y + 180) for x in range(-9000, 9000, 200) for y in range(-9000, 9000, 200)]
    )
    lines = Shapes(routes(random, (0, 0), 1.0, 60, 300), Plane())
    one, three = (meet(lines, Shapes(cells, Plane()), kernel_engine, threads) for threads in (1, 3))
    assert len(one.pairs) > 2048
    for name in ("left", "right", "length", "station_from", "station_to", "relation"):
        np.testing.assert_array_equal(getattr(one.pairs, name), getattr(three.pairs, name))


def test_covers_hold_their_lines_and_little_else():
    lines = routes(np.random.default_rng(1), (0, 0), 1.0, 20, 150)
    cover = cover_of_lines(np.append(lines, shapely.LineString([(0, 0), (1, 1)])))
    boxes = shapely.box(*cover.box.T)
    for k, line in enumerate(lines):
        own = boxes[cover.owner == k]
        assert len(own) == 10 and shapely.union_all(own).covers(line)
        assert shapely.area(own).sum() < shapely.envelope(line).area
    assert (cover.owner == 20).sum() == 1 and cover.box[-1].tolist() == [0, 0, 1, 1]


@settings(deadline=None)
@given(*[st.floats(-1e6, 1e6)] * 4, st.floats(-1, 2), st.integers(-3, 3))
def test_distances_next_to_a_line_have_their_digits(ax, ay, bx, by, share, steps):
    px, py = ax + share * (bx - ax), ay + share * (by - ay)
    py += steps * np.spacing(py)
    a, b, p = ([Fraction(x), Fraction(y)] for x, y in ((ax, ay), (bx, by), (px, py)))
    exact = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    size = abs(bx - ax) * abs(py - ay) + abs(by - ay) * abs(px - ax)
    assert distance_from(ax, ay, bx, by, px, py) == pytest.approx(float(exact), rel=1e-15, abs=1e-30 * size + 1e-290)
