"""What the findings of a cell come to: shut out, not known, or nothing found that prohibits it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

SHUT_OUT, UNKNOWN = "shut_out", "unknown"
JUSTIFICATION, OPEN, CLEAR = "needs_justification", "open", "nothing_found"
STATUSES = (SHUT_OUT, UNKNOWN, JUSTIFICATION, OPEN, CLEAR)  # worst first
ADMITTED = (JUSTIFICATION, OPEN, CLEAR)
_OPEN_VERDICTS = ("information_missing", "to_be_judged")


@dataclass(frozen=True)
class Answers:
    """status: of each cell (n,). open_items: (n,). findings: those that say so, one row for each cell × clause, with
    `cell` and `says` (`SHUT_OUT`, `UNKNOWN`, `JUSTIFICATION`, `OPEN`).
    """

    status: np.ndarray
    open_items: np.ndarray
    findings: pd.DataFrame


def answers(result, asked, avoidable) -> Answers:
    """The `Answers` of a `Result` whose subjects are cells. asked: names of the facts that the question states.

    A hard clause that lacks what the question is about (ground, industry or land use) may yet shut the cell out: it is
    not known. What only a later project can tell is an open item, and so are the clauses `avoidable`, (pack, rule id),
    which a project can meet on any ground.
    """
    subject, found = result.tables["subject"], result.tables["finding"]
    found = found[found["superseded_by"].isna()]
    found = found.assign(cell=found["subject_id"].astype("int64"), says=_says(found, asked, avoidable))
    found = found[found["says"].notna()]
    status = np.full(len(subject), CLEAR, dtype=object)
    status[(subject["open_items"].fillna(0) > 0).to_numpy(bool)] = OPEN
    for says in (OPEN, JUSTIFICATION, UNKNOWN, SHUT_OUT):
        status[found.loc[found["says"].eq(says), "cell"].to_numpy()] = says
    status[subject["verdict"].isna().to_numpy()] = UNKNOWN  # no clause looked at it
    return Answers(status, subject["open_items"].fillna(0).to_numpy(np.int64), found)


def _says(found, asked, avoidable):
    """What each finding says of its cell; None where it is content."""
    verdict, hard = found["verdict"], found["binding"].eq("hard")
    open_ = verdict.isin(_OPEN_VERDICTS)
    lacks = [_lacks(names, asked) for names in found["missing"].fillna("")]
    firm = [clause not in avoidable for clause in zip(found["pack"], found["rule_id"])]
    shuts = np.array(lacks, dtype=bool) & np.array(firm, dtype=bool)
    says = np.full(len(found), None, dtype=object)
    says[open_.to_numpy()] = OPEN
    says[(verdict.eq("information_missing") & hard & shuts).to_numpy()] = UNKNOWN
    says[verdict.isin(("needs_justification", "does_not_conform")).to_numpy()] = JUSTIFICATION
    says[(verdict.eq("does_not_conform") & hard).to_numpy()] = SHUT_OUT
    return says


def _lacks(missing, asked):
    """Whether something is missing of what the question is about. missing: names joined by "; "."""
    return any(name.startswith("layer.") or name in asked for name in missing.split("; "))
