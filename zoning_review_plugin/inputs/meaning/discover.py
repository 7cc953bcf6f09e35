"""The layers below folders and in files that a user names. Bounded: no link is followed out, no tree without end.

A file is opened only by the driver that its name asks for, so that a virtual layer or a saved address under a
harmless name leads nowhere. What is passed over is told.
"""

from __future__ import annotations

import html
import os
import re
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal, ogr

from ...model.errors import InputFault, Place
from ..ogr.drivers import offline
from ..ogr.gdal_calls import collecting, errors_in
from ..ogr.indirect import leads_outside, reaches_beyond

DRIVERS = {
    ".shp": "ESRI Shapefile",
    ".gpkg": "GPKG",
    ".gdb": "OpenFileGDB",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".fgb": "FlatGeobuf",
    ".gml": "GML",
    ".kml": "KML",
    ".tab": "MapInfo File",
    ".mif": "MapInfo File",
    ".dxf": "DXF",
}
# Files that hold layers only if what is in them says so: survey text, tables with coordinates.
_TRIED = (".txt", ".csv", ".tsv", ".xlsx")
# Files that hold layers, but in ways that lead elsewhere, or that this version does not look into.
_NOT_TAKEN = (".vrt", ".xml", ".mdb", ".accdb", ".zip", ".rar", ".7z", ".dwg", ".kmz", ".xls")
# A FileGDB tells the alias of a layer after its fields, which have aliases of their own.
_ALIAS = re.compile(r"</GPFieldInfoExs>.*?<AliasName>([^<]*)</AliasName>", re.DOTALL)
_RESULTS = ".review"
_DEEPEST, _MOST_ENTRIES, _MOST_LAYERS = 12, 50_000, 500


@dataclass(frozen=True)
class FoundLayer:
    """path: the file or database. layer: its name in there, "" where the file holds one only. title: of the layer.

    certain: whether it is a layer at all; of texts and tables only their content tells.
    """

    path: Path
    layer: str
    title: str
    certain: bool = True


@dataclass(frozen=True)
class PassedOver:
    """A path, or a layer of it, that is not proposed; code names the sentence `reason.<code>`."""

    path: Path
    layer: str
    code: str
    problem: str = ""


def discover(paths):
    """(`FoundLayer`s, `PassedOver`s) in some paths (text or `Path`). Raises InputFault where one is not there."""
    layers, passed = [], []
    for path in map(Path, paths):
        if not path.exists():
            raise InputFault("file_missing", Place(file=str(path)))
        files = _files(path, passed) if path.is_dir() and path.suffix.lower() != ".gdb" else [path]
        for file in files:
            _open(file, layers, passed)
    return layers, passed


def _files(folder, passed):
    """Files and FileGDBs below a folder in order of their names; links that lead out of it are passed over."""
    root, waiting, found, seen, entries = folder.resolve(), [(folder, 0)], [], {folder.resolve()}, 0
    while waiting:
        here, depth = waiting.pop()
        try:
            inside = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            passed.append(PassedOver(here, "", "unreadable_folder", error.strerror or ""))
            continue
        deeper = []
        for entry in inside:
            entries += 1
            if entries > _MOST_ENTRIES:
                passed.append(PassedOver(folder, "", "too_many_files", str(_MOST_ENTRIES)))
                return found
            path = Path(entry.path)
            if entry.is_symlink() and not _within(path, root):
                passed.append(PassedOver(path, "", "link_out"))
            elif path.suffix.lower() == ".gdb" or not entry.is_dir():
                found.append(path)
            elif path.suffix.lower() == _RESULTS:
                passed.append(PassedOver(path, "", "results"))
            elif depth >= _DEEPEST:
                passed.append(PassedOver(path, "", "too_deep", str(_DEEPEST)))
            elif path.resolve() not in seen:  # a link back up would never end
                seen.add(path.resolve())
                deeper.append((path, depth + 1))
        waiting += reversed(deeper)
    return found


def _within(path, root):
    try:
        return root in path.resolve(strict=True).parents
    except (OSError, RuntimeError):  # leads nowhere, or to itself
        return False


def _open(path, layers, passed):
    suffix = path.suffix.lower()
    if suffix in _NOT_TAKEN:
        passed.append(PassedOver(path, "", "not_taken"))
    elif suffix in (*DRIVERS, *_TRIED) and (leads_outside(str(path)) or reaches_beyond(str(path)) is not None):
        passed.append(PassedOver(path, "", "leads_elsewhere"))
    elif suffix in _TRIED:
        _take(FoundLayer(path, "", "", certain=False), layers, passed)
    elif suffix in DRIVERS:
        _look_into(path, suffix, layers, passed)


def _take(found, layers, passed):
    if len(layers) < _MOST_LAYERS:
        layers.append(found)
    else:
        passed.append(PassedOver(found.path, found.layer, "too_many_layers", str(_MOST_LAYERS)))


def _look_into(path, suffix, layers, passed):
    messages = []
    with collecting(messages), offline():
        try:
            dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR, [DRIVERS[suffix]], _options(suffix))
        except RuntimeError as error:
            dataset, messages = None, [(gdal.CE_Failure, str(error))]
        if dataset is None:
            if suffix != ".json":  # most of them are no layers
                passed.append(PassedOver(path, "", "cannot_open", "; ".join(errors_in(messages)) or "GDAL"))
            return
        tables = [dataset.GetLayer(number) for number in range(dataset.GetLayerCount())]
        for table in tables:
            if table.GetGeomType() == ogr.wkbNone:
                passed.append(PassedOver(path, table.GetName(), "no_geometry"))
            else:
                name = table.GetName() if len(tables) > 1 else ""
                _take(FoundLayer(path, name, _title(dataset, table)), layers, passed)
        if not tables:
            passed.append(PassedOver(path, "", "no_layers"))
        del tables, dataset


def _options(suffix):
    return ["DOWNLOAD_SCHEMA=NO"] if suffix == ".gml" else []


def _title(dataset, table):
    """What a database calls a layer beside its name: a FileGDB its alias, a GeoPackage its identifier."""
    if dataset.GetDriver().ShortName != "OpenFileGDB":
        return table.GetMetadataItem("IDENTIFIER") or ""
    try:
        answer = dataset.ExecuteSQL(f"GetLayerDefinition {table.GetName()}")  # no SQL: an own word of the driver
    except RuntimeError:
        return ""
    if answer is None:
        return ""
    row = answer.GetNextFeature()
    found = _ALIAS.search(row.GetFieldAsString(0)) if row else None
    dataset.ReleaseResultSet(answer)
    return html.unescape(found.group(1)) if found else ""
