"""Layers that should tile: overlaps and gaps are found, measured and located, wherever edges match and where not."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from unittest.mock import patch

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.model.case import Coverage
from zoning_review_plugin.overlay import mosaic as mosaics
from zoning_review_plugin.overlay.balance import unbalanced
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.mosaic import Mosaic
from zoning_review_plugin.overlay.shapes import Shapes
from zoning_review_plugin.review.check import check

from .independent import Tdt1055, array_of
from .small_reviews import Against, box, layer, plane, reviewed, small_case


def mosaic(shapes):
    return Mosaic(Shapes(array_of(shapes), Plane()))


def found_pairs(shapes):
    """{(one, other): m2} of all that a mosaic finds doubled."""
    found = mosaic(shapes)
    i, j, area = found.pairs(found.doubled)
    return {(a, b): size for a, b, size in zip(i.tolist(), j.tolist(), area.tolist())}


boxes = st.builds(
    lambda x, y, w, h: shapely.box(x, y, x + w, y + h),
    *[st.integers(0, 8)] * 2,
    *[st.integers(1, 5)] * 2,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(boxes, min_size=1, max_size=14), st.sampled_from([10**6, 10]))
def test_overlaps_and_gaps_of_boxes(shapes, at_once):
    """Against every two boxes, and the empty squares from which no side leads out; all at once, and by blocks."""
    with patch.object(mosaics, "_AT_ONCE", at_once):
        every = {(a, b): shapely.intersection(shapes[a], shapes[b]).area for b in range(len(shapes)) for a in range(b)}
        assert found_pairs(shapes) == {pair: pytest.approx(area) for pair, area in every.items() if area > 0}
        enclosed = {(x, y) for x in range(-1, 14) for y in range(-1, 14)} - outside(shapes)
        got = shapely.union_all(mosaic(shapes).empty)
        squares = [shapely.box(x, y, x + 1, y + 1) for x, y in enclosed if not covered(shapes, x, y)]
        # Points that GEOS sets on a side may lie off it by a last digit.
        assert shapely.area(shapely.symmetric_difference(got, shapely.union_all(squares))) < 1e-12


def covered(shapes, x, y):
    return any(x0 <= x < x1 and y0 <= y < y1 for x0, y0, x1, y1 in shapely.bounds(shapes))


def outside(shapes):
    """Squares of the lattice that can be reached from without, side by side."""
    reached, open_ = set(), [(-1, -1)]
    while open_:
        x, y = open_.pop()
        if (x, y) not in reached and -1 <= x < 14 and -1 <= y < 14 and not covered(shapes, x, y):
            reached.add((x, y))
            open_ += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    return reached


def grid(size, step=10.0):
    cells = [(i * step, j * step) for i in range(size) for j in range(size)]
    return [shapely.box(x, y, x + step, y + step) for x, y in cells]


def test_in_a_sound_tiling_only_the_outer_border_is_out_of_balance():
    """Whichever way the rings run and wherever they begin; also round an island."""
    tiles = grid(4)
    tiles[5] = shapely.difference(tiles[5], shapely.box(13, 13, 16, 17))
    tiles.append(shapely.box(13, 13, 16, 17))
    turned = [shapely.reverse(tile) if k % 2 else tile for k, tile in enumerate(tiles)]
    lines = unbalanced(array_of(turned))
    assert shapely.length(lines).sum() == 160.0
    assert shapely.equals(shapely.union_all(lines), shapely.boundary(shapely.box(0, 0, 40, 40)))
    assert found_pairs(turned) == {} and len(mosaic(turned).empty) == 0


def test_edges_that_meet_in_a_t_are_no_fault():
    sides = [(0, 0, 10, 30), (10, 0, 20, 10), (10, 10, 20, 30), (0, 30, 20, 40)]
    tiles = [shapely.box(*side) for side in sides]
    got = mosaic(tiles)
    assert found_pairs(tiles) == {} and len(got.empty) == 0


def test_two_tilings_one_over_the_other():
    """Each by itself in balance; all 4 × 4 doubled, and every pair is named."""
    one, other = grid(4), grid(2, 20.0)
    pairs = found_pairs([*one, *other])
    assert len(pairs) == 16 and all(a < 16 <= b for a, b in pairs)
    assert sum(pairs.values()) == pytest.approx(1600.0)


def test_noise_is_none():
    """Two squares a nanometre apart, and two a nanometre one in the other: 1e-8 m2 each."""
    shapes = [shapely.box(0, 0, 10, 10), shapely.box(10 - 1e-9, 0, 20, 10), shapely.box(20 + 1e-9, 0, 30, 10)]
    shapes += [shapely.box(0, 10, 30, 20), shapely.box(0, -10, 30, 0)]
    got = mosaic(shapes)
    assert len(got.doubled) == 0 and len(got.empty) == 0


def told(table, *codes):
    rows = table[table["check_code"].isin(codes)]
    return [(row.check_code, row.severity, row.feature_id) for row in rows.itertuples()]


TILES = {
    "a": box(0, 0, 1000, 1000),
    "b": box(999, 0, 2000, 1000),  # 1 m over a
    "c": box(0, 1000, 1000, 2000),
    "d": box(1000.5, 1000, 2000, 2000),  # a gap of 0.5 m to c, closed by e
    "e": box(0, 2000, 2000, 3000),
    "f": box(3000, 0, 4000, 3000),
    "g": box(2000, 0, 3000, 1000),
    "h": box(2000, 2000, 3000, 3000),  # between d, f, g and h a square kilometre is left out
}


def units(**spec):
    return Against(layer(*TILES.values(), XZQDM=list(TILES)), "admin_area", fields={"id": "XZQDM"}, **spec)


def checked(subjects, **against):
    case, layers = small_case(subjects, plane(), against)
    return check(case, layers).issue


def test_check_looks_at_all_of_the_layer():
    issue = checked([box(10, 10, 20, 20)], units=units())
    assert told(issue, "tiles_overlap", "tiles_gap", "tiles_void") == [
        ("tiles_overlap", "warning", "a"),
        ("tiles_gap", "warning", "c"),
        ("tiles_void", "remark", "d"),
    ]
    by_code = issue.set_index("check_code")
    assert "“b” by 1000 m²" in by_code.loc["tiles_overlap", "message"]
    assert by_code.loc["tiles_overlap", "geom"].equals(box(999, 0, 1000, 1000))
    assert "500 m², 0.5 m wide" in by_code.loc["tiles_gap", "message"]
    assert "around it lie c, d, b, e …" in by_code.loc["tiles_gap", "message"]
    assert by_code.loc["tiles_gap", "geom"].equals(box(1000, 1000, 1000.5, 2000))
    assert "1000000 m², 500 m wide" in by_code.loc["tiles_void", "message"]


@pytest.mark.parametrize("workers", [None, 2])
def test_a_review_looks_near_its_subjects(workers):
    with ThreadPoolExecutor(workers or 1) as pool:
        executor = pool if workers else None
        near = reviewed([box(990, 990, 1010, 1010)], executor, options=plane(), units=units())
        far = reviewed([box(3500, 100, 3510, 110)], executor, options=plane(), units=units())
    assert told(near.tables["issue"], "tiles_overlap", "tiles_gap") == [
        ("tiles_overlap", "warning", "a"),
        ("tiles_gap", "warning", "c"),
    ]
    assert told(far.tables["issue"], "tiles_overlap", "tiles_gap") == []


def test_a_hole_of_the_coverage_is_no_gap():
    ground = shapely.difference(box(0, 0, 4000, 3000), box(1000, 1000, 1000.5, 2000))
    against = units()
    against = Against(against.layer, "admin_area", layer(ground), coverage=Coverage("ground.gpkg"), **against.spec)
    issue = checked([box(10, 10, 20, 20)], units=against)
    assert told(issue, "tiles_gap", "tiles_void") == [("tiles_void", "remark", "d")]


def test_other_roles_need_not_tile():
    against = Against(layer(*TILES.values()), "permanent_farmland")
    assert told(checked([box(10, 10, 20, 20)], farmland=against), "tiles_overlap", "tiles_gap", "tiles_void") == []


def test_a_duplicate_is_told_once():
    against = Against(layer(*grid_here(), grid_here()[4]), "land_survey")
    assert told(checked([box(10, 10, 20, 20)], survey=against), "tiles_overlap", "features_duplicate") == [
        ("features_duplicate", "warning", "10")
    ]


def grid_here():
    return [box(10 * i, 10 * j, 10 * i + 10, 10 * j + 10) for i in range(3) for j in range(3)]


def test_areas_are_on_the_ellipsoid():
    """A strip of 1e-5 degrees of longitude by 0.01 of latitude at 32 degrees, by the closed form of a zone."""
    west, east = shapely.box(114, 32, 114.01, 32.01), shapely.box(114.00999, 32, 114.02, 32.01)
    subject = layer(shapely.box(114.005, 32.001, 114.006, 32.002), crs=4490, name="subjects")
    against = Against(layer(west, east, crs=4490), "admin_area")
    case, layers = small_case([subject], None, {"units": against})
    (message,) = [row.message for row in check(case, layers).issue.itertuples() if row.check_code == "tiles_overlap"]
    expected = Tdt1055(6378137, 1 / Fraction("298.257222101")).zone(32, 32.01, 1e-5)
    assert f"by {expected:.4g} m²" in message


@pytest.mark.parametrize("by_blocks", [False, True])
def test_a_thousand_tiles_with_a_few_faults(monkeypatch, by_blocks):
    """Faults at random places among many sound tiles, all found and nothing else."""
    generator = np.random.default_rng(7)
    size = 40
    corners = np.stack(np.meshgrid(np.arange(size + 1), np.arange(size + 1), indexing="ij"), axis=-1) * 100.0
    corners[1:-1, 1:-1] += generator.uniform(-30, 30, (size - 1, size - 1, 2))
    tiles = [
        shapely.Polygon([corners[i, j], corners[i + 1, j], corners[i + 1, j + 1], corners[i, j + 1]])
        for i in range(size)
        for j in range(size)
    ]
    tiles = [tile if tile.is_valid else tile.convex_hull for tile in tiles]
    chosen = generator.choice(np.arange(size * size).reshape(size, size)[2:-2:4, 2:-2:4].ravel(), 20, replace=False)
    for k in chosen[:10]:
        tiles[k] = tiles[k].buffer(-0.01, join_style="mitre")
    for k in chosen[10:]:
        tiles[k] = tiles[k].buffer(0.01, join_style="mitre")
    if by_blocks:
        monkeypatch.setattr(mosaics, "_AT_ONCE", 50)
    got = mosaic(tiles)
    assert len(got.empty) == 10
    assert got.empty_area.sum() == pytest.approx(sum(0.01 * tiles[k].length for k in chosen[:10]), rel=1e-2)
    pairs = found_pairs(tiles)
    assert {k for pair in pairs for k in pair} & set(chosen.tolist()) == set(chosen[10:].tolist())
    doubled = sum(0.01 * tiles[k].length for k in chosen[10:])
    assert sum(pairs.values()) == pytest.approx(doubled, rel=1e-2)
