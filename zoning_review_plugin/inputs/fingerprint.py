"""Hashes that make a run repeatable: of files, and of what was delivered from them."""

from __future__ import annotations

import hashlib
import os
import struct
from pathlib import Path

_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_BLOCK = 1 << 20
_LENGTH = struct.Struct("<Q").pack


def file_hash(target):
    """{"file_sha256": …} of a local file (with the parts of a shapefile), {} for folders and what is no file."""
    if not os.path.isfile(target):
        return {}
    path = Path(target)
    parts = [path]
    if path.suffix.lower() == ".shp":
        siblings = [path.with_suffix(suffix) for suffix in _SHAPEFILE_PARTS]
        siblings += [path.with_suffix(suffix.upper()) for suffix in _SHAPEFILE_PARTS]
        parts = [part for part in siblings if part.is_file()] or [path]
    digest = hashlib.sha256()
    for part in parts:
        with open(part, "rb") as stream:
            for block in iter(lambda: stream.read(_BLOCK), b""):
                digest.update(block)
    return {"file_sha256": digest.hexdigest()}


class ContentHash:
    """A running SHA-256 over what a layer delivers: ids, used attributes and WKB, in order."""

    def __init__(self):
        self._digest = hashlib.sha256()

    def add(self, batch):
        """Take in a `Batch`. How a layer is cut into batches makes no difference."""
        texts = [map(str, batch.fid.tolist())]
        texts += [
            ["\0" if text is None else text for text in batch.attributes[name].tolist()]
            for name in sorted(batch.attributes)
        ]
        parts = []
        for wkb, *row in zip(batch.wkb.tolist(), *texts):
            head, wkb = "\x1f".join(row).encode("utf-8", "surrogatepass"), wkb or b""
            parts += (_LENGTH(len(head)), head, _LENGTH(len(wkb)), wkb)
        self._digest.update(b"".join(parts))

    def text(self):
        """The hash so far, in hexadecimal."""
        return self._digest.hexdigest()
