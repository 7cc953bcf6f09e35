"""The whole city, built part after part: each keeps off what stands before it."""

from __future__ import annotations

from typing import NamedTuple

import shapely

from . import tables
from .city import build_city
from .expected import Constraint
from .farmland import build_farmland
from .land import build_survey, build_taken
from .lines import build_routes
from .nature import build_nature
from .planted import around, build_ground, build_sites, build_traps
from .points import build_enterprises, build_targets
from .redline import build_red_line
from .town import GRIDS, build_blocks, build_boundary, build_villages

FARMLAND_PATCHES = 3540
VILLAGE_PARCELS = 24
ENTERPRISES, TARGETS = 40, 26
RED_LINE_ACCURACY_M = 5.0


class World(NamedTuple):
    """subjects, constraints and coverage as layers; the planted parts for whoever must tell of them.

    land: layers of a GeoPackage of their own, the land survey and the land that is taken.
    """

    subjects: dict
    constraints: tuple
    outline: tables.Layer
    city: shapely.Polygon
    traps: list
    sites: list
    routes: list
    border: shapely.LineString
    land: tuple


def build_world():
    """The `World`."""
    city = build_city()
    nature, planted = build_nature(city.outline), build_ground()
    traps, sites = build_traps(city, nature), build_sites()
    kept = around(traps)
    blocks = [b for b in build_blocks(nature.rivers, kept) if not shapely.intersects(kept, b.geometry)]
    zones = build_boundary(blocks, [planted.park_edge])
    built = shapely.union_all([shape for *_, shape in zones])
    red_line = build_red_line(city, nature, planted, built, traps)
    villages, patches = _plain(city, nature, planted, built, red_line, kept, sites)
    routes, border = build_routes(city)
    enterprises = build_enterprises(ENTERPRISES, blocks, sites[0][3], kept, city.outline)
    targets = build_targets(TARGETS, blocks, planted.school, kept, city.outline, nature.rivers)
    towns = {
        grid.letter: shapely.union_all([b.geometry for b in blocks if b.number[0] == grid.letter]).convex_hull
        for grid in GRIDS
    }
    of_land = (tables.survey_layer(build_survey(city, towns)), tables.taken_layer(build_taken(sites)))
    subjects = {
        "parcels": tables.parcel_layer(blocks, villages, traps),
        "sites": tables.site_layer(sites),
        "routes": tables.route_layer(routes),
    }
    constraints = (
        Constraint("erl", tables.red_line_layer(red_line), "BSM", "city", RED_LINE_ACCURACY_M),
        Constraint("pbf", tables.farmland_layer(patches, planted.farmland), "BSM", "city", area_field="YJJBNTMJ"),
        Constraint("udb", tables.boundary_layer(zones), "BSM", "city"),
        Constraint("unit", tables.unit_layer(city), "HJGKDYBM", "tiles"),
        Constraint("element", tables.element_layer(city, nature, zones), "HJYSGKFQBM", None),
        Constraint("water", tables.water_layer(nature), "BSM", "city"),
        Constraint("reserve", tables.reserve_layer(nature), "BSM", "city"),
        Constraint("river", tables.river_layer(nature.waters), "BSM", "city"),
        Constraint("admin", tables.district_layer(city), "XZQDM", "tiles"),
        Constraint("enterprise", tables.place_layer("QY", "QYMC HYDM", enterprises, "QY"), "BSM", "full"),
        Constraint("target", tables.place_layer("MGMB", "MC LX", targets, "MB"), "BSM", "full"),
    )
    return World(subjects, constraints, tables.outline_layer(city), city.outline, traps, sites, routes, border, of_land)


def _plain(city, nature, planted, built, red_line, kept, sites):
    """(village parcels, farmland patches) on what is left of the plain: only traps meet what is protected."""
    red = shapely.union_all([feature.geometry for feature in red_line])
    protected = [red.buffer(40.0), nature.zones["level1"], nature.zones["level2"], nature.rivers.buffer(60.0)]
    planted_fields = [field.buffer(60.0) for field in planted.farmland]
    quiet = [polygon.buffer(60.0) for scheme, _, _, polygon in sites if scheme != "B"]
    free = shapely.union_all([built.buffer(120.0), kept, *protected, *planted_fields, *quiet])
    villages = build_villages(VILLAGE_PARCELS, free.buffer(100.0).union(nature.zones["quasi"]), city.outline)
    free = shapely.union_all([free, *(village.geometry.buffer(40.0) for village in villages)])
    return villages, build_farmland(FARMLAND_PATCHES, free, city.outline, nature.rivers)
