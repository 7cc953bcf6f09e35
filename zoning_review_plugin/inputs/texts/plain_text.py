"""The text of a small file whose encoding nobody states, found by trial."""

from __future__ import annotations

import codecs

from osgeo import gdal

from ...model.errors import InputFault
from ..ogr.gdal_calls import collecting

MAX_BYTES = 64_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TRIED = ("utf-8", "gb18030")


def read_text(target, place, encoding="auto"):
    """(text, encoding) of the file `target`, which may lie in an archive.

    encoding: `auto`, or the one that the case names. Raises InputFault where the file is missing, too large, or no
    text in the encoding.
    """
    content = read_bytes(target, place, MAX_BYTES)
    names = _candidates(content) if encoding.lower() == "auto" else (encoding,)
    for name in names:
        try:
            return content.decode(name).replace("\r\n", "\n").replace("\r", "\n"), codecs.lookup(name).name
        except (ValueError, LookupError):  # some codecs fail in ways of their own
            continue
    raise InputFault("file_undecodable", place, encodings=", ".join(names))


def read_bytes(target, place, most):
    """The content of a file by way of GDAL, which also looks into archives. Raises InputFault."""
    content = head_of(target, most + 1)
    if content is None:
        raise InputFault("file_missing", place)
    if len(content) > most:
        raise InputFault("file_too_large", place, limit_mb=most // 1_000_000)
    return content


def head_of(target, count):
    """The first `count` bytes of a file, None where it cannot be opened."""
    with collecting([]):
        try:
            stream = gdal.VSIFOpenL(target, "rb")
        except RuntimeError:
            stream = None
        if stream is None:
            return None
        try:
            return bytes(gdal.VSIFReadL(1, count, stream) or b"")
        finally:
            gdal.VSIFCloseL(stream)


def _candidates(content):
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    return tuple(marked) or _TRIED
