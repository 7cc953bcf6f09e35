"""The frame of a review: the CRS where layers meet, and what areas, lengths and distances mean in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..inputs.places.crs import degrees_box
from ..model.codes import Basis
from ..overlay.ellipsoid import Ellipsoid
from ..overlay.measure import Geodesic, Measure, Plane, StraightLonLat, StraightPlane, Through
from ..overlay.nearest import LonLatGround, PlaneGround
from ..overlay.zones import Zone, lonlat_of, projector, scales, zone_at


@dataclass(frozen=True)
class Frame:
    """Everything that follows from the analysis CRS and the area basis. Can be sent to another process.

    crs: the analysis CRS (pyproj). basis: area basis. bounds: of all subjects, in that CRS. marks: (n, 2) some of their
    corners, by which a layer shows whether it is shifted.
    """

    crs: object
    basis: str
    bounds: tuple[float, float, float, float]
    marks: np.ndarray = field(default_factory=lambda: np.empty((0, 2)), compare=False, repr=False)

    def __reduce__(self):
        """Only what it was made of travels: what follows from that holds functions, which do not."""
        return Frame, (self.crs, self.basis, self.bounds, self.marks)

    @property
    def ellipsoid(self):
        """The ellipsoid of the analysis CRS; never a default."""
        return Ellipsoid.of(self.crs)

    @property
    def unit_m(self):
        """Length of the unit of a projected analysis CRS in m."""
        return 1.0 if self.crs.is_geographic else self.crs.axis_info[0].unit_conversion_factor

    @cached_property
    def centre(self):
        """Longitude and latitude (degrees) of the middle of the subjects."""
        x0, y0, x1, y1 = self.bounds
        lon, lat = np.degrees(lonlat_of(self.crs)(np.array([[(x0 + x1) / 2, (y0 + y1) / 2]])))[0]
        return float(lon), float(lat)

    @cached_property
    def degrees(self):
        """(west, south, east, north) of the subjects in degrees; None where that is unknown or passes 180 degrees."""
        return degrees_box(self.crs, self.bounds)

    @cached_property
    def zone(self) -> Zone:
        """The Gauss-Krüger or UTM zone at the middle of the subjects."""
        return zone_at(self.crs, *self.centre)

    @cached_property
    def on_ellipsoid(self) -> Measure:
        """The default measure: edges straight in the analysis CRS, measured on the ellipsoid."""
        if self.crs.is_geographic:
            return StraightLonLat(self.ellipsoid, self.crs.axis_info[0].unit_conversion_factor)
        return StraightPlane(self.ellipsoid, lonlat_of(self.crs), self.unit_m)

    @cached_property
    def measure(self) -> Measure:
        """The measure that the basis asks for. Attribute areas are shared out by the default one."""
        if self.basis == Basis.GEODESIC:
            return Geodesic(self.ellipsoid, lonlat_of(self.crs), self.on_ellipsoid)
        if self.basis == Basis.PROJECTED and self.crs.is_geographic:
            return Through(projector(self.crs, self.zone), Plane(), self.on_ellipsoid)
        if self.basis == Basis.PROJECTED:
            return Plane(self.unit_m)
        return self.on_ellipsoid

    @cached_property
    def ground(self):
        """How distances are looked for and measured: `PlaneGround` or `LonLatGround`."""
        if self.crs.is_geographic:
            return LonLatGround(self.ellipsoid, self.crs.axis_info[0].unit_conversion_factor)
        return PlaneGround(self.measure, self.ellipsoid, lonlat_of(self.crs), self.unit_m, self._stretch())

    def margin(self, metres):
        """A distance in units of the analysis CRS, in any direction, that surely holds `metres` on the ground."""
        if not self.crs.is_geographic:
            return self.ground.reach(metres)
        south, north = self.bounds[1], self.bounds[3]
        factor = self.crs.axis_info[0].unit_conversion_factor
        steepest = min(np.radians(89.0), max(abs(south), abs(north)) * factor)
        return 1.01 * metres / (0.99 * self.ellipsoid.a * np.cos(steepest) * factor)

    def rule(self):
        """The name of the rule of areas and what it refers to, for reports: (words key, parameters)."""
        plane = self.zone.name if self.crs.is_geographic else self.crs.name
        named = {
            "a": f"{self.ellipsoid.a:.3f}",
            "rf": f"{1 / self.ellipsoid.f:.9f}" if self.ellipsoid.f else "inf",
            "plane": plane,
        }
        edges = "lonlat" if self.crs.is_geographic else "plane"
        return f"rule.{self.basis}" + (f".{edges}" if self.basis in (Basis.ELLIPSOIDAL, Basis.ATTRIBUTE) else ""), named

    def scale_error(self):
        """The largest relative difference between plane and ellipsoidal area over the subjects (projected basis)."""
        corners = np.degrees(lonlat_of(self.crs)(self._corners()))
        _, areal = scales(self.zone.crs if self.crs.is_geographic else self.crs, corners)
        return float(np.max(np.abs(areal - 1.0)))

    def _stretch(self):
        corners = np.degrees(lonlat_of(self.crs)(self._corners()))
        linear, _ = scales(self.crs, corners)
        return 1.01 * max(1.0, float(np.max(linear)))

    def _corners(self):
        x0, y0, x1, y1 = self.bounds
        return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [(x0 + x1) / 2, (y0 + y1) / 2]])
