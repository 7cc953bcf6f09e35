"""GDAL without side effects: its messages are collected, its global exception switch is left as found."""

from __future__ import annotations

from contextlib import contextmanager

from osgeo import gdal

VERSION = tuple(int(part) for part in gdal.__version__.split(".")[:2] if part.isdigit())


@contextmanager
def collecting(messages):
    """Append GDAL's warnings and errors to `messages` as (severity, text) while the block runs.

    Never held open across a `yield`: GDAL keeps its handlers on a stack of the thread.
    """

    def handler(*told):
        try:
            messages.append(_message(told))
        except (
            SystemError,
            UnicodeError,
        ):  # left behind by GDAL's bindings, see `_message`; the first call stumbles on it
            messages.append(_message(told))

    gdal.PushErrorHandler(handler)
    try:
        yield messages
    finally:
        gdal.PopErrorHandler()


# What calls of GDAL raise: the first where another program asked for exceptions, the second where its bindings failed.
GDAL_ERRORS = (RuntimeError, SystemError)


def _message(told):
    """(severity, text) of what a handler is told: severity, number and text.

    Where the text is not UTF-8 (a value of a damaged file) the bindings tell nothing at all, and leave an exception
    behind on which whatever comes next would stumble.
    """
    severity, text = (told[0], told[2]) if told else (gdal.GetLastErrorType(), gdal.GetLastErrorMsg())
    return severity, _text(text)


def problem_of(error):
    """The words of an exception that a call of GDAL raised."""
    hidden = getattr(error.__cause__, "object", None)
    return _text(hidden) if isinstance(error, SystemError) and hidden else str(error)


def _text(message):
    raw = message.encode("utf-8", "surrogateescape") if isinstance(message, str) else bytes(message)
    return raw.decode("utf-8", "replace").strip()


def silence_threads():
    """Keep GDAL's own threads from writing to standard error: `collecting` hears only the thread that calls.

    For a process that is all ours, never for a host's: it changes GDAL for the whole process.
    """
    gdal.SetErrorHandler("CPLQuietErrorHandler")


def errors_in(messages):
    """The texts of those collected messages that are errors, each once."""
    return list(dict.fromkeys(text for severity, text in messages if severity >= gdal.CE_Failure))
