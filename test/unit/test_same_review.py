"""The same ground gives the same review, however it is delivered: order, files, corners, heights, format, CRS.

In one CRS every figure is the same to 1e-9, also where shapes touch, coincide or lie in each other. In another CRS of
the datum, edges that are straight in one are bows in the other: a pair may differ by what lies between edge and bow.
"""

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import ogr

from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.model.case import Case, Constraint, Coverage, Options, SubjectSource
from zoning_review_plugin.review.review import review

from .small_cases import write_layer
from .small_reviews import ORIGIN, Against, layer, reviewed

HOME = 4547
STEP = 10  # m between places of shapes
SIZE = 40  # places along each axis
OFF = 5.0  # m between the edges of subjects and of all others, where these are off the grid: far more than any bow
_RADIUS_M = 6_357_000.0

QUICK = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FEW = settings(QUICK, max_examples=4)


# --- small sets of layers --------------------------------------------------------------------------------------------

places = st.integers(0, SIZE)


def at(x, y, shift):
    return ORIGIN[0] + STEP * x + shift, ORIGIN[1] + STEP * y + shift


@st.composite
def polygons(draw, shift=0.0):
    """A rectangle, a triangle, an L or a rectangle with a hole, on the grid."""
    x, y = draw(places), draw(places)
    w, h = draw(st.integers(2, 15)), draw(st.integers(2, 15))
    kind = draw(st.sampled_from(["box", "triangle", "L", "holed"]))
    corners = [(0, 0), (w, 0), (w, h), (0, h)]
    if kind == "triangle":
        corners = [(0, 0), (w, 0), (draw(st.integers(0, w)), h)]
    if kind == "L":
        corners = [(0, 0), (w, 0), (w, 1), (1, 1), (1, h), (0, h)]
    hole = [[(1, 1), (1, h - 1), (w - 1, h - 1), (w - 1, 1)]] if kind == "holed" and min(w, h) > 2 else []
    rings = [[at(x + dx, y + dy, shift) for dx, dy in ring] for ring in [corners, *hole]]
    return shapely.Polygon(rings[0], rings[1:])


@st.composite
def lines(draw):
    corners = draw(st.lists(st.tuples(places, places), min_size=2, max_size=4, unique=True))
    return shapely.LineString([at(x, y, 0.0) for x, y in corners])


points = st.builds(lambda x, y: shapely.Point(*at(x, y, 0.0)), places, places)


class Ground:
    """Subjects by kind, red lines, control units side by side, and the coverage of the red lines."""

    def __init__(self, areas, ways, spots, red, units, cover):
        self.subjects = {"areas": areas, "ways": ways, "spots": spots}
        self.constraints = {"red": red, "units": units}
        self.cover = cover

    def layers(self):
        """{name: shapes} of all layers."""
        return {**self.subjects, **self.constraints, "cover": self.cover}

    def changed(self, change):
        """The same with other shapes: change: shape → shape."""
        every = {name: [change(shape) for shape in shapes] for name, shapes in self.layers().items()}
        return Ground(*(every[name] for name in ("areas", "ways", "spots", "red", "units", "cover")))


@st.composite
def grounds(draw, shift=0.0, kinds=("areas", "ways", "spots")):
    """A `Ground`. shift: of all but the subjects, off the grid, so that no edge of theirs lies on one of a subject."""
    areas = draw(st.lists(polygons(), min_size=1, max_size=4))
    ways = draw(st.lists(lines(), min_size=1, max_size=2)) if "ways" in kinds else []
    spots = draw(st.lists(points, min_size=1, max_size=2)) if "spots" in kinds else []
    red = draw(st.lists(polygons(shift), min_size=1, max_size=4))
    x, y = draw(st.integers(10, 30)), draw(st.integers(10, 30))
    west, east, low, high = -5, SIZE + draw(st.sampled_from([-15, 20])), -5, SIZE + 20
    units = [
        shapely.box(*at(x0, y0, shift), *at(x1, y1, shift))
        for x0, x1 in ((west, x), (x, max(east, x + 1)))
        for y0, y1 in ((low, y), (y, high))
    ]
    cover = [shapely.box(*at(-5, -5, shift), *at(draw(st.integers(10, 70)), SIZE + 20, shift))]
    return Ground(areas, ways, spots, red, units, cover)


def ids(name, shapes):
    return [f"{name}{k}" for k in range(len(shapes))]


def in_memory(ground, name, order=None, crs=HOME, part=slice(None)):
    """A layer of the ground in memory. order: of its features. crs: of its coordinates. part: of its features."""
    shapes, names = ground.layers()[name], ids(name, ground.layers()[name])
    chosen = list(order(range(len(shapes))) if order else range(len(shapes)))[part]
    return layer(*[shapes[k] for k in chosen], name=name, crs=crs, BSM=[names[k] for k in chosen])


