"""The projects and schemes of a result, as its tables name them, and the findings that count for each."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from ..review.findings import standing, totals, with_rank


class ReportScheme(NamedTuple):
    """One project × scheme. name: for readers. subjects: its rows of the table `subject`."""

    project_id: str | None
    scheme: str | None
    name: str
    subjects: pd.DataFrame


def schemes_of(result, words):
    """The `ReportScheme`s of a result in order of their first subjects."""
    subject = result.tables["subject"]
    projects = {project.id: project for project in result.case.projects}
    keys = list(zip(_plain(subject["project_id"]), _plain(subject["scheme"])))
    rows = {}
    for place, key in enumerate(keys):
        rows.setdefault(key, []).append(place)
    alone = len(rows) == 1
    return [ReportScheme(*key, _name(key, projects, words, alone), subject.iloc[mine]) for key, mine in rows.items()]


def split_by_scheme(table, schemes):
    """For each of `schemes` the rows of a table with `subject_id` that belong to it."""
    place = {one: k for k, scheme in enumerate(schemes) for one in scheme.subjects["subject_id"]}
    rows = table.groupby(table["subject_id"].map(place), sort=False).indices
    return [table.iloc[rows.get(k, [])] for k in range(len(schemes))]


def conclusions_on(result, topic):
    """{(project, scheme): row of the table `conclusion` on a topic}."""
    table = result.tables["conclusion"]
    mine = table[table["topic"].eq(topic)]
    keys = zip(_plain(mine["project_id"]), _plain(mine["scheme"]))
    return dict(zip(keys, (row for _, row in mine.iterrows())))


def findings_that_count(result):
    """The table `finding` without what gave way to stricter clauses; `counts` is the verdict that holds."""
    found = result.tables["finding"]
    stands, verdict = standing(found.assign(row=found["subject_id"]))
    rows = found[stands]
    return with_rank(rows.assign(counts=verdict[stands]), rows["binding"], verdict[stands])


def verdict_of(findings, words):
    """What findings (`findings_that_count`) come to: (worst verdict or None, the text with the open items)."""
    if not len(findings):
        return None, words.code("verdict", None)
    row = totals(findings.assign(every=0), "every").iloc[0]
    return row["verdict"], verdict_text(row, words)


def verdict_text(row, words):
    """The verdict of a row with `verdict`, `open_items` and `open_hard`, and how many items are open."""
    verdict = row["verdict"] if isinstance(row["verdict"], str) else None
    text = words.code("verdict", verdict)
    if not pd.isna(row["open_items"]) and row["open_items"] > 0:
        text += words.say("conclusion.open", count=int(row["open_items"]), hard=int(row["open_hard"]))
    return text


def _plain(values):
    return [value if isinstance(value, str) else None for value in values]


def _name(key, projects, words, alone):
    project_id, scheme_id = key
    project = projects.get(project_id)
    schemes = {one.id: one.name for one in project.schemes} if project else {}
    parts = [(project and project.name) or project_id, scheme_id and (schemes.get(scheme_id) or scheme_id)]
    named = words.say("punctuation.comma").join(filter(None, parts))
    return named or words.say("scheme.every" if alone else "project.none")
