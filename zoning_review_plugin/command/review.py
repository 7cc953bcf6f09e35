"""`review CASE`: the whole review, its outputs and a summary."""

from __future__ import annotations

import os
import sys

from ..model.codes import VERDICTS, Severity
from ..model.errors import InputFault
from ..model.progress import Span
from ..model.words import Words
from ..outputs.writing import check_outputs, unavailable, write_outputs
from ..review.review import review
from .answer import done, summary_of, text
from .engine_notice import engine_notice
from .executors import process_pool
from .issue_lines import issue_lines
from .opening import opened, progress_of
from .summary import review_summary

_FAIL_ON = 3
_MOST_LINES = 10  # of issues on standard error: more would drive what matters off the screen


def run(options, words):
    """Review, write, tell; returns the exit status."""
    progress = progress_of(options, words)
    try:
        case, layers = opened(options)
        check_outputs(case)
        with _executor(options, layers, words) as executor:
            threads = os.cpu_count() or 1
            result = review(case, layers, executor, Span(progress, 0.0, 0.75), options.engine, threads)
        progress.close()
        _tell(result, options)
        if options.strict:
            _refuse_unusable(result)
        folder = options.output or case.folder / f"{case.name}.review"
        outputs = write_outputs(result, case.outputs, folder, Span(progress, 0.75, 1.0))
    finally:
        progress.close()
    if options.json:
        print(text(done(outputs, summary_of(result))))
    elif not options.quiet:
        print("\n".join(review_summary(result, outputs, words)))
    return _FAIL_ON if options.fail_on and _as_bad_as(result, options.fail_on) else 0


def _executor(options, layers, words):
    """A context manager that yields where shards run: a cluster, a pool of processes, or None for this process."""
    if options.scheduler is None:
        return process_pool(options.workers)
    from .cluster import cluster  # its library is optional

    def tell(code, params):
        if not options.quiet:
            print(words.say(f"fault.{code}", **params), file=sys.stderr)

    return cluster(options.scheduler, layers, tell)


def _tell(result, options):
    """A line on standard error for each fault of an input, and for each output that cannot be written."""
    if options.quiet:
        return
    words, issues = Words(result.case.language), result.tables["issue"]
    for line in issue_lines(issues[issues["severity"] == Severity.ERROR], words, _MOST_LINES):
        print(line, file=sys.stderr)
    notice = engine_notice(result, options.engine, words)
    if notice:
        print(notice, file=sys.stderr)
    for fault in unavailable(result.case.outputs):
        print(words.fault(fault), file=sys.stderr)


def _refuse_unusable(result):
    """With `--strict` a layer that could not be used is a failure, told before anything is written."""
    counts = result.tables["exposure"].groupby("constraint_key", sort=False)["feature_count"].count()
    useless = [key for key, count in counts.items() if count == 0]
    if useless:
        raise InputFault("strict", layers=", ".join(useless))


def _as_bad_as(result, verdict):
    bad = VERDICTS[: VERDICTS.index(verdict) + 1]
    return bool(result.tables["subject"]["verdict"].isin(bad).any())
