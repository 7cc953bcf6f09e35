"""The schemes of a case with what they state, and their subjects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..review.facts.stated import Groups


@dataclass(frozen=True)
class Option:
    """One project × scheme. facts: what it states, with what it inherits. subjects: their ids, () for none."""

    project_id: str | None
    scheme: str | None
    project_name: str | None
    name: str | None
    facts: Mapping
    subjects: tuple[str, ...]

    @property
    def key(self):
        """(project id, scheme id): as the table `conclusion` has them."""
        return self.project_id, self.scheme


def options_of(result):
    """Every `Option`: the schemes of the case in its order, then those that only subjects name."""
    case, subject = result.case, result.tables["subject"]
    keys = [(project.id, scheme.id) for project in case.projects for scheme in project.schemes]
    keys += [(project.id, None) for project in case.projects if not project.schemes]
    met = (subject[name].where(subject[name].notna(), None) for name in ("project_id", "scheme"))
    ids = {}
    for key, name in zip(zip(*met), subject["subject_id"]):
        ids.setdefault(key, []).append(name)
    keys = list(dict.fromkeys([*keys, *ids]))
    if not keys:
        return []
    table = pd.DataFrame(keys, columns=["project", "scheme"], dtype=object)
    groups = Groups(case, table)
    names = _names(case)
    return [
        Option(*key, names.get((key[0], None), key[0]), names.get(key, key[1]), groups.facts[place],
               tuple(ids.get(key, ())))
        for key, place in zip(keys, groups.place)
    ]  # fmt: skip


def _names(case):
    """{(project, scheme or None): what the case calls it}."""
    found = {}
    for project in case.projects:
        found[project.id, None] = project.name or project.id
        found.update({(project.id, scheme.id): scheme.name or scheme.id for scheme in project.schemes})
    return found
