"""What goes between QGIS and the process beside it: a pickle, and beside it the pieces of bytes that it is made of.

Written and read through Python calls a frame at a time, so that the interpreter is shared with QGIS's window while
hundreds of megabytes go through; only our own two processes see these files, in a folder that none but the user reads.
Pieces within the pickle would all be kept until its end, and let go of in one breath.
"""

from __future__ import annotations

import gc
import pickle  # nosec B403: of our own process
from contextlib import contextmanager
from functools import partial

import numpy as np

_PIECES = ".pieces"  # beside the pickle: each with its length before it
_LENGTH = 8  # bytes


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
    """Write a value to the file `path` and one beside it."""
    with open(path, "wb") as stream, open(f"{path}{_PIECES}", "wb") as pieces:
        _Pickler(_Frames(stream), protocol=5, buffer_callback=partial(_append, pieces)).dump(value)


def _append(pieces, buffer):
    with buffer.raw() as raw:
        pieces.write(raw.nbytes.to_bytes(_LENGTH, "little"))
        pieces.write(raw)


def load(path):
    """The value in the file `path` and the one beside it."""
    with open(path, "rb") as stream, open(f"{path}{_PIECES}", "rb") as pieces, _nothing_collected():
        return pickle.load(_Frames(stream), buffers=_each(pieces))  # nosec B301: written by our own process


def _each(pieces):
    """Yield the pieces when the pickle comes to them."""
    while length := pieces.read(_LENGTH):
        piece = np.empty(int.from_bytes(length, "little"), np.uint8)
        pieces.readinto(piece)
        yield piece


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
