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

    def handler(severity, number, text):
        messages.append((severity, _text(text)))

    gdal.PushErrorHandler(handler)
    try:
        yield messages
    finally:
        gdal.PopErrorHandler()


# What calls of GDAL raise: the first where another program asked for exceptions, the second where GDAL has something to
# say that is not UTF-8 (a value of a damaged file), which its bindings cannot hand to a handler.
GDAL_ERRORS = (RuntimeError, SystemError)


def asked(messages, call):
    """What `call()` of GDAL gives; its messages go to `messages`. Called again unheard where it could not say them.

    Raises RuntimeError as GDAL does. Only for calls that may be made twice.
    """
    try:
        with collecting(messages):
            return call()
    except SystemError:
        gdal.ErrorReset()
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        try:
            found = call()
            if gdal.GetLastErrorType():
                messages.append((gdal.GetLastErrorType(), _text(gdal.GetLastErrorMsg())))
            return found
        finally:
            gdal.PopErrorHandler()


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
