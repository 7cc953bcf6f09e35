"""Which Gauss-Krueger or UTM zone serves a place, and that its plane is the one the authorities define."""

import numpy as np
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info

from zoning_review_plugin.overlay.zones import lonlat_of, projector, zone_at

REPEATABLE = settings(derandomize=True, deadline=None, max_examples=60)
CGCS2000, XIAN80, BEIJING54 = (pyproj.CRS.from_epsg(code) for code in (4490, 4610, 4214))
WGS84 = pyproj.CRS.from_epsg(4326)


def parameters(crs):
    """Parameters of a projection by name, as EPSG states them."""
    return {parameter.name: parameter.value for parameter in crs.coordinate_operation.params}


def nearest_meridian(lon):
    """The central meridian of the 3-degree zone of a longitude: the multiple of 3 next to it, the eastern on a tie."""
    return min((3 * k for k in range(-60, 61)), key=lambda meridian: (abs(meridian - lon), -meridian))


@pytest.mark.parametrize(
    ("lon", "epsg", "meridian"),
    [
        (73.5, 4534, 75),  # zone 25 begins
        (75.0, 4534, 75),
        (76.4999, 4534, 75),
        (76.5, 4535, 78),
        (109.0, 4545, 108),
        (110.0, 4546, 111),
        (116.37, 4548, 117),
        (118.5, 4549, 120),
        (120.0, 4549, 120),
        (133.4999, 4553, 132),
        (133.5, 4554, 135),
        (135.0, 4554, 135),
    ],
)
def test_table_of_three_degree_zones(lon, epsg, meridian):
    """EPSG = 4509 + zone (domain.md section 3.6), spelt out."""
    zone = zone_at(CGCS2000, lon, 35.0)
    assert (zone.crs.to_epsg(), zone.central_meridian) == (epsg, meridian)
    assert f"CM {meridian}E" in zone.name


@REPEATABLE
@given(datum=st.sampled_from([CGCS2000, XIAN80, BEIJING54]), lon=st.floats(73.5, 136.4999), lat=st.floats(3, 54))
def test_chinese_datums_have_their_own_zones(datum, lon, lat):
    zone = zone_at(datum, lon, lat)
    stated = parameters(zone.crs)
    assert zone.crs.to_epsg() is not None
    assert zone.crs.geodetic_crs == datum
    assert zone.central_meridian == nearest_meridian(lon) == stated["Longitude of natural origin"]
    assert abs(lon - zone.central_meridian) <= 1.5
    assert stated["Scale factor at natural origin"] == 1
    assert stated["False easting"] == 500_000


@pytest.mark.parametrize("lon", [60.0, 72.0, 73.4, 136.5, 140.0, -90.0])
def test_a_chinese_datum_outside_its_zones_gets_the_same_projection(lon):
    zone = zone_at(CGCS2000, lon, 30.0)
    assert zone.crs.to_epsg() is None
    assert zone.central_meridian == nearest_meridian(lon)
    x, y = projector(CGCS2000, zone)(np.array([[zone.central_meridian, 0.0], [zone.central_meridian, 30.0]])).T
    assert x == pytest.approx([500_000, 500_000], abs=1e-6)
    # the plane differs from EPSG's zone of 111 degrees by its meridian alone
    shift = 111 - zone.central_meridian
    twin = pyproj.Transformer.from_crs(CGCS2000, 4546, always_xy=True)
    here = projector(CGCS2000, zone)(np.array([[lon, 30.0]]))[0]
    assert here == pytest.approx(twin.transform(lon + shift, 30.0), abs=1e-5)


def test_any_datum_in_china_gets_three_degree_zones():
    zone = zone_at(WGS84, 116.4, 39.9)
    assert zone.central_meridian == 117
    found = projector(WGS84, zone)(np.array([[116.4, 39.9]]))[0]
    expected = pyproj.Transformer.from_crs(CGCS2000, 4548, always_xy=True).transform(116.4, 39.9)
    assert found == pytest.approx(expected, abs=1e-3)  # the two ellipsoids differ by 0.1 mm


