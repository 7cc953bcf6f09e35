"""`where.gpkg`: the answer of `where` as tables, drawn by what was found."""

from __future__ import annotations

from pathlib import Path

from .aside import written_aside
from .gpkg import write_tables

NAME = "where.gpkg"


def write_where(found, folder):
    """Write the tables of a `WhereResult` into `folder`; returns the path of the file. Raises OutputFault."""
    folder = Path(folder)
    with written_aside(folder) as aside:
        write_tables(aside / NAME, found.tables, found.crs, found.case.language)
    return folder / NAME
