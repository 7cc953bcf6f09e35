"""The ground under review as maps show it: subjects in the CRS of the maps, and the bearing of true north."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyproj
import shapely

from ...inputs.places.crs import full_name
from ...model.words import Words
from ...overlay.zones import zone_at
from ...tables.report_style import ReportStyle, style_of

_STEP_DEG = 1e-4  # of latitude, along which true north is found


@dataclass(frozen=True)
class Site:
    """A Result on its way to maps.

    crs: of the maps (pyproj): the analysis CRS, or a plane on its datum where that is in degrees. subjects: the table
    `subject` with geometry in that CRS. style: of the report. unit_m: of the CRS.
    """

    result: object
    crs: pyproj.CRS
    subjects: pd.DataFrame
    style: ReportStyle
    unit_m: float

    @property
    def words(self) -> Words:
        return self.style.words

    @property
    def in_degrees(self):
        """Whether layers meet in degrees, so that the grid has longitudes and latitudes."""
        return self.result.crs.is_geographic

    def moved(self, geometry):
        """Geometries of the analysis CRS (object array, None kept) in the CRS of the maps."""
        return _moved(geometry, self.result.crs, self.crs)

    def north_deg(self, x, y):
        """The bearing of true north at a place, in degrees clockwise from the upper edge of the map."""
        there = pyproj.Transformer.from_crs(self.crs, self.crs.geodetic_crs, always_xy=True)
        lon, lat = there.transform(x, y)
        x1, y1 = there.transform([lon, lon], [lat, lat + _STEP_DEG], direction="INVERSE")
        return math.degrees(math.atan2(x1[1] - x1[0], y1[1] - y1[0]))

    @property
    def crs_name(self):
        """What the CRS of the maps is called, with its code."""
        return full_name(self.crs)


def site_of(result, language=None):
    """The `Site` of a Result; None where no subject has geometry.

    language: of the texts, the case's own if left out.
    """
    geometry = result.tables["subject"]["geom"].to_numpy(dtype=object)
    box = shapely.total_bounds(geometry)
    if not np.isfinite(box).all():
        return None
    crs = result.crs
    if crs.is_geographic:
        factor = crs.axis_info[0].unit_conversion_factor
        lon, lat = (math.degrees(factor * value) for value in ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        crs = zone_at(crs, lon, lat).crs
    subjects = result.tables["subject"].assign(geom=_moved(geometry, result.crs, crs))
    unit_m = crs.axis_info[0].unit_conversion_factor
    return Site(result, crs, subjects, style_of(result, language), unit_m)


def _moved(geometry, source, target):
    if source == target:
        return geometry
    step = pyproj.Transformer.from_crs(source, target, always_xy=True)
    return shapely.transform(geometry, lambda xy: np.column_stack(step.transform(xy[:, 0], xy[:, 1])))
