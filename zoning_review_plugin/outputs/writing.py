"""All outputs of a Result in one go: each written by its own writer, checked, and moved into place together."""

from __future__ import annotations

import importlib
from pathlib import Path

from ..model.errors import LibraryFault
from ..model.progress import Progress
from .aside import written_aside

# Kind of output → module that writes it. Imported when asked for, so that a library that one of them
# needs takes only its own output away.
WRITERS = {"gpkg": ".gpkg", "xlsx": ".xlsx", "html": ".html", "csv": ".csv_files", "json": ".json_file"}


def write_outputs(result, kinds, folder, progress=None, more=None):
    """Write outputs of a `Result` into `folder`. Returns {kind: [path, …]} of what is there now.

    kinds: any of `WRITERS`; others are passed over (see `unavailable`). more: {kind: writer} of the caller's own, each
    a function (Result, folder) → names of the files; they stand or fall with the others.
    Raises OutputFault, with everything that was there before left as it was.
    """
    progress, folder = progress or Progress(), Path(folder)
    wanted = [kind for kind in kinds if kind in WRITERS]
    found = {}
    with written_aside(folder) as aside:
        for number, kind in enumerate(wanted):
            progress.step("stage.write", number / len(wanted))
            found[kind] = _writer(kind).write(result, aside)
        for kind, write in (more or {}).items():
            found[kind] = write(result, aside)
    return {kind: [folder / name for name in names] for kind, names in found.items()}


def unavailable(kinds):
    """Those kinds of output that this version does not write."""
    return [kind for kind in kinds if kind not in WRITERS]


def _writer(kind):
    try:
        return importlib.import_module(WRITERS[kind], __package__)
    except ImportError as error:
        how = f"pip install {error.name}; Debian, Ubuntu: apt install python3-{str(error.name).lower()}"
        raise LibraryFault("library_missing", library=error.name or kind, how=how) from None
