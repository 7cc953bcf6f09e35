"""A GeoPackage as the SQLite file that it is: whole, finished, and of sound pages."""

from __future__ import annotations

import os
import sqlite3
import struct
from contextlib import closing
from urllib.parse import quote

from ...model.codes import Severity
from ..layer import ReadFault
from .stored import head_of, size_of

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_HOT = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"  # how a journal begins that has not been played back
_MOST_PROBLEMS = 3
# Every page is read for this; beyond it the file's length has to do.
_MOST_CHECKED = 2_000_000_000


def database_faults(path):
    """`ReadFault`s of the SQLite file at `path`, [] for what is none."""
    head = head_of(path, _HEADER)
    if not head.startswith(_MAGIC) or len(head) < _HEADER:
        return []
    faults = _length(head, size_of(path)) + _unfinished(path)
    return faults or _pages(path)


def open_database(path):
    """A read-only connection to a plain file that nobody writes to; None where that cannot be had."""
    if path.startswith("/vsi") or any(size_of(path + more) for more in ("-wal", "-journal")):
        return None
    try:
        connection = sqlite3.connect(f"file:{quote(os.path.abspath(path))}?mode=ro&immutable=1", uri=True)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
    except sqlite3.Error:
        return None
    return connection


def _length(head, size):
    page = struct.unpack(">H", head[16:18])[0]
    page = 65536 if page == 1 else page
    pages, changed, valid_for = (struct.unpack(">I", head[k : k + 4])[0] for k in (28, 24, 92))
    declared = pages * page
    if not page or not pages or changed != valid_for or size >= declared:
        return []  # old writers leave the count of pages as it was: then it says nothing
    params = {"declared": declared, "size": size}
    return [ReadFault("database_cut_short", params, Severity.ERROR)]


def _unfinished(path):
    """What writers leave beside a database when they did not finish, or are still at work."""
    if head_of(path + "-journal", len(_HOT)) == _HOT:
        return [ReadFault("database_unfinished", {"file": "-journal"}, Severity.ERROR)]
    if size_of(path + "-wal"):
        return [ReadFault("database_in_use", {"file": "-wal"}, Severity.WARNING)]
    return []


def _pages(path):
    connection = open_database(path) if size_of(path) <= _MOST_CHECKED else None
    if connection is None:
        return []
    with closing(connection):
        try:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA quick_check({_MOST_PROBLEMS})")]
        except (sqlite3.Error, UnicodeError) as error:
            found = [str(error)]
    if found == ["ok"]:
        return []
    problem = "; ".join(line for text in found for line in text.splitlines() if not line.startswith("***"))
    return [ReadFault("database_damaged", {"problem": problem[:300]}, Severity.ERROR)]
