"""Hashes that make a run repeatable: of files, and of what was delivered from them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np

from .archives import archive_of
from .stored import beside, blocks_of, size_of

_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_BLOCK = 1 << 20


def file_hash(target):
    """{"file_sha256": …} of a local file (with the parts of a shapefile), {} for folders and what is no file.

    Of a file in an archive it is that of the file itself, as if it were unpacked, beside {"archive_sha256": …}; of a
    FileGDB in one there is the latter alone.
    """
    if target.startswith("/vsi"):
        archive = archive_of(target)
        if archive is None:
            return {}
        facts = {"archive_sha256": _hash_of([archive])}
        whole = size_of(target) is not None
        return {**facts, "file_sha256": _hash_of(_packed_parts(target))} if whole else facts
    if not os.path.isfile(target):
        return {}
    path = Path(target)
    parts = [path]
    if path.suffix.lower() == ".shp":
        siblings = [path.with_suffix(suffix) for suffix in _SHAPEFILE_PARTS]
        siblings += [path.with_suffix(suffix.upper()) for suffix in _SHAPEFILE_PARTS]
        parts = [part for part in siblings if part.is_file()] or [path]
    return {"file_sha256": _hash_of(parts)}


def _packed_parts(target):
    if not target.lower().endswith(".shp"):
        return [target]
    return [part for suffix in _SHAPEFILE_PARTS for part in [beside(target, suffix)] if part]


def _hash_of(parts):
    digest = hashlib.sha256()
    for part in parts:
        for block in blocks_of(str(part), _BLOCK):
            digest.update(block)
    return digest.hexdigest()


class ContentHash:
    """A running SHA-256 over what a layer delivers: ids, used attributes and WKB, in order.

    Each column by itself, lengths and contents apart, which takes no step by feature; then all of them.
    """

    def __init__(self):
        self._columns = {}

    def add(self, batch):
        """Take in a `Batch`. How a layer is cut into batches makes no difference."""
        self._take("id", batch.fid.astype("<i8").tobytes())
        self._values("wkb", [value or b"" for value in batch.wkb.tolist()])
        for name, column in batch.attributes.items():
            texts = ["\0" if text is None else text for text in column.tolist()]
            whole = "".join(texts)
            if whole.isascii():  # then a text has as many bytes as characters
                self._column(f"attribute {name}", texts, whole.encode("ascii"))
            else:
                self._values(f"attribute {name}", [text.encode("utf-8", "surrogatepass") for text in texts])

    def _values(self, name, values):
        self._column(name, values, b"".join(values))

    def _column(self, name, values, joined):
        lengths = np.fromiter(map(len, values), "<i8", len(values))
        self._take(f"{name}, lengths", lengths.tobytes())
        self._take(name, joined)

    def _take(self, name, content):
        self._columns.setdefault(name, hashlib.sha256()).update(content)

    def text(self):
        """The hash so far, in hexadecimal."""
        whole = hashlib.sha256()
        for name in sorted(self._columns):
            whole.update(f"{name}\0{self._columns[name].hexdigest()}\0".encode("utf-8", "surrogatepass"))
        return whole.hexdigest()
