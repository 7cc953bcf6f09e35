"""A case file → a `Case`. Every error names the file, the key, the line and the cure."""

from __future__ import annotations

from pathlib import Path

from ...model.case import (
    FULL,
    Case,
    Constraint,
    Coverage,
    Options,
    Plan,
    Project,
    Report,
    Scheme,
    Sliver,
    SubjectSource,
    case_name,
)
from .yaml_file import raise_problems, read_document

_AS_THEY_ARE = ("language", "date", "review", "facts", "decisions", "land_use_matrix")


def read_case(path):
    """The `Case` of the file at `path`.

    Raises CaseFault; its `others` holds the further faults of the same file, in order of lines.
    """
    path = Path(path)
    data, reader = read_document(path, "case")
    return case_of(data, reader, path.resolve().parent, path)


def case_of(data, reader, folder, path=None):
    """The `Case` of values that a `SchemaReader` typed. folder: what relative sources start from.

    Raises CaseFault, as `read_case` does.
    """
    if not reader.problems:
        reader.problems += _inconsistent(data, reader)
    raise_problems(reader)
    return _case(data, folder, path, reader.lines())


def _inconsistent(data, reader):
    """Faults that a schema cannot tell: keys given twice, names that point nowhere."""
    constraints, projects = data["constraints"], data.get("projects", [])
    found = _repeated([c["key"] for c in constraints], "constraints", "key", reader)
    found += _repeated([p["id"] for p in projects], "projects", "id", reader)
    keys = [c["key"] for c in constraints]
    for i, key in enumerate(data.get("options", {}).get("split_by", [])):
        if key not in keys:
            found.append(reader.fault("split_by_unknown", ("options", "split_by", i), got=key, known=", ".join(keys)))
    if data.get("options", {}).get("split_by") and len(set(data["options"]["split_by"])) < len(
        data["options"]["split_by"]
    ):
        found.append(reader.fault("split_by_twice", ("options", "split_by")))
    known = [p["id"] for p in projects]
    for i, subject in enumerate(data["subjects"]):
        project = subject.get("values", {}).get("project")
        if known and project is not None and project not in known:
            found.append(
                reader.fault(
                    "project_unknown", ("subjects", i, "values", "project"), got=project, known=", ".join(known)
                )
            )
    return found


def _repeated(values, section, key, reader):
    first, found = {}, []
    for i, value in enumerate(values):
        if value in first:
            found.append(
                reader.fault(
                    "value_twice", (section, i, key), got=value, first=reader.line((section, first[value], key))
                )
            )
        first.setdefault(value, i)
    return found


def _case(data, folder, path, lines):
    plain = {key: data[key] for key in _AS_THEY_ARE if key in data}
    return Case(
        title=data.get("title") or (case_name(path) if path else ""),
        subjects=tuple(SubjectSource(**item) for item in data["subjects"]),
        constraints=tuple(_constraint(item) for item in data["constraints"]),
        projects=tuple(_project(item) for item in data.get("projects", [])),
        plan=_plan(data["plan"]) if "plan" in data else None,
        rules=tuple(data.get("rules", [])),
        options=_options(data.get("options", {})),
        report=Report(**data.get("report", {})),
        folder=Path(folder),
        path=path.resolve() if path else None,
        lines=lines,
        **plain,
        **({"outputs": tuple(dict.fromkeys(data["outputs"]))} if "outputs" in data else {}),
    )


def _constraint(item):
    item = dict(item)
    valid = item.pop("valid", {})
    coverage = item.pop("coverage", None)
    if isinstance(coverage, dict):
        coverage = Coverage(coverage["source"])
    elif coverage is not None:
        coverage = FULL
    return Constraint(coverage=coverage, valid_from=valid.get("from"), valid_to=valid.get("to"), **item)


def _project(item):
    schemes = tuple(Scheme(**scheme) for scheme in item.get("schemes", []))
    return Project(**{**item, "schemes": schemes})


def _plan(item):
    return Plan(**{**item, "horizon": tuple(item.get("horizon", []))})


def _options(item):
    item = dict(item)
    if "split_by" in item:
        item["split_by"] = tuple(item["split_by"])
    if "sliver" in item:
        item["sliver"] = Sliver(**item["sliver"])
    return Options(**item)
