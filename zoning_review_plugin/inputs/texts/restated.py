"""A MapInfo table too large to be held in memory, read as if its header stated another charset.

GDAL knows of no option for that. Each pass reads a folder of its own: links to the files of the table, beside the one
with another header. Links take no room; a MIF, whose header and features are one file, is copied. Nothing is left.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace

from osgeo import gdal

from ..files.stored import beside
from ..ogr.gdal_calls import collecting
from ..ogr.ogr_layer import OgrLayer, open_ogr

_BLOCK = 1 << 23


@dataclass
class Restated(OgrLayer):
    """An `OgrLayer` whose file has the header `header` (bytes) in place of its first `skipped` bytes.

    parts: suffixes of the files that belong to it.
    """

    header: bytes = b""
    skipped: int = 0
    parts: tuple[str, ...] = ()

    def _batches(self, fields, window, faults):
        with _folder(self.source, self.header, self.skipped, self.parts) as source:
            yield from OgrLayer(self.name, self.stem, self.fields, self.crs, source=source)._batches(
                fields, window, faults
            )


def restated_layer(source, header, skipped, parts):
    """The `Restated` layer of a `Source`. Raises InputFault or CaseFault as `open_ogr` does."""
    with _folder(source, header, skipped, parts) as known:
        found = open_ogr(known)
    described = {name: value for name, value in vars(found).items() if name not in ("source", "file", "stem")}
    return Restated(**described, stem=source.stem, source=source, header=header, skipped=skipped, parts=tuple(parts))


@contextmanager
def _folder(source, header, skipped, parts):
    """The `Source` in a folder of links, which is there while the block runs."""
    suffix = os.path.splitext(source.target)[1]
    with tempfile.TemporaryDirectory(prefix="zoning_review_") as folder:
        stem = os.path.join(folder, source.stem)
        for part in parts:
            path = beside(source.target, part)
            if path:
                _link(path, stem + part)
        with open(stem + suffix, "wb") as stream:
            stream.write(header)
            _copy(source.target, skipped, stream)
        yield replace(source, target=stem + suffix)


def _link(path, there):
    """A link where the system has them (not all let users make them), else a copy."""
    for make in () if path.startswith("/vsi") else (os.symlink, os.link):
        try:
            return make(os.path.abspath(path), there)
        except OSError:
            continue
    return _copied(path, there)


def _copied(path, there):
    with open(there, "wb") as stream:
        _copy(path, 0, stream)


def _copy(path, start, stream):
    """Write what a file, which may lie in an archive, holds from byte `start` on."""
    with collecting([]):
        source = gdal.VSIFOpenL(path, "rb")
        if source is None:
            return
        try:
            gdal.VSIFSeekL(source, start, os.SEEK_SET)
            while True:
                block = gdal.VSIFReadL(1, _BLOCK, source)
                if not block:
                    return
                stream.write(block)
        finally:
            gdal.VSIFCloseL(source)
