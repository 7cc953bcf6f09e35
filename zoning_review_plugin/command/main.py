"""The headless command: arguments in, outputs, a summary or JSON, and an exit status out."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from ..model.codes import VERDICTS, Severity
from ..model.errors import Cancelled, InputFault, LibraryFault, ReviewFault
from ..model.progress import Progress, Span
from ..model.words import Words
from .answer import done, failed, issues_by_severity, summary_of, text
from .arguments import language_of, parser
from .terminal import TerminalProgress

_FAIL_ON = 3
_NETWORK = "ZONING_REVIEW_ALLOW_NETWORK"


def main(arguments=None):
    """Run the command; returns its exit status (contract section 6)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    words = Words(language_of(arguments))
    _speak_utf8()
    try:
        options = parser(words).parse_args(arguments)
        return {"review": _review, "check": _check}[options.call](options, words)
    except ReviewFault as fault:
        return _failed(fault, arguments, words)
    except KeyboardInterrupt:
        return _failed(Cancelled(), arguments, words)
    except BrokenProcessPool as error:
        return _failed(ReviewFault("worker_lost", problem=str(error)), arguments, words)
    except MemoryError:
        return _failed(ReviewFault("out_of_memory"), arguments, words)
    except ImportError as error:
        return _failed(
            LibraryFault("library_missing", library=error.name or str(error), how=f"pip install {error.name}"),
            arguments,
            words,
        )
    except Exception as error:  # a fault of ours: kept for a report, never thrown at the user
        return _failed(
            ReviewFault("internal", problem=repr(error), report=_kept(traceback.format_exc())), arguments, words
        )


def _review(options, words):
    from ..outputs.writing import unavailable, write_outputs
    from ..review.review import review
    from .executors import process_pool
    from .summary import review_summary

    progress = _progress(options, words)
    try:
        case, layers = _opened(options)
        with process_pool(options.workers) as executor:
            threads = os.cpu_count() or 1
            result = review(case, layers, executor, Span(progress, 0.0, 0.9), options.engine, threads)
        _tell(result.tables["issue"], unavailable(case.outputs), options, words, progress)
        if options.strict:
            _refuse_unusable(result)
        folder = options.output or case.folder / f"{case.name}.review"
        outputs = write_outputs(result, case.outputs, folder, Span(progress, 0.9, 1.0))
    finally:
        progress.close()
    print(
        text(done(outputs, summary_of(result))) if options.json else "\n".join(review_summary(result, outputs, words))
    )
    return _FAIL_ON if options.fail_on and _as_bad_as(result, options.fail_on) else 0


def _check(options, words):
    from ..review.check import check

    progress = _progress(options, words)
    try:
        case, layers = _opened(options)
        checked = check(case, layers, progress)
    finally:
        progress.close()
    usable = {key: account.usable for key, account in checked.accounts.items()}
    if options.json:
        summary = {
            "subjects": checked.subjects,
            "issues": len(checked.issue),
            "issues_by_severity": issues_by_severity(checked.issue),
            "usable": usable,
        }
        rows = checked.issue.drop(columns="geom").astype(object).where(checked.issue.drop(columns="geom").notna(), None)
        print(text({**done({}, summary), "issues": rows.to_dict("records")}))
        return 0
    print(
        words.say(
            "check.summary",
            subjects=checked.subjects,
            usable=sum(usable.values()),
            layers=len(usable),
            issues=len(checked.issue),
        )
    )
    for row in checked.issue.itertuples():
        print("  " + _issue_line(row, words))
    return 0


def _opened(options):
    """(case, layers) of a call."""
    from ..inputs.case_file import read_case
    from ..inputs.layers import open_layers

    case = read_case(options.case)
    if options.language:
        case = replace(case, language=options.language)
    allowed = options.allow_network or os.environ.get(_NETWORK) == "1"
    return case, open_layers(case, allowed)


def _progress(options, words):
    class Quiet(Progress):
        def close(self):
            """Nothing was drawn."""

    return Quiet() if options.quiet else TerminalProgress(words)


def _tell(issues, missing_outputs, options, words, progress):
    """A line on standard error for each layer that cannot be used, and for each output that cannot be written."""
    if options.quiet:
        return
    progress.close()
    for row in issues[issues["severity"] == Severity.ERROR].itertuples():
        print(_issue_line(row, words), file=sys.stderr)
    for kind in missing_outputs:
        print(words.say("fault.output_not_available", format=kind), file=sys.stderr)


def _issue_line(row, words):
    where = row.layer if row.feature_id is None else words.say("issue.feature", layer=row.layer, feature=row.feature_id)
    key = "punctuation.fault" if row.action else "punctuation.fault_bare"
    line = words.say(key, where=where or words.say("issue.case"), message=row.message, action=row.action)
    return f"{words.code('severity', row.severity)} {line}"


def _refuse_unusable(result):
    exposure = result.tables["exposure"]
    figures = exposure.groupby("constraint_key", sort=False)["feature_count"].count()
    useless = [key for key, count in figures.items() if count == 0]
    if useless:
        raise InputFault("strict", layers=", ".join(useless))


def _as_bad_as(result, verdict):
    bad = VERDICTS[: VERDICTS.index(verdict) + 1]
    return bool(result.tables["subject"]["verdict"].isin(bad).any())


def _failed(fault, arguments, words):
    status = "cancelled" if isinstance(fault, Cancelled) else "failed"
    if "--json" in arguments:
        print(text(failed(fault, words, status)))
    for one in (fault, *fault.others):
        print(words.fault(one), file=sys.stderr)
    return fault.exit_status


def _kept(report):
    handle, path = tempfile.mkstemp(prefix="zoning_review_", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(report)
    return path


def _speak_utf8():
    """Chinese must print wherever it is redirected to, also where the locale knows only ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