def against(ground, **more):
    """The constraints of a ground, by key."""
    found = {}
    for key, role in (("red", "ecological_red_line"), ("units", "control_unit")):
        cover = in_memory(ground, "cover", **more) if key == "red" else None
        spec = {"coverage": Coverage("cover.gpkg")} if key == "red" else {}
        found[key] = Against(in_memory(ground, key, **more), role, cover, **spec)
    return found


def sources(ground, **more):
    return [in_memory(ground, name, **more) for name, shapes in ground.subjects.items() if shapes]


def plainly(ground):
    """The review of a ground as it is."""
    return reviewed(sources(ground), fields={"id": "BSM"}, **against(ground))


# --- what must be the same -------------------------------------------------------------------------------------------

NAMES = {"overlap": ("subject_id", "feature_id", "relation"), "exposure": ("subject_id", "constraint_key", "status")}
KEYS = {"subject": 1, "overlap": 2, "exposure": 2}
FIGURES = {
    "subject": ("area_m2", "length_m"),
    "overlap": ("area_m2", "length_m"),
    "exposure": ("union_area_m2", "sum_area_m2", "length_m", "remainder_m2", "covered"),
}


def tables(result):
    """The tables of a result; `covered` is how much of each subject is covered: m2, m, or 1 for a point."""
    found = dict(result.tables)
    subject = found["subject"].set_index("subject_id")
    size = subject["area_m2"].fillna(subject["length_m"]).fillna(1.0)
    exposure = found["exposure"]
    found["exposure"] = exposure.assign(covered=exposure["covered_share"] * exposure["subject_id"].map(size))
    return found


def named(result, table, tolerance=None):
    """The rows of a table that name things and tell how they lie, in order.

    Pairs that share no more than may differ anyway (a line past a corner) are met in one CRS and not in the other.
    """
    frame = result.tables[table]
    if tolerance and table == "overlap":
        shared = frame[["area_m2", "length_m"]].max(axis=1)
        least = [1e-6 + tolerance(*ids) for ids in frame[["subject_id", "feature_id"]].to_numpy()]
        frame = frame[shared.isna() | (shared > least)]
    return sorted(map(tuple, frame[list(NAMES[table])].to_numpy()))


def figures(result, table):
    """{ids: figures} of a table; NaN where one does not apply."""
    frame = tables(result)[table]
    names = ["subject_id", *(NAMES[table][1:] if table in NAMES else ())][: KEYS[table]]
    rows = zip(map(tuple, frame[names].to_numpy()), frame[list(FIGURES[table])].to_numpy(float))
    return dict(rows)


def assert_same(one, other, tolerance=None):
    """tolerance: ids → m2 (or m) by which their figures may differ, beside 1e-9 of themselves and 1e-6."""
    for table in NAMES:
        assert named(one, table, tolerance) == named(other, table, tolerance)
    for table in KEYS:
        mine, theirs = figures(one, table), figures(other, table)
        if tolerance is None or table != "overlap":
            assert mine.keys() == theirs.keys()
        for key in mine.keys() & theirs.keys():
            values = mine[key]
            limit = 1e-6 + (tolerance(*key) if tolerance else 0.0)
            assert np.allclose(theirs[key], values, rtol=1e-9, atol=limit, equal_nan=True), (
                table,
                key,
                values,
                theirs[key],
            )


def nearest(result):
    frame = result.tables["exposure"].sort_values(["subject_id", "constraint_key"])
    return frame["nearest_m"].to_numpy(float)


# --- the same coordinates --------------------------------------------------------------------------------------------


@QUICK
@given(grounds(), st.randoms(use_true_random=False))
def test_the_order_of_features_is_no_matter(ground, random):
    def order(rows):
        rows = list(rows)
        random.shuffle(rows)
        return rows

    one, other = (
        plainly(ground),
        reviewed(sources(ground, order=order), fields={"id": "BSM"}, **against(ground, order=order)),
    )
    assert_same(one, other)
    assert np.allclose(nearest(one), nearest(other), rtol=1e-9, atol=1e-9, equal_nan=True)


@QUICK
@given(grounds())
def test_subjects_in_many_files_are_the_same_subjects(ground):
    parts = [
        in_memory(ground, name, part=slice(k, k + 1))
        for name, shapes in ground.subjects.items()
        for k in range(len(shapes))
    ]
    assert_same(plainly(ground), reviewed(parts, fields={"id": "BSM"}, **against(ground)))


