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
        messages.append((severity, text.strip()))

    gdal.PushErrorHandler(handler)
    try:
        yield messages
    finally:
        gdal.PopErrorHandler()


def silence_threads():
    """Keep GDAL's own threads from writing to standard error: `collecting` hears only the thread that calls.

    For a process that is all ours, never for a host's: it changes GDAL for the whole process.
    """
    gdal.SetErrorHandler("CPLQuietErrorHandler")


def errors_in(messages):
    """The texts of those collected messages that are errors, each once."""
    return list(dict.fromkeys(text for severity, text in messages if severity >= gdal.CE_Failure))
