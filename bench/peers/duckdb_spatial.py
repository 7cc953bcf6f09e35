"""DuckDB with its spatial extension: ST_Intersects join, ST_Intersection, ST_Area_Spheroid (WGS 84)."""

from __future__ import annotations

import duckdb
from duckdb_extensions import import_extension

from .task import Task


def main():
    """The command."""
    task = Task("duckdb")
    import_extension("spatial")
    database = duckdb.connect()
    database.execute("load spatial")
    database.execute(f"set threads={task.threads}")
    database.execute("set geometry_always_xy=true")  # else the area takes x for the latitude
    with task.stage("read"):
        _load(database, task.parcels, "parcel")
    with task.stage("area"):
        database.execute("create table whole as select id, ST_Area_Spheroid(geom) as area from parcel")
    for layer in task.layers:
        with task.stage("read"):
            _load(database, task.path(layer), "item")
        with task.stage("overlap"):
            database.execute(
                "create or replace table piece as select p.id as parcel, c.id as item,"
                " ST_Intersection(p.geom, c.geom) as geom from parcel p join item c on ST_Intersects(p.geom, c.geom)"
            )
        with task.stage("area"):
            found = database.execute(
                "select parcel, item, m2, m2 / whole.area as share from"
                " (select parcel, item, ST_Area_Spheroid(geom) as m2 from piece where ST_Dimension(geom) = 2)"
                " join whole on whole.id = parcel"
            ).fetchnumpy()
        task.add(layer, found["parcel"], found["item"], found["m2"], found["share"])
    task.finish(duckdb=duckdb.__version__)


def _load(database, path, table):
    database.execute(f"create or replace table {table} as select id, geom from ST_Read('{path}')")


if __name__ == "__main__":
    main()
