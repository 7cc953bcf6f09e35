"""`export REVIEW_GPKG`: all outputs again from the result itself, without its inputs and without a new overlay."""

from __future__ import annotations

import sys
from pathlib import Path

from ..inputs.ogr.gdal_calls import silence_threads
from ..model.errors import CaseFault
from ..outputs.gpkg_result import read_result
from ..outputs.writing import WRITERS, unavailable, write_outputs
from ..studies.in_language import in_language
from ..studies.public_version import public_result
from .answer import done, summary_of, text
from .opening import progress_of
from .summary import review_summary

PUBLIC = "public"  # the folder of the public version, beside what it was made from


def run(options, words):
    """Read, write, tell; returns the exit status."""
    silence_threads()
    progress = progress_of(options, words)
    try:
        result = exported(read_result(options.review), options)
        kinds = _kinds(options, result)
        outputs = write_outputs(result, kinds, _folder(options), progress)
    finally:
        progress.close()
    if not options.quiet:
        for kind in unavailable(kinds):
            print(words.say("fault.output_not_available", format=kind), file=sys.stderr)
    if options.json:
        print(text(done(outputs, summary_of(result))))
    elif not options.quiet:
        print("\n".join(review_summary(result, outputs, words)))
    return 0


def exported(result, options):
    """The Result as it is asked for: in another language, or as the public may see it."""
    if options.language:
        result = in_language(result, options.language)
    return public_result(result) if options.public else result


def _kinds(options, result):
    """What to write: what is named, else what the case names, without the file that was read."""
    if options.format:
        unknown = [kind for kind in options.format if kind not in WRITERS]
        if unknown:
            raise CaseFault("format_unknown", got=", ".join(unknown), known=", ".join(WRITERS))
        return list(dict.fromkeys(options.format))
    source = Path(options.review).resolve()
    itself = source.name == "review.gpkg" and _folder(options).resolve() == source.parent
    return [kind for kind in result.case.outputs if not (itself and kind == "gpkg")]


def _folder(options):
    if options.output:
        return Path(options.output)
    beside = Path(options.review).parent
    return beside / PUBLIC if options.public else beside