@settings(REPEATABLE, max_examples=20)
@given(lon=st.integers(-179_900, 71_900), lat=st.integers(-79_000, 54_000))
def test_elsewhere_wgs84_has_the_utm_zone_that_the_registry_names(lon, lat):
    """Compared with PROJ's own register of UTM zones; on a border between two, either will do. In 1/1000 degree."""
    zone = zone_at(WGS84, lon / 1000, lat / 1000)
    around = AreaOfInterest(lon / 1000 - 1e-6, lat / 1000 - 1e-6, lon / 1000 + 1e-6, lat / 1000 + 1e-6)
    registered = query_utm_crs_info(datum_name="WGS 84", area_of_interest=around)
    assert str(zone.crs.to_epsg()) in {info.code for info in registered}


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [
        (9.0, 50.0, 32632),
        (-74.0, 40.7, 32618),
        (-180.0, 10.0, 32601),
        (179.999, 10.0, 32660),
        (180.0, -10.0, 32760),
        (18.4, -33.9, 32734),
        (151.2, -33.9, 32756),
        (-0.0001, 51.5, 32630),
        (0.0, 51.5, 32631),
        (-60.0, 0.0, 32621),
        (-60.0, -0.001, 32721),
    ],
)
def test_table_of_utm_zones(lon, lat, epsg):
    zone = zone_at(WGS84, lon, lat)
    assert zone.crs.to_epsg() == epsg
    assert zone.central_meridian == parameters(zone.crs)["Longitude of natural origin"]


@pytest.mark.parametrize(
    ("datum", "lon", "lat", "twin"),
    [
        (4258, 9.5, 51.0, 25832),  # ETRS89
        (4269, -75.5, 40.0, 26918),  # NAD83
        (4674, -44.0, -20.0, 31983),  # SIRGAS 2000, south
        (4283, 149.0, -35.0, 28355),  # GDA94, Map Grid of Australia
        (4277, -1.0, 52.0, 32630),  # OSGB36 has no UTM of its own: the same grid on Airy's ellipsoid
    ],
)
def test_utm_is_built_on_the_datum_at_hand(datum, lon, lat, twin):
    crs = pyproj.CRS.from_epsg(datum)
    zone = zone_at(crs, lon, lat)
    assert zone.crs.ellipsoid.semi_major_metre == pytest.approx(crs.ellipsoid.semi_major_metre, abs=1e-6)
    assert zone.crs.ellipsoid.inverse_flattening == pytest.approx(crs.ellipsoid.inverse_flattening, rel=1e-9)
    stated = parameters(pyproj.CRS.from_epsg(twin))
    assert zone.central_meridian == stated["Longitude of natural origin"]
    if datum != 4277:
        found = projector(crs, zone)(np.array([[lon, lat]]))[0]
        expected = pyproj.Transformer.from_crs(crs, twin, always_xy=True).transform(lon, lat)
        assert found == pytest.approx(expected, abs=1e-6)


def test_a_projected_crs_is_judged_by_its_datum():
    assert zone_at(pyproj.CRS.from_epsg(4526), 114.5, 33.0).crs.to_epsg() == 4547
    assert zone_at(pyproj.CRS.from_epsg(25833), 9.0, 51.0).central_meridian == 9


@pytest.mark.parametrize("code", [4490, 4547, 4526, 2263, 3857, 4807])
def test_coordinates_become_radians_of_their_own_datum(code):
    crs = pyproj.CRS.from_epsg(code)
    places = {4807: (2.0, 54.0), 2263: (1e6, 2e5), 4490: (110.0, 35.0), 4526: (38_560_000.0, 3_600_000.0)}
    xy = np.array([places.get(code, (560_000.0, 3_600_000.0))])
    found = lonlat_of(crs)(xy)[0]
    if code == 4490:
        expected = np.radians(xy[0])
    elif code == 4807:
        expected = xy[0] * np.pi / 200  # grads
    else:
        move = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
        expected = np.radians(move.transform(*xy[0]))
    assert found == pytest.approx(expected, abs=1e-15)
