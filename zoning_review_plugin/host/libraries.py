"""The Python libraries that the floors below need: which are there, and how they are loaded inside QGIS.

Looked up without importing them, so that QGIS starts as fast as before.

On Linux QGIS puts its own GEOS and PROJ in the global scope of the process. A shapely from a wheel
brings another GEOS under the same symbol names, and the loader would bind half of it to QGIS's: calls
then return nonsense or crash. So such libraries are loaded with their own symbols first (RTLD_DEEPBIND).
"""

import ctypes
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from .translation import tr

NEEDED = ("shapely", "pandas", "pyproj", "yaml")
_OWN_SYMBOLS = ("shapely", "pyproj")


def missing():
    """Names of the needed libraries that are not installed; shapely counts only from 2.0 on."""
    found = [name for name in NEEDED if not _is_there(name)]
    if "shapely" not in found and not _is_shapely_2(find_spec("shapely")):
        found.append("shapely >= 2.0")
    return found


def missing_extras():
    """{library: what is switched off without it} of the libraries that only some outputs need, and are not there."""
    return {name: use for name, use in _extras().items() if not _is_there(name)}


def reason():
    """A sentence that says what is missing and how to install it, "" where nothing is."""
    names = missing()
    if not names:
        return ""
    text = tr("Zoning Review needs these Python libraries: {names}. {how}")
    return text.format(names=", ".join(names), how=how_to_install([name.split()[0] for name in names]))


def extras_notice():
    """A sentence on what is switched off for want of a library, "" where everything is there."""
    found = missing_extras()
    if not found:
        return ""
    text = tr("Some outputs are switched off: {uses}. {how}")
    uses = "; ".join(f"{use} ({name})" for name, use in found.items())
    return text.format(uses=uses, how=how_to_install(found))


def how_to_install(names, system=sys.platform):
    """How to install libraries (import names) on this platform. system: as `sys.platform` says it."""
    pip = " ".join(_PIP.get(name, name) for name in names)
    if system == "win32":
        text = tr("Open the OSGeo4W Shell from the start menu and run: {command}; then restart QGIS.")
        return text.format(command=f"python3 -m pip install --user {pip}")
    if system == "darwin":
        text = tr("Run in a terminal: {command}; then restart QGIS.")
        return text.format(command=f"/Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {pip}")
    if sys.prefix != sys.base_prefix:
        return tr("Run: {command}; then restart QGIS.").format(command=f"{sys.executable} -m pip install {pip}")
    text = tr("On Debian and Ubuntu run: {apt}; elsewhere, or for newer ones, in a venv over the system Python: {pip}.")
    packages = " ".join(f"python3-{_APT.get(name, name)}" for name in names)
    return text.format(apt=f"sudo apt install {packages}", pip=f"pip install {pip}")


# What packages are called where that is not the name of the import.
_PIP = {"yaml": "PyYAML", "docx": "python-docx", "shapely": '"shapely>=2"'}
_APT = {"yaml": "yaml"}


def _extras():
    return {
        "openpyxl": tr("workbooks"),
        "docx": tr("Word documents"),
        "docxtpl": tr("Word documents from templates"),
        "matplotlib": tr("charts"),
        "jinja2": tr("the page"),
        "numba": tr("the fast overlap engine; the other serves"),
    }


def _is_there(name):
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _is_shapely_2(spec):
    """Told by its compiled module `lib`. Asking for "shapely.lib" would import the package, too early."""
    return any(Path(spec.origin).parent.glob("lib.*")) if spec.origin else False


def load():
    """Import the libraries that bring their own GEOS or PROJ. Returns "" or the reason why they cannot be used."""
    if not hasattr(os, "RTLD_DEEPBIND"):
        return ""  # Windows and macOS bind symbols library by library
    if "shapely" in sys.modules:
        return "" if _loaded_with_own_symbols() else _mixed()
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags | os.RTLD_DEEPBIND)
    try:
        for name in _OWN_SYMBOLS:
            import_module(name)
    finally:
        sys.setdlopenflags(flags)
    sys.modules["shapely"].__dict__.setdefault(_MARK, True)
    return ""


_MARK = "_zoning_review_own_symbols"


def _loaded_with_own_symbols():
    """Whether shapely's GEOS cannot have been mixed with another: we loaded it, or there is only one."""
    shapely = sys.modules["shapely"]
    if getattr(shapely, _MARK, False):
        return True
    bundled = (Path(shapely.__file__).parent.parent / "shapely.libs").is_dir()
    return not (bundled and _geos_in_global_scope())


def _mixed():
    return tr(
        "The library shapely in this QGIS comes from a wheel and was loaded so that it mixes its own GEOS with QGIS's, "
        "which gives wrong figures. Install your distribution's package (python3-shapely 2.0 or later) in its place, "
        "or restart QGIS and run this before the plugin that loaded it."
    )


def _geos_in_global_scope():
    try:
        return bool(ctypes.CDLL(None).GEOSversion)
    except AttributeError:
        return False
