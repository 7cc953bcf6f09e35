"""The Python that runs beside QGIS."""

from __future__ import annotations

import sys
from pathlib import Path


def interpreter():
    """The Python of this QGIS; on some systems QGIS is its own executable, with Python beside it. None if not found."""
    home = Path(sys.exec_prefix)
    beside = [Path(sys.executable or ""), home / "python.exe", home / "python3.exe", home / "bin" / "python3"]
    beside.append(Path(sys.executable or "").parent / "bin" / "python3")  # macOS
    return next((str(path) for path in beside if path.name.lower().startswith("python") and path.is_file()), None)
