"""A source as text (`path|layername=…|subset=…`) → what GDAL opens, and whether it may be opened at all."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from .ogr.network import names_service, reaches_network, server_of

_WINDOWS = os.name == "nt"
_IN_ARCHIVE = re.compile(r"(?i)(/vsi(?:zip|gzip|tar)/\{?)(?!/vsi)(.+)")
_OPTION = re.compile(r"\|(?=(?:layername|layerid|subset|crs|geometrytype|uniqueGeometryType)=)")


@dataclass(frozen=True)
class Source:
    """What to open: `target` for GDAL, the layer in it, the filter on it, and the CRS that the user names for a
    source that states none (`|crs=EPSG:4490`). `text` is as the user wrote it.

    The layer is named, or numbered, or neither: then there must be only one to choose.
    """

    text: str
    target: str
    layer: str | None = None
    layer_index: int | None = None
    subset: str | None = None
    crs: str | None = None
    share: str | None = None  # the file server that a path of Windows names, where it is another than the case's own
    network: bool = False  # whether the user allows other machines

    @property
    def stem(self):
        """A short name for messages and for ids that clash: the file's name without its suffix."""
        if names_service(self.target) or "://" in self.target:
            return self.layer or self.target.split(":", 1)[0]
        return Path(self.target.replace("\\", "/")).stem

    @property
    def is_path(self):
        """Whether the target is a file or a folder, not a database, a service or one of GDAL's own file systems."""
        return not (names_service(self.target) or "://" in self.target or self.target.startswith("/vsi"))

    @property
    def is_file(self):
        """Whether the target lies on this machine, also within an archive or in memory."""
        return self.is_path or (self.target.startswith("/vsi") and not self.remote)

    def exists(self):
        """Whether a local path is there; what is no path (a database, a service) is taken to be."""
        return not (self.is_path and os.path.isabs(self.target)) or os.path.exists(self.target)

    def filtered(self, condition):
        """This source with one more condition on its features."""
        return replace(self, subset=f"({self.subset}) AND {condition}" if self.subset else condition)

    def absolute(self):
        """This source with a path that means the same in whichever folder a process works."""
        return replace(self, target=os.path.abspath(self.target)) if self.is_path else self

    @property
    def remote(self):
        """Whether opening it may reach another machine. Loopback addresses do not count."""
        return self.share is not None or reaches_network(self.target)


def parse_source(text, folder):
    """The `Source` that `text` names; a relative path starts from `folder`."""
    head, *options = _OPTION.split(text)
    named = dict(option.split("=", 1) for option in options)
    target = head
    if head.startswith("/vsi"):
        target = _in_archive(head, folder)
    elif not (names_service(head) or os.path.isabs(head)):
        target = str(Path(folder) / head)
    index = named.get("layerid", "")
    number = int(index) if index.isdecimal() else None
    layer = named.get("layername") or (index if number is None else None)
    server = server_of(head) if _WINDOWS else None
    share = server if server != server_of(str(folder)) else None
    return Source(text, target, layer or None, number, named.get("subset"), named.get("crs"), share)


def _in_archive(head, folder):
    """A file in an archive; the archive's own path starts from `folder` where it is relative and lies there."""
    found = archive_parts(head)
    if found is None or os.path.isabs(found[1]):
        return head
    start, path = found[0], os.path.abspath(os.path.join(folder, found[1]))
    return start + path.replace(os.sep, "/") if archive_of(path) else head


def archive_parts(target):
    """(which of GDAL's file systems, the path there) of a file in an archive of this machine; None of all others."""
    found = _IN_ARCHIVE.fullmatch(target)
    return found and found.groups()


def archive_of(path):
    """The archive that such a path leads into, "" where there is none."""
    archive = path.split("}", 1)[0]
    while not os.path.exists(archive) and os.path.dirname(archive) != archive:
        archive = os.path.dirname(archive)
    return archive if os.path.isfile(archive) else ""


def source_elsewhere(text, head):
    """The source text `text` with another file: its layer, filter and CRS stay as they are written."""
    return "|".join([str(head), *_OPTION.split(text)[1:]])
