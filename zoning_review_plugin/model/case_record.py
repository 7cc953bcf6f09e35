"""A `Case` as plain JSON values and back, nothing lost: so that what was asked stays with what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path

from .case import Case, Constraint, Coverage, Options, Plan, Project, Report, Scheme, Sliver, SubjectSource

SCHEMA = "zoning-review/case-record/1"


def record_of(case):
    """The values of a `Case` as dicts, lists and plain values; paths as text, as they are in the case."""
    values = {**asdict(case), "folder": str(case.folder), "path": None if case.path is None else str(case.path)}
    return {"schema": SCHEMA, **_plain(values)}


def case_of(record):
    """The `Case` of such a record. Raises ValueError where it is none, or one of a later version."""
    if not isinstance(record, Mapping) or record.get("schema") != SCHEMA:
        raise ValueError("schema")
    try:
        return _case({key: value for key, value in record.items() if key != "schema"})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from None


def _case(values):
    values = _tuples(Case, {"land_use_matrix": None, **values}, "rules", "outputs")
    return Case(
        **{
            **values,
            "subjects": tuple(SubjectSource(**item) for item in values["subjects"]),
            "constraints": tuple(_constraint(item) for item in values["constraints"]),
            "projects": tuple(_project(item) for item in values["projects"]),
            "plan": values["plan"] and Plan(**_tuples(Plan, values["plan"], "horizon")),
            "options": _options(values["options"]),
            "report": Report(**values["report"]),
            "folder": Path(values["folder"]),
            "path": None if values["path"] is None else Path(values["path"]),
        }
    )


def _constraint(item):
    coverage = item["coverage"]
    return Constraint(**{**item, "coverage": Coverage(**coverage) if isinstance(coverage, Mapping) else coverage})


def _project(item):
    return Project(**{**item, "schemes": tuple(Scheme(**scheme) for scheme in item["schemes"])})


def _options(item):
    return Options(**{**_tuples(Options, item, "split_by"), "sliver": Sliver(**item["sliver"])})


def _tuples(kind, item, *names):
    """`item` with tuples for lists under `names`. Raises KeyError where a field of `kind` is missing."""
    whole = {field.name: item[field.name] for field in fields(kind)}
    return {**item, **{name: tuple(whole[name]) for name in names}}


def _plain(value):
    """Mappings as dicts and tuples as lists, all the way down."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
