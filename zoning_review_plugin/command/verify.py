"""`verify PACKAGE`: the review of an evidence package made again, and which figures changed."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from ..inputs.ogr.gdal_calls import silence_threads
from ..outputs.gpkg import NAME
from ..outputs.gpkg_result import read_result
from ..outputs.package_read import case_of_package, layers_of_package, read_manifest
from ..outputs.zip_file import unpack
from ..review.review import review
from ..studies.changes import GONE, NEW, changed_inputs, changes
from .answer import done, text
from .executors import process_pool
from .opening import network_allowed, progress_of

_CHANGED = 3  # a condition that the caller asked to be told of, as `--fail-on` is
_MOST_LINES = 40
_MOST_CHANGES = 10_000  # that the JSON object lists; it counts all
_VERSIONS = ("program", "engine", "python", "numpy", "pandas", "shapely", "geos", "gdal", "proj")


def run(options, words):
    """Unpack, check, review again, compare, tell; returns 0 where all is equal, 3 where figures or inputs changed."""
    silence_threads()
    progress = progress_of(options, words)
    try:
        with tempfile.TemporaryDirectory(prefix="zoning_review_") as folder:
            old, new, left_out = _again(options, Path(folder), progress)
    finally:
        progress.close()
    inputs, found = changed_inputs(old, new), changes(old, new)
    if options.json:
        print(text(_answer(old, new, inputs, found, left_out)))
    elif not options.quiet:
        print("\n".join(_lines(old, new, inputs, found, words)))
    return _CHANGED if inputs or found else 0


def _again(options, folder, progress):
    """(the Result in the package, the Result made again, what the package leaves out)."""
    hashes = unpack(options.package, folder)
    manifest = read_manifest(folder, hashes, options.package)
    old = read_result(folder / "outputs" / NAME)
    case = case_of_package(old.case, manifest, folder, options.case_folder)
    layers = layers_of_package(case, manifest, folder, network_allowed(options))
    with process_pool(options.workers) as executor:
        new = review(case, layers, executor, progress, old.facts()["engine"])
    return old, new, manifest.left_out


def _versions(old, new):
    """{program or library: [then, now]} of those that are others now."""
    was, now = old.facts(), new.facts()
    return {key: [was.get(key), now.get(key)] for key in _VERSIONS if was.get(key) != now.get(key)}


def _answer(old, new, inputs, found, left_out):
    summary = {
        "equal": not (inputs or found),
        "subjects": len(new.tables["subject"]),
        "inputs_changed": len(inputs),
        "changes": len(found),
        "changes_by_table": dict(Counter(one.table for one in found)),
        "versions": _versions(old, new),
    }
    return {
        **done({}, summary),
        "inputs": [asdict(one) for one in inputs],
        "changes": [asdict(one) for one in found[:_MOST_CHANGES]],
        "left_out": [{"source": source, "reason": reason} for source, reason in left_out],
    }


def _lines(old, new, inputs, found, words):
    """The lines that a person reads."""
    lines = [old.case.title]
    if not inputs and not found:
        lines.append(words.say("verify.equal", count=sum(map(len, new.tables.values()))))
    else:
        lines.append(words.say("verify.changed", inputs=len(inputs), count=len(found)))
    for key, (was, now) in _versions(old, new).items():
        lines.append("  " + words.say("verify.version", name=key, old=was, new=now))
    lines += ["  " + _line(one, words) for one in (*inputs, *found)[:_MOST_LINES]]
    if len(inputs) + len(found) > _MOST_LINES:
        lines.append("  " + words.say("verify.more", count=len(inputs) + len(found) - _MOST_LINES))
    return lines


def _line(change, words):
    row = {"table": change.table, "row": change.key}
    if change.column in (GONE, NEW):
        return words.say(f"verify.{change.column}", **row)
    return words.say("verify.value", **row, column=change.column, old=_short(change.old), new=_short(change.new))


def _short(value):
    shown = "—" if value is None else str(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"
