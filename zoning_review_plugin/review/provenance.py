"""The table `run`: how a result was made, so that it can be made again and told from another."""

from __future__ import annotations

import datetime
import getpass
import hashlib
import json
import os
import platform
from dataclasses import asdict, is_dataclass, replace

from ..inputs.layer import Layer
from ..inputs.places.crs import crs_name
from ..inputs.versions import library_versions
from ..model.about import PROGRAM, version
from ..overlay.pairs import LEAST_AREA_M2, LEAST_LENGTH_M
from .account import usability


def run_rows(case, book, matrix, layers, frame, subjects, grounds, rows, engine, started):
    """(key, value) rows, values as text.

    book: `RuleBook`. matrix: of `Result`.
    grounds: `coverage.Ground` by constraint key. rows: `shards.Rows`. engine: an `engines.Choice`. started: aware
    datetime.
    """
    ended = datetime.datetime.now().astimezone()
    facts = {
        "program": f"{PROGRAM} {version()}",
        "started": started.isoformat(timespec="seconds"),
        "duration_s": f"{(ended - started).total_seconds():.3f}",
        "user": _user(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        **library_versions(),
        "engine": engine.name,
        "engine_because": engine.reason,
        "shards": str(rows.shards),
        "case": str(case.path or ""),
        "case_sha256": case_hash(case),
        "title": case.title,
        "review_date": case.date,
        "analysis_crs": crs_name(frame.crs),
        "analysis_crs_wkt": frame.crs.to_wkt(),
        "ellipsoid": f"a={frame.ellipsoid.a!r} f={frame.ellipsoid.f!r}",
        "area_rule": frame.rule()[0],
        "area_plane": frame.rule()[1]["plane"],
        "least_area_m2": repr(LEAST_AREA_M2),
        "least_length_m": repr(LEAST_LENGTH_M),
        "subjects": str(len(subjects)),
    }
    facts.update({f"option.{name}": _text(value) for name, value in asdict(case.options).items()})
    judged_by = [*_pack_rows(book), *_matrix_rows(case, matrix)]
    return [*facts.items(), *_inputs(case, layers, subjects, grounds, rows), *judged_by]


def _inputs(case, layers, subjects, grounds, rows):
    """What each layer of the case delivered, and what the gate says of it."""
    found = []
    for k, (source, layer, gate) in enumerate(zip(case.subjects, layers.subjects, subjects.gates), 1):
        prefix = f"subject.{k}"
        found += _input_rows(prefix, source, layer, gate.count, gate.content, gate.move.operation, gate.columns)
        found.append((f"{prefix}.usability", usability(gate.issues)))
    for constraint in case.constraints:
        layer, account = layers.constraints[constraint.key], rows.accounts[constraint.key]
        prefix = f"constraint.{constraint.key}"
        found += _input_rows(
            prefix, constraint, layer, account.count, account.content, account.operation, account.columns
        )
        found.append((f"{prefix}.usability", account.verdict))
    for key, ground in grounds.items():
        layer, account = layers.coverages[key], ground.account
        spec = next(constraint.coverage for constraint in case.constraints if constraint.key == key)
        prefix = f"coverage.{key}"
        found += _input_rows(prefix, spec, layer, account.count, account.content, account.operation, account.columns)
        found.append((f"{prefix}.usability", account.verdict))
    return found


def _pack_rows(book):
    """What each pack is, by its document and a hash of its contents, and whether it binds."""
    binding = {placed.pack.id for placed in book.rules}
    found = []
    for pack in book.packs:
        facts = {
            "file": pack.file,
            "title": pack.title,
            "doc_no": pack.doc_no,
            "level": pack.level,
            "issuer": pack.issuer,
            "valid_from": pack.valid_from,
            "valid_to": pack.valid_to,
            "rules": str(len(pack.rules)),
            "applied": str(pack.id in binding).lower(),
            "content_sha256": pack_hash(pack),
        }
        found += [(f"pack.{pack.id}.{name}", value) for name, value in facts.items() if value]
    return found


def _matrix_rows(case, matrix):
    """What the matrix of planned land use is, where the case names one."""
    if matrix is None:
        return []
    facts = {"file": case.land_use_matrix, "title": matrix.document.get("title"), "content_sha256": pack_hash(matrix)}
    return [(f"land_use_matrix.{name}", value) for name, value in facts.items() if value]


def pack_hash(pack):
    """SHA-256 of what a pack (or a matrix of planned land use) says, however its file is written."""
    written = json.dumps(pack.document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def case_hash(case):
    """SHA-256 of the case file, or of the case's values where a host made it."""
    if case.path is not None and case.path.is_file():
        return hashlib.sha256(case.path.read_bytes()).hexdigest()
    text = json.dumps(asdict(case), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _input_rows(prefix, spec, layer, count, content, operation, columns):
    facts = {"source": spec.source}
    for name in (
        "role",
        "owner",
        "version",
        "document",
        "date",
        "valid_from",
        "valid_to",
        "secrecy",
        "obtained",
        "accuracy_m",
        "coverage",
    ):
        value = getattr(spec, name, None)
        if value is not None:
            facts[name] = value.source if is_dataclass(value) else str(value)
    if isinstance(layer, Layer):
        facts.update(layer.facts)
        facts.update(
            layer=layer.name, crs=crs_name(layer.crs), count=str(count), content_sha256=content, transform=operation
        )
        facts["fields"] = _text(columns or {})
    return [(f"{prefix}.{name}", value) for name, value in facts.items() if value != ""]


def _text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def signed(result, user):
    """The `Result` with the name of who ran it in the table `run`; as it is where `user` is empty."""
    if not user:
        return result
    run = result.tables["run"].copy()
    run.loc[run["key"] == "user", "value"] = user
    return replace(result, tables={**result.tables, "run": run})


def _user():
    named = os.environ.get("ZONING_REVIEW_USER")
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
