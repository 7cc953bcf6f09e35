"""SQLite files (GeoPackage, SpatiaLite): do they do more than hold tables?

A database can hold virtual tables that read other files or servers when they are listed, and views that call functions.
Its schema is looked at before GDAL opens it; looking runs none of it.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from contextlib import closing

from osgeo import gdal

from ..ogr.gdal_calls import collecting
from ..texts.plain_text import head_of

_MAGIC = b"SQLite format 3\0"
# What SQLite writes into its schema: anything else was put there by hand.
_PLAIN = re.compile(r"(?i)\s*create\s+(?:temp\w*\s+)?(?:table|(?:unique\s+)?index|view|trigger)\b")
_NAME = r"""(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|`[^`]*`|\[[^\]]*\]|\w+)"""
_VIRTUAL = re.compile(rf"(?i)\s*create\s+virtual\s+table\s+{_NAME}(?:\s*\.\s*{_NAME})?\s+using\s+({_NAME})")
# Modules that read no more than the database itself: indexes, and what SpatiaLite puts into every file.
_MODULES = frozenset(
    "rtree rtree_i32 geopoly fts3 fts4 fts5 virtualspatialindex virtualelementary virtualknn virtualknn2".split()
)
_FUNCTIONS = re.compile(
    r"(?is)\b(ogr_\w+|gdal_\w+|load_extension|readfile|writefile|edit|blobfromfile|blobtofile|fts3_tokenizer"
    r"|(?:import|export)(?:shp|dbf|xls|wkt|geojson|kml|dxf|zip)\w*|eval|exifgps\w*|xb_loadxml)"
    r"(?:[\s\"'\]`]|/\*.*?\*/|--[^\n]*\n)*\("
)
_BROKEN = re.compile("malformed|not a database|corrupt|unsupported file format")
_BLOCK = 1 << 22


def is_database(target):
    """Whether a file is a SQLite database, whatever its name."""
    return (head_of(target, len(_MAGIC)) or b"") == _MAGIC


def reaches_out(target):
    """What in a SQLite database reaches beyond it, as text; None where nothing does. What cannot be told counts."""
    if os.path.isfile(target):
        return _in_file(target)
    handle, copy = tempfile.mkstemp(suffix=".sqlite")  # in an archive: SQLite reads real files only
    try:
        with os.fdopen(handle, "wb") as stream:
            _copied(target, stream)
        return _in_file(copy)
    finally:
        os.unlink(copy)


def _in_file(path):
    try:
        rows = _schema(path)
    except sqlite3.DatabaseError as error:
        return None if _BROKEN.search(str(error)) else str(error)  # of what is broken GDAL tells
    except UnicodeError:
        return None  # SQLite names, in bytes that are no text, what is broken
    return next((problem for name, sql in rows if (problem := _problem(str(name), str(sql)))), None)


def _schema(path):
    """[(name, statement)] of a database; with what waits in its journal, where that can be read without writing."""
    try:
        return _asked(path, "mode=ro")
    except sqlite3.OperationalError:
        return _asked(path, "immutable=1")


def _asked(path, how):
    with closing(sqlite3.connect(f"{_uri(path)}?{how}", uri=True)) as connection:
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        return connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()


def _problem(name, sql):
    """What a statement of the schema does beyond holding tables, None where it does nothing."""
    if not _PLAIN.match(sql):
        module = _VIRTUAL.match(sql)
        if module is None or module.group(1).strip("\"'`[]").lower() not in _MODULES:
            return f"{name}: {module.group(1) if module else sql[:40]}"
    function = _FUNCTIONS.search(sql)
    return f"{name}: {function.group(1)}()" if function else None


def _uri(path):
    escaped = os.path.abspath(path).replace("\\", "/").replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{escaped if escaped.startswith('/') else '/' + escaped}"


def _copied(target, stream):
    with collecting([]):
        source = gdal.VSIFOpenL(target, "rb")
        if source is None:
            return
        try:
            for block in iter(lambda: bytes(gdal.VSIFReadL(1, _BLOCK, source) or b""), b""):
                stream.write(block)
        finally:
            gdal.VSIFCloseL(source)
