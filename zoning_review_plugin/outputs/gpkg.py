"""`review.gpkg`: all result tables, with default styles, so that QGIS shows conflicts at a glance.

GDAL makes the file and its tables; the rows go in through SQLite at once, which is far quicker than
feature by feature.
"""

from __future__ import annotations

import sqlite3
import struct
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import chain, islice

import numpy as np
import shapely
from osgeo import gdal, ogr, osr

from ..inputs.ogr.gdal_calls import collecting, errors_in
from ..model.errors import OutputFault, Place
from ..model.words import Words
from . import rtree
from .aside import final_folder
from .plain import is_one_value
from .qgis_project import add_project
from .result_record import run_with_record
from .styles import COLUMNS, default_style

NAME = "review.gpkg"
_KINDS = {0: ("point", ogr.wkbMultiPoint), 1: ("line", ogr.wkbMultiLineString), 2: ("polygon", ogr.wkbMultiPolygon)}
# SQLite looks up the last feature id at every statement, so a statement has several rows, as far as it binds values.
_ROWS_AT_ONCE, _MOST_VALUES = 500, 32_766 if sqlite3.sqlite_version_info >= (3, 32) else 999
_FIRST = 1000
_NULL = float("nan")  # SQLite stores it as null. Of each None, bool and bytes Python asks anew how to adapt it.
_AT_ONCE = 32_000  # rows turned into Python values: all of a province's would fill the memory
_SIMPLE_TYPES = {0: 0, 1: 1, 2: 3}  # shapely's number of the single geometry of a dimension
_WKB_TYPES = {0: 4, 1: 5, 2: 6}  # WKB's number of the collection


def write(result, folder):
    """Write the GeoPackage of a Result into `folder`. Returns the names of the files written."""
    wrapped = [name for name, frame in result.tables.items() if "geom" in frame and _kind(frame) is not None]
    with ThreadPoolExecutor(1) as pool:  # SQLite lets go of the interpreter's lock, so that tables are hashed meanwhile
        run = pool.submit(run_with_record, result, final_folder(folder), wrapped)
        write_tables(folder / NAME, result.tables, result.crs, result.case.language, {"run": run.result})
    add_project(folder / NAME, result)
    return [NAME]


def write_tables(path, tables, crs, language, late=None):
    """Write result tables (frames by name) as one GeoPackage. crs: of their geometry. language: of the legends.

    late: {name: function} of tables that are written last, as those functions then give them, in the same columns.
    """
    late = late or {}
    kinds = {name: _kind(frame) for name, frame in tables.items() if "geom" in frame}
    _make(path, tables, crs, kinds)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=OFF")  # a file that fails is thrown away whole
        connection.execute("BEGIN")
        for name, frame in tables.items():
            if name not in late:
                _fill(connection, name, frame, kinds.get(name))
        tables = {**tables, **{name: made() for name, made in late.items()}}
        for name in late:
            _fill(connection, name, tables[name], kinds.get(name))
        _add_styles(connection, tables, language)
        connection.execute("COMMIT")
    finally:
        connection.close()
    _verify(path, {name: len(frame) for name, frame in tables.items()})


def _kind(frame):
    """The one dimension that all geometries of a table have, None where they differ or there are none."""
    found = _dimensions(frame)
    return found[0] if len(found) == 1 else None


def _dimensions(frame):
    """The dimensions of the geometries of a table, ascending."""
    found = np.unique(shapely.get_dimensions(frame["geom"].to_numpy(dtype=object)))
    return found[found >= 0].tolist()


def _make(path, tables, crs, kinds):
    """The empty file: one layer for each table, its columns typed as the frame is."""
    reference = osr.SpatialReference()
    reference.SetFromUserInput(crs.to_wkt())
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    messages = []
    with collecting(messages):
        dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        if dataset is None:
            raise OutputFault("output_unwritable", Place(file=str(path)), problem="; ".join(errors_in(messages)))
        for name, frame in tables.items():
            spatial = name in kinds
            kind = kinds.get(name)
            shape = (ogr.wkbUnknown if kind is None else _KINDS[kind][1]) if spatial else ogr.wkbNone
            index = "YES" if spatial and frame["geom"].notna().any() else "NO"
            options = [f"SPATIAL_INDEX={index}", "GEOMETRY_NAME=geom", f"IDENTIFIER={name}"]
            layer = dataset.CreateLayer(name, reference if spatial else None, shape, options)
            for column in frame.columns:
                if column != "geom":
                    layer.CreateField(_field(column, frame[column].dtype))
        styles = dataset.CreateLayer("layer_styles", None, ogr.wkbNone)
        for column in (
            "f_table_catalog",
            "f_table_schema",
            "f_table_name",
            "f_geometry_column",
            "styleName",
            "styleQML",
            "styleSLD",
            "description",
            "owner",
            "ui",
        ):
            styles.CreateField(ogr.FieldDefn(column, ogr.OFTString))
        flag = ogr.FieldDefn("useAsDefault", ogr.OFTInteger)
        flag.SetSubType(ogr.OFSTBoolean)
        styles.CreateField(flag)
        styles.CreateField(ogr.FieldDefn("update_time", ogr.OFTDateTime))
        layer = styles = dataset = None


def _field(name, dtype):
    kind = {"f": ogr.OFTReal, "b": ogr.OFTInteger, "i": ogr.OFTInteger64}.get(dtype.kind, ogr.OFTString)
    definition = ogr.FieldDefn(name, kind)
    if dtype.kind == "b":
        definition.SetSubType(ogr.OFSTBoolean)
    return definition


