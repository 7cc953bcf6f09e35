"""Where PROJ's data lies, for a pyproj of the system that runs inside a venv."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def tell_pyproj():
    """Name the system's folder in PROJ_DATA where pyproj would look for it beside the venv, and fail.

    Nothing is changed where the user has named a folder, outside a venv, or where pyproj brings its own data.
    """
    if sys.prefix == sys.base_prefix or "PROJ_DATA" in os.environ or "PROJ_LIB" in os.environ:
        return
    system = Path(sys.base_prefix) / "share" / "proj"
    spec = find_spec("pyproj")
    own = spec and spec.origin and Path(spec.origin).parent / "proj_dir" / "share" / "proj" / "proj.db"
    if own and not own.is_file() and (system / "proj.db").is_file():
        os.environ["PROJ_DATA"] = str(system)
