"""T10: existing problems to put right: what is there already and does not conform, clause by clause."""

from __future__ import annotations

import json
import math

import pandas as pd

from ..model.codes import BREACH
from ..review.facts.stated import Groups
from . import heads
from .clause_texts import clause_name, documents_of
from .open_shapes import open_shapes
from .picked import picked
from .schemes import findings_that_count

STAGE, EXISTING = "follow_up", "existing"
_READ = ["subject_id", "name", "area_m2", "verdict", "open_items"]  # of subjects
_RUN_ID = 8  # digits of the case's hash that name a run, beside its start
_NOT_MEANT = ("layer.admin_area", "layer.planning_zone")  # where a clause binds is nothing that it is about


def rectification(result, style):
    """The `Table`: a row for each subject that exists already and clause that it breaks; areas in the unit of the
    style. Measure, unit responsible and deadline are left to fill in.

    A subject exists where the review is a follow-up, or where its facts declare `existing: true`.
    """
    words = style.words
    columns = (
        heads.integer("number", words, 6),
        heads.text("subject_id", words, 14),
        heads.text("location", words, 24),
        heads.text("situation", words, 50),
        heads.text("clause_broken", words, 50),
        heads.text("binding", words, 8),
        style.area("area", words.say("column.area")),
        style.area("shared", words.say("column.area_of_clause")),
        heads.text("measure", words, 24),
        heads.text("responsible", words, 14),
        heads.text("deadline", words, 12),
        heads.text("state", words, 10),
        heads.text("run_id", words, 26),
    )
    there = existing(result)
    if not there.any():
        return heads.table("rectification", words, columns, (), needs=(words.say("needs.existing"),))
    subject = picked(result.tables["subject"], there, _READ).set_index("subject_id")
    if subject["verdict"].isna().all():
        return heads.table("rectification", words, columns, (), needs=(words.say("needs.rules"),))
    broken = _broken(result, subject)
    names, areas, run = subject["name"].to_dict(), subject["area_m2"].to_dict(), run_id(result)
    documents = documents_of(result)
    rows = [
        {"number": number, **_row(one, names[one.subject_id], areas[one.subject_id], documents, style), "run_id": run}
        for number, one in enumerate(broken.itertuples(), 1)
    ]
    told = open_shapes(result).told([row["situation"] for row in rows], broken["subject_id"], None, words)
    rows = [{**row, "situation": text} for row, text in zip(rows, told)]
    return heads.table("rectification", words, columns, rows, _notes(rows, subject, words))


def existing(result):
    """(n,) whether each subject is there already."""
    subject = result.tables["subject"]
    if result.case.review.get("stage") == STAGE:
        return subject["subject_id"].notna()
    groups = Groups(result.case, pd.DataFrame({"project": subject["project_id"], "scheme": subject["scheme"]}))
    declared = [facts["declared"].get(EXISTING) is True for facts in groups.facts]
    return subject["subject_id"].notna() & [declared[place] for place in groups.place]


def run_id(result):
    """What names this run in a register: when it began, and of which case."""
    facts = result.facts()
    return f"{facts['started'][:16].replace('T', ' ')} {facts['case_sha256'][:_RUN_ID]}"


def _broken(result, subject):
    """Findings that count and do not conform, in order of the subjects."""
    found = findings_that_count(result)
    return found[found["subject_id"].isin(subject.index) & found["counts"].eq(BREACH)]


def _row(found, name, area_m2, documents, style):
    words = style.words
    return {
        "subject_id": found.subject_id,
        "location": name or "",
        "situation": found.statement_zh if words.language == "zh" else found.statement_en,
        "clause_broken": words.say(
            "rectify.clause", document=documents[found.pack], no=clause_name(found), text=found.clause_text
        ),
        "binding": words.code("binding", found.binding),
        "area": area_m2 * style.per_m2,
        "shared": _shared(found.evidence) * style.per_m2,
        "measure": "",
        "responsible": "",
        "deadline": "",
        "state": words.say("rectify.open"),
    }


def _shared(evidence):
    """m2 that the subject shares with the first ground that the clause asks for; NaN where it asks for none."""
    for fact in json.loads(evidence or "[]"):
        if fact["fact"].startswith("layer.") and fact["fact"] not in _NOT_MEANT and "area_m2" in fact:
            return float(fact["area_m2"])
    return math.nan


def _notes(rows, subject, words):
    open_items = int(subject["open_items"].fillna(0).sum())
    first = words.say("note.rectification") if rows else words.say("note.rectification_none")
    return (first, words.say("note.rectification_open", count=open_items)) if open_items else (first,)
