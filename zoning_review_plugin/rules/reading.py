"""A pack from whatever file holds it: JSON, or a workbook."""

from __future__ import annotations

from pathlib import Path

from .pack import Pack
from .pack_file import read_pack

_WORKBOOKS = (".xlsx", ".xlsm")


def pack_at(path) -> Pack:
    """The `Pack` of a file, by its suffix. Raises PackFault."""
    if Path(path).suffix.lower() in _WORKBOOKS:
        from .workbook.reading import read_workbook  # openpyxl is slow to load, and most packs are JSON

        return read_workbook(path)
    return read_pack(path)
