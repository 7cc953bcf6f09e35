"""Hashes that make a run repeatable: of files, and of what was delivered from them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_BLOCK = 1 << 20


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
        columns = [batch.attributes[name] for name in sorted(batch.attributes)]
        for row, wkb in enumerate(batch.wkb):
            texts = [str(batch.fid[row])] + ["\0" if column[row] is None else column[row] for column in columns]
            head = "\x1f".join(texts).encode("utf-8", "surrogatepass")
            self._digest.update(len(head).to_bytes(8, "little") + head)
            self._digest.update(len(wkb or b"").to_bytes(8, "little") + (wkb or b""))

    def text(self):
        """The hash so far, in hexadecimal."""
        return self._digest.hexdigest()
