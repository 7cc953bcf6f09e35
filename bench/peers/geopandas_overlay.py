"""geopandas.overlay, area by the usual recipe: an equal-area projection on the ellipsoid."""

from __future__ import annotations

import geopandas
import shapely

from .task import Task

_EQUAL_AREA = "+proj=cea +lat_ts=30.5 +lon_0=108 +ellps=GRS80 +units=m"


def main():
    """The command."""
    task = Task("geopandas")
    with task.stage("read"):
        parcels = _read(task.parcels)
    with task.stage("area"):
        parcels["parcel_m2"] = parcels.to_crs(_EQUAL_AREA).area
    for layer in task.layers:
        with task.stage("read"):
            constraints = _read(task.path(layer)).rename(columns={"id": "constraint"})
        with task.stage("overlap"):
            pieces = geopandas.overlay(parcels, constraints, how="intersection", keep_geom_type=True, make_valid=False)
        with task.stage("area"):
            area = pieces.to_crs(_EQUAL_AREA).area.to_numpy()
            share = area / pieces["parcel_m2"].to_numpy()
        task.add(layer, pieces["id"].to_numpy(), pieces["constraint"].to_numpy(), area, share)
    task.finish(geopandas=geopandas.__version__, shapely=shapely.__version__, GEOS=shapely.geos_version_string)


def _read(path):
    return geopandas.read_file(path, columns=["id"], use_arrow=True)


if __name__ == "__main__":
    main()
