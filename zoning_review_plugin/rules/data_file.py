"""Data that users give beside packs: the bytes of a file, and its JSON held against a published schema."""

from __future__ import annotations

from pathlib import Path

from ..model.errors import Place
from .faults import PackFault, raised_together
from .json_text import parsed
from .schema_check import schema_faults


def content_of(path):
    """The bytes of a file. Raises PackFault where there is none, or it cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise PackFault("file_missing", Place(file=str(path))) from None
    except OSError as error:
        raise PackFault("data_unreadable", Place(file=str(path)), problem=error.strerror or str(error)) from None


def document_of(path, schema):
    """The values of a JSON file that keeps the schema of that name. Raises PackFault, with all others in `others`."""
    return kept(parsed(content_of(path), str(path)), str(path), schema)


def kept(document, file, schema):
    """`document`, if it keeps the schema of that name. Raises PackFault, with all others in `others`."""
    faults = schema_faults(document, file, schema)
    if faults:
        raise raised_together(faults)
    return document
