"""An evidence package read: is it whole, and the case in it with all files where they lie now."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..inputs.case.case_file import read_case
from ..inputs.layers import open_layers
from ..inputs.source import source_elsewhere
from ..model.case import Coverage
from ..model.errors import InputFault, Place
from ..model.records import Issue
from .package import MANIFEST, SCHEMA
from .package_inputs import is_around

_LONGEST_MANIFEST = 100_000_000


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself. files: {kind: {text as the case writes it: member}}. left_out: (file, reason).

    in_archives: {text of a source: what stands before and behind the member, an archive, in what GDAL opens}.
    """

    files: dict
    left_out: tuple
    in_archives: dict = field(default_factory=dict)


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
        left_out = tuple((str(one["source"]), str(one["reason"])) for one in document["left_out"])
        in_archives = {text: tuple(map(str, around)) for text, around in document.get("in_archives", {}).items()}
        _refuse_elsewhere(files, said)
        if not all(len(around) == 2 and is_around(around) for around in in_archives.values()):
            raise ValueError("in_archives")
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
    return Manifest(files, left_out, in_archives)


def _refuse_elsewhere(files, said):
    """Raise ValueError where a file of the case is no member of the package, nor a folder of members."""
    folders = {"/".join(name.split("/")[:end]) for name in said for end in range(1, name.count("/") + 1)}
    for found in files.values():
        if not set(found.values()) <= said.keys() | folders:
            raise ValueError("files")


def case_of_package(case, manifest, folder, case_folder=None):
    """The `Case` of a package, to be made again, with packs and decisions where they lie now; sources as written.

    case: that of the Result. folder: where the package is unpacked. case_folder: what relative paths start from, if
    not what the case says.
    """
    folder = Path(folder)

    def file(kind, text):
        return text and str(folder / manifest.files[kind][text])

    try:
        found = replace(
            case,
            rules=tuple(file("pack", text) for text in case.rules),
            decisions=file("decisions", case.decisions),
            land_use_matrix=file("matrix", case.land_use_matrix),
            plan=case.plan and replace(case.plan, boundary=_packed(case.plan.boundary, manifest, folder)),
            report=replace(case.report, template=file("template", case.report.template)),
            folder=Path(case_folder) if case_folder else case.folder,
        )
    except KeyError as error:
        raise InputFault("package_member_missing", Place(file=str(folder)), members=str(error)) from None
    written = [folder / member for member in manifest.files["case"].values()]
    return _with_fields(found, read_case(written[0])) if written else found


def _with_fields(case, written):
    """The case with the fields of layers as its file names them: those that were found will be found again."""
    fields = {one.key: one.fields for one in written.constraints}
    constraints = tuple(replace(one, fields=fields.get(one.key, one.fields)) for one in case.constraints)
    return replace(case, constraints=constraints)


def layers_of_package(case, manifest, folder, allow_network=False):
    """The `Layers` of such a case: from the package, else from where the case says. Raises as `open_layers` does."""
    folder, written = Path(folder), {}

    def source(text):
        found = _packed(text, manifest, folder)
        written[found] = text
        return found

    def constraint(one):
        covered = isinstance(one.coverage, Coverage)
        coverage = replace(one.coverage, source=source(one.coverage.source)) if covered else one.coverage
        return replace(one, source=source(one.source), coverage=coverage)

    subjects = tuple(replace(one, source=source(one.source)) for one in case.subjects)
    layers = open_layers(
        replace(case, subjects=subjects, constraints=tuple(map(constraint, case.constraints))), allow_network
    )
    return replace(
        layers,
        constraints={key: _as_written(one, written) for key, one in layers.constraints.items()},
        coverages={key: _as_written(one, written) for key, one in layers.coverages.items()},
    )


def _packed(text, manifest, folder):
    """A source text with the place of its file in the package, if it is there."""
    member = manifest.files["input"].get(text)
    if not member:
        return text
    before, behind = manifest.in_archives.get(text, ("", ""))
    return source_elsewhere(
        text, f"{before}{(Path(folder) / member).as_posix()}{behind}" if before else folder / member
    )


def _as_written(layer, written):
    """A layer; where an `Issue` stands in its place, with the source as the case names it."""
    if not isinstance(layer, Issue) or "source" not in layer.params:
        return layer
    return replace(layer, params={**layer.params, "source": written[layer.params["source"]]})
