"""Notes on files that have passed the gate before: what need not be asked again of the same bytes.

A note holds for one file (by its SHA-256), one way of reading it and one version of the program and its libraries.
It says which features were not valid, which checks of shapes found nothing, whether all geometries were plain and all
ids distinct; everything else is looked at anew. That nothing was found in the bytes of a file themselves is a note of
its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from ...model.about import version
from ...model.cache import cache_folder
from ..versions import library_versions

_FOLDER, _SOUND = "known", "sound"
# Formats of which `file_hash` takes in all that holds shapes: no .map beside a .tab, nothing that a .vrt only names.
_WHOLE = ("GPKG", "ESRI Shapefile", "GeoJSON", "FlatGeobuf")
_JOURNALS = ("-wal", "-journal")
_MOST_INVALID = 10_000  # a note on more would save little
_MOST_NOTES = 2_000


@dataclass(frozen=True)
class Note:
    """What a whole pass found. content: hash of what was delivered. count: of features. invalid: their feature ids.

    silent: names (`name_of`) of the checks of shapes that found nothing. plain: whether every geometry was there, of
    one kind, in 2D, straight and finite. distinct: whether it has ids, and no two the same.
    """

    content: str
    count: int
    invalid: tuple[int, ...]
    silent: tuple[str, ...]
    plain: bool
    distinct: bool


def _is_being_edited(path):
    """Whether changes to a database may wait in a journal beside it, which its hash does not see."""
    return any(os.path.exists(path + journal) for journal in _JOURNALS)


def name_of(check):
    """What a note calls a check."""
    return type(check).__name__


def key_of_pass(layer, columns, move, crs):
    """A name for notes on passes of `layer`; None where the hash of its file does not answer for its shapes.

    columns: our name → field of the layer. move: the `Move` to the analysis CRS `crs`.
    """
    file = layer.facts.get("file_sha256")
    if not file or layer.facts.get("driver") not in _WHOLE or _is_being_edited(layer.source.target):
        return None
    source = getattr(layer, "source", None)
    read = [layer.name, source and source.layer, source and source.subset, sorted(layer.facts.items())]
    taken = [sorted(columns.items()), move.operation, crs.to_wkt()]
    made = [_code(), version(), sorted(library_versions().items())]
    return hashlib.sha256(repr([file, read, taken, made]).encode("utf-8", "surrogatepass")).hexdigest()


def key_of_file(file_sha256, file):
    """A name for the note that an `OpenedFile` is sound; None where its hash does not answer for it."""
    if file.driver not in _WHOLE or _is_being_edited(file.path):
        return None
    made = [_code(), version(), sorted(library_versions().items())]
    suffix = os.path.splitext(file.path)[1].lower()
    about = ["file", file_sha256, file.driver, suffix, file.layer, file.fid, file.geometry, made]
    return hashlib.sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def _code():
    """A hash of the modules that look at features: a note by others says nothing."""
    digest = hashlib.sha256()
    for module in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def recalled(key):
    """The `Note` under `key`, None where there is none that can be read."""
    try:
        found = json.loads(_path(key).read_text(encoding="ascii"))
        invalid, silent = tuple(map(int, found["invalid"])), tuple(found["silent"])
        sure = (found["plain"] is True, found["distinct"] is True)
        return Note(str(found["content"]), int(found["count"]), invalid, silent, *sure)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(key, note):
    """Keep a `Note`; without effect where nothing can be written, or the layer is too bad to be worth it."""
    if len(note.invalid) > _MOST_INVALID:
        return
    _write(_path(key), json.dumps(asdict(note)))


def is_sound(key):
    """Whether nothing was found in the file of `key_of_file` when it was looked through before."""
    return _path(key, _SOUND).is_file()


def remember_sound(key):
    """Keep that nothing was found in a file; without effect where nothing can be written."""
    _write(_path(key, _SOUND), "{}")


def _write(path, text):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(text)
        os.replace(aside, path)
        _forget_old(path.parent)
    except OSError:
        return  # it will be looked through again


def _forget_old(folder):
    notes = list(folder.iterdir())
    if len(notes) > _MOST_NOTES:
        notes.sort(key=lambda path: path.stat().st_mtime)
        for path in notes[: len(notes) // 2]:
            path.unlink()


def _path(key, folder=_FOLDER):
    return cache_folder() / folder / f"{key}.json"
