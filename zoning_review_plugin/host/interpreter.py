"""The Python that runs beside QGIS."""

from __future__ import annotations

import sys
from pathlib import Path


def interpreter():
    """The Python of this QGIS, of the same version; None if not found.

    On some systems QGIS is its own executable, with Python beside it. `sys.executable` comes last: in QGIS it is a
    guess from the search path, where a user may have a Python of another version before the system's.
    """
    name, home, told = f"python{sys.version_info.major}.{sys.version_info.minor}", Path(sys.exec_prefix), sys.executable
    beside = [home / "bin" / name, home / "python.exe", home / "python3.exe", home / "bin" / "python3"]
    beside += [Path(told or ""), Path(told or "").parent / "bin" / "python3"]  # the latter on macOS
    return next((str(path) for path in beside if path.name.lower().startswith("python") and path.is_file()), None)
