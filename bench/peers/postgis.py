"""PostGIS, tuned by hand: loaded by COPY, GiST, large polygons subdivided, no overlay where the parcel lies inside.

The server is the one that PGHOST, PGPORT, PGUSER and PGDATABASE name, see postgis_server.
"""

from __future__ import annotations

import io
import os
import subprocess

import numpy as np
from osgeo import gdal

from .task import Task

_LARGE = 2048  # vertices: layers with such polygons are subdivided; small tilings only get slower by it
_PIECE = 256
_LOAD = [
    "-overwrite",
    "-nln",
    "{name}",
    "-nlt",
    "PROMOTE_TO_MULTI",
    "-lco",
    "GEOMETRY_NAME=g",
    "-lco",
    "SPATIAL_INDEX=GIST",
]
# The areas first and the sums after: grouping in one go would sort rows that still carry their geometry.
_OVERLAP = """
drop table if exists piece;
create unlogged table piece as
select p.id as parcel, c.id as item, w.area as whole, case when ST_Covers(c.g, p.g) then w.area
  else ST_Area(ST_CollectionExtract(ST_Intersection(p.g, c.g), 3)::geography) end as area
from parcel p join whole w using (id) join {table} c on ST_Intersects(p.g, c.g);
drop table if exists pair;
create unlogged table pair as select parcel, item, sum(area) as area, sum(area) / min(whole) as share
from piece group by parcel, item having sum(area) > 0"""


def main():
    """The command."""
    task = Task("postgis")
    with task.stage("read"):
        _load(task.parcels, "parcel")
    with task.stage("area"):
        _psql("drop table if exists whole; create table whole as select id, ST_Area(g::geography) as area from parcel")
        _psql("create index on whole (id); analyze whole")
    for layer in task.layers:
        with task.stage("read"):
            _load(task.path(layer), "item")
            table = _subdivided("item")
        with task.stage("overlap"):
            _psql(_OVERLAP.format(table=table))
        with task.stage("write"):
            rows = _rows("select parcel, item, area, share from pair")
        task.add(layer, *rows.T)
    versions = _psql("select split_part(version(), ' ', 2), postgis_lib_version(), postgis_geos_version()").split("|")
    task.finish(PostgreSQL=versions[0], PostGIS=versions[1], GEOS=versions[2].strip())


def _load(path, table):
    """Copy a layer into a new table with an index, and let the planner know it."""
    gdal.UseExceptions()
    gdal.SetConfigOption("PG_USE_COPY", "YES")
    target = f"PG:host={os.environ['PGHOST']} port={os.environ['PGPORT']} user={os.environ['PGUSER']} dbname=postgres"
    options = [word.format(name=table) for word in _LOAD]
    gdal.VectorTranslate(target, str(path), options=["-f", "PostgreSQL", *options])
    _psql(f"analyze {table}")


def _subdivided(table):
    """The table to ask: `table` itself, or its pieces where it has large polygons."""
    if int(_psql(f"select coalesce(max(ST_NPoints(g)), 0) from {table}")) <= _LARGE:
        return table
    _psql(f"drop table if exists part; create table part as select id, ST_Subdivide(g, {_PIECE}) as g from {table}")
    _psql("create index on part using gist (g); analyze part")
    return "part"


def _psql(statements):
    command = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", statements]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _rows(query):
    text = _psql(f"copy ({query}) to stdout (format csv)")
    return np.loadtxt(io.StringIO(text), delimiter=",", ndmin=2) if text else np.empty((0, 4))


if __name__ == "__main__":
    main()
