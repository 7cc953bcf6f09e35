"""Decisions applied to a `Result` that is there: verdicts and counts follow, figures stay, no new overlay."""

from __future__ import annotations

import datetime
from dataclasses import replace
from graphlib import TopologicalSorter

import numpy as np
import pandas as pd

from .conclusion import OVERALL, concluded
from .decided import COLUMNS, with_decisions
from .findings import counted, of_subjects, totals
from .issues import issue_table
from .provenance import case_hash
from .result import Result, as_table
from .schemes import schemes_of

LAYER = "decisions"  # of issues on decisions
_FIGURES = ("area_m2", "permanent_m2", "temporary_m2", "length_m")


def redecided(result, decisions, path) -> Result:
    """The `Result` that a review of the same case with these `Decision`s comes to.

    path: of their file, relative to the folder of the case, None for none. Issues on decisions stand where others did,
    else last; the table `run` says when it was done.
    """
    tables, case = result.tables, replace(result.case, decisions=path)
    if not len(tables["finding"]):  # each decision meets no finding: that is told
        told = issue_table(with_decisions(tables["finding"], decisions, case.date)[1], case.language)
        again = {"issue": _issues(tables["issue"], told), "run": _run(tables["run"], case)}
        return replace(result, case=case, tables={**tables, **again})
    subject = tables["subject"]
    place = dict(zip(subject["subject_id"], range(len(subject))))
    before = tables["finding"].assign(row=tables["finding"]["subject_id"].map(place).to_numpy(np.int64))
    repairs = _open_repairs(subject, before)
    plain = before.drop(columns=list(COLUMNS))
    found, issues = with_decisions(plain, decisions, case.date)
    valid = counted(found, ("row", "topic"))
    counts = of_subjects(valid, repairs)
    again = {
        "finding": as_table("finding", found),
        "subject": as_table("subject", subject.assign(**{name: counts[name].array for name in counts})),
        "conclusion": _conclusion(case, tables["conclusion"], subject, valid, repairs),
        "issue": _issues(tables["issue"], issue_table(issues, case.language)),
        "run": _run(tables["run"], case),
    }
    return replace(result, case=case, tables={**tables, **again})


def _open_repairs(subject, before):
    """Int64 (n,): what was open for each subject besides its clauses; null where nothing was."""
    clauses = totals(counted(before, ("row",)), "row")["open_items"].reindex(range(len(subject))).fillna(0)
    count = subject["open_items"].fillna(0).astype("Int64") - pd.array(clauses, dtype="Int64")
    return count.where(count > 0)


def _conclusion(case, before, subject, found, repairs):
    if not len(before):
        return before
    schemes = schemes_of(subject.rename(columns={"project_id": "project"}))
    named = {(one.project_id, one.scheme): place for place, one in enumerate(schemes)}
    places = [named[_none(row.project_id), _none(row.scheme)] for row in before.itertuples()]
    figures = before[list(_FIGURES)].to_dict("records")
    ground = {OVERALL, *(constraint.role for constraint in case.constraints)}
    shared = {(place, topic): row for place, topic, row in zip(places, before["topic"], figures) if topic in ground}
    topics = _in_order(before["topic"].tolist(), found["topic"].dropna().tolist())
    return as_table("conclusion", concluded(case, topics, found, schemes, shared, repairs))


def _in_order(chapters, others):
    """All topics, in an order that keeps that of each scheme. chapters: of all schemes, each begins with `OVERALL`."""
    order = TopologicalSorter()
    for one, following in zip(chapters, chapters[1:]):
        if OVERALL not in (one, following):
            order.add(following, one)
    every = dict.fromkeys([*chapters, *others])
    for topic in every:
        order.add(topic)
    return [topic for topic in order.static_order() if topic != OVERALL]


def _none(value):
    return value if isinstance(value, str) else None


def _issues(before, told):
    mine = before["layer"].eq(LAYER).to_numpy()
    at = int(np.flatnonzero(mine)[0]) if mine.any() else len(before)
    rest = before[~mine]
    parts = [part for part in (rest.iloc[:at], told, rest.iloc[at:]) if len(part)]
    return as_table("issue", pd.concat(parts, ignore_index=True)) if parts else rest


def _run(before, case):
    now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    facts = {**dict(zip(before["key"], before["value"])), "case_sha256": case_hash(case), "decided_again": now}
    return as_table("run", pd.DataFrame(list(facts.items()), columns=["key", "value"]))
