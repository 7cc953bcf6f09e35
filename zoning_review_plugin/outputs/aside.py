"""Files written aside and moved into place together: a run that fails or dies leaves earlier results as they were."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from ..model.errors import OutputFault, Place

_PREFIX, _SUFFIX = ".zoning_review_", ".part"
_STALE_S = 24 * 3600


@contextmanager
def written_aside(folder):
    """Yield a folder to write into; when the block ends well, its files go into `folder`, all or none.

    Raises OutputFault where `folder` cannot be written, a file there is open elsewhere, or the disk is full.
    """
    folder = Path(folder)
    made = _made(folder)
    try:
        aside = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder))
    except OSError as error:
        raise _fault(error, folder) from None
    try:
        (aside / "new").mkdir()
        yield aside / "new"
        _move_all(aside / "new", folder, aside / "old")
    except OSError as error:
        raise _fault(error, folder) from None
    except sqlite3.OperationalError as error:
        raise OutputFault(
            "disk_full" if "full" in str(error) else "output_unwritable", Place(file=str(folder)), problem=str(error)
        ) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if made and not any(folder.iterdir()):
            folder.rmdir()


def final_folder(folder):
    """Where the files of `folder` will lie: the folder that a writer was given may be one of `written_aside`."""
    aside = Path(folder).parent
    return aside.parent if aside.name.startswith(_PREFIX) and aside.name.endswith(_SUFFIX) else Path(folder)


def parts_in(folder):
    """The set of folders in which runs are writing, or were when they were ended, files of `folder`."""
    return set(Path(folder).glob(f"{_PREFIX}*{_SUFFIX}"))


def undo(part):
    """Put back what a run that was ended had moved away, and take its part away. part: of `parts_in`."""
    folder, old = part.parent, part / "old"
    for path in [path for path in old.rglob("*") if path.is_file()]:
        os.replace(path, folder / path.relative_to(old))
    shutil.rmtree(part, ignore_errors=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _made(folder):
    """Make the output folder and sweep out what a killed run left behind. True where it was not there before."""
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _fault(error, folder) from None
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        if time.time() - left.stat().st_mtime > _STALE_S:
            shutil.rmtree(left, ignore_errors=True)
    return made


def _move_all(new, folder, old):
    """Put the files of `new` into `folder`; what they replace waits in `old` and comes back if one of them fails."""
    files = sorted(path.relative_to(new) for path in new.rglob("*") if path.is_file())
    for name in files:
        _refuse_folder(folder / name)
        _refuse_open(folder / name)
    moved = []
    try:
        for name in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                (old / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(target, old / name)
            moved.append(name)
            os.replace(new / name, target)
    except OSError:
        for name in moved:
            if (old / name).exists():
                os.replace(old / name, folder / name)
            elif (folder / name).exists():
                (folder / name).unlink()
        raise


def _refuse_folder(target):
    """Raise OutputFault where somebody's folder bears the name of the file `target`: nobody asked for its end."""
    if target.is_dir():
        raise OutputFault("output_unwritable", Place(file=str(target)), problem=os.strerror(errno.EISDIR))


def _refuse_open(target):
    """Raise OutputFault where another program has the file `target` open (as far as that can be seen)."""
    locks = (target.with_name(f".~lock.{target.name}#"), target.with_name(f"~${target.name}"))
    if any(lock.exists() for lock in locks) or (
        target.suffix == ".gpkg" and target.exists() and _database_open(target)
    ):
        raise OutputFault("output_open", Place(file=str(target)))


def _database_open(path):
    """Whether another connection holds the SQLite file: then its journal mode cannot be changed.

    A reader in WAL mode (QGIS) would otherwise keep a journal that no longer fits the replaced file.
    """
    connection = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:
        return False  # no database any more: it may be replaced
    finally:
        connection.close()
    return False


def _fault(error, folder):
    place = Place(file=str(error.filename or folder))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputFault("disk_full", place)
    if isinstance(error, PermissionError) and os.name == "nt":
        return OutputFault("output_open", place)
    return OutputFault("output_unwritable", place, problem=error.strerror or str(error))
