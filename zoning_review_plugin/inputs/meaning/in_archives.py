"""Which layers an archive holds, by the names under which GDAL finds them. Nothing is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

from osgeo import gdal

from ..files.archives import is_bomb
from ..ogr.gdal_calls import collecting

_MOST_FILES = 20_000
_JUNK = "__macosx/"  # copies that hold no data
_ENCODING_OF_ZIP = "cp437"  # in which names are read that do not say that they are UTF-8


def members(path):
    """(names of files and FileGDBs in a zip, in order; code of a reason where it is not entered, else "")."""
    if is_bomb(str(path)):
        return [], "archive_too_large"
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > _MOST_FILES:
                return [], "archive_of_too_many"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return [], "archive_damaged"
    with collecting([]):
        found = gdal.ReadDirRecursive(f"/vsizip/{path.resolve().as_posix()}") or []
    return sorted({name for name in map(_whole, found) if name and _stays_inside(name)}), ""


def plain_name(name):
    """The stem of a member as people know it: names in GBK, which a zip does not tell, are read as such."""
    stem = PurePosixPath(name).stem
    try:
        return stem.encode(_ENCODING_OF_ZIP).decode("gbk") if not stem.isascii() else stem
    except UnicodeError:
        return stem


def _whole(name):
    """A member, or the FileGDB that it is a part of; "" for folders and copies without data."""
    if name.endswith("/") and not name.rstrip("/").lower().endswith(".gdb") or name.lower().startswith(_JUNK):
        return ""
    parts = name.rstrip("/").split("/")
    database = next((k for k, part in enumerate(parts) if part.lower().endswith(".gdb")), None)
    return "/".join(parts if database is None else parts[: database + 1])


def _stays_inside(name):
    """Whether a name names a member, and no file beside the archive."""
    return not (name.startswith("/") or ".." in name.split("/") or any(sign in name for sign in "\0|\\"))
