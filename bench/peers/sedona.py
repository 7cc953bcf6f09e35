"""SedonaDB: ST_Intersects join and ST_Intersection by SQL. It has no area on the ellipsoid: ours is applied to its WKB.

It reads GeoParquet, in DIR under the same names; making that is not timed.
"""

from __future__ import annotations

import numpy as np
import pyproj
import sedonadb
import shapely

from zoning_review_plugin.overlay.ellipsoid import Ellipsoid
from zoning_review_plugin.overlay.measure import StraightLonLat

from .task import Task

_CRS = "EPSG:4490"


def main():
    """The command."""
    task = Task("sedonadb")
    session = sedonadb.connect()
    session.sql(f"set datafusion.execution.target_partitions = {task.threads}").to_arrow_table()
    measure = StraightLonLat(Ellipsoid.of(pyproj.CRS(_CRS)))
    session.read_parquet(str(task.parcels.with_suffix(".parquet"))).to_view("parcel", overwrite=True)
    with task.stage("area"):
        whole = session.sql("select id, ST_AsBinary(geometry) as wkb from parcel").to_arrow_table()
        ids, sizes = _column(whole, "id"), measure.area(shapely.from_wkb(_column(whole, "wkb")))
        order = np.argsort(ids)
    for layer in task.layers:
        session.read_parquet(str(task.path(layer).with_suffix(".parquet"))).to_view("item", overwrite=True)
        with task.stage("overlap"):
            found = session.sql(
                "select p.id as parcel, c.id as item, ST_AsBinary(ST_Intersection(p.geometry, c.geometry)) as wkb"
                " from parcel p join item c on ST_Intersects(p.geometry, c.geometry)"
            ).to_arrow_table()
        with task.stage("area"):
            parcel, area = _column(found, "parcel"), measure.area(shapely.from_wkb(_column(found, "wkb")))
            share = area / sizes[order[np.searchsorted(ids[order], parcel)]]
        task.add(layer, parcel, _column(found, "item"), area, share)
    task.finish(sedonadb=sedonadb.__version__, shapely=shapely.__version__)


def _column(table, name):
    return table[name].to_numpy()


if __name__ == "__main__":
    main()
