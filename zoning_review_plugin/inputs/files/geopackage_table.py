"""What a GeoPackage says of one of its tables more than once: boxes of geometries, the spatial index, the CRS."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from .crs_twice import crs_differs, same_crs
from .geopackage_file import open_database

_HEAD = 77  # of a geometry: its header with the largest envelope, and the kind in the WKB behind it
_MAGIC = np.frombuffer(b"GP", np.uint8)
_ENVELOPES = np.array([0, 32, 48, 48, 64, 0, 0, 0])  # bytes, by the code in the flags
_CELL = 24


@dataclass(frozen=True)
class GeoPackageTable:
    """A table of features in a plain file. fid, geometry: names of its columns."""

    path: str
    name: str
    fid: str
    geometry: str

    def envelopes(self, fid):
        """(n, 4) min_x, min_y, max_x, max_y that the geometries' own headers state for feature ids; NaN where none."""
        found = np.full((len(fid), 4), np.nan)
        known = self._heads_in_one(fid) or self._heads(fid)
        if known is None:
            return found
        numbers, stated = known[0], _stated(known[1])
        order = np.argsort(numbers)
        at = np.minimum(np.searchsorted(numbers[order], fid), len(order) - 1)
        same = numbers[order][at] == fid
        found[same] = stated[order][at[same]]
        return found

    def _heads_in_one(self, fid):
        """(feature ids, `_HEAD` bytes of each (n, _HEAD)) in their range; None where one has not so many.

        As two values, so that no row becomes an object. That they are whole their length and each beginning tell.
        """
        columns = f"group_concat({_quoted(self.fid)}), CAST(group_concat({self._head}, '') AS BLOB)"
        numbers, heads = (self._between(columns, fid) or [(None, None)])[0]
        if not (isinstance(numbers, str) and isinstance(heads, bytes)):
            return None
        count = numbers.count(",") + 1
        if len(heads) != count * _HEAD or not numbers.replace(",", "").isdigit():  # points, damaged ones, none at all
            return None
        heads = np.frombuffer(heads, np.uint8).reshape(-1, _HEAD)
        numbers = np.fromstring(numbers, np.int64, sep=",")
        return (numbers, heads) if len(numbers) == count and (heads[:, :2] == _MAGIC).all() else None

    def _heads(self, fid):
        """The same row by row, of geometries that have less: with zeros behind; None where there are none."""
        rows = self._between(f"{_quoted(self.fid)}, {self._head}", fid)
        whole = [(n, head.ljust(_HEAD, b"\0")) for n, head in rows if isinstance(head, bytes) and len(head) > 40]
        if not whole:
            return None
        numbers, heads = zip(*whole)
        return np.array(numbers, np.int64), np.frombuffer(b"".join(heads), np.uint8).reshape(-1, _HEAD)

    @property
    def _head(self):
        return f"substr({_quoted(self.geometry)}, 1, {_HEAD})"

    def _between(self, columns, fid):
        number, table = _quoted(self.fid), _quoted(self.name)
        text = f"SELECT {columns} FROM {table} WHERE {number} BETWEEN ? AND ?"  # nosec B608: names are quoted
        return self._query(text, (int(fid.min()), int(fid.max())))

    def index(self):
        """The `SpatialIndex` of the geometries, None where there is none."""
        node = _quoted(f"rtree_{self.name}_{self.geometry}_node")
        rows = self._query(f"SELECT nodeno, data FROM {node}")  # nosec B608: as above
        nodes = [(number, data) for number, data in rows if isinstance(number, int) and isinstance(data, bytes)]
        return SpatialIndex.of(nodes) if nodes else None

    def extent(self):
        """(min_x, min_y, max_x, max_y) that the list of contents states; None where it states none."""
        columns = "min_x, min_y, max_x, max_y"
        text = f"SELECT {columns} FROM gpkg_contents WHERE lower(table_name) = lower(?)"  # nosec B608: as above
        rows = self._query(text, (self.name,))
        sound = rows and all(isinstance(value, float) for value in rows[0])
        return np.array(rows[0]) if sound else None

    def faults(self):
        """`ReadFault`s where two statements on the CRS contradict each other."""
        rows = self._query(
            "SELECT c.srs_id, g.srs_id, s.organization, s.organization_coordsys_id, s.definition FROM gpkg_contents c"
            " JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)"
            " LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE lower(c.table_name) = lower(?)",
            (self.name,),
        )
        found = []
        for listed, used, authority, code, definition in rows[:1]:
            if listed is not None and listed != used:
                found.append(crs_differs(f"gpkg_contents: {listed}", f"gpkg_geometry_columns: {used}"))
            if str(authority).upper() == "EPSG" and definition and not same_crs(code, str(definition)):
                found.append(crs_differs(f"EPSG:{code}", str(definition)[:60]))
        return found

    def _query(self, text, values=()):
        connection = open_database(self.path)
        if connection is None:
            return []
        with closing(connection):
            try:
                return connection.execute(text, values).fetchall()
            except (sqlite3.Error, UnicodeError):  # told by whoever reads the features
                return []


