"""The projects and schemes of a result, as its tables name them, and the findings that count for each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..model.codes import RANK_OF_VERDICT, UNDECIDED
from ..review.findings import standing
from .picked import picked

# Of findings; they are divided by scheme again and again, and the fewer columns, the quicker.
_READ = ["subject_id", "rule_id", "pack", "level", "line", "clause_no", "clause_text", "binding", "verdict", "evidence",
         "superseded_by", "override_verdict", "statement_zh", "statement_en", "suggestion", "topic"]  # fmt: skip


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
    found = {}
    keys = zip(_plain(subject["project_id"]), _plain(subject["scheme"]))
    places = np.fromiter((found.setdefault(key, len(found)) for key in keys), np.int64, len(subject))
    if len(found) == 1:
        (key,) = found
        return [ReportScheme(*key, _name(key, projects, words, True), subject)]
    rows = pd.Series(places).groupby(places).indices
    return [ReportScheme(*key, _name(key, projects, words, False), subject.iloc[rows[k]]) for key, k in found.items()]


def split_by_scheme(table, schemes):
    """For each of `schemes` the rows of a table with `subject_id` that belong to it."""
    if len(schemes) == 1 and table["subject_id"].isin(schemes[0].subjects["subject_id"]).all():
        return [table]
    place = {one: k for k, scheme in enumerate(schemes) for one in scheme.subjects["subject_id"]}
    places = table["subject_id"].map(place)
    rows = table.groupby(places, sort=False).indices
    return [table.iloc[rows.get(k, [])] for k in range(len(schemes))]


def conclusions_on(result, topic):
    """{(project, scheme): row of the table `conclusion` on a topic}."""
    table = result.tables["conclusion"]
    mine = table[table["topic"].eq(topic)]
    keys = zip(_plain(mine["project_id"]), _plain(mine["scheme"]))
    return dict(zip(keys, (row for _, row in mine.iterrows())))


def findings_that_count(result):
    """What tables read of `finding`, without what gave way to stricter clauses; `counts` is the verdict that holds."""
    found = result.tables["finding"]
    told = {name: found[name] for name in ("pack", "rule_id", "verdict", "superseded_by", "override_verdict")}
    stands, verdict = standing({**told, "row": found["subject_id"]})
    return picked(found, stands, _READ).assign(counts=verdict[stands])


def verdict_of(findings, words):
    """What findings (`findings_that_count`) come to: (worst verdict or None, the text with the open items)."""
    if not len(findings):
        return None, words.code("verdict", None)
    verdicts, hard = findings["counts"].to_numpy(), findings["binding"].eq("hard").to_numpy()
    open_ = np.isin(verdicts, UNDECIDED)
    worst = min(set(verdicts), key=RANK_OF_VERDICT.__getitem__)
    row = {"verdict": worst, "open_items": int(open_.sum()), "open_hard": int((open_ & hard).sum())}
    return worst, verdict_text(row, words)


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
