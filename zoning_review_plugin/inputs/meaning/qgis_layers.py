"""The layers that a QGIS project names. It is read as data: no QGIS, no expression, no plugin of it takes part."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass

from osgeo import gdal

from ...model.errors import InputFault, Place
from ..ogr.gdal_calls import collecting

_MOST_BYTES = 50_000_000
_MOST_LAYERS = 2000


@dataclass(frozen=True)
class Stated:
    """A vector layer as a project states it. source: of its provider, from the project's folder. title: its name.

    crs: `EPSG:…`, "" where the project states none by number. subset: the filter that it sets.
    """

    source: str
    provider: str
    title: str
    crs: str = ""
    subset: str = ""


def project_layers(path):
    """`Stated` for each vector layer of a .qgs or .qgz. Raises InputFault where that cannot be read."""
    root = _parsed(_text_of(path), path)
    found = [_stated(node) for node in _all(root, "maplayer") if _value(node, "type") in ("vector", "0")]
    return list(dict.fromkeys(one for one in found if one.source))[:_MOST_LAYERS]


def _text_of(path):
    problem = "no .qgs in it"
    try:
        if not zipfile.is_zipfile(path):
            with open(path, "rb") as stream:
                return stream.read(_MOST_BYTES + 1)
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.lower().endswith(".qgs"):
                    with archive.open(name) as stream:
                        return stream.read(_MOST_BYTES + 1)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        problem = str(error)
    raise InputFault("project_unreadable", Place(file=str(path)), problem=problem)


def _parsed(text, path):
    problem = f"> {_MOST_BYTES // 1_000_000} MB"
    if len(text) <= _MOST_BYTES:
        with collecting([]):
            try:
                root = gdal.ParseXMLString(text.decode("utf-8", errors="replace"))
            except (RuntimeError, ValueError, TypeError) as error:
                root, problem = None, str(error)
        if root is not None and next(_all(root, "qgis"), None) is not None:
            return root
        problem = problem if root is None else "<qgis>"
    raise InputFault("project_unreadable", Place(file=str(path)), problem=problem)


def _stated(node):
    """The `Stated` of a <maplayer>."""
    srs = next(_all(node, "srs"), None)
    crs = _value(next(_all(srs, "spatialrefsys"), None), "authid") if srs else ""
    crs = crs if crs.upper().startswith("EPSG:") else ""
    return Stated(_value(node, "datasource"), _value(node, "provider"), _value(node, "layername"), crs)


def _all(node, name):
    """All elements of a name below a node of GDAL's XML: [kind, name or text, child, …]."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one[0] == gdal.CXT_Element and one[1] == name:
            yield one
        else:
            waiting += reversed([child for child in one[2:] if child[0] == gdal.CXT_Element])


def _value(node, name):
    """The text of a child or an attribute, "" where there is none."""
    for child in node[2:] if node else ():
        if child[0] in (gdal.CXT_Element, gdal.CXT_Attribute) and child[1] == name:
            return "".join(part[1] for part in child[2:] if part[0] == gdal.CXT_Text)
    return ""
