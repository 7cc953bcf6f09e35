"""A review in one piece, or in shards by place over an executor; either way the same rows."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ..model.records import Issue
from .account import LayerAccount, survey
from .exposure_rows import only_what_applies, unknown_rows
from .left import Left
from .shard import Work, review_shard
from .stopping import StoppableProgress, stop_sign

_LEAST_SUBJECTS = 64  # fewer are not worth a shard of their own
_MOST_SHARDS = 64
_POLL_S = 0.25


@dataclass(frozen=True)
class Rows:
    """Rows of all layers, sorted by subject, constraint, feature.

    accounts: by constraint key. issues: of the overlay itself.
    """

    overlap: pd.DataFrame
    exposure: pd.DataFrame
    accounts: dict[str, LayerAccount]
    issues: tuple[Issue, ...]
    shards: int


def in_one(work: Work, progress) -> Rows:
    """All subjects at once, in this process."""
    found = review_shard(work, progress)
    accounts = {constraint.key: rows.account for constraint, rows in zip(work.case.constraints, found)}
    return _merged(work, [found], accounts)


def in_shards(work: Work, executor, progress) -> Rows:
    """Shards over an executor. Accounts of whole layers are made beside them, one task a layer."""
    work = replace(work, layers=work.layers.portable(), windowed=True, threads=1)
    places, keys = shards_by_place(work.geometry), [constraint.key for constraint in work.case.constraints]
    calls = [(_survey, work.case, work.layers, work.frame, key) for key in keys]
    calls += [(_shard, _part(work, rows)) for rows in places]
    with stop_sign() as sign:
        found = _results(executor, calls, sign, progress)
    return _merged(work, found[len(keys) :], dict(zip(keys, found)))


def shards_by_place(geometry):
    """Rows of the subjects of each shard: halves by the longer side, again and again; none of them empty.

    Subjects without geometry go with the first shard.
    """
    box = shapely.bounds(geometry)
    centre = 0.5 * (box[:, :2] + box[:, 2:])
    real = np.flatnonzero(np.isfinite(centre).all(axis=1))
    parts = [real]
    limit = max(_LEAST_SUBJECTS, -(-len(geometry) // _MOST_SHARDS))
    while any(len(part) > limit for part in parts):
        parts = [half for part in parts for half in (_halves(part, centre) if len(part) > limit else [part])]
    parts[0] = np.concatenate([parts[0], np.setdiff1d(np.arange(len(geometry)), real)])
    return [np.sort(part) for part in parts]


def _halves(rows, centre):
    spread = np.ptp(centre[rows], axis=0)
    order = np.argsort(centre[rows, int(spread[1] > spread[0])], kind="stable")
    middle = len(rows) // 2
    return [rows[order[:middle]], rows[order[middle:]]]


def _part(work, rows):
    return replace(work, number=work.number[rows], id=work.id[rows], geometry=work.geometry[rows])


def _survey(case, layers, frame, key, sign):
    return survey(case, layers, frame, key, StoppableProgress(sign))


def _shard(work, sign):
    return review_shard(work, StoppableProgress(sign))


def _results(executor, calls, sign, progress):
    """Results of all calls (function, argument, …), in order; the first fault, or a cancel, ends the others.

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
            progress.step("stage.overlay", len(done) / len(tasks))
    except BaseException:
        sign.put_up()
        wait([task for task in tasks if not task.cancel()])
        raise
    return [done[task] for task in tasks]


def _merged(work, shards, accounts):
    overlap, exposure, issues = [], [], []
    dimension = shapely.get_dimensions(work.geometry)
    for place, constraint in enumerate(work.case.constraints):
        layers = [shard[place] for shard in shards]
        if not accounts[constraint.key].usable:
            left = Left(work.number, work.id, None)
            exposure.append(unknown_rows(left, constraint).assign(place=place))
            continue
        account = accounts[constraint.key]
        exposure += [only_what_applies(layer.exposure, account, dimension).assign(place=place) for layer in layers]
        issues += [issue for layer in layers for issue in layer.issues]
        overlap += [layer.overlap.assign(place=place) for layer in layers if layer.overlap is not None]
    return Rows(
        _sorted(overlap, ["number", "place", "fid", "piece"]),
        _sorted(exposure, ["number", "place"]),
        accounts,
        tuple(issues),
        len(shards),
    )


def _sorted(frames, keys):
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame(columns=keys)
    rows = pd.concat(frames, ignore_index=True)
    return rows.sort_values([key for key in keys if key in rows], kind="stable", ignore_index=True)
