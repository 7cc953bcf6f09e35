"""Where and with what was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

import shapely

from .engines import ROOT


def use_cpus(count):
    """Keep this process, and all that it starts, on the first `count` CPUs."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def machine():
    """Facts about this machine, as text."""
    return {
        "cpus": f"{len(os.sched_getaffinity(0))} of {os.cpu_count()}",
        "model": _value("/proc/cpuinfo", "model name"),
        "memory": f"{int(_value('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        "system": f"{_system()}, Linux {platform.release()}, Python {platform.python_version()}",
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def libraries():
    """{name: version} of what this project computes with."""
    found = {"GEOS": shapely.geos_version_string}
    for name in ("numpy", "shapely", "numba", "pandas", "pyproj", "GDAL"):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def commit():
    """The commit of this checkout, with `-dirty` if files have changed since; "" without git."""
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return found.stdout.strip()


def _value(path, key):
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return "?"


def _system():
    for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.partition("=")[2].strip('"')
    return platform.system()
