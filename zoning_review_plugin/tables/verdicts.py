"""Verdicts at a glance: how many subjects each verdict has, the hard breaches, and what each scheme comes to."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.codes import BREACH, RANK_OF_VERDICT, VERDICTS
from .clause_texts import documents_of
from .heads import percent
from .table import Table, TableColumn

MOST = 12


def worst_first_places(findings):
    """Places of the rows of the table `finding`: those first that break most, what gave way last, else in order."""
    rank = _that_hold(findings).map(RANK_OF_VERDICT)
    rank = rank.where(findings["superseded_by"].isna(), len(VERDICTS))
    return np.argsort(rank.to_numpy(), kind="stable")


def verdict_table(result, words):
    """One row a verdict, worst first: subjects that have it, and their share of all; none where nothing was judged."""
    verdicts = result.tables["subject"]["verdict"]
    counts = verdicts.value_counts()
    there = [code for code in VERDICTS if code in counts]
    columns = (
        _text("verdict", words, 24),
        TableColumn("subjects", words.say("column.subjects"), "integer", width=10),
        percent("share_of_subjects", words),
    )
    made = [(words.code("verdict", code), int(counts[code]), counts[code] / len(verdicts)) for code in there]
    rows = pd.DataFrame(made, columns=[column.key for column in columns])
    return Table("verdicts", words.say("table.verdicts"), columns, rows)


def _that_hold(findings):
    """The verdict of each finding: what a person decided, else what was computed."""
    return findings["override_verdict"].where(findings["override_verdict"].notna(), findings["verdict"])


def breach_table(result, words, most=MOST):
    """The first hard breaches, in order of the subjects: clause and what was found."""
    found = result.tables["finding"]
    worst = found[_that_hold(found).eq(BREACH) & found["binding"].eq("hard") & found["superseded_by"].isna()].head(most)
    rows = pd.DataFrame(
        {
            "subject_id": worst["subject_id"],
            "pack": worst["pack"].map(documents_of(result)),
            "clause_no": worst["clause_no"].where(worst["clause_no"].notna(), worst["rule_id"]),
            "finding": worst[f"statement_{words.language}"],
        }
    ).reset_index(drop=True)
    columns = tuple(_text(key, words) for key in rows.columns)
    return Table("breaches", words.say("table.breaches"), columns, rows)


def conclusion_table(result, words):
    """What each project × scheme comes to in all."""
    conclusion = result.tables["conclusion"]
    overall = conclusion[conclusion["topic"].eq("overall") & conclusion["verdict"].notna()]
    rows = pd.DataFrame(
        {
            "project_id": overall["project_id"].where(overall["project_id"].notna(), words.say("project.none")),
            "scheme": overall["scheme"],
            "verdict": [words.code("verdict", verdict) for verdict in overall["verdict"]],
            "hard_breaches": overall["hard_breaches"],
            "open_items": overall["open_items"],
            "open_hard": overall["open_hard"],
        }
    ).reset_index(drop=True)
    columns = tuple(
        _text(key, words)
        if key in ("project_id", "scheme", "verdict")
        else TableColumn(key, words.say(f"column.{key}"), "integer", width=10)
        for key in rows.columns
    )
    return Table("overall", words.say("table.overall"), columns, rows)


def _text(key, words, width=14):
    return TableColumn(key, words.say(f"column.{key}"), width=width)
