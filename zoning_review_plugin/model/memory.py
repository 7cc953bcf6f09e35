"""Memory that is free, but not yet the system's again."""

from __future__ import annotations

import ctypes


def give_back():
    """Give back to the system what is free. Does nothing where the C library is not glibc.

    That one keeps pages on which small pieces lay, half of all after an overlay of a province, and what follows would
    come on top of them.
    """
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        pass
