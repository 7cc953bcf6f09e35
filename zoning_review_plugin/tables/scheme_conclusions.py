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
    projects = {project.id: project for project in result.case.projects}
    overall, topics = {}, {}
    for row in result.tables["conclusion"].itertuples(index=False):
        place = (_known(row.project_id), _known(row.scheme))
        if row.topic == OVERALL:
            overall[place] = row
        else:
            topics.setdefault(place, []).append(row.statement)
    found = []
    for (project, scheme), row in overall.items():
        names = _names(projects.get(project), project, scheme, words)
        counts = map(_known, (row.hard_breaches, row.open_items, row.open_hard))
        said = tuple(topics.get((project, scheme), ()))
        found.append(SchemeConclusion(project, scheme, *names, row.statement, _known(row.verdict), *counts, said))
    return found


def scheme_titles(case, words):
    """A function (project id, scheme id) → what a reader knows them by, in a line: ids with the names of a `Case`."""
    projects = {project.id: project for project in case.projects}

    def title(project_id, scheme_id):
        project_id, scheme_id = _known(project_id), _known(scheme_id)
        return " · ".join(filter(None, _names(projects.get(project_id), project_id, scheme_id, words)))

    return title


def _names(project, project_id, scheme_id, words):
    """What a reader knows a project and its scheme by: ids with the names that the case gives them."""
    if project_id is None:
        return words.say("project.none"), scheme_id or ""
    schemes = {scheme.id: scheme.name for scheme in project.schemes} if project else {}
    return _named(project_id, project.name if project else None), _named(scheme_id or "", schemes.get(scheme_id))


def _named(number, name):
    return f"{number} {name}".strip() if name and name != number else number


def _known(value):
    return None if is_unknown(value) else value
