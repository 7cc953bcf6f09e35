"""The layers below folders and in files that a user names. Bounded: no link is followed out, no tree without end.

A file is opened only by the driver that its name asks for, so that a virtual layer or a saved address under a
harmless name leads nowhere. What is passed over is told.
"""

from __future__ import annotations

import html
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from osgeo import gdal, ogr

from ...model.errors import InputFault, Place
from ..ogr.drivers import offline
from ..ogr.gdal_calls import collecting, errors_in
from ..ogr.indirect import leads_outside, reaches_beyond
from ..source import archive_of, archive_parts, parse_source
from .in_archives import members, plain_name
from .qgis_layers import Stated, project_layers

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
_NOT_TAKEN = (".vrt", ".xml", ".mdb", ".accdb", ".rar", ".7z", ".dwg", ".kmz", ".xls")
_ARCHIVE, _PROJECTS = ".zip", (".qgs", ".qgz")
# A FileGDB tells the alias of a layer after its fields, which have aliases of their own.
_ALIAS = re.compile(r"</GPFieldInfoExs>.*?<AliasName>([^<]*)</AliasName>", re.DOTALL)
_RESULTS = ".review"
_DEEPEST, _MOST_ENTRIES, _MOST_LAYERS = 12, 50_000, 500


@dataclass(frozen=True)
class FoundLayer:
    """path: the file or database. layer: its name in there, "" where the file holds one only. title: of the layer.

    certain: whether it is a layer at all; of texts and tables only their content tells. inside: the file in it, where
    the path is an archive. stated: what a QGIS project says of it, `Stated`; None without one.
    """

    path: Path
    layer: str
    title: str
    certain: bool = True
    inside: str = ""
    stated: Stated | None = None


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
        if path.suffix.lower() in _PROJECTS:
            _of_project(path, layers, passed)
            continue
        files = _files(path, passed) if path.is_dir() and path.suffix.lower() != ".gdb" else [path]
        for file in files:
            _open(file, layers, passed)
    return layers, passed


def _of_project(path, layers, passed):
    """The layers of a QGIS project that lie in files of this machine, each looked at like a file that is named."""
    for stated in project_layers(path):
        place = parse_source(stated.source, path.parent)
        if stated.provider != "ogr" or place.remote or not place.is_file:
            passed.append(PassedOver(Path(stated.title or stated.source), "", "other_provider", stated.provider))
        elif not place.exists():
            passed.append(PassedOver(Path(place.target), "", "project_file_missing", stated.title))
        else:
            found, told = [], len(passed)
            _open_stated(place, found, passed)
            for one in found:
                _take(replace(one, stated=replace(stated, subset=place.subset or "")), layers, passed)
            if not found and len(passed) == told:
                passed.append(PassedOver(Path(place.target), place.layer or "", "project_layer_missing", stated.title))


def _open_stated(place, layers, passed):
    """Add the layer that a `Source` names."""
    start, inside = archive_parts(place.target) or ("", "")
    archive = archive_of(inside) if os.path.isabs(inside) else ""
    if place.is_path:
        _open(Path(place.target), layers, passed, place)
    elif archive.lower().endswith(_ARCHIVE) and "zip" in start.lower():
        _unpack(Path(archive), layers, passed, place, inside[len(archive) :].strip("}/"))


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


def _open(path, layers, passed, wanted=None):
    """Add the layers of a file; of a database only the one that the `Source` `wanted` names."""
    suffix = path.suffix.lower()
    if suffix in _NOT_TAKEN:
        passed.append(PassedOver(path, "", "not_taken"))
    elif suffix in _PROJECTS:
        passed.append(PassedOver(path, "", "project_not_entered"))
    elif suffix == _ARCHIVE:
        _unpack(path, layers, passed, wanted)
    elif suffix in (*DRIVERS, *_TRIED):
        _open_file(_Spot(path, str(path)), layers, passed, wanted)


def _unpack(path, layers, passed, wanted=None, member=""):
    """Add the layers of the files in an archive, which stays packed; only of one `member` where it is named."""
    names, problem = members(path)
    if problem:
        passed.append(PassedOver(path, "", problem))
    for name in names if not member else {member}.intersection(names):
        spot = _Spot(path, f"/vsizip/{path.resolve().as_posix()}/{name}", name)
        if spot.suffix in (*DRIVERS, *_TRIED):
            _open_file(spot, layers, passed, wanted)
        elif spot.suffix in (*_NOT_TAKEN, _ARCHIVE):
            passed.append(PassedOver(path / name, "", "not_taken"))


@dataclass(frozen=True)
class _Spot:
    """A file: its path, what GDAL opens, and its name in the archive at that path."""

    path: Path
    target: str
    inside: str = ""

    @property
    def suffix(self):
        return os.path.splitext(self.target)[1].lower()

    @property
    def shown(self):
        """What people call it."""
        return self.path / self.inside if self.inside else self.path


def _open_file(spot, layers, passed, wanted=None):
    if leads_outside(spot.target) or reaches_beyond(spot.target) is not None:
        passed.append(PassedOver(spot.shown, "", "leads_elsewhere"))
    elif spot.suffix in _TRIED:
        _take(FoundLayer(spot.path, "", plain_name(spot.inside), False, spot.inside), layers, passed)
    else:
        _look_into(spot, layers, passed, wanted)


def _take(found, layers, passed):
    if len(layers) < _MOST_LAYERS:
        layers.append(found)
    else:
        passed.append(PassedOver(found.path, found.layer, "too_many_layers", str(_MOST_LAYERS)))


def _look_into(spot, layers, passed, wanted):
    messages, path, suffix = [], spot.shown, spot.suffix
    with collecting(messages), offline():
        try:
            dataset = gdal.OpenEx(spot.target, gdal.OF_VECTOR, [DRIVERS[suffix]], _options(suffix))
        except RuntimeError as error:
            dataset, messages = None, [(gdal.CE_Failure, str(error))]
        if dataset is None:
            if suffix != ".json":  # most of them are no layers
                passed.append(PassedOver(path, "", "cannot_open", "; ".join(errors_in(messages)) or "GDAL"))
            return
        tables = [dataset.GetLayer(number) for number in range(dataset.GetLayerCount())]
        for number, table in enumerate(tables):
            if not _is_wanted(number, table, wanted):
                continue
            if table.GetGeomType() == ogr.wkbNone:
                passed.append(PassedOver(path, table.GetName(), "no_geometry"))
            else:
                name = table.GetName() if len(tables) > 1 else ""
                title = _title(dataset, table) or plain_name(spot.inside)
                _take(FoundLayer(spot.path, name, title, True, spot.inside), layers, passed)
        if not tables:
            passed.append(PassedOver(path, "", "no_layers"))
        del tables, dataset


def _is_wanted(number, table, wanted):
    """Whether a layer is the one that a `Source` names; each is where it names none, or there is no source."""
    if wanted is None or wanted.layer is None and wanted.layer_index is None:
        return True
    return number == wanted.layer_index if wanted.layer is None else table.GetName() == wanted.layer


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
