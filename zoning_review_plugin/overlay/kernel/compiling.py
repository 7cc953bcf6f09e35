"""Compilation by numba, where it is installed. Compiled code lies beside the source, or in the user's cache folder.

Without numba the functions stay plain Python: right, but thousands of times slower; good for reading and testing.
"""

from __future__ import annotations

try:
    import numba
except Exception:  # not installed, or made for another numpy: it says so with errors of several kinds
    numba = None

AVAILABLE = numba is not None
VERSION = numba.__version__ if AVAILABLE else None


def compiled(function):
    """The function compiled for the types it is called with; it lets go of the interpreter's lock."""
    return _compiled(function, {})


def compiled_lean(function):
    """`compiled` for a function that makes no array: those that it is given need not be counted.

    Counting takes longer than most of what such functions do.
    """
    return _compiled(function, _UNCOUNTED)


def _compiled(function, options):
    if not AVAILABLE:
        return function
    # numba's cache tells modules apart by the last part of their names, but finds what they use by the whole name:
    # the same files may be imported as a package of their own and as part of an installed plugin.
    function.__qualname__ = f"{__package__.replace('.', '_')}_{function.__qualname__}"
    return numba.njit(nogil=True, cache=True, error_model="numpy", **options)(function)


def _uncounted():
    """The option by which numba does not count references to arrays; {} where this numba has none."""
    known = AVAILABLE and hasattr(numba.core.options.DefaultOptions, "_nrt")
    return {"_nrt": False} if known else {}


_UNCOUNTED = _uncounted()
