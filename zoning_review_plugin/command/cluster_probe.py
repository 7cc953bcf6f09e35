"""What is asked of each worker of a cluster before it gets work. Runs there, so it needs no more than the program."""

from __future__ import annotations

import os
import platform
from importlib import metadata

from ..inputs.versions import library_versions
from ..model.about import version

MUST_AGREE = ("zoning_review", "python")  # else what is sent may not be what is understood


def versions():
    """{name: version} of the program, of Python and of the libraries that read and compute."""
    return {
        "zoning_review": version(),
        "python": ".".join(platform.python_version_tuple()[:2]),
        **library_versions(),
        "numba": _numba(),
    }


def _numba():
    """Its version, None where it is not installed: then the worker cannot run the kernel."""
    try:
        return metadata.version("numba")
    except metadata.PackageNotFoundError:
        return None


def sizes(paths):
    """{path: bytes, or None where it is not there}; folders count 0."""
    return {path: _size(path) for path in paths}


def _size(path):
    if os.path.isdir(path):
        return 0
    try:
        return os.path.getsize(path)
    except OSError:
        return None
