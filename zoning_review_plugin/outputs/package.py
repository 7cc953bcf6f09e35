"""The evidence package: one archive with outputs, case, packs and decisions, from which a review is made again."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path

from ..inputs.files.fingerprint import file_hash
from ..model.columns import TABLES
from ..model.errors import CaseFault, Place
from ..review.provenance import case_hash, pack_hash
from ..review.rule_book import matrix_of
from ..rules.reading import pack_at
from ..studies.public_texts import short_source
from ..studies.public_version import is_public
from .aside import written_aside
from .gpkg import NAME as GPKG
from .package_inputs import case_inputs
from .zip_file import content_hash, write_zip

SCHEMA = "zoning-review/package/1"
MANIFEST = "manifest.json"
_OUTPUTS = {"xlsx": "review.xlsx", "docx": "review.docx", "html": "review.html", "json": "review.json"}
_LIBRARIES = ("python", "numpy", "pandas", "shapely", "geos", "gdal", "proj")


@dataclass(frozen=True)
class Packed:
    """path: of the archive. members: their names. left_out: (file, reason) of inputs that are not in it."""

    path: Path
    members: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


def write_package(result, review, path, with_inputs):
    """Write the evidence package of a Result, read from the file `review`, to `path`. Returns what is `Packed`.

    with_inputs: whether inputs go in too; those of secret layers never do, unless the case keeps them.
    Raises CaseFault where case, packs or inputs are no longer what was reviewed, OutputFault.
    """
    path = Path(path)
    if is_public(result):
        raise CaseFault("package_public", Place(file=str(review)))
    _refuse_changed(result)
    contents, files = _basis(result.case)
    contents.update(_outputs(result, Path(review)))
    left_out, homes, around = {}, {}, {}
    for one in case_inputs(result.case):
        reason = one.left_out if with_inputs else "not_asked"
        if reason:
            left_out[short_source(one.text).partition("|")[0]] = reason
            continue
        _refuse_other_input(result, one)
        number = homes.setdefault(one.target, len(homes) + 1)
        files["input"][one.text] = _add_input(contents, number, one)
        if one.around:
            around[one.text] = list(one.around)
    left_out = tuple(left_out.items())
    contents[MANIFEST] = _manifest(result, contents, files, around, left_out, path.name)
    with written_aside(path.parent) as aside:
        write_zip(aside / path.name, contents)
    return Packed(path, tuple(sorted(contents)), left_out)


def _refuse_changed(result):
    """Raise CaseFault where the case file or a pack no longer says what was reviewed by."""
    case, facts = result.case, result.facts()
    if case.path is not None:
        if not case.path.is_file():
            raise CaseFault("case_missing", Place(file=str(case.path)))
        if case_hash(case) != facts["case_sha256"]:
            raise CaseFault("package_changed", Place(file=str(case.path)))
    matrix = matrix_of(case)
    if matrix and pack_hash(matrix) != facts.get("land_use_matrix.content_sha256"):
        raise CaseFault("package_changed", Place(file=str(case.folder / case.land_use_matrix)))
    for text in case.rules:
        pack = pack_at(case.folder / text)
        if pack_hash(pack) != facts.get(f"pack.{pack.id}.content_sha256"):
            raise CaseFault("package_changed", Place(file=str(case.folder / text)))


def _refuse_other_input(result, one):
    facts, now = result.facts(), file_hash(one.read)
    sources = [key[: -len("source")] for key, value in facts.items() if key.endswith(".source") and value == one.text]
    for name in ("file_sha256", "archive_sha256"):
        reviewed = {facts.get(source + name) for source in sources} - {None}
        if reviewed and now.get(name) not in reviewed:
            raise CaseFault("package_changed", Place(file=str(one.target)))


def _basis(case):
    """({member: content}, {kind: {text: member}}) of what was judged by."""
    named = [("case", case.path and str(case.path)), ("decisions", case.decisions), ("template", case.report.template)]
    named.append(("matrix", case.land_use_matrix))
    contents, files = {}, {kind: {} for kind in ("pack", "input", *(kind for kind, _ in named))}
    for kind, text in (*(("pack", text) for text in case.rules), *named):
        if text:
            member = f"{kind}/{len(files[kind]) + 1}/{_safe(Path(text).name)}"
            contents[member] = _existing(case.folder / text)
            files[kind][text] = member
    return contents, files


def _existing(path):
    if not path.is_file():
        raise CaseFault("case_missing", Place(file=str(path)))
    return path


def _outputs(result, review):
    """The outputs of the review that lie beside its GeoPackage, of the kinds that the case names."""
    folder, kinds = review.resolve().parent, result.case.outputs
    found = {f"outputs/{GPKG}": review}
    names = [name for kind, name in _OUTPUTS.items() if kind in kinds]
    names += [f"csv/{table}.csv" for table in TABLES] if "csv" in kinds else []
    paths = [folder / name for name in names]
    paths += sorted((folder / "maps").rglob("*")) if (folder / "maps").is_dir() else []
    for path in paths:
        if path.is_file() and not path.is_symlink():
            found["outputs/" + "/".join(map(_safe, path.relative_to(folder).parts))] = path
    return found


def _add_input(contents, number, one):
    """Put the files of an input under a folder of their own; returns the member (or folder) that the source names."""
    home = f"input/{number}"
    start = one.target.parent
    for file in one.files:
        contents["/".join([home, *map(_safe, file.relative_to(start).parts)])] = file
    return f"{home}/{_safe(one.target.name)}"


def _safe(name):
    """A name that every system can unpack."""
    return "".join("_" if letter in '\\:*?"<>|' or ord(letter) < 32 else letter for letter in name)


def _manifest(result, contents, files, around, left_out, name):
    facts, case = result.facts(), result.case
    members = []
    for member in sorted(contents):
        digest, size = content_hash(contents[member])
        members.append({"name": member, "size": size, "sha256": digest})
    command = f"zoning_review review {shlex.quote(case.path.name)}" if case.path else None
    document = {
        "schema": SCHEMA,
        "title": case.title,
        "program": facts["program"],
        "libraries": {key: facts[key] for key in _LIBRARIES if key in facts},
        "engine": facts["engine"],
        "case_folder": str(case.folder),
        "commands": {"again": command, "verify": f"zoning_review verify {shlex.quote(name)}"},
        "files": files,
        **({"in_archives": around} if around else {}),
        "left_out": [{"source": text, "reason": reason} for text, reason in left_out],
        "members": members,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")
