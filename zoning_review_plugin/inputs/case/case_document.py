"""A case as the plain document that a case file holds: for hosts that edit one, and keep it, before it is whole."""

from __future__ import annotations

from pathlib import Path

import yaml

from .case_file import case_of
from .case_schema import SchemaReader, schema_of
from .yaml_file import raise_problems, read_document
from .yaml_text import parse

SCHEMA = "zoning-review/case/1"


def document_of_file(path):
    """The document of a case file: {key: value} as typed by the schema. Raises CaseFault."""
    document, reader = read_document(Path(path), "case")
    raise_problems(reader)
    return document


def case_of_document(document, folder, path=None):
    """The `Case` of a document whose relative sources start from `folder`. Raises CaseFault, which names the key."""
    name = str(path) if path else None
    reader = SchemaReader(schema_of("case"), name)
    data = reader.read(parse(document_text(document), name))
    return case_of(data, reader, folder, path)


def facts_of(facts):
    """Facts as a case file states them ({name: value}, scalars as text), typed by the schema. Raises CaseFault."""
    nothing = {"key": "-", "role": "custom", "source": "-"}
    document = {"subjects": [{"source": "-"}], "constraints": [nothing], "facts": facts}
    return case_of_document(document, Path()).facts


def document_text(document):
    """The document as the text of a case file (YAML); what is empty is left out."""
    whole = {"schema": SCHEMA, **_without_empty(document)}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=118)


def _without_empty(value):
    if isinstance(value, dict):
        kept = {key: _without_empty(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [_without_empty(one) for one in value]
    return value
