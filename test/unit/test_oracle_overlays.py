"""Overlays against results that others published: QGIS by way of geopandas, and the test suites of JTS and GEOS."""

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter

import numpy as np
import pytest
import shapely
from osgeo import ogr

from zoning_review_plugin.model.case import Options
from zoning_review_plugin.overlay import shapely_engine
from zoning_review_plugin.overlay.areas import shared_areas
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.once import counted_once
from zoning_review_plugin.overlay.pairs import meet
from zoning_review_plugin.overlay.shapes import Shapes

from . import engines
from .independent import array_of
from .small_reviews import Against, layer, reviewed

FOOT = 1200 / 3937  # the US survey foot in m


def met(left, right):
    """The `Met` of two lists of shapes in a plain plane."""
    return meet(Shapes(array_of(left), Plane()), Shapes(array_of(right), Plane()), engines)


# geopandas: results of QGIS 2.16 and of geopandas itself


def geojson(path):
    """(properties, shape) of each feature of a GeoJSON file."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [(feature["properties"], shapely.from_geojson(json.dumps(feature["geometry"]))) for feature in features]


def amounts(features, first, second, size_of):
    """{(value of one field, value of another): summed size}; what has no size is left out."""
    found = Counter()
    for properties, shape in features:
        found[properties[first], properties[second]] += size_of(shape)
    return {key: size for key, size in found.items() if size > 0}


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        ("polys/df1", "polys/df2", "polys/df1_df2-intersection"),
        ("overlap/df1_overlap", "overlap/df2_overlap", "overlap/df1_df2_overlap-intersection"),
    ],
)
def test_small_polygons_share_what_qgis_says(reference, left, right, result):
    folder = reference / "oracles/geopandas-overlay"
    a, b = (geojson(folder / f"{name}.geojson") for name in (left, right))
    expected = amounts(geojson(folder / f"{result}.geojson"), "col1", "col2", shapely.area)
    pairs = met([shape for _, shape in a], [shape for _, shape in b]).pairs
    keys = [(a[i][0]["col1"], b[j][0]["col2"]) for i, j in zip(pairs.left, pairs.right)]
    assert dict(zip(keys, pairs.area)) == pytest.approx(expected, rel=1e-9)


# The inputs of the "strict" results, as geopandas' own tests state them.
SQUARES = [shapely.box(1, 1, 3, 3), shapely.box(3, 3, 5, 5)]
THREE_SQUARES = [shapely.box(1, 1, 3, 3), shapely.box(-1, 1, 1, 3), shapely.box(3, 3, 5, 5)]
LINES = [shapely.LineString([(2, 0), (2, 4), (6, 4)]), shapely.LineString([(0, 3), (6, 3)])]


@pytest.mark.parametrize(
    ("left", "right", "result", "fields", "size_of"),
    [
        (SQUARES, THREE_SQUARES, "polys_intersection_True", ("col1", "col2"), shapely.area),
        (LINES, SQUARES, "line_poly_intersection_True", ("col3", "col1"), shapely.length),
        (SQUARES, LINES, "poly_line_intersection_False", ("col1", "col3"), shapely.length),
    ],
)
def test_kinds_share_what_geopandas_says(reference, left, right, result, fields, size_of):
    """A line along a border counts there as it does here: it shares that stretch with the closed area."""
    path = reference / f"oracles/geopandas-overlay/strict/{result}.geojson"
    expected = amounts(geojson(path), *fields, size_of)
    pairs = met(left, right).pairs
    found = pairs.area if size_of is shapely.area else pairs.length
    assert dict(zip(zip(pairs.left + 1, pairs.right + 1), found)) == pytest.approx(expected, rel=1e-9)


def shapefile(path):
    """(attributes, shape or None) of each feature of a shapefile, through OGR alone."""
    dataset = ogr.Open(str(path))
    return [
        (json.loads(feature.ExportToJson())["properties"], shape_of(feature.GetGeometryRef()))
        for feature in dataset.GetLayer(0)
    ]


def shape_of(geometry):
    return None if geometry is None else shapely.from_wkb(bytes(geometry.ExportToIsoWkb()))


@pytest.fixture(scope="module")
def new_york(reference):
    """The boroughs, ten circles over them, and what QGIS made of the two; feet of EPSG:2263."""
    folder = reference / "oracles/geopandas-overlay/nybb_qgis"
    names = ("polydf", "polydf2", "qgis-intersection", "qgis-difference")
    return {
        name: [f for f in shapefile(folder / f"{name}.shp") if f[1] is not None and f[1].is_valid] for name in names
    }


def circle(properties):
    return properties["value1"], properties["value2"]


def test_boroughs_share_with_circles_what_qgis_says(new_york):
    boroughs, circles = new_york["polydf"], new_york["polydf2"]
    pairs = met([shape for _, shape in boroughs], [shape for _, shape in circles]).pairs
    keys = [(boroughs[i][0]["BoroCode"], circle(circles[j][0])) for i, j in zip(pairs.left, pairs.right)]
    expected = {(p["BoroCode"], circle(p)): shape.area for p, shape in new_york["qgis-intersection"]}
    assert len(expected) >= 15
    assert dict(zip(keys, pairs.area)) == pytest.approx(expected, rel=1e-7)


def test_what_circles_leave_of_boroughs_is_what_qgis_says(new_york):
    boroughs, circles = (array_of([shape for _, shape in new_york[name]]) for name in ("polydf", "polydf2"))
    left, right = Shapes(boroughs, Plane()), Shapes(circles, Plane())
    once = counted_once(left, right, meet(left, right, engines), engines)
    found = {p["BoroCode"]: rest for (p, _), rest in zip(new_york["polydf"], left.area - once.area)}
    expected = {p["BoroCode"]: shape.area for p, shape in new_york["qgis-difference"]}
    assert found == pytest.approx(expected, rel=1e-7)


def test_a_review_in_feet_tells_the_same_in_square_metres(new_york):
    names = [str(p["BoroCode"]) for p, _ in new_york["polydf"]]
    subjects = layer(*[shape for _, shape in new_york["polydf"]], crs=2263, name="boroughs", ID=names)
    circles = Against(layer(*[shape for _, shape in new_york["polydf2"]], crs=2263), "custom")
    result = reviewed([subjects], fields={"id": "ID"}, options=Options(area_basis="projected"), circles=circles)
    exposure = result.tables["exposure"].set_index("subject_id")
    for properties, shape in new_york["qgis-difference"]:
        rest = exposure.loc[str(properties["BoroCode"]), "remainder_m2"]
        assert rest == pytest.approx(shape.area * FOOT**2, rel=1e-7)


# JTS and GEOS: whatever once broke an overlay


def operations(folder, names):
    """(file, A, B, text of the result) of the operations on A and B; shapes None where shapely reads none."""
    for path in sorted(folder.rglob("*.xml")):
        run = ElementTree.parse(path).getroot()
        model = run.find("precisionModel")
        if model is not None and "scale" in model.attrib:
            continue  # results on a grid of whole numbers
        for case in run.iter("case"):
            for operation in case.iter("op"):
                arguments = [(operation.get(name) or "").upper() for name in ("arg1", "arg2")]
                if operation.get("name").lower() in names and arguments == ["A", "B"]:
                    yield path.name, parsed(case.findtext("a")), parsed(case.findtext("b")), operation.text


def parsed(text):
    text = (text or "").strip()
    try:
        with np.errstate(invalid="ignore"):
            return shapely.from_wkb(text) if text[:2] in ("00", "01") else shapely.from_wkt(text)
    except (shapely.errors.GEOSException, NotImplementedError):  # broken, or curved
        return None


def is_area(shape):
    """What the gate lets through as a polygon: valid, not empty, nothing but polygons."""
    return shape is not None and shape.geom_type.endswith("Polygon") and not shape.is_empty and shape.is_valid


def rounding(shape):
    """Area units that a shape may be off because its corners are rounded to a double."""
    return 2 * shape.length * np.spacing(np.abs(shape.bounds).max())


def shared(a, b, engine):
    rows = np.array([0])
    return shared_areas(Shapes(array_of([a]), Plane()), Shapes(array_of([b]), Plane()), rows, rows, engine, Plane())[0]


@pytest.mark.parametrize("engine", [shapely_engine, engines])
@pytest.mark.parametrize(("suite", "cases"), [("jts-testxml", 44), ("geos-xmltester", 36)])
def test_shared_areas_are_those_of_the_stated_results(reference, suite, cases, engine):
    """To 1e-9 of the result and, where that is a sliver, 1e-12 of the larger polygon.

    The stated results have corners rounded as GEOS rounds them; the kernel makes none.
    """
    count = 0
    for name, a, b, text in operations(reference / "oracles" / suite, ("intersection", "intersectionng")):
        result = parsed(text)
        if not (is_area(a) and is_area(b)) or result is None:
            continue
        count += 1
        least = 1e-12 * max(a.area, b.area)
        if engine is engines and not result.is_empty:
            least += rounding(result)
        expected = pytest.approx(result.area, rel=1e-9, abs=least)
        assert (shared(a, b, engine), shared(b, a, engine)) == (expected, expected), (name, a.wkt[:200], b.wkt[:200])
    assert count == cases


@pytest.mark.parametrize("engine", [shapely_engine, engines])
@pytest.mark.parametrize(("suite", "cases"), [("jts-testxml", 195), ("geos-xmltester", 56)])
def test_what_is_shared_and_what_is_left_sum_to_the_whole(reference, suite, cases, engine):
    """On the polygons of the suites' own area tests, which state no figures; many once broke an overlay.

    What is left is taken as it is and on a fine grid: each of the two ways, GEOS itself (3.13.1) is wrong for some.
    """
    count = 0
    for name, a, b, _ in operations(reference / "oracles" / suite, ("overlayareatest", "intersection", "union")):
        if not (is_area(a) and is_area(b)):
            continue
        count += 1
        rests = (shapely.difference(a, b, grid_size=grid).area for grid in (None, 1e-9))
        whole = pytest.approx(a.area, rel=1e-8, abs=rounding(a))
        assert any(shared(a, b, engine) + rest == whole for rest in rests), (name, a.wkt[:200], b.wkt[:200])
    assert count == cases


def test_a_touch_is_not_taken_for_an_overlap_where_geos_takes_it_for_one():
    """From TestOverlayNGFailure of JTS: two valid polygons along one edge, whose corners differ in the last digit.

    GEOS (3.13.1) says that they touch, and yet gives all of the second, 129 km2, for their intersection: more than
    the first one has. On a grid of 1e-9 it gives nothing.
    """
    corner, other = (2375.0223287135154, 53673.4087205281), (2375.022328713516, 53673.4087205281)
    end = (13323.160413385054, 61494.1194419435)
    outline = [(0, 65905.78568220709), (12540.144108116785, 66644.10887217366), (13639.90993528687, 64693.73062699103)]
    first = shapely.Polygon([*outline, end, corner, (0, 52759.58192468053)])
    second = shapely.Polygon(
        [(23303.577415035626, 55323.60484150198), (19851.52938808218, 49637.68131132904), other, end]
    )
    assert first.is_valid and second.is_valid and first.touches(second)
    assert (shared(first, second, engines), shared(second, first, engines)) == pytest.approx((0.0, 0.0), abs=1e-3)
    assert len(met([first], [second]).pairs) == 0
