"""All outputs of a Result in one go: each written by its own writer, checked, and moved into place together."""

from __future__ import annotations

import importlib
from pathlib import Path

from ..model.errors import LibraryFault, OutputFault
from ..model.progress import Progress
from .aside import written_aside

# Kind of output → module that writes it. Imported when asked for, so that a library that one of them
# needs takes only its own output away.
WRITERS = {
    "gpkg": ".gpkg",
    "xlsx": ".xlsx",
    "docx": ".docx",
    "html": ".html",
    "csv": ".csv_files",
    "json": ".json_file",
}
# Holds pictures that others write into the same folder.
_LAST = {"docx"}
# Library → what pip and Debian call it, where that is not its own name.
_PACKAGES = {"docx": ("python-docx", "python3-docx")}


def write_outputs(result, kinds, folder, progress=None, more=None):
    """Write outputs of a `Result` into `folder`. Returns {kind: [path, …]} of what is there now.

    kinds: any of `WRITERS`; those that cannot be written are passed over (see `unavailable`). more: {kind: writer} of
    the caller's own, each a function (Result, folder) → names of the files; they stand or fall with the others, and
    the document holds their pictures.
    Raises OutputFault, with everything that was there before left as it was; LibraryFault where libraries are missing
    for all that is wanted.
    """
    progress, folder = progress or Progress(), Path(folder)
    lacking = {fault.params["format"]: fault for fault in unavailable(kinds)}
    wanted = [kind for kind in kinds if kind not in lacking]
    if lacking and not wanted:
        raise next(iter(lacking.values()))
    found = {}
    with written_aside(folder) as aside:
        for number, kind in enumerate(wanted):
            progress.step("stage.write", number / len(wanted))
            if kind not in _LAST:
                found[kind] = _writer(kind).write(result, aside)
        for kind, write in (more or {}).items():
            found[kind] = write(result, aside)
        for kind in _LAST.intersection(wanted):
            found[kind] = _writer(kind).write(result, aside)
    return {kind: [folder / name for name in found[kind]] for kind in (*wanted, *(more or {}))}


def check_outputs(case):
    """Raise a fault where an output of a `Case` cannot be written as it is asked for; to be called before the work."""
    lacking = {fault.params["format"] for fault in unavailable(case.outputs)}
    for kind in case.outputs:
        check = None if kind in lacking else getattr(_writer(kind), "check", None)
        if check:
            check(case)


def unavailable(kinds):
    """A fault for each kind of output that is not written here: unknown to this version, or its library is missing."""
    faults = []
    for kind in kinds:
        try:
            _writer(kind)
        except (OutputFault, LibraryFault) as fault:
            faults.append(fault)
    return faults


def _writer(kind):
    if kind not in WRITERS:
        raise OutputFault("output_not_available", format=kind)
    try:
        return importlib.import_module(WRITERS[kind], __package__)
    except ImportError as error:
        name = str(error.name or kind).partition(".")[0]
        pip, debian = _PACKAGES.get(name, (name, f"python3-{name.lower()}"))
        how = f"pip install {pip}; Debian, Ubuntu: apt install {debian}"
        raise LibraryFault("output_library_missing", library=pip, format=kind, how=how) from None