@QUICK
@given(grounds())
def test_a_constraint_in_two_files_gives_the_same_pairs(ground):
    """Each half is a layer of its own, with the same coverage: pairs are the same, and so is what is met at all."""
    halves = {}
    cover = in_memory(ground, "cover")
    for key, part in (("red", slice(0, None, 2)), ("more", slice(1, None, 2))):
        red = in_memory(ground, "red", part=part)
        if len(red.content):
            halves[key] = Against(red, "ecological_red_line", cover, coverage=Coverage("cover.gpkg"))
    one = plainly(ground)
    two = reviewed(sources(ground), fields={"id": "BSM"}, **halves, units=against(ground)["units"])
    assert named(one, "overlap") == named(two, "overlap")
    mine, theirs = figures(one, "overlap"), figures(two, "overlap")
    assert all(np.allclose(theirs[key], values, rtol=1e-9, atol=1e-6, equal_nan=True) for key, values in mine.items())
    for subject, key, status in named(one, "exposure"):
        parts = {s for who, part, s in named(two, "exposure") if who == subject and part in halves}
        if key == "red":
            assert ("involved" in parts) if status == "involved" else parts == {status}


def densified(shape):
    """Corners in the middle of all edges and at a quarter: on this grid exactly on the edge."""

    def denser(xy):
        share = np.array([0.0, 0.25, 0.5])[:, None]
        steps = [a + share * (b - a) for a, b in zip(xy, xy[1:])]
        return np.vstack([*steps, xy[-1:]])

    if shape.geom_type == "Point":
        return shape
    if shape.geom_type == "LineString":
        return shapely.LineString(denser(np.array(shape.coords)))
    rings = [denser(np.array(ring.coords)) for ring in (shape.exterior, *shape.interiors)]
    return shapely.Polygon(rings[0], rings[1:])


@QUICK
@given(grounds(), st.sampled_from(["subjects", "constraints", "both"]))
def test_corners_on_straight_edges_change_nothing(ground, which):
    dense = ground.changed(densified)
    subjects = ground if which == "constraints" else dense
    rest = ground if which == "subjects" else dense
    assert_same(plainly(ground), reviewed(sources(subjects), fields={"id": "BSM"}, **against(rest)))


def with_heights(found, dimensions):
    """The layer with Z, M or both in its WKB, as GDAL writes it."""
    for row, wkb in enumerate(found.content.wkb):
        shape = ogr.CreateGeometryFromWkb(wkb)
        shape.Set3D("Z" in dimensions)
        shape.SetMeasured("M" in dimensions)
        found.content.wkb[row] = bytes(shape.ExportToIsoWkb())
    return found


@QUICK
@given(grounds(), st.sampled_from(["Z", "M", "ZM"]))
def test_heights_and_measures_change_nothing(ground, dimensions):
    constraints = against(ground)
    for one in constraints.values():
        with_heights(one.layer, dimensions)
    subjects = [with_heights(source, dimensions) for source in sources(ground)]
    result = reviewed(subjects, fields={"id": "BSM"}, **constraints)
    assert_same(plainly(ground), result)
    codes = {row for row in result.tables["issue"]["check_code"]}
    assert {"z_dropped": "Z" in dimensions, "m_dropped": "M" in dimensions} == {
        code: code in codes for code in ("z_dropped", "m_dropped")
    }


# --- other formats ---------------------------------------------------------------------------------------------------


def written(ground, folder, suffix, crs=HOME):
    """The review of a ground that lies in files of one format, a kind of shape each."""
    folder.mkdir()
    for name, shapes in ground.layers().items():
        rows = [(shape.wkb, text) for shape, text in zip(shapes, ids(name, shapes))]
        if shapes:
            write_layer(folder / f"{name}{suffix}", rows, ["BSM"], crs=crs)
    case = Case(
        "Small",
        tuple(
            SubjectSource(f"{name}{suffix}", fields={"id": "BSM"}) for name, shapes in ground.subjects.items() if shapes
        ),
        (
            Constraint("red", "ecological_red_line", f"red{suffix}", coverage=Coverage(f"cover{suffix}")),
            Constraint("units", "control_unit", f"units{suffix}"),
        ),
        language="en",
        folder=folder,
    )
    return review(case, open_layers(case))


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".fgb", ".geojson", ".gml"])
def test_the_format_is_no_matter(suffix, tmp_path_factory):
    @FEW
    @given(grounds())
    def in_files(ground):
        assert_same(plainly(ground), written(ground, tmp_path_factory.mktemp("ground") / "files", suffix))

    in_files()


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".fgb", ".geojson", ".gml"])
def test_the_format_of_degrees_is_no_matter(suffix, tmp_path_factory):
    """Longitude and latitude keep their order; what is written as text keeps 15 digits, 0.1 micron on the ground."""

    @FEW
    @given(grounds(OFF))
    def in_files(ground):
        degrees = ground.changed(lambda shape: moved(shape, 4490))
        one = reviewed(sources(degrees, crs=4490), fields={"id": "BSM"}, **against(degrees, crs=4490))
        assert_same(one, written(degrees, tmp_path_factory.mktemp("ground") / "files", suffix, 4490), lambda *ids: 1e-3)

    in_files()


