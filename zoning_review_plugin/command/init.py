"""`init PATH…`: a case file proposed for the layers found there."""

from __future__ import annotations

import os
from pathlib import Path

from ..inputs.case.case_draft import case_draft, drafts_of
from ..inputs.case.case_text import case_text, reasons, role_name
from ..inputs.meaning.discover import discover
from ..inputs.ogr.gdal_calls import silence_threads
from ..inputs.places.crs import crs_name
from ..model.errors import CaseFault, OutputFault, Place
from .answer import done, text

_SUFFIX = ".review.yaml"
_MOST_NUMBER = 1000


def run(options, words):
    """Look, propose, write, tell; returns the exit status."""
    silence_threads()
    paths = [Path(path) for path in options.paths]
    wanted = Path(options.output) if options.output else _default(paths)
    if options.output and wanted.exists():
        raise CaseFault("init_output_exists", Place(file=str(wanted)))
    if not wanted.parent.is_dir():
        raise OutputFault("output_folder_missing", Place(file=str(wanted)))
    found, passed = discover(paths)
    draft = case_draft(drafts_of(found, wanted.parent))
    title = wanted.name[: -len(_SUFFIX)] if wanted.name.endswith(_SUFFIX) else wanted.stem
    written = _write(wanted, case_text(draft, passed, title or "review", words), not options.output)
    if options.json:
        print(text(_answer(draft, passed, written, words)))
    elif not options.quiet:
        print("\n".join(_lines(draft, passed, written, words)))
    return 0


def _default(paths):
    """Beside a file, in a folder; of several paths, where the first one would have it."""
    first = Path(os.path.abspath(paths[0]))
    if first.is_dir() and first.suffix.lower() != ".gdb":
        return first / f"{first.name or 'layers'}{_SUFFIX}"
    return first.with_name(first.stem + _SUFFIX)


def _write(path, content, may_rename):
    """Write a new file, never over another one; returns its path, which has a number where the name was taken."""
    stem = path.name[: -len(_SUFFIX)] if path.name.endswith(_SUFFIX) else None
    for number in range(1, _MOST_NUMBER):
        target = path if number == 1 else path.with_name(f"{stem}-{number}{_SUFFIX}")
        try:
            with open(target, "x", encoding="utf-8", newline="\n") as stream:
                stream.write(content)
            return target
        except FileExistsError:
            if not may_rename:
                break
        except OSError as error:
            raise OutputFault("output_unwritable", Place(file=str(target)), problem=error.strerror or "") from None
    raise CaseFault("init_output_exists", Place(file=str(path)))


def _answer(draft, passed, written, words):
    """The JSON object: the file, and for each layer what is proposed and why."""
    groups = (("subject", draft.subjects), ("constraint", draft.constraints), ("left_out", draft.left))
    layers = [_row(one, place, words) for place, drafts in groups for one in drafts]
    others = [{"file": str(one.path), "layer": one.layer or None, "reason": one.code} for one in passed]
    counts = {f"{place}s" if place != "left_out" else place: len(drafts) for place, drafts in groups}
    return {**done({"case": [written]}, counts), "layers": layers, "passed_over": others}


def _row(one, place, words):
    proposal, layer = one.proposal, one.layer
    return {
        "source": one.source,
        "name": one.name,
        "place": place,
        "role": proposal.role,
        "confidence": proposal.confidence,
        "confidence_word": proposal.confidence_word,
        "fields": dict(proposal.fields),
        "area_unit": proposal.area_unit,
        "encoding": layer.facts.get("encoding") if layer else None,
        "encoding_from": layer.facts.get("encoding_from") if layer else None,
        "crs": (crs_name(layer.crs) or None) if layer else None,
        "features": layer.declared_count if layer else None,
        "reasons": reasons(proposal, words),
    }


def _lines(draft, passed, written, words):
    lines = [words.say("init.written", file=written)]
    groups = (("init.subjects", draft.subjects), ("init.constraints", draft.constraints), ("init.left", draft.left))
    for heading, drafts in groups:
        lines += [words.say(heading)] if drafts else []
        for one in drafts:
            sure = words.say(f"confidence.{one.proposal.confidence_word}")
            figures = {"confidence": f"{one.proposal.confidence:.2f}", "sure": sure}
            lines.append(
                "  " + words.say("init.layer", name=one.name, role=role_name(one.proposal.role, words), **figures)
            )
            lines += [f"    {reason}" for reason in reasons(one.proposal, words)]
    if passed:
        lines.append(words.say("init.passed", count=len(passed)))
    return [*lines, words.say("init.next", file=written)]
