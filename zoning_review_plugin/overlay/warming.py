"""The kernel compiled in the background, so that no first use waits for it: `python -m …overlay.warming` does it."""

from __future__ import annotations

import os
import subprocess  # nosec B404: this interpreter on this module, nothing a user wrote
import sys
import time
from pathlib import Path

from ..model.cache import cache_folder
from .engines import KERNEL, compile_kernel, is_compiled, kernel_is_installed

_MODULE = __name__
_ROOT = Path(__file__).resolve().parents[len(_MODULE.split(".")) - 1]
_PATIENCE_S = 600  # after which a compilation that did not end counts as dead
SWITCH = "ZONING_REVIEW_BACKGROUND"  # an environment variable; 0: nothing is started in the background


def start_compiling():
    """Start a process that compiles the kernel, where that is wanted and not under way. Returns whether it did."""
    interpreter = _interpreter()
    wanted = kernel_is_installed() and not is_compiled() and os.environ.get(SWITCH) != "0"
    if not wanted or interpreter is None or not _mine():
        return False
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}
    subprocess.Popen(  # nosec B603: as above
        [interpreter, "-m", _MODULE],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return True


def _interpreter():
    """The Python that runs here; QGIS on some systems is its own executable, with Python beside it."""
    home = Path(sys.exec_prefix)
    beside = (Path(sys.executable or ""), home / "python.exe", home / "bin" / "python3")
    return next((str(path) for path in beside if path.name.lower().startswith("python") and path.is_file()), None)


def _mine():
    """Whether no other process has begun lately; from now on this one has."""
    sign = cache_folder() / "compiling"
    try:
        sign.parent.mkdir(parents=True, exist_ok=True)
        if sign.exists() and time.time() - sign.stat().st_mtime < _PATIENCE_S:
            return False
        sign.touch()
    except OSError:
        return False
    return True


def _be_modest():
    if hasattr(os, "nice"):
        os.nice(10)


if __name__ == "__main__":
    _be_modest()
    print(KERNEL if compile_kernel() else "")
    (cache_folder() / "compiling").unlink(missing_ok=True)
