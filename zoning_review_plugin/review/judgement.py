"""From figures to verdicts: the findings of all subjects, what people decided on top, and what each scheme comes to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.codes import Severity
from ..model.memory import give_back
from ..model.progress import Span
from ..model.records import Issue
from ..rules.scope import jurisdiction_of
from ..rules.texts import Texts
from .conclusion import conclusions
from .decided import with_decisions
from .exposure_rows import with_all_figures
from .facts.gather import gathered
from .findings import counted, findings_in_words, judged_findings, of_subjects, with_columns
from .reach import reaches
from .result import table_of
from .scheme_ground import SchemeGround
from .spelling import not_asked_for, spelt_otherwise


@dataclass(frozen=True)
class Judgement:
    """subject: columns of the table `subject` that verdicts fill. finding: the table. conclusion: a frame. issues:
    `Issue`s.
    """

    subject: pd.DataFrame
    finding: pd.DataFrame
    conclusion: pd.DataFrame
    issues: tuple[Issue, ...]


def asks_to_judge(book, case):
    """Whether anything is to be judged or concluded: there are clauses, or projects that may conform."""
    return bool(book.rules or case.projects)


def judged(book, work, subjects, shapes, schemes, rows, open_repairs, decisions, progress) -> Judgement:
    """The `Judgement` of a review.

    book: `RuleBook`. work: `Work` of all subjects. subjects, shapes: the `Subjects`, their table with defaults, and
    their `Shapes`. schemes: `Schemes`. rows: `shards.Rows`. open_repairs: Int64 (n,). decisions: `Decision`s.
    progress: a `Progress`.
    """
    case, table = work.case, subjects.table
    if not asks_to_judge(book, case):
        finding = table_of("finding", {}, 0)
        issues = with_decisions(finding, decisions)[1]  # each meets no finding: that is told
        return Judgement(of_subjects(None, open_repairs), finding, pd.DataFrame(), (*issues,))
    progress.step("stage.judge", 0.0)
    exposure = with_all_figures(rows.exposure)
    around = reaches(case, book.needs, work.coverages, subjects.geometry, work.frame)
    facts = gathered(case, book.needs, table, subjects.kind, shapes, rows.overlap, exposure, around, work.frame)
    figures = SchemeGround(schemes, shapes, exposure, rows.doubles).figures()
    del exposure, around
    give_back()
    spelling = (*spelt_otherwise(book.rules, facts.spelt), *not_asked_for(book.rules, facts.strange))
    texts, unsettled = Texts(), (*_without_place(book, facts.facts), *spelling)
    progress.step("stage.judge", 0.3)
    columns = judged_findings(book.rules, facts, texts, Span(progress, 0.3, 0.8))
    del facts  # of a province they are large, and all of them are told by now
    give_back()
    found = findings_in_words(book.rules, columns, texts, case.language)
    del texts
    progress.step("stage.judge", 0.9)
    place = found["row"].to_numpy(np.int64)
    names = {name: table[name].to_numpy(dtype=object)[place] for name in ("subject_id", "scheme")}
    found = with_columns(found, names)
    found, issues = with_decisions(found, decisions)
    give_back()
    valid, columns, count = counted(found), {name: found[name] for name in found}, len(found)
    del found
    give_back()
    finding = table_of("finding", columns, count)
    give_back()
    conclusion = conclusions(case, book.rules, valid, schemes.every, figures, open_repairs)
    return Judgement(of_subjects(valid, open_repairs), finding, conclusion, (*issues, *unsettled))


def _without_place(book, facts):
    """An `Issue` for each pack with a jurisdiction that is taken to bind, as no layer tells where subjects lie."""
    found = []
    for pack in dict.fromkeys(placed.pack.id for placed in book.rules):
        whole = next(placed.pack for placed in book.rules if placed.pack.id == pack)
        place = jurisdiction_of(whole)
        known = place and facts.ground(place.ground)
        if place and not (known and known.has_layers):
            params = {"count": facts.size, "pack": pack}
            found.append(Issue(pack, "jurisdiction_unknown", Severity.WARNING, params=params))
    return found
