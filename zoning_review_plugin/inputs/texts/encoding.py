"""Which encoding the attributes of a shapefile are in.

What the file states is a `.cpg` file, else the language byte of the `.dbf`, which may say no more than "ANSI". The
answer is always given to GDAL by name, because QGIS switches GDAL's own guess off for the whole process.
"""

from __future__ import annotations

from ..files.stored import beside, bytes_of
from .choice import MOST_TEXTS, NOTHING, Choice, Stated, chosen
from .dbf_texts import dbf_texts

_ANSI = "87"


def shapefile_encoding(path, stated, named="auto"):
    """The `Choice` for the `.shp` or `.dbf` at `path`.

    stated: GDAL's metadata of the layer (domain SHAPEFILE). named: what the case says.
    """
    table, said = beside(path, ".dbf"), _stated(stated)
    content = bytes_of(table) if table else None
    texts = [] if content is None else list(dbf_texts(content, MOST_TEXTS))
    if not (texts or table or said.name) and named.lower() == "auto":
        return Choice("UTF-8", "none")
    return chosen(texts, said, named)


def _stated(stated):
    """What GDAL's metadata say, as `Stated`."""
    if stated.get("ENCODING_FROM_CPG"):
        return Stated(stated["ENCODING_FROM_CPG"], "cpg", ".cpg")
    page = stated.get("ENCODING_FROM_LDID")
    return Stated(page, "dbf", ".dbf", stated.get("LDID_VALUE") == _ANSI) if page else NOTHING
