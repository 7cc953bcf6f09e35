"""What a file is by its first bytes, held against what its name says."""

from __future__ import annotations

from pathlib import PurePosixPath

from ...model.codes import Severity
from ..layer import ReadFault
from .stored import head_of, size_of

_HEAD = 4096
_UTF8_MARK = b"\xef\xbb\xbf"
_BY_BYTES = (
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x00\x00\x27\x0a", "Shapefile"),
    (b"fgb\x03", "FlatGeobuf"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"AC10", "DWG"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "OLE (XLS, DOC)"),
    (b"\x00\x01\x00\x00Standard", "Access"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_BY_SUFFIX = {
    ".shp": ("Shapefile",),
    ".gpkg": ("SQLite",),
    ".sqlite": ("SQLite",),
    ".fgb": ("FlatGeobuf",),
    ".geojson": ("JSON",),
    ".json": ("JSON",),
    ".kml": ("XML",),
    ".gml": ("XML",),
    ".kmz": ("ZIP",),
    ".zip": ("ZIP",),
    ".xlsx": ("ZIP",),
    ".xls": ("OLE (XLS, DOC)", "XML"),
    ".mdb": ("Access",),
}
_TEXTS = (".csv", ".txt", ".tab", ".mif", ".dxf", ".wkt")


def kind_of(head):
    """The name of the format that the first bytes of a file show, "" where they show none that is known here."""
    for sign, kind in _BY_BYTES:
        if head.startswith(sign):
            return kind
    start = head.removeprefix(_UTF8_MARK).lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if start.startswith(b"<"):
        return "HTML" if b"<html" in start else "XML"
    return "JSON" if start.startswith((b"{", b"[")) else ""


def name_faults(path):
    """`ReadFault`s of a file that is not what its name says: of another format, empty, or holding nothing but zeros."""
    suffix = PurePosixPath(path.replace("\\", "/")).suffix.lower()
    if suffix not in _BY_SUFFIX and suffix not in _TEXTS:
        return []
    size = size_of(path)
    if size is None:
        return []
    head = head_of(path, _HEAD)
    if not head.strip(b"\x00"):
        return [ReadFault("file_blank", {"size": size}, Severity.ERROR)]
    kind = kind_of(head)
    if not kind or kind in _BY_SUFFIX.get(suffix, ("JSON", "XML")):
        return []
    return [ReadFault("false_name", {"suffix": suffix, "kind": kind}, Severity.WARNING)]