@dataclass(frozen=True)
class SpatialIndex:
    """An R-tree. fid (n,): in order; box (n, 4): min_x, min_y, max_x, max_y rounded outwards; sound: whether no branch
    is smaller than what hangs on it."""

    fid: np.ndarray
    box: np.ndarray
    sound: bool

    @staticmethod
    def of(nodes):
        """From rows of (number, bytes) of the table of nodes."""
        size = max(len(data) for _, data in nodes)
        content = np.frombuffer(b"".join([data.ljust(size, b"\0") for _, data in nodes]), np.uint8).reshape(-1, size)
        numbers = np.array([number for number, _ in nodes], np.int64)
        order = np.argsort(numbers)
        numbers, content = numbers[order], content[order]
        root = int(np.searchsorted(numbers, 1))
        if root == len(numbers) or numbers[root] != 1:
            return SpatialIndex(np.empty(0, np.int64), np.empty((0, 4)), False)
        depth, level, sound, around = struct.unpack(">H", content[root, :2].tobytes())[0], np.array([root]), True, None
        passed = 0
        for step in range(depth + 1):
            passed += len(level)
            if passed > len(numbers):  # a damaged tree runs in circles
                return SpatialIndex(np.empty(0, np.int64), np.empty((0, 4)), False)
            owner, child, box = _cells(content[level])
            if around is not None:
                sound &= bool(_contains(around[owner], box).all())
            around = box
            if step < depth:
                level = np.minimum(np.searchsorted(numbers, child), len(numbers) - 1)
                sound &= bool((numbers[level] == child).all())
        order = np.argsort(child, kind="stable")
        return SpatialIndex(child[order], box[order], sound)


def _cells(nodes):
    """(row of its node, id, box) of each cell in nodes (n, size) of an R-tree."""
    most = (nodes.shape[1] - 4) // _CELL
    count = np.minimum(nodes[:, 2:4].copy().view(">u2").ravel().astype(int), most)
    cells = nodes[:, 4 : 4 + most * _CELL].reshape(-1, most, _CELL)
    owner, place = np.nonzero(np.arange(most) < count[:, None])
    cells = np.ascontiguousarray(cells[owner, place])
    sides = cells[:, 8:].copy().view(">f4").astype(float)  # min_x, max_x, min_y, max_y
    return owner, cells[:, :8].copy().view(">i8").ravel().astype(np.int64), sides[:, [0, 2, 1, 3]]


def _contains(outer, inner):
    with np.errstate(invalid="ignore"):
        return ((outer[:, :2] <= inner[:, :2]) & (outer[:, 2:] >= inner[:, 2:])).all(axis=1)


def _stated(heads):
    """Boxes (n, 4) in the headers of geometries; NaN where there is none, or where a curve bulges out of its points."""
    flags = heads[:, 3]
    length = _ENVELOPES[(flags >> 1) & 7]
    sides = heads[:, 8:40].copy()
    box = np.where((flags & 1)[:, None] == 1, sides.view("<f8"), sides.view(">f8"))[:, [0, 2, 1, 3]]
    behind = heads[np.arange(len(heads))[:, None], 8 + length[:, None] + np.arange(5)]
    kinds = behind[:, 1:].copy()
    kind = np.where(behind[:, 0] == 1, kinds.view("<u4").ravel(), kinds.view(">u4").ravel()) & 0x0FFFFFFF
    plain = np.isin(kind % 1000, np.arange(1, 8))
    return np.where((plain & (length > 0))[:, None], box, np.nan)


def _quoted(name):
    return '"{}"'.format(name.replace('"', '""'))
