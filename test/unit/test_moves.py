"""Layers that come from another CRS: the window they are read by, their long edges, and places that cannot be right."""

import numpy as np
import pyproj
import pytest
import shapely

from zoning_review_plugin.inputs.places.crs import move_between
from zoning_review_plugin.model.case import Options
from zoning_review_plugin.model.errors import InputFault

from .independent import array_of
from .small_reviews import Against, issues, layer, only, reviewed, rows

DEGREES = "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
HELMERT = (
    f"{DEGREES}+step +proj=push +v_3 +step +proj=cart +ellps=IAU76 "
    "+step +proj=helmert +x=-20 +y=10 +z=5 +rx=0 +ry=0 +rz=0 +s=0 +convention=position_vector "
    "+step +inv +proj=cart +ellps=GRS80 +step +proj=pop +v_3 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)
AFFINE = "+proj=pipeline +step +proj=affine +xoff=0.0001 +yoff=0.00005"
ONE_WAY = f"{DEGREES}+step +proj=airy +lat_b=80 +ellps=GRS80"  # no inverse


def crs(code):
    return pyproj.CRS.from_epsg(code)


def gauss(code, lon, lat):
    """A place in a Gauss-Krüger zone."""
    return pyproj.Transformer.from_crs(4490, code, always_xy=True).transform(lon, lat)


# --- windows ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pipeline", [HELMERT, AFFINE])
def test_the_window_of_a_named_pipeline_holds_what_it_must(pipeline):
    move = move_between(crs(4610), crs(4490), pipeline)
    west, south, east, north = move.window((115.9, 29.9, 116.3, 30.1))
    assert 115.8 < west < 115.9 and 29.8 < south < 29.9 and 116.3 < east < 116.4 and 30.1 < north < 30.2


def test_without_a_way_back_everything_is_read():
    assert move_between(crs(4490), crs(4548), ONE_WAY).window((4e5, 3.3e6, 5e5, 3.4e6)) is None


def test_a_window_over_the_pole_holds_the_pole():
    assert move_between(crs(4326), crs(3413)).window((-9e5, -9e5, 1e6, 1e6))[3] >= 90


def test_a_window_without_width_still_holds_its_place():
    x, y = gauss(4548, 116.2, 30.3)
    west, south, east, north = move_between(crs(4490), crs(4548)).window((x, y, x, y))
    assert west < 116.2 < east and south < 30.3 < north and east - west < 1e-3


@pytest.mark.parametrize("pipeline", [HELMERT, AFFINE, None])
def test_shards_find_what_one_process_finds(pipeline):
    from concurrent.futures import ThreadPoolExecutor

    subjects = [shapely.box(116 + k * 0.001, 30, 116.0005 + k * 0.001, 30.0005) for k in range(200)]
    red = [shapely.box(116 + k * 0.001, 30, 116.0003 + k * 0.001, 30.0005) for k in range(200)]
    against = Against(layer(*red, crs=4610), coverage="full", transform=pipeline)
    source = layer(*subjects, crs=4490, name="subjects")
    options = Options(accept_datum_shift=True)
    one = reviewed([source], options=options, erl=against)
    with ThreadPoolExecutor(2) as executor:
        two = reviewed([source], executor, options=options, erl=against)
    assert rows(one, "exposure", "status").count(("involved",)) >= 199
    for table in ("overlap", "exposure"):
        assert rows(one, table, "subject_id", "constraint_key") == rows(two, table, "subject_id", "constraint_key")
    assert rows(one, "exposure", "status", "union_area_m2") == rows(two, "exposure", "status", "union_area_m2")


# --- long edges ------------------------------------------------------------------------------------------------------


def moved(*shapes, source=4490, target=4548):
    return move_between(crs(source), crs(target)).apply(array_of(shapes))


def test_a_parallel_stays_a_parallel():
    """An edge of 17.3 km bows by 4.76 m: with its points it leaves the parallel by less than 2 m."""
    found = moved(shapely.LineString([(117.0, 39.0), (117.2, 39.0)]))
    assert found.edges == 1 and found.bow_m == pytest.approx(17310**2 * np.tan(np.radians(39)) / 8 / 6.38e6, abs=0.04)
    dense = shapely.get_coordinates(shapely.segmentize(found.geometry[0], 20.0))
    lat = pyproj.Transformer.from_crs(4548, 4490, always_xy=True).transform(dense[:, 0], dense[:, 1])[1]
    assert np.abs(lat - 39.0).max() * 111_000 < 2.01


def test_short_edges_get_no_points():
    block = shapely.box(117.0, 39.0, 117.005, 39.004)
    found = moved(block, shapely.Point(117, 39), None)
    assert (found.edges, found.left) == (0, 0)
    assert shapely.get_num_coordinates(found.geometry).tolist() == [5, 1, 0]


def test_neighbours_keep_their_common_edge():
    """Whichever way each ring runs, the points on the edge between two cells are the same."""
    west, east = shapely.box(116.3, 29.1, 117.4, 31.7), shapely.box(117.4, 29.1, 118.2, 31.7)
    for other in (east, shapely.reverse(east)):
        found = moved(west, other).geometry
        assert shapely.relate(found[0], found[1])[0] == "F"
        assert shapely.intersection(found[0], found[1]).length == pytest.approx(288e3, rel=0.01)
        assert shapely.area(shapely.intersection(found[0], found[1])) == 0.0


def test_every_kind_of_geometry_keeps_its_kind_and_parts():
    hole = shapely.Polygon(shapely.box(116, 29, 118, 31).exterior, [shapely.box(116.5, 29.5, 117.5, 30.5).exterior])
    far = shapely.box(119, 29, 119.001, 29.001)
    line = shapely.LineString([(116, 29), (118, 31), (118.001, 31)])
    shapes = [
        hole,
        shapely.MultiPolygon([far, hole, shapely.Polygon()]),
        shapely.MultiLineString([line, shapely.reverse(line)]),
        shapely.MultiPoint([(116, 29), (118, 31)]),
        shapely.GeometryCollection([shapely.Point(116, 29), far, line, shapely.MultiPolygon([hole])]),
    ]
    found = moved(*shapes)
    assert [shape.geom_type for shape in found.geometry] == [shape.geom_type for shape in shapes]
    assert shapely.is_valid(found.geometry[:4]).all()
    assert found.edges + found.left == 8 + 8 + 2 + 0 + 1 + 8
    parts = [shapely.get_num_geometries(shape) for shape in found.geometry]
    assert parts == [shapely.get_num_geometries(shape) for shape in shapes]
    assert shapely.area(found.geometry[1]) == pytest.approx(shapely.area(found.geometry[0]), rel=1e-4)


def test_an_edge_that_bows_both_ways_is_seen():
    """Through the place where meridian and equator cross, the middle of an edge stays on its chord."""
    found = moved(shapely.LineString([(116, -1), (118, 1)]), source=4326, target=32650)
    assert found.edges == 1 and shapely.get_num_coordinates(found.geometry[0]) > 5


def test_degrees_as_the_target_are_measured_on_the_ground():
    x, y = gauss(4548, 116.2, 44.0)
    found = moved(shapely.LineString([(x, y), (x + 2e4, y)]), source=4548, target=4490)
    assert found.edges == 1 and 5 < found.bow_m < 10


def test_long_edges_are_told_and_their_ground_is_counted():
    """Metres north of a red line's southern edge, which a straight line between its corners would leave out."""
    x, y = gauss(4548, 117.1, 39.0)
    subject = layer(shapely.box(x - 40, y + 2.1, x + 40, y + 4.6), crs=4548, name="subjects")
    result = reviewed([subject], erl=Against(layer(shapely.box(117, 39, 117.2, 39.05), crs=4490), coverage="full"))
    assert only(result, "exposure").status == "involved"
    assert only(result, "exposure").share_of_subject == pytest.approx(1.0, abs=0.05)
    assert ("erl", None, "edges_densified", "info") in issues(result)
    (message,) = [row[1] for row in rows(result, "issue", "check_code", "message") if row[0] == "edges_densified"]
    assert "2 edges" in message and "4.76 m" in message


@pytest.mark.parametrize("basis", ["ellipsoidal", "geodesic", "projected"])
def test_a_smaller_bow_stays_straight_and_is_told_under_every_basis(basis):
    """The topology is the same whatever the area rule: 1.19 m is less than the layer's own accuracy."""
    x, y = gauss(4548, 117.05, 39.0)
    subject = layer(shapely.box(x - 40, y + 0.1, x + 40, y + 1.0), crs=4548, name="subjects")
    red = Against(layer(shapely.box(117, 39, 117.1, 39.05), crs=4490), coverage="full")
    result = reviewed([subject], options=Options(area_basis=basis), erl=red)
    assert only(result, "exposure").status == "not_involved"
    assert ("erl", None, "edges_left_straight", "remark") in issues(result)
    (message,) = [row[1] for row in rows(result, "issue", "check_code", "message") if row[0] == "edges_left_straight"]
    assert "1.19 m" in message


def test_layers_that_are_not_moved_keep_their_edges():
    subject = layer(shapely.box(116, 29, 118, 31), crs=4490, name="subjects")
    result = reviewed([subject], erl=Against(layer(shapely.box(116, 29, 118, 31), crs=4490), coverage="full"))
    assert "edges_densified" not in [issue[2] for issue in issues(result)]
    assert shapely.get_num_coordinates(only(result, "subject").geom) == 5


# --- places that cannot be right -------------------------------------------------------------------------------------

OUTSIDE = "outside_area_of_use"


def zone_39(x, count=1):
    return layer(*[shapely.box(x + 200 * k, 3_400_000, x + 200 * k + 100, 3_400_100) for k in range(count)], crs=4527)


def statuses(result):
    return [row[0] for row in rows(result, "exposure", "status")]


@pytest.mark.parametrize("x", [500_000, 40_500_000, 38_500_000, 13_500_000])
def test_a_zone_number_that_is_missing_or_wrong_is_no_conformity(x):
    result = reviewed([zone_39(39_500_000)], erl=Against(zone_39(x), coverage="full"))
    assert statuses(result) == ["no_data"]
    assert ("erl", None, OUTSIDE, "error") in issues(result)


def test_swapped_axes_are_no_conformity():
    subject = layer(shapely.box(88, 43, 88.01, 43.01), crs=4490, name="subjects")
    result = reviewed([subject], erl=Against(layer(shapely.box(43, 88, 43.01, 88.01), crs=4490), coverage="full"))
    assert statuses(result) == ["no_data"] and ("erl", None, OUTSIDE, "error") in issues(result)


def test_one_issue_tells_of_all_and_names_some():
    result = reviewed([zone_39(39_500_000)], erl=Against(zone_39(500_000, 70), coverage="full"))
    (row,) = result.tables["issue"].query("check_code == @OUTSIDE").itertuples()
    assert "70 features" in row.message and "1, 2, 3" in row.message and "115.5" in row.message
    assert "zone" in row.action and "swapped" in row.action


def test_subjects_elsewhere_keep_their_rows():
    right, wrong = shapely.box(88, 43, 88.01, 43.01), shapely.box(43, 88, 43.01, 88.01)
    source = layer(right, wrong, crs=4490, name="subjects")
    result = reviewed([source], erl=Against(layer(shapely.box(87, 42, 89, 44), crs=4490), coverage="full"))
    assert statuses(result) == ["involved", "no_data"] and ("subjects", None, OUTSIDE, "error") in issues(result)


def test_where_all_subjects_lie_elsewhere_the_fault_says_why():
    with pytest.raises(InputFault) as fault:
        reviewed([zone_39(500_000, 3)], erl=Against(zone_39(39_500_000), coverage="full"))
    assert fault.value.code == "zone_number_missing" and fault.value.params["count"] == 3


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        (4549, 114, 30),  # a province in one zone reaches beyond it
        (4490, 112, 10),  # the south of the South China Sea
        (4269, -170, 53),  # an area of use that crosses the 180th meridian
        (4326, -60, -80),
        (3857, -150, 70),
        (27572, 2.3, 46.8),  # on a datum that counts from Paris
    ],
)
def test_what_lies_near_or_anywhere_in_a_wide_area_is_right(code, lon, lat):
    x, y = pyproj.Transformer.from_crs(pyproj.CRS(code).geodetic_crs, code, always_xy=True).transform(lon, lat)
    if code == 27572:
        x, y = pyproj.Transformer.from_crs(4326, code, always_xy=True).transform(lon, lat)
    step = 100 if pyproj.CRS(code).is_projected else 0.001
    shape = shapely.box(x, y, x + step, y + step)
    result = reviewed([layer(shape, crs=code, name="subjects")], erl=Against(layer(shape, crs=code), coverage="full"))
    assert statuses(result) == ["involved"]


def test_a_crs_without_a_number_is_known_by_its_parameters():
    """The .prj of a shapefile gives neither a number nor an area."""
    text = crs(4527).to_wkt("WKT1_ESRI")
    red = layer(shapely.box(500_000, 3_400_000, 500_100, 3_400_100), crs=text)
    result = reviewed(
        [zone_39(39_500_000)], options=Options(accept_datum_shift=True), erl=Against(red, coverage="full")
    )
    assert statuses(result) == ["no_data"] and ("erl", None, OUTSIDE, "error") in issues(result)


def test_a_crs_of_no_known_area_is_taken_as_it_is():
    text = "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80 +units=m"
    shape = shapely.box(500_000, 3_400_000, 500_100, 3_400_100)
    result = reviewed([layer(shape, crs=text, name="subjects")], erl=Against(layer(shape, crs=text), coverage="full"))
    assert statuses(result) == ["involved"]
