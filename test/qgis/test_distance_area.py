"""Our measures beside QgsDistanceArea on the same ellipsoid."""

import numpy as np
import pyproj
import pytest
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsDistanceArea, QgsGeometry

from zoning_review_plugin.review.frame import Frame


def distance_area(crs):
    found = QgsDistanceArea()
    reference = QgsCoordinateReferenceSystem(crs)
    found.setSourceCrs(reference, QgsCoordinateTransformContext())
    assert found.setEllipsoid(reference.ellipsoidAcronym())
    return found


def blob(x, y, size, degrees):
    """A polygon of 60 vertices about `size` metres across, with a hole."""
    angles = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    unit = np.column_stack([np.cos(angles), np.sin(angles)]) * (0.5 * size / (111_000 if degrees else 1))
    wave = (1 + 0.2 * np.sin(5 * angles))[:, None]
    return shapely.Polygon(unit * wave + [x, y], [unit[::-1] * 0.3 + [x, y]])


PLACES = [
    ("EPSG:4490", 114.2, 30.5),
    ("EPSG:4547", 560000, 3400000),
    ("EPSG:4526", 38560000, 3400000),
    ("EPSG:4326", 2.3, 48.8),
    ("EPSG:2154", 800000, 6300000),
]


@pytest.mark.parametrize("crs,x,y", PLACES)
@pytest.mark.parametrize("size", [50, 1000])
def test_areas_and_perimeters(qgis_app, crs, x, y, size):
    """Edges of 3 to 50 m: geodesic and straight edges hardly differ; QGIS's own sums carry some 1e-4 m2 of noise."""
    shape = blob(x, y, size, crs in ("EPSG:4490", "EPSG:4326"))
    frame = Frame(pyproj.CRS.from_user_input(crs), "ellipsoidal", shape.bounds)
    theirs = distance_area(crs)
    geometry = QgsGeometry.fromWkt(shapely.to_wkt(shape, rounding_precision=-1))
    assert frame.measure.area(np.array([shape]))[0] == pytest.approx(theirs.measureArea(geometry), rel=2e-8, abs=5e-4)
    ring = shapely.LineString(shape.exterior.coords)
    line = QgsGeometry.fromWkt(shapely.to_wkt(ring, rounding_precision=-1))
    assert frame.measure.length(np.array([ring]))[0] == pytest.approx(theirs.measureLength(line), rel=2e-8)


def test_geodesic_rule_on_long_edges(qgis_app):
    """Edges of 30 km: only the geodesic rule agrees with QGIS there."""
    shape = shapely.Polygon([(114, 30), (114.3, 30), (114.3, 30.3), (114, 30.3)])
    frame = Frame(pyproj.CRS.from_epsg(4490), "geodesic", shape.bounds)
    theirs = distance_area("EPSG:4490").measureArea(QgsGeometry.fromWkt(shape.wkt))
    assert frame.measure.area(np.array([shape]))[0] == pytest.approx(theirs, rel=1e-9)
    straight = Frame(pyproj.CRS.from_epsg(4490), "ellipsoidal", shape.bounds).measure.area(np.array([shape]))[0]
    assert abs(straight / theirs - 1) > 1e-7
