"""Which encoding the attributes of a shapefile are in, where the file itself does not say it.

A `.cpg` file or a language byte in the `.dbf` header is a statement; without either the bytes are
tried: strict UTF-8 first, then GB18030 (which holds GBK and GB2312).
"""

from __future__ import annotations

_HEADER = 32
_LANGUAGE_BYTE = 29
_SAMPLE = 4_000_000


def shapefile_encoding(path):
    """(encoding for GDAL's ENCODING option, where that comes from) for the `.shp` or `.dbf` at `path`.

    The encoding is "" where GDAL should follow the file's own statement.
    """
    stated = next((p for p in (path.with_suffix(".cpg"), path.with_suffix(".CPG")) if p.is_file()), None)
    if stated:
        return "", "cpg"
    table = next((p for p in (path.with_suffix(".dbf"), path.with_suffix(".DBF")) if p.is_file()), None)
    if table is None:
        return "", "none"
    with open(table, "rb") as stream:
        content = stream.read(_SAMPLE)
    if len(content) > _LANGUAGE_BYTE and content[_LANGUAGE_BYTE]:
        return "", "dbf"
    body = content[_HEADER:]
    if all(byte < 0x80 for byte in body):
        return "UTF-8", "ascii"
    return _tried(body)


def _tried(body):
    """The first encoding that decodes all of `body`, but for a character cut off at its end."""
    for name, codec in (("UTF-8", "utf-8"), ("GB18030", "gb18030")):
        try:
            body.decode(codec)
            return name, "tried"
        except UnicodeDecodeError as error:
            if error.start >= len(body) - 4:
                return name, "tried"
    return "", "unknown"
