"""The headless command: arguments in, outputs, a summary or JSON, and an exit status out (contract section 6)."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from concurrent.futures.process import BrokenProcessPool

from ..model.errors import Cancelled, LibraryFault, OutputFault, Place, ReviewFault
from ..model.words import Words
from .answer import failed, text
from .arguments import language_of, parser

# How a library is had beside the system's Python, whose own packages pip may not touch.
_VENV = "python3 -m venv --system-site-packages .venv && .venv/bin/pip install"
_FULL = (errno.ENOSPC, errno.EDQUOT)


def main(arguments=None):
    """Run the command; returns its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    words = Words(language_of(arguments))
    _speak_utf8()
    status = 0
    try:
        status = _run(arguments, words)
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError as error:
        _silence()
        if not (status or isinstance(error, BrokenPipeError)):  # where readers have gone (`| head`), silence
            print(words.fault(_unwritable(error)), file=sys.stderr)
        status = status or 1
    return status


def _run(arguments, words):
    try:
        options = parser(words).parse_args(arguments)
        return _call(options)(options, words)
    except BrokenPipeError:
        raise
    except BaseException as error:
        return _failed(_as_fault(error), arguments, words)


def _call(options):
    """The function behind a call. Imported when called: `--help` needs no library."""
    if options.call == "check":
        from .check import run
    elif options.call == "survey":
        from .survey import run
    elif options.call == "init":
        from .init import run
    elif options.call == "where":
        from .where import run
    elif options.call == "prejudge":
        from .prejudge import run
    elif options.call == "cards":
        from .cards import run
    elif options.call == "export":
        from .export import run
    elif options.call == "package":
        from .package import run
    elif options.call == "verify":
        from .verify import run
    elif options.call == "rules" and options.action == "lint":
        from .rules_lint import run
    elif options.call == "rules":
        from .rules_exchange import run
    else:
        from .review import run
    return run


def _as_fault(error):
    """Whatever went wrong as a `ReviewFault`; SystemExit (`--help`) passes through."""
    if isinstance(error, ReviewFault):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Cancelled()
    if isinstance(error, BrokenProcessPool):
        return ReviewFault("worker_lost", problem=str(error))
    if isinstance(error, MemoryError):
        return ReviewFault("out_of_memory")
    if isinstance(error, ImportError):
        return LibraryFault("library_missing", library=error.name or str(error), how=f"{_VENV} {error.name}")
    if isinstance(error, OSError) and error.errno in _FULL:
        return _unwritable(error)
    if isinstance(error, Exception):  # a fault of ours: kept for a report, never thrown at the user
        report = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        return ReviewFault("internal", problem=repr(error), report=_kept(report))
    raise error


def _failed(fault, arguments, words):
    if "--json" in arguments:
        print(text(failed(fault, words, "cancelled" if isinstance(fault, Cancelled) else "failed")))
    for one in (fault, *fault.others):
        print(words.fault(one), file=sys.stderr)
    return fault.exit_status


def _unwritable(error):
    return OutputFault(
        "output_unwritable", Place(file=error.filename or "stdout"), problem=error.strerror or str(error)
    )


def _silence():
    """Streams into which nothing can be written lead nowhere from now on, also at the end of Python."""
    with open(os.devnull, "w") as nowhere:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                os.dup2(nowhere.fileno(), stream.fileno())


def _kept(report):
    try:
        handle, path = tempfile.mkstemp(prefix="zoning_review_", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(report)
    except OSError:
        return report
    return path


def _speak_utf8():
    """Chinese must print wherever it is redirected to, also where the locale knows only ASCII.

    A stream that was closed for us (`>&-`, a program without a console) is nowhere.
    """
    sys.stdout = sys.stdout or open(os.devnull, "w")
    sys.stderr = sys.stderr or open(os.devnull, "w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
