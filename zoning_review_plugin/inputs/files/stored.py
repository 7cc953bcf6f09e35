"""The bytes of a local file, by way of GDAL where it lies in an archive: plain paths, /vsizip/ and its kind."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

import numpy as np
from osgeo import gdal

from ..ogr.gdal_calls import GDAL_ERRORS, collecting

# In an archive a file must be unpacked to be looked at: not more of it than this.
_MOST_UNPACKED = 200_000_000
_ARCHIVES = ("/vsizip/", "/vsitar/", "/vsigzip/", "/vsimem/", "/vsirar/", "/vsi7z/")


def size_of(path):
    """Bytes of the file `path`, None where there is none, or where looking might reach another machine."""
    if _is_plain(path):
        return os.path.getsize(path) if os.path.isfile(path) else None
    if not path.startswith(_ARCHIVES) or "vsicurl" in path:
        return None
    with collecting([]):
        try:
            found = gdal.VSIStatL(path)
        except GDAL_ERRORS:
            return None
    return found.size if found is not None and not found.IsDirectory() else None


def head_of(path, length):
    """The first bytes of a file, up to `length`; b"" where there is none."""
    size = size_of(path)
    return b"" if not size else _read(path, min(size, length))


def bytes_of(path):
    """All of a file as a uint8 array, read as it is needed; None where there is none, or too much to unpack."""
    size = size_of(path)
    if size is None:
        return None
    if size == 0:
        return np.empty(0, np.uint8)
    if _is_plain(path):
        return np.memmap(path, np.uint8, "r")
    return np.frombuffer(_read(path, size), np.uint8) if size <= _MOST_UNPACKED else None


def blocks_of(path, length):
    """Yield the bytes of a file in blocks; of one in an archive no more than one is held at a time."""
    if _is_plain(path):
        with open(path, "rb") as stream:
            yield from iter(lambda: stream.read(length), b"")
        return
    stream = _opened(path)
    if stream is None:
        return
    try:
        with collecting([]):
            while True:
                try:
                    block = bytes(gdal.VSIFReadL(1, length, stream) or b"")
                except GDAL_ERRORS:  # a damaged archive: what reads the layer tells of it
                    return
                if not block:
                    return
                yield block
    finally:
        gdal.VSIFCloseL(stream)


def beside(path, suffix):
    """The file of the same name with another suffix, in small or capital letters; None where there is none."""
    stem = path[: -len(PurePosixPath(path.replace("\\", "/")).suffix) or None]
    return next((one for one in (stem + suffix, stem + suffix.upper()) if size_of(one) is not None), None)


def _is_plain(path):
    return not path.startswith("/vsi")


def _read(path, length):
    if _is_plain(path):
        with open(path, "rb") as stream:
            return stream.read(length)
    stream = _opened(path)
    if stream is None:
        return b""
    try:
        with collecting([]):
            return bytes(gdal.VSIFReadL(1, length, stream) or b"")
    finally:
        gdal.VSIFCloseL(stream)


def _opened(path):
    """GDAL's open file, None where it cannot be opened."""
    with collecting([]):
        try:
            return gdal.VSIFOpenL(path, "rb")
        except GDAL_ERRORS:
            return None
