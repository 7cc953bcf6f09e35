"""A file of decisions → `Decision`s. Every error names the file, the key, the line and the cure."""

from __future__ import annotations

from collections import defaultdict

from ...model.decision import Decision
from .yaml_file import raise_problems, read_document


def read_decisions(path):
    """The `Decision`s of the YAML file at `path`, in its order.

    Raises CaseFault; its `others` holds the further faults of the same file, in order of lines.
    """
    data, reader = read_document(path, "decisions")
    if not reader.problems:
        found = tuple(
            Decision(**one, line=reader.line(("decisions", place))) for place, one in enumerate(data["decisions"])
        )
        reader.problems += _twice(found, reader)
    raise_problems(reader)
    return found


def _twice(decisions, reader):
    """Faults for what is decided twice: one rule for one subject, as far as packs and schemes are told apart."""
    faults, seen = [], defaultdict(list)
    for place, one in enumerate(decisions):
        earlier = seen[one.subject, one.rule]
        first = next((other for other in earlier if one.concerns(other)), None)
        if first is not None:
            params = {"subject": one.subject, "rule": one.rule, "first": first.line}
            faults.append(reader.fault("decided_twice", ("decisions", place), **params))
        earlier.append(one)
    return faults
