"""A YAML file that keeps one of our published schemas → its typed values."""

from __future__ import annotations

from pathlib import Path

from ...model.errors import CaseFault, Place
from .case_schema import SchemaReader, schema_of
from .yaml_text import Mapping, parse


def read_document(path, name):
    """(the values of the file at `path`, the `SchemaReader`, whose `problems` tell what is wrong with them).

    name: of the schema. Raises CaseFault where the file cannot be read, or is no mapping.
    """
    schema = schema_of(name)
    reader = SchemaReader(schema, str(path))
    root = parse(_text(Path(path)), str(path))
    if not isinstance(root, Mapping):
        wanted = schema["properties"]["schema"]["const"]
        raise CaseFault("case_not_mapping", Place(file=str(path), line=root.line), schema=wanted)
    return reader.read(root), reader


def raise_problems(reader):
    """Raise the first of the problems that a reader gathered; it holds the others."""
    if reader.problems:
        first, *others = reader.problems
        first.others = tuple(others)
        raise first


def _text(path):
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseFault("case_not_utf8", Place(file=str(path)), byte=error.start) from None
    except FileNotFoundError:
        raise CaseFault("case_missing", Place(file=str(path))) from None
    except OSError as error:
        raise CaseFault("case_unreadable", Place(file=str(path)), problem=error.strerror or str(error)) from None
