"""An evidence package read: is it whole, and the case in it with all files where they lie now."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from ..inputs.source import parse_source, source_elsewhere
from ..model.case import Coverage
from ..model.errors import InputFault, Place
from .package import MANIFEST, SCHEMA

_LONGEST_MANIFEST = 100_000_000


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself. files: {kind: {text as the case writes it: member}}. left_out: (file, reason)."""

    files: dict
    left_out: tuple


def read_manifest(folder, hashes, package):
    """The `Manifest` of an unpacked package, once every member is what it says. hashes: of the members, by name.

    Raises InputFault where there is none, a member is missing, was changed or added, or the manifest is of another
    version.
    """
    place = Place(file=str(package))
    path = Path(folder) / MANIFEST
    if MANIFEST not in hashes or path.stat().st_size > _LONGEST_MANIFEST:
        raise InputFault("package_not_one", place)
    try:
        document = json.loads(path.read_bytes())
        if document["schema"] != SCHEMA:
            raise InputFault("package_other_version", place, schema=SCHEMA)
        said = {one["name"]: one["sha256"] for one in document["members"]}
        files = {kind: dict(found) for kind, found in document["files"].items()}
        left_out = tuple((one["source"], one["reason"]) for one in document["left_out"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputFault("package_damaged", place, problem=MANIFEST) from None
    found = {name: digest for name, digest in hashes.items() if name != MANIFEST}
    for code, names in (
        ("package_member_missing", said.keys() - found.keys()),
        ("package_member_added", found.keys() - said.keys()),
        ("package_member_changed", {name for name in said if said[name] != found.get(name)}),
    ):
        if names:
            raise InputFault(code, place, members=", ".join(sorted(names)))
    return Manifest(files, left_out)


def case_of_package(case, manifest, folder, case_folder=None):
    """(the `Case` of a package with all files where they lie now, {source text there: text as the case writes it}).

    folder: where the package is unpacked. case_folder: where inputs that are not in it are looked for, if not where
    the case says.
    """
    folder, start = Path(folder), Path(case_folder) if case_folder else case.folder
    moved = {}

    def source(text):
        member = manifest.files["input"].get(text)
        found = _now(text, folder / member if member else None, start)
        moved[found] = text
        return found

    def file(kind, text):
        return text and str(folder / manifest.files[kind][text])

    def constraint(one):
        covered = isinstance(one.coverage, Coverage)
        coverage = replace(one.coverage, source=source(one.coverage.source)) if covered else one.coverage
        return replace(one, source=source(one.source), coverage=coverage)

    try:
        found = replace(
            case,
            subjects=tuple(replace(one, source=source(one.source)) for one in case.subjects),
            constraints=tuple(map(constraint, case.constraints)),
            plan=case.plan and replace(case.plan, boundary=case.plan.boundary and source(case.plan.boundary)),
            rules=tuple(file("pack", text) for text in case.rules),
            decisions=file("decisions", case.decisions),
            report=replace(case.report, template=file("template", case.report.template)),
            folder=start,
        )
    except KeyError as error:
        raise InputFault("package_member_missing", Place(file=str(folder)), members=str(error)) from None
    return found, moved


def _now(text, packed, start):
    """A source text with the place where its file lies now."""
    source = parse_source(text, start)
    if packed is not None:
        return source_elsewhere(text, packed)
    return source_elsewhere(text, source.target) if source.is_path else text
