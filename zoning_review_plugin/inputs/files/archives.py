"""Archives: those that unpack to something out of all proportion are noticed before they are read; what others hold."""

from __future__ import annotations

import os
import re
import zipfile
import zlib

from ...model.codes import Severity
from ..layer import ReadFault

LIMIT = 2_000_000_000  # bytes; a smaller content may be packed as tightly as it likes
_RATIO = 150  # times; tables of blanks and zeros reach some hundred, maps twenty
_PREFIX = re.compile(r"(?i)^/vsi(zip|gzip|tar)/(\{)?")
_SUFFIXES = (".zip", ".kmz", ".xlsx", ".xlsm", ".ods", ".shz", ".gz", ".tgz", ".svgz")
_BLOCK = 1 << 16
_LAYERS = (".shp", ".gpkg", ".geojson", ".json", ".fgb", ".gml", ".kml", ".tab", ".mif", ".dxf")
_PACKED = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")
_MOST_NAMES = 5


def is_bomb(target):
    """Whether `target` is an archive, or lies in one, that unpacks to more than `LIMIT` and `_RATIO` times its size."""
    path = archive_of(target)
    if path is None:
        return False
    packed = os.path.getsize(path)
    unpacked = _zipped(path) if zipfile.is_zipfile(path) else _gzipped(path, packed)
    return unpacked > LIMIT and unpacked > _RATIO * max(packed, 1)


def archive_faults(path):
    """[the `ReadFault` that tells what lies in the zip at `path`, as it must be named], [] where it is no zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = sorted({info.filename for info in archive.infolist() if not info.is_dir()})
    except (zipfile.BadZipFile, OSError):
        return []
    layers = sorted({name for file in files for name in [_layer_in(file)] if name})
    if layers:
        params = {"holds": _shown(layers), "example": f"/vsizip/{path}/{layers[0]}"}
        return [ReadFault("archive_not_entered", params, Severity.ERROR)]
    inner = [file for file in files if file.lower().endswith(_PACKED)]
    return [ReadFault("archive_without_layers", {"holds": _shown(inner or files) or "-"}, Severity.ERROR)]


def _shown(names):
    return ", ".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")


def _layer_in(name):
    """The file or FileGDB that a member of an archive is, None where it is no layer."""
    parts = name.replace("\\", "/").split("/")
    whole = next((k for k, part in enumerate(parts) if part.lower().endswith(".gdb")), None)
    if whole is not None:
        return "/".join(parts[: whole + 1])
    return name if name.lower().endswith(_LAYERS) else None


def archive_of(target):
    """The path of the archive itself, None where there is none on this machine."""
    inner = _PREFIX.sub("", target)
    while _PREFIX.match(inner):
        inner = _PREFIX.sub("", inner)
    if inner == target and not target.lower().endswith(_SUFFIXES):
        return None
    path = inner.split("}", 1)[0] if "}" in inner else inner
    while path and not os.path.isfile(path):
        parent = os.path.dirname(path)
        if parent == path:
            return None
        path = parent
    return path or None


def _zipped(path):
    """Bytes that a zip unpacks to, archives within it as often as they say."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            total = sum(part.file_size for part in parts)
            return total + sum(_nested(archive, part) for part in parts if part.filename.lower().endswith(".zip"))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return 0


def _nested(archive, part):
    if part.file_size > 100_000_000:
        return 0
    with archive.open(part) as stream:
        try:
            with zipfile.ZipFile(stream) as inner:
                return sum(one.file_size for one in inner.infolist())
        except (zipfile.BadZipFile, OSError):
            return 0


def _gzipped(path, packed):
    """Bytes that a gzip file unpacks to, counted no farther than needed."""
    if packed * 1040 <= LIMIT:  # deflate packs no tighter
        return 0
    total, unpacker = 0, zlib.decompressobj(31)
    with open(path, "rb") as stream:
        for block in iter(lambda: stream.read(_BLOCK), b""):
            while block:
                try:
                    total += len(unpacker.decompress(block, 1 << 24))
                except zlib.error:
                    return total
                block = unpacker.unconsumed_tail
            if total > LIMIT and total > _RATIO * packed:
                return total
    return total