def _fill(connection, name, frame, kind):
    if not len(frame):
        return
    srs = None
    if "geom" in frame:
        srs = connection.execute("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (name,)).fetchone()[0]
    held = [column for column in frame.columns if _holds(frame[column])]
    with _without_triggers(connection, name):
        for start in range(0, len(frame), _AT_ONCE):
            part = {column: frame[column].iloc[start : start + _AT_ONCE] for column in held}
            stored = {column: _stored(values) for column, values in part.items() if column != "geom"}
            if "geom" in part:
                stored["geom"] = _blobs(part["geom"].to_numpy(dtype=object), srs, kind)
            _insert(connection, name, stored, start, min(_AT_ONCE, len(frame) - start))
    statement = "UPDATE gpkg_ogr_contents SET feature_count = ? WHERE lower(table_name) = lower(?)"
    connection.execute(statement, (len(frame), name))
    if "geom" in held:
        _place(connection, name, shapely.bounds(frame["geom"].to_numpy(dtype=object)))


def _place(connection, name, boxes):
    """Where the geometries of a table lie, as a whole and each. boxes: (n, 4), NaN where there is none."""
    low, high = np.fmin.reduce(boxes[:, :2]), np.fmax.reduce(boxes[:, 2:])
    if np.isfinite(low).all():
        statement = "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?"
        connection.execute(statement, (*low.tolist(), *high.tolist(), name))
    rtree.fill(connection, f"rtree_{name}_geom", boxes)


def _holds(values):
    """Whether a column holds anything: mostly the first rows tell."""
    return bool(values.iloc[:_FIRST].notna().any() or values.notna().any())


def _insert(connection, name, columns, before, count):
    """Rows of the columns that hold anything; the others are null by themselves. before: rows that are there."""
    if not columns:
        columns = {"fid": range(before + 1, before + count + 1)}
    names = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
    width, several = len(columns), max(1, min(_ROWS_AT_ONCE, _MOST_VALUES // len(columns)))
    row = f"({', '.join('?' * width)})"
    # Names come from the contract and from constraint keys, quoted; values are bound.
    statement = f'INSERT INTO "{name}" ({names}) VALUES '  # nosec B608
    values = chain.from_iterable(zip(*columns.values()))
    rows = (tuple(islice(values, several * width)) for _ in range(count // several))
    connection.executemany(statement + ", ".join([row] * several), rows)
    connection.executemany(statement + row, (tuple(islice(values, width)) for _ in range(count % several)))


@contextmanager
def _without_triggers(connection, name):
    """What GDAL has done at every row of a table, counting it and entering it in the index, is done once afterwards."""
    of_table = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    triggers = connection.execute(of_table, (name,)).fetchall()
    for trigger, _ in triggers:
        connection.execute('DROP TRIGGER "' + trigger.replace('"', '""') + '"')
    yield
    for _, sql in triggers:
        connection.execute(sql)


def _stored(values):
    """A column as a list of what SQLite stores, unknown as `_NULL`; lone surrogates cannot be written as UTF-8."""
    if is_one_value(values):
        return _stored(values.iloc[:1]) * len(values)
    if values.dtype.kind == "f":
        return values.tolist()
    if values.dtype.kind == "b":
        return values.to_numpy(np.int8).tolist()
    found = values.to_numpy(dtype=object).tolist()
    try:
        texts = "".join(found)
    except TypeError:  # some are unknown, or numbers
        found = values.to_numpy(dtype=object, na_value=_NULL).tolist()
        texts = "".join(text for text in set(found) if isinstance(text, str))
    try:
        texts.encode("utf-8")
    except UnicodeEncodeError:
        return [v.encode("utf-8", "replace").decode("utf-8") if isinstance(v, str) else v for v in found]
    return found


def _blobs(shapes, srs, kind):
    """GeoPackage blobs: a header with the SRS id, then little-endian WKB; None becomes `_NULL`.

    Where all geometries have one kind they are made multi, as the layer declares.
    """
    head = bytearray(b"GP\x00\x01") + struct.pack("<i", srs)
    wkbs = shapely.to_wkb(shapes, byte_order=1, output_dimension=2).tolist()
    if kind is None:
        return [_NULL if wkb is None else head + wkb for wkb in wkbs]
    multi = head + struct.pack("<BII", 1, _WKB_TYPES[kind], 1)  # the header of a collection of one
    single = (shapely.get_type_id(shapes) == _SIMPLE_TYPES[kind]).tolist()
    return [_NULL if wkb is None else (multi if one else head) + wkb for wkb, one in zip(wkbs, single)]


def _add_styles(connection, tables, language):
    """A default style for each table that has one, for the highest kind of geometry that it holds."""
    rows, ours = [], Words(language).say("map.note.style")
    for name, frame in tables.items():
        kinds = _dimensions(frame) if "geom" in frame and name in COLUMNS else []
        if not kinds:
            continue
        kind = _KINDS[kinds[-1]][0]
        qml = default_style(name, kind, language, set(frame[COLUMNS[name]]))
        rows.append(("", "", name, "geom", f"{name} ({kind})", qml, "", ours, "", "", 1))
    statement = (
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
        " styleQML, styleSLD, description, owner, ui, useAsDefault, update_time)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"
    )
    connection.executemany(statement, rows)


def _verify(path, expected):
    """Open what was written and count its rows; a file that does not read back is worse than none.

    GDAL opens its layers, but tells the count that was stored: SQLite counts.
    """
    messages = []
    with collecting(messages):
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)
        layers = [name for name in expected if dataset and dataset.GetLayerByName(name) is not None]
        dataset = None
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        # Names come from the contract.
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in layers}  # nosec B608
    wrong = [f"{name}: {counts.get(name)} ≠ {count}" for name, count in expected.items() if counts.get(name) != count]
    if wrong:
        raise OutputFault("output_unsound", Place(file=str(path)), problem="; ".join(wrong + errors_in(messages)))
