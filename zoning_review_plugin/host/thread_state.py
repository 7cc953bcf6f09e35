"""Python's state of a thread, kept as long as the thread: QGIS's own threads come into Python again and again."""

from __future__ import annotations

import ctypes
import threading


def keep_thread_state():
    """Keep Python's state of this thread, if it is one of QGIS's, until the thread itself ends.

    Python begins a new state each time such a thread calls into it. PROJ's context dies with the old one, but pyproj
    from 3.7 on goes on to use it in the same thread, and that ends QGIS (pyproj4/pyproj issues 1509 and 1622). One
    call of PyGILState_Ensure without its PyGILState_Release holds the state; here it holds it once a thread.
    """
    if threading.get_ident() == threading.main_thread().ident or hasattr(_HERE, "kept"):
        return
    ctypes.pythonapi.PyGILState_Ensure()
    _HERE.kept = True


_HERE = threading.local()  # lives and dies with the state itself, so it tells whether that was kept
