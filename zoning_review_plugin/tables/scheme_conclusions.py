"""What each scheme of each project comes to, in sentences: the head of every report."""

from __future__ import annotations

from dataclasses import dataclass

from ..review.conclusion import OVERALL
from .figures import is_unknown


@dataclass(frozen=True)
class SchemeConclusion:
    """One project × scheme. project, scheme: ids, None for subjects of none. overall, topics: sentences as concluded.

    verdict: its code, None where nothing was judged; counts are None then.
    """

    project: str | None
    scheme: str | None
    project_name: str
    scheme_name: str
    overall: str
    verdict: str | None
    hard_breaches: int | None
    open_items: int | None
    open_hard: int | None
    topics: tuple[str, ...]


def scheme_conclusions(result, words):
    """A `SchemeConclusion` for each project × scheme of a `Result`, in order of the table `conclusion`."""
    names = {project.id: project for project in result.case.projects}
    found = []
    groups = result.tables["conclusion"].groupby(["project_id", "scheme"], sort=False, dropna=False)
    for (project, scheme), rows in groups:
        project, scheme = (None if is_unknown(value) else value for value in (project, scheme))
        overall = rows[rows["topic"].eq(OVERALL)].iloc[0]
        project_name, scheme_name = _names(names.get(project), project, scheme, words)
        found.append(
            SchemeConclusion(
                project,
                scheme,
                project_name,
                scheme_name,
                overall["statement"],
                None if is_unknown(overall["verdict"]) else overall["verdict"],
                *(_count(overall[key]) for key in ("hard_breaches", "open_items", "open_hard")),
                tuple(rows.loc[rows["topic"].ne(OVERALL), "statement"]),
            )
        )
    return found


def _names(project, project_id, scheme_id, words):
    """What a reader knows a project and its scheme by: ids with the names that the case gives them."""
    if project_id is None:
        return words.say("project.none"), scheme_id or ""
    schemes = {scheme.id: scheme.name for scheme in project.schemes} if project else {}
    return _named(project_id, project.name if project else None), _named(scheme_id or "", schemes.get(scheme_id))


def _named(number, name):
    return f"{number} {name}".strip() if name and name != number else number


def _count(value):
    return None if is_unknown(value) else int(value)
