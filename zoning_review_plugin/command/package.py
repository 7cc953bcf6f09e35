"""`package REVIEW_GPKG`: one archive from which anybody can make the review again."""

from __future__ import annotations

from pathlib import Path

from ..inputs.ogr.gdal_calls import silence_threads
from ..outputs.gpkg_result import read_result
from ..outputs.package import write_package
from .answer import done, text

SUFFIX = ".evidence.zip"


def run(options, words):
    """Read, pack, tell; returns the exit status."""
    silence_threads()
    review = Path(options.review)
    result = read_result(review)
    path = options.output or review.parent / f"{result.case.name}{SUFFIX}"
    packed = write_package(result, review, path, options.with_inputs)
    if options.json:
        left = [{"source": source, "reason": reason} for source, reason in packed.left_out]
        print(text({**done({"package": [packed.path]}, {"members": len(packed.members)}), "left_out": left}))
    elif not options.quiet:
        print("\n".join(_lines(packed, words)))
    return 0


def _lines(packed, words):
    """The lines that a person reads: what was written, and which inputs are not in it, with the reason."""
    lines = [words.say("package.written", count=len(packed.members), file=str(packed.path))]
    for source, reason in packed.left_out:
        lines.append("  " + words.say("package.left_out", source=source, why=words.code("package_reason", reason)))
    return lines