# --- another CRS -----------------------------------------------------------------------------------------------------


def bow_m2(shape):
    """What lies between the edges of a shape and their bows in another CRS, m2; of a point and a line some mm.

    An edge of L m leaves what is straight elsewhere by no more than L² tan(latitude) / 8 R, by less in the planes of
    zones; between both lies two thirds of that times L. A factor of two covers both steps of a way there and back.
    """
    xy, ring = shapely.get_coordinates(shapely.get_parts(shapely.boundary(shape)), return_index=True)
    if shape.geom_type == "LineString":
        xy, ring = shapely.get_coordinates(shape), np.zeros(len(shape.coords))
    lengths = np.hypot(*(xy[1:] - xy[:-1]).T)[ring[1:] == ring[:-1]] if len(xy) else np.zeros(0)
    return 2 * float((2 / 3 * lengths**3 * math.tan(math.radians(33)) / 8 / _RADIUS_M).sum()) + 1e-3


def bows(ground):
    """A tolerance by ids: the bows of a subject, and of all features that it may meet."""
    every = {who: bow_m2(s) for name, shapes in ground.layers().items() for who, s in zip(ids(name, shapes), shapes)}
    whole = {key: sum(bow for who, bow in every.items() if who.startswith(key)) for key in ("red", "units", "cover")}

    def tolerance(subject, other=None):
        if other is None:
            return every[subject]
        return every[subject] + (
            whole["red"] + whole["cover"] if other == "red" else every.get(other, whole.get(other))
        )

    return tolerance


def moved(shape, code):
    step = pyproj.Transformer.from_crs(HOME, code, always_xy=True)
    return shapely.transform(shape, lambda xy: np.column_stack(step.transform(xy[:, 0], xy[:, 1])))


# Degrees, this zone with its number, its neighbours, and the zones of 6 degrees around.
OTHERS = [4490, 4526, 4546, 4548, 4508, 4498]


@QUICK
@given(grounds(OFF), st.sampled_from(OTHERS))
def test_constraints_in_another_crs_of_the_datum(ground, code):
    elsewhere = ground.changed(lambda shape: moved(shape, code))
    one, other = plainly(ground), reviewed(sources(ground), fields={"id": "BSM"}, **against(elsewhere, crs=code))
    assert_same(one, other, bows(ground))
    assert np.allclose(nearest(one), nearest(other), rtol=1e-9, atol=0.01, equal_nan=True)


@QUICK
@given(grounds(OFF), st.sampled_from(OTHERS))
def test_everything_in_another_crs_of_the_datum(ground, code):
    elsewhere = ground.changed(lambda shape: moved(shape, code))
    other = reviewed(sources(elsewhere, crs=code), fields={"id": "BSM"}, **against(elsewhere, crs=code))
    one = plainly(ground)
    assert_same(one, other, bows(ground))
    assert np.allclose(nearest(one), nearest(other), rtol=1e-6, atol=0.01, equal_nan=True)


@QUICK
@given(grounds(OFF), st.sampled_from(OTHERS))
def test_the_analysis_crs_is_a_choice_of_figures_in_their_last_digits_only(ground, code):
    options = Options(analysis_crs=f"EPSG:{code}")
    other = reviewed(sources(ground), fields={"id": "BSM"}, options=options, **against(ground))
    assert_same(plainly(ground), other, bows(ground))


@QUICK
@given(grounds(OFF))
def test_another_spelling_of_the_crs_is_the_same_crs(ground):
    """To the last bit: nothing is moved."""
    text = pyproj.CRS(HOME).to_wkt("WKT1_ESRI")
    other = reviewed(sources(ground), fields={"id": "BSM"}, **against(ground, crs=text))
    one = plainly(ground)
    for table in FIGURES:
        mine, theirs = figures(one, table), figures(other, table)
        assert mine.keys() == theirs.keys()
        assert all(np.array_equal(values, theirs[key], equal_nan=True) for key, values in mine.items())
    assert "crs_moved" not in set(other.tables["issue"]["check_code"])
