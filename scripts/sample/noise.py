"""Smooth random fields over the city, and the outlines of the ground where they are high."""

from __future__ import annotations

import numpy as np
import shapely
from osgeo import gdal, ogr

from .place import ORIGIN, SIZE_KM, on_grid, random

_STEP = 80.0  # m between the points of the grid: what nobody sees on a map of a city costs only space
_MARGIN = 4000.0


def _axes():
    x = np.arange(-_MARGIN, SIZE_KM[0] * 1000 + _MARGIN, _STEP) + ORIGIN[0]
    y = np.arange(-_MARGIN, SIZE_KM[1] * 1000 + _MARGIN, _STEP) + ORIGIN[1]
    return x, y


def grid():
    """(x, y) of all points of the grid, each (ny, nx)."""
    return np.meshgrid(*_axes())


def fractal(part, longest_km, roughness):
    """A field with mean 0 and deviation 1. longest_km: its longest waves; roughness: share that each halving keeps."""
    generator, (x, y) = random(part), grid()
    total, weight, wave = np.zeros_like(x), 1.0, longest_km * 1000.0
    while wave > 4 * _STEP:
        total += weight * _octave(generator, x, y, wave)
        weight, wave = weight * roughness, wave / 2
    return (total - total.mean()) / total.std()


def _octave(generator, x, y, wave):
    """Random values at points `wave` apart, and smooth ground between them; turned, so that no direction shows."""
    turn = generator.uniform(0.0, 6.28)
    u, v = (x * np.cos(turn) - y * np.sin(turn)) / wave, (x * np.sin(turn) + y * np.cos(turn)) / wave
    u, v = u - u.min(), v - v.min()
    values = generator.normal(size=(int(v.max()) + 2, int(u.max()) + 2))
    i, j = v.astype(int), u.astype(int)
    s, t = (p * p * (3 - 2 * p) for p in (v - i, u - j))
    low = values[i, j] * (1 - t) + values[i, j + 1] * t
    high = values[i + 1, j] * (1 - t) + values[i + 1, j + 1] * t
    return low * (1 - s) + high * s


def hill(centre, radius, stretch=1.0, angle=0.0):
    """1 at `centre`, falling to 0.5 at `radius` m from it; longer by `stretch` in the direction `angle` (degrees)."""
    x, y = grid()
    turn = np.radians(angle)
    u = (x - centre[0]) * np.cos(turn) + (y - centre[1]) * np.sin(turn)
    v = (y - centre[1]) * np.cos(turn) - (x - centre[0]) * np.sin(turn)
    return 1.0 / (1.0 + (u / stretch / radius) ** 2 + (v / radius) ** 2)


def above(field, level):
    """The ground where `field` is above `level`, as one multipolygon on the coordinate grid."""
    band, raster = _raster(field)
    target = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = target.CreateLayer("bands")
    layer.CreateField(ogr.FieldDefn("high", ogr.OFTReal))
    options = [f"FIXED_LEVELS={level!r}", "POLYGONIZE=YES", "ELEV_FIELD_MAX=0"]
    gdal.ContourGenerateEx(band, layer, options=options)
    bands = [(f["high"], shapely.from_wkb(bytes(f.GetGeometryRef().ExportToWkb()))) for f in layer]
    del raster
    return on_grid(shapely.union_all([shape for high, shape in bands if high > level]))


def _raster(field):
    (x, y), (rows, columns) = _axes(), field.shape
    raster = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Float64)
    raster.SetGeoTransform((x[0] - _STEP / 2, _STEP, 0.0, y[0] - _STEP / 2, 0.0, _STEP))
    band = raster.GetRasterBand(1)
    band.WriteArray(np.ascontiguousarray(field))
    return band, raster
