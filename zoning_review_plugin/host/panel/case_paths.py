"""The paths in a document of a case: which they are, and written whole or relative to a folder."""

from __future__ import annotations

import copy
import os
from pathlib import Path

from ...inputs.source import archive_parts, parse_source
from .map_sources import HELD


def absolute(document, folder):
    """The document with every path of it written whole; relative ones start from `folder`."""
    return with_paths(document, lambda text: _changed(text, folder, lambda path: str((folder / path).resolve())))


def relative(document, folder):
    """The document with every path of it written relative to `folder`, as case files have them."""
    return with_paths(document, lambda text: _changed(text, folder, lambda path: _from(folder, path)))


def with_paths(document, change):
    """A copy of the document in which `change(text)` stands for each of its paths."""
    document = copy.deepcopy(document)
    constraints = document.get("constraints", [])
    coverages = [one["coverage"] for one in constraints if isinstance(one.get("coverage"), dict)]
    for entry in (*document.get("subjects", []), *constraints, *coverages):
        _change(entry, "source", change)
    _change(document, "decisions", change)
    _change(document, "land_use_matrix", change)
    _change(document.get("plan") or {}, "boundary", change)
    _change(document.get("report") or {}, "template", change)
    if document.get("rules"):
        document["rules"] = [change(path) for path in document["rules"]]
    return document


def _change(entry, key, change):
    if entry.get(key):
        entry[key] = change(entry[key])


def _changed(text, folder, change):
    """A source with its path changed, its options kept; what is no path of a file stays as it is."""
    if text.startswith(HELD):
        return text
    source, (path, bar, rest) = parse_source(text, folder), text.partition("|")
    if source.is_path:
        return change(path) + bar + rest
    start, path = archive_parts(source.target) or ("", "")
    return start + change(path) + bar + rest if os.path.isabs(path) else text


def _from(folder, path):
    if not Path(path).is_absolute():
        return path
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path
