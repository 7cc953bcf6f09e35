"""`review.gpkg` back → the same Result, so that tables, documents and maps are made again without a new overlay."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import shapely

from ..model.columns import TABLES
from ..model.errors import CaseFault, InputFault, Place
from ..review.provenance import pack_hash
from ..review.result import Result, as_table
from .result_record import SCHEMA, record_in
from .table_hash import table_hash

_HEAD = b"SQLite format 3\0"
_ROWS = 20_000  # at once
_MOST_TEXTS = 50_000  # of a column that are shared
_ENVELOPES = (0, 32, 48, 48, 64)  # bytes, by the code in the flags of a GeoPackage blob
_FID = "fid"


def read_result(path):
    """The `Result` of the review.gpkg at `path`: all tables with their types and geometry, the CRS, the case.

    Raises CaseFault where there is no such file; InputFault where it is no review, of another version, damaged, or
    where a table was changed since it was written.
    """
    path = Path(path)
    place = Place(file=str(path))
    _refuse_others(path, place)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return _result(database, path, place)
    except (sqlite3.Error, shapely.errors.ShapelyError, UnicodeDecodeError, OverflowError) as error:
        raise InputFault("result_damaged", place, problem=str(error)) from None


def _refuse_others(path, place):
    try:
        with open(path, "rb") as stream:
            head = stream.read(len(_HEAD))
    except FileNotFoundError:
        raise CaseFault("result_missing", place) from None
    except OSError as error:
        raise InputFault("result_unreadable", place, problem=error.strerror or str(error)) from None
    if head != _HEAD:
        raise InputFault("result_not_one", place)


def _result(database, path, place):
    database.execute("PRAGMA trusted_schema=OFF")
    named = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "run" not in named:
        raise InputFault("result_not_one", place)
    run, record = _record(_table(database, "run"), path, place)
    lost = [name for name in TABLES if name not in named]
    if lost:
        raise InputFault("result_damaged", place, problem=", ".join(lost))
    tables = {name: run if name == "run" else _table(database, name, record.collections.get(name)) for name in TABLES}
    changed = [name for name, frame in tables.items() if table_hash(frame) != record.hashes.get(name)]
    if changed:
        raise InputFault("result_edited", place, tables=", ".join(changed))
    facts = dict(zip(run["key"], run["value"]))
    if (record.matrix and pack_hash(record.matrix)) != facts.get("land_use_matrix.content_sha256"):
        raise InputFault("result_edited", place, tables="run")
    crs = pyproj.CRS.from_user_input(facts["analysis_crs_wkt"])
    return Result(record.case, crs, tables, record.matrix)


def _record(run, path, place):
    try:
        return record_in(run, path.resolve().parent)
    except KeyError:
        raise InputFault("result_without_case", place) from None
    except (ValueError, TypeError, AttributeError, RecursionError, MemoryError):
        raise InputFault("result_other_version", place, schema=SCHEMA) from None


def _table(database, name, collections=None):
    """One result table. collections: numbers of rows that hold collections of one; None where others are none too."""
    found = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
    ours = {column.name for column in TABLES[name]}
    extra = tuple(column for column in found if column not in ours and column != _FID)
    named = [column for column in found if column != _FID]
    columns = ", ".join('"' + column.replace('"', '""') + '"' for column in named)
    order = f'ORDER BY "{_FID}"' if _FID in found else ""
    # Names come from the contract and from the file itself, quoted.
    cursor = database.execute(f'SELECT {columns} FROM "{name}" {order}')  # nosec B608
    known = [{} for _ in named]
    parts = [as_table(name, _frame(rows, named, known), extra) for rows in iter(lambda: cursor.fetchmany(_ROWS), [])]
    frame = pd.concat(parts, ignore_index=True) if parts else as_table(name, _frame([], named, known), extra)
    if collections is not None:
        frame["geom"] = _apart(frame["geom"].to_numpy(dtype=object), collections)
    return frame


def _frame(rows, named, known):
    """Rows as a frame of objects; geometry as shapes. known: a dict for each column, of texts that were read before."""
    columns = list(zip(*rows)) or [()] * len(named)
    values = {}
    for column, found, texts in zip(named, columns, known):
        held = np.full(len(rows), None, dtype=object)
        if column == "geom":
            for place, blob in enumerate(found):
                held[place] = None if blob is None else _wkb(blob)
            values[column] = shapely.from_wkb(held)
            continue
        held[:] = _shared(found, texts)
        values[column] = held
    return pd.DataFrame(values, columns=named)


def _shared(values, known):
    """The values; of equal texts one, as long as there are few: a million rows say the same again and again."""
    if len(known) > _MOST_TEXTS:
        return values
    return [known.setdefault(value, value) if type(value) is str else value for value in values]


def _wkb(blob):
    """The WKB in a GeoPackage blob: what follows its header."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        raise sqlite3.DatabaseError("geometry")
    code = blob[3] >> 1 & 7
    if code >= len(_ENVELOPES):
        raise sqlite3.DatabaseError("geometry")
    return blob[8 + _ENVELOPES[code] :]


def _apart(shapes, collections):
    """Collections of one as the geometry in them, but for those that were collections before they were stored."""
    alone = (shapely.get_type_id(shapes) >= shapely.GeometryType.MULTIPOINT) & (shapely.get_num_geometries(shapes) == 1)
    alone &= shapely.get_type_id(shapes) <= shapely.GeometryType.MULTIPOLYGON
    alone[collections] = False
    shapes[alone] = shapely.get_geometry(shapes[alone], 0)
    return shapes
