"""Repairs that leave open what was meant: what rests on them must not pass for known."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.inputs.shapes.doubt import ground_in_doubt
from zoning_review_plugin.inputs.shapes.repair import repairs
from zoning_review_plugin.model.case import Coverage

from .independent import array_of
from .small_reviews import ORIGIN, Against, box, issues, layer, plane, reviewed, rows

BOW_TIE = shapely.Polygon(np.array([(0, 0), (100, 100), (100, 0), (0, 100)]) + ORIGIN)


def with_tail(side, tail):
    """A square whose border crosses itself at a corner, in a triangle with legs `tail`, which counts the other way."""
    corners = [(0, 0), (side, 0), (side, side + tail), (side + tail, side), (0, side)]
    return shapely.Polygon(np.array(corners, dtype=float) + ORIGIN)


def status(result):
    return dict(rows(result, "exposure", "subject_id", "status"))


def open_items(result):
    return dict(rows(result, "subject", "subject_id", "open_items"))


@pytest.mark.parametrize(
    ("side", "change", "code", "severity"),
    [
        (10, 0.009, "geometry_repaired", "remark"),
        (10, 0.011, "geometry_repaired_open", "warning"),
        (300, 0.080, "geometry_repaired", "warning"),
        (300, 0.100, "geometry_repaired_open", "warning"),
        (2000, 0.990, "geometry_repaired", "warning"),
        (2000, 1.010, "geometry_repaired_open", "warning"),
    ],
)
def test_a_repair_is_open_from_a_millionth_of_the_area_or_a_square_metre_on(side, change, code, severity):
    """The tail is taken off before and counted after: the area changes by twice its own, the square of its leg."""
    shape = with_tail(side, change**0.5)
    result = reviewed([shape], options=plane(), erl=Against(layer(box(0, 0, 1, 1))))
    table = result.tables["issue"]
    (row,) = table[table["check_code"] != "polygon_sliver"].itertuples(index=False)
    assert (row.check_code, row.severity) == (code, severity)
    assert row.area_before_m2 == pytest.approx(side**2 - change / 2, rel=1e-7)
    assert row.area_after_m2 - row.area_before_m2 == pytest.approx(change, rel=1e-4)
    assert open_items(result) == {"1": 1 if code.endswith("open") else None}


def test_the_place_and_the_reason_are_told_in_either_language():
    for language, reason in (("zh", "自相交"), ("en", "it crosses itself")):
        result = reviewed([BOW_TIE], options=plane(), language=language, erl=Against(layer(box(0, 0, 1, 1))))
        (message,) = result.tables["issue"]["message"]
        assert reason in message and "500050, 3600050" in message
        assert ("elf-intersection" in message, "structure" in message) == (False, language == "en")


SUBJECTS = {
    "lobe": box(80, 45, 90, 55),
    "notch": box(45, 80, 55, 90),
    "both": box(-10, 40, 60, 90),
    "far": box(1000, 0, 1010, 10),
}


@pytest.mark.parametrize("executor", [None, 2])
def test_a_bow_tie_in_a_red_line_is_never_no_conflict(executor):
    """Whoever drew it may have meant the square. In its notches nobody knows."""
    subjects = layer(*SUBJECTS.values(), name="subjects", DKBH=list(SUBJECTS))
    red_line = layer(BOW_TIE, box(1000, 1000, 1001, 1001), BSM=["r1", "r2"])
    against = Against(red_line, coverage="full", fields={"id": "BSM"})
    with ThreadPoolExecutor(executor or 1) as pool:
        result = reviewed([subjects], pool if executor else None, fields={"id": "DKBH"}, options=plane(), erl=against)
    assert status(result) == {
        "lobe": "involved", "notch": "partly_known", "both": "involved", "far": "not_involved"
    }  # fmt: skip
    assert open_items(result) == {"lobe": 1, "notch": 1, "both": 1, "far": None}
    assert dict(rows(result, "exposure", "subject_id", "union_area_m2"))["lobe"] == pytest.approx(100.0, rel=1e-9)
    assert ("erl", "r1", "repair_concerns_subjects", "warning") in issues(result)
    (message,) = [text for code, text in rows(result, "issue", "check_code", "message") if "concerns" in code]
    assert "3 subjects (such as lobe, notch, both)" in message


def test_only_the_surroundings_of_the_fault_are_in_doubt():
    """A kilometre of red line with a loop of 10 m at a corner: elsewhere its border is known."""
    angle = shapely.difference(with_tail(1000, 0.0), box(400, 400, 1001, 600))
    tail = shapely.get_coordinates(angle).tolist()
    at = tail.index([ORIGIN[0] + 1000, ORIGIN[1] + 1000])
    before, after = tail[at - 1], tail[at + 1]
    assert {tuple(np.round(np.subtract(p, ORIGIN))) for p in (before, after)} == {(0, 1000), (1000, 600)}
    up = before[0] == ORIGIN[0] + 1000
    detour = [[ORIGIN[0] + 1000, ORIGIN[1] + 1010], [ORIGIN[0] + 1010, ORIGIN[1] + 1000]]
    shape = shapely.Polygon(tail[:at] + (detour if up else detour[::-1]) + tail[at + 1 :])
    assert not shapely.is_valid(shape)
    subjects = [box(x, y, x + 2, y + 2) for x, y in ((600, 450), (1006, 1006), (1012, 1012), (1030, 1030))]
    result = reviewed(subjects, options=plane(), erl=Against(layer(shape), coverage="full"))
    assert status(result) == {"1": "not_involved", "2": "partly_known", "3": "partly_known", "4": "not_involved"}


def test_many_sound_holes_do_not_spread_the_doubt():
    """A circle of 10 km with two vertices exchanged, and a thousand holes that are as they should be."""
    angle = np.linspace(0, 2 * np.pi, 40_000, endpoint=False)
    ring = np.column_stack([np.cos(angle), np.sin(angle)]) * 10_000.0 * (1 + 0.01 * np.sin(300 * angle))[:, None]
    ring[[20_000, 20_003]] = ring[[20_003, 20_000]]
    corners = np.array([(0, 0), (50, 0), (50, 50), (0, 50)])
    holes = [corners + (x, y) for x in range(-6000, 6000, 380) for y in range(-6000, 6000, 380)]
    (repair,) = repairs(array_of([shapely.Polygon(ring, holes)]))
    ((x0, y0, x1, y1),) = ground_in_doubt(repair.before, repair.geometry)
    assert x0 < ring[20_000, 0] < x1 and y0 < ring[20_000, 1] < y1
    assert max(x1 - x0, y1 - y0) < 50.0


def test_coverage_in_doubt_covers_nothing():
    ground = shapely.Polygon(np.array([(-500, -500), (600, 600), (600, -500), (-500, 600)]) + ORIGIN)
    subjects = [box(450, 40, 460, 60)]  # in the right-hand lobe
    against = Against(layer(box(2000, 0, 2001, 1)), coverage_layer=layer(ground), coverage=Coverage("ground.gpkg"))
    result = reviewed(subjects, options=plane(), erl=against)
    assert status(result) == {"1": "no_data"}
    ground = layer(box(-500, -500, 600, 600))
    sound = Against(layer(box(2000, 0, 2001, 1)), coverage_layer=ground, coverage=Coverage("ground.gpkg"))
    assert status(reviewed(subjects, options=plane(), erl=sound)) == {"1": "not_involved"}


def test_rings_in_the_wrong_order_are_no_change_of_area():
    """The outer ring second: 100 m square less a hole of 20 m."""
    ring = np.array([(0, 0), (100, 0), (100, 100), (0, 100)]) + ORIGIN
    hole = np.array([(40, 40), (60, 40), (60, 60), (40, 60)]) + ORIGIN
    for shape in (shapely.Polygon(hole, [ring]), shapely.MultiPolygon([shapely.Polygon(hole, [ring])])):
        result = reviewed([shape], options=plane(), erl=Against(layer(box(0, 0, 10, 10))))
        (row,) = result.tables["issue"].itertuples(index=False)
        assert (row.check_code, row.severity) == ("geometry_repaired", "remark")
        assert (row.area_before_m2, row.area_after_m2) == (pytest.approx(9600), pytest.approx(9600))
        assert "the outer ring is not the first" in row.message
        assert dict(rows(result, "subject", "subject_id", "area_m2")) == {"1": pytest.approx(9600)}


corners = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=4, max_size=12, unique=True)


@settings(max_examples=100, deadline=None)
@given(corners, st.lists(corners, max_size=2), st.lists(st.tuples(*[st.floats(0, 12)] * 2), min_size=20, max_size=20))
def test_outside_what_is_in_doubt_rings_and_repair_agree(shell, holes, places):
    """There the rings go around a place once where the repaired shape holds it, else not at all; told by angles."""
    shape = shapely.Polygon(shell, holes)
    for repair in repairs(array_of([shape])):
        if repair.geometry is None:
            continue
        boxes = shapely.union_all(shapely.box(*ground_in_doubt(repair.before, repair.geometry).T))
        for place in shapely.points(places):
            if place.distance(shape.boundary) > 1e-6 and place.distance(boxes) > 1e-6:
                assert times_around(shape, place) == repair.geometry.contains(place)


def times_around(shape, place):
    """How often the rings go around a place, holes taken off, each counted in its main direction."""
    rings = sorted(shapely.get_rings(shape), key=lambda ring: -shapely.area(shapely.Polygon(ring)))
    total = 0
    for ring in rings:
        arms = shapely.get_coordinates(ring) - (place.x, place.y)
        bearing = np.arctan2(arms[:, 1], arms[:, 0])
        turns = (np.diff(bearing) + np.pi) % (2 * np.pi) - np.pi
        turned = round(turns.sum() / (2 * np.pi)) * (1 if signed_area(ring) >= 0 else -1)
        total += turned if ring is rings[0] else -turned
    return total


def signed_area(ring):
    x, y = shapely.get_coordinates(ring).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
