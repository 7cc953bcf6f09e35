"""`review()`: the one place that computes a review. Hosts make its inputs, outputs and studies read its Result."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ..inputs.case.case_place import tells_place
from ..inputs.checks.layers_apart import layers_apart
from ..inputs.layers import Layers
from ..inputs.meaning.fields import with_found_fields
from ..inputs.places.crs import crs_of_text
from ..model.case import Case
from ..model.errors import CaseFault
from ..model.memory import give_back
from ..model.progress import Progress, Span
from ..model.records import Issue
from ..overlay import engines
from ..overlay.shapes import Shapes
from ..rules.land_use_matrix import LandUseMatrix
from .account import corners_of
from .assemble import result_tables, with_defaults, without_secrets
from .doubles import NOTHING, schemes_counted_once
from .doubt import open_items
from .elsewhere import subjects_apart
from .facts.gather import listed_within
from .frame import Frame
from .issues import issue_table
from .judgement import asks_to_judge, judged
from .kept import Kept, grounds_near, keep
from .left import Left
from .pieces import cut_subjects
from .provenance import run_rows
from .remarks import remarks_on_case
from .result import Result, as_table
from .rule_book import RuleBook, decisions_of, matrix_of, rule_book
from .shard import Work
from .shards import in_one, in_shards
from .subjects import analysis_crs, read_subjects
from .surroundings import only_around

# How far a review is, of 1, once its subjects are read, and once all is overlaid where there is something to judge.
_SUBJECTS, _OVERLAID = 0.1, 0.5


def review(case: Case, layers: Layers, executor=None, progress=None, engine="auto", threads=1) -> Result:
    """Review the subjects of `case` against its constraint layers.

    executor: a `concurrent.futures.Executor`; the subjects are then split into shards by place, and the
    tables are the same, `run` aside. engine: `auto`, `kernel` or `shapely`. threads: for one shard.

    Raises CaseFault, InputFault or Cancelled. A constraint that cannot be used does not stop the review:
    it gives `no_data` and an issue.
    """
    started = datetime.datetime.now().astimezone()
    progress, case = progress or Progress(), case.dated(started.date())
    ready = Ready(case, rule_book(case), decisions_of(case), matrix=matrix_of(case))
    return _reviewed(case, layers, ready, executor, progress, engine, threads, started)


@dataclass(frozen=True)
class Ready:
    """What reviews of different subjects share. case: dated, its fields named where `found` tells how they were found.

    found: `Issue`s, None where the fields are still to be found. kept: layers that need not be read again. matrix: of
    `Result`.
    """

    case: Case
    book: RuleBook
    decisions: tuple = ()
    found: tuple[Issue, ...] | None = None
    kept: Kept = field(default_factory=Kept)
    matrix: LandUseMatrix | None = None


def ready(case: Case, layers: Layers, bounds, progress=None) -> Ready:
    """Make `Ready` what reviews of one place after the other share: rules read, layers passed and kept.

    case: with the analysis CRS named. bounds: (min_x, min_y, max_x, max_y) in it, of the ground that will be asked
    for. Raises as `review` does. Its memory is that of the layers' shapes.
    """
    case = case.dated(datetime.datetime.now().astimezone().date())
    frame = Frame(crs_of_text(case.options.analysis_crs), case.options.area_basis, bounds)
    named, found = with_found_fields(case, layers)
    return Ready(named, rule_book(case), (), tuple(found), keep(named, layers, frame, progress))


def review_of_place(case: Case, layers: Layers, known: Ready, progress=None, engine="auto") -> Result:
    """The `review` of a case that differs from that of `known` in its subjects and facts alone. No decisions."""
    started = datetime.datetime.now().astimezone()
    case = replace(case, constraints=known.case.constraints, date=known.case.date)
    return _reviewed(case, layers, known, None, progress or Progress(), engine, 1, started)


@tells_place
def _reviewed(case, layers, ready, executor, progress, engine, threads, started):
    book, decisions, kept = ready.book, ready.decisions, ready.kept
    with ThreadPoolExecutor(1) as pool:  # what is compiled takes as long to load as subjects to read
        choice = pool.submit(engines.chosen, _known(engine), layers.declared_count())
        crs = analysis_crs(case, layers)
        subjects = with_defaults(case, read_subjects(case, layers, crs, Span(progress, 0.0, _SUBJECTS), threads))
    choice = choice.result()
    frame = Frame(crs, case.options.area_basis, subjects.bounds(), subjects.marks())
    case, told = with_found_fields(case, layers) if ready.found is None else (case, ready.found)
    listed_m = listed_within(case, book.needs)
    reach_m = max([0.0, *book.needs.distances.values()])
    layers = only_around(case, layers, frame, reach_m)
    remarks = remarks_on_case(case, subjects, frame)
    left = Left(np.arange(len(subjects)), subjects.ids, Shapes(subjects.geometry, frame.measure))
    pieces = cut_subjects(case, layers, frame, subjects, progress)
    grounds = grounds_near(case, layers, frame, left.near(frame.margin(reach_m)), kept)
    covered = {key: ground.polygons for key, ground in grounds.items() if ground.polygons is not None}
    engine = choice.name
    every = (left.number, left.id, subjects.geometry, pieces, covered)
    schemes = _schemes(case, book, subjects, left, engine, threads)
    doubles = schemes.doubles if schemes else NOTHING
    work = Work(case, layers, frame, *every, engine, threads, False, listed_m, kept, doubles)
    overlaid = _OVERLAID if asks_to_judge(book, case) else 1.0
    span = Span(progress, _SUBJECTS, overlaid)
    rows = in_one(work, span, left.shapes) if executor is None else in_shards(work, executor, span)
    give_back()
    repairs = open_items(subjects.open, rows.concerned)
    span = Span(progress, overlaid, 1.0)
    judgement = judged(book, work, subjects, left.shapes, schemes, rows, repairs, decisions, span)
    give_back()
    issues = [*told, *remarks, *subjects.issues, *book.issues, *judgement.issues]
    for ground in grounds.values():
        issues += ground.account.issues
    for constraint in case.constraints:
        issues += rows.accounts[constraint.key].issues
    issues += [
        *rows.issues,
        *subjects_apart(subjects.gates, rows.accounts, layers),
        *layers_apart(corners_of(rows.accounts), crs),
    ]
    tables, issues = without_secrets(case, result_tables(case, subjects, left.shapes, pieces, rows, judgement), issues)
    tables["issue"] = issue_table(issues, case.language)
    facts = run_rows(case, book, ready.matrix, layers, frame, subjects, grounds, rows, choice, started)
    tables["run"] = as_table("run", pd.DataFrame(facts, columns=["key", "value"]))
    progress.step("stage.done", 1.0)
    return Result(case, crs, tables, ready.matrix)


def _schemes(case, book, subjects, left, engine, threads):
    """What subjects of a scheme share. None where nothing is concluded: sums over schemes are not asked for then."""
    if not asks_to_judge(book, case):
        return None
    return schemes_counted_once(subjects.table, left.shapes, engine, threads)


def _known(engine):
    if engine not in engines.ALL:
        raise CaseFault("engine_missing", engine=engine)
    return engine
