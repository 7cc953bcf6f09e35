"""A review in one piece, or in shards by place over an executor; either way the same rows."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import pandas as pd
import shapely

from ..inputs.meaning.roles import tiles
from ..model.codes import Severity, Status
from ..model.records import Issue
from .account import LayerAccount, survey
from .coverage import ground_unknown
from .doubt import LayerDoubt
from .elsewhere import met_nothing, nothing_near
from .exposure_rows import only_what_applies, unknown_rows, without_stated
from .kept import Kept
from .left import Left
from .shard import Work, review_shard
from .shares import shards_by_place, sharer
from .sorted_rows import sorted_rows
from .stopping import StoppableProgress, sign_for

SHARDS_A_WORKER = 8  # the slowest takes several times the mean, and must not be waited for alone
_WORKERS = 4  # of an executor that does not tell how many it has
_POLL_S = 0.25


@dataclass(frozen=True)
class Rows:
    """Rows of all layers, sorted by subject, constraint, feature.

    accounts: by constraint key. issues: of the overlay itself. concerned: (n,) for each subject, how many features
    with an open repair it meets or may meet. doubles: by constraint key, rows as of `exposure` of the `Doubles`.
    """

    overlap: pd.DataFrame
    exposure: pd.DataFrame
    accounts: dict[str, LayerAccount]
    issues: tuple[Issue, ...]
    shards: int
    concerned: np.ndarray
    doubles: dict[str, pd.DataFrame]


def in_one(work: Work, progress, shapes=None) -> Rows:
    """All subjects at once, in this process. shapes: theirs, where somebody has made them."""
    found = review_shard(work, progress, shapes)
    accounts = {constraint.key: rows.account for constraint, rows in zip(work.case.constraints, found)}
    return _merged(work, [found], accounts)


def in_shards(work: Work, executor, progress) -> Rows:
    """Shards over an executor. Accounts of whole layers are made beside them, one task a layer.

    executor: may tell by an attribute `workers` how many tasks it runs at once.
    """
    work = replace(work, layers=work.layers.portable(), windowed=True, threads=1, kept=Kept())
    places = shards_by_place(work.geometry, SHARDS_A_WORKER * (getattr(executor, "workers", None) or _WORKERS))
    surveys, share = _surveys(work), sharer(work)
    with sign_for(executor) as sign:
        calls = chain(surveys.values(), ((_shard, share(rows)) for rows in places))
        found = _results(executor, calls, len(surveys) + len(places), sign, progress)
    accounts = dict(zip(surveys, found))
    return _merged(work, found[len(surveys) :], {c.key: accounts[c.key] for c in work.case.constraints})


def _surveys(work):
    """{constraint key: call}, the largest layer first: nothing should wait for it at the end."""

    def size(constraint):
        return -(getattr(work.layers.constraints[constraint.key], "declared_count", None) or 0)

    def call(constraint):
        key = constraint.key
        near = (shapely.bounds(work.geometry), work.coverages.get(key)) if tiles(constraint.role) else (None, None)
        return (_survey, work.case, work.layers.only(key), work.frame, key, *near)

    return {constraint.key: call(constraint) for constraint in sorted(work.case.constraints, key=size)}


def _survey(case, layers, frame, key, boxes, ground, sign):
    return survey(case, layers, frame, key, StoppableProgress(sign), boxes, ground)


def _shard(work, sign):
    return review_shard(work, StoppableProgress(sign))


def _results(executor, calls, count, sign, progress):
    """Results of all `count` calls (function, argument, …), in order; the first fault, or a cancel, ends the others.

    Calls are made up one by one as they are handed on, so that workers begin while later ones are still packed.

    Tasks that run are asked to stop and waited for: a worker that is killed in the middle of a message can
    leave the pool's pipes, and with them this process, hanging.
    """
    tasks, done = [], {}
    try:
        tasks += (executor.submit(*call, sign) for call in calls)
        open_ = set(tasks)
        while open_:
            finished, open_ = wait(open_, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            done.update((task, task.result()) for task in finished)
            progress.step("stage.overlay", len(done) / count)
    except BaseException:
        sign.put_up()
        wait([task for task in tasks if not task.cancel()])
        raise
    return [done[task] for task in tasks]


def _merged(work, shards, accounts):
    overlap, exposure, issues, doubles = [], [], [], {}
    of_doubles = shapely.get_dimensions(work.doubles.geometry)
    concerned = np.zeros(len(work.geometry), np.int64)
    dimension, place_of = shapely.get_dimensions(work.geometry), _place_of(work)
    for place, constraint in enumerate(work.case.constraints):
        layers = [shard[place] for shard in shards]
        if not accounts[constraint.key].usable:
            left = Left(work.number, work.id, None)
            exposure.append((place, unknown_rows(left, constraint)))
            continue
        account = accounts[constraint.key]
        doubt = LayerDoubt(account.open_repairs, work.geometry)
        known = [doubt.lowered(only_what_applies(layer.exposure, account, dimension)) for layer in layers]
        exposure += [(place, rows) for rows in known]
        common = [layer.doubles for layer in layers if layer.doubles is not None]
        if common:
            doubles[constraint.key] = only_what_applies(pd.concat(common, ignore_index=True), account, of_doubles)
        pairs = doubt.concerned([layer.overlap for layer in layers if layer.overlap is not None])
        concerned += np.bincount(pairs[0], minlength=len(concerned))
        issues += doubt.issues(constraint.key, pairs, work.id, account.renamed)
        failed = sorted((issue for layer in layers for issue in layer.issues), key=place_of)
        issues += [issue.named(account.renamed or {}) for issue in failed]
        far = met_nothing([layer.exposure for layer in layers], account.apart, work.case.options.search_distance_m)
        issues += nothing_near(work.case, constraint, far)
        if any(_without_answer(rows, dimension) for rows in known):
            issues += ground_unknown(constraint, Severity.WARNING)
        parts = [layer.overlap for layer in layers if layer.overlap is not None]
        parts = [without_stated(rows, ["area_m2"]) for rows in parts] if account.areas_contradict else parts
        overlap += [(place, rows) for rows in parts]
    return Rows(
        sorted_rows(overlap, ["fid", "piece"]),
        sorted_rows(exposure, []),
        accounts,
        tuple(issues),
        len(shards),
        concerned,
        doubles,
    )


def _without_answer(rows, dimension):
    """Whether rows of a layer hold a subject with a shape that has no data, as nobody says where the layer answers."""
    shaped = dimension[rows["number"].to_numpy(np.int64)] >= 0
    return bool((shaped & rows["status"].eq(Status.NO_DATA) & rows["covered_share"].isna()).any())


def _place_of(work):
    """A function of an issue of the overlay → the place of its subject among all, so that shards leave no trace."""
    places = {}

    def place(issue):
        if not places:
            places.update(zip(work.id, work.number))
        return places[issue.params["subject"]]

    return place
