"""Which encoding the attributes of a shapefile are in.

What the file states counts: a `.cpg` file, else the language byte in the `.dbf` header. Without either
the bytes are tried: strict UTF-8 first, then GB18030 (which holds GBK and GB2312). The answer is always
given to GDAL by name, because QGIS switches GDAL's own guess off for the whole process.
"""

from __future__ import annotations

_HEADER = 32
_SAMPLE = 4_000_000


def shapefile_encoding(path, stated):
    """(name for GDAL's ENCODING option, where it comes from) for the `.shp` or `.dbf` at `path`.

    stated: GDAL's metadata of the layer (domain SHAPEFILE).
    """
    for key, source in (("ENCODING_FROM_CPG", "cpg"), ("ENCODING_FROM_LDID", "dbf")):
        if stated.get(key):
            return stated[key], source
    table = next((p for p in (path.with_suffix(".dbf"), path.with_suffix(".DBF")) if p.is_file()), None)
    if table is None:
        return "UTF-8", "none"
    with open(table, "rb") as stream:
        return _tried(stream.read(_SAMPLE)[_HEADER:])


def _tried(body):
    """The first encoding that decodes all of `body`, but for a character cut off at its end."""
    for name, codec in (("UTF-8", "utf-8"), ("GB18030", "gb18030")):
        try:
            body.decode(codec)
        except UnicodeDecodeError as error:
            if error.start < len(body) - 4:
                continue
        return name, "tried"
    return "ISO-8859-1", "unknown"
