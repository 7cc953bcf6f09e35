"""What goes between QGIS and the process beside it: one pickle a file.

Written and read through Python calls a frame at a time, so that the interpreter is shared with QGIS's window while
hundreds of megabytes go through; only our own two processes see these files, in a folder that none but the user reads.
"""

from __future__ import annotations

import gc
import pickle  # nosec B403: of our own process
from contextlib import contextmanager


class _Frames:
    """A file whose every read and write is a Python call, between which other threads have their turn."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, data):
        return self._stream.write(data)

    def read(self, size):
        return self._stream.read(size)

    def readinto(self, buffer):
        return self._stream.readinto(buffer)

    def readline(self):
        return self._stream.readline()


class _Pickler(pickle.Pickler):
    """Takes arrays of objects apart, see `columns`."""

    def reducer_override(self, value):
        if type(value).__name__ != "ndarray" or value.dtype.kind != "O":
            return NotImplemented
        from .columns import put_together, taken_apart

        apart = taken_apart(value)
        return NotImplemented if apart is None else (put_together, apart)


def save(value, path):
    """Write a value to the file `path`."""
    with open(path, "wb") as stream:
        _Pickler(_Frames(stream), protocol=5).dump(value)


def load(path):
    """The value in the file `path`."""
    with open(path, "rb") as stream, _nothing_collected():
        return pickle.load(_Frames(stream))  # nosec B301: written by our own process


@contextmanager
def _nothing_collected():
    """Python does not look for garbage: of a million things that all stay, that stops every thread for long."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
