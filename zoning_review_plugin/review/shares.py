"""What each shard gets: its subjects, and of everything else no more than lies near them.

What is sent to a worker is what it needs: a layer in memory, pieces and coverage of a whole province would be
packed and sent again for every shard.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from ..inputs.layer import Window, boxes_meet
from .surroundings import gates, grown

_LEAST_SUBJECTS = 64  # fewer are not worth a shard of their own


def shards_by_place(geometry, count):
    """Rows of the subjects of each of about `count` shards: halves by the longer side, again and again; none empty.

    Each subject is in one shard; those without geometry go with the first.
    """
    box = shapely.bounds(geometry)
    centre = 0.5 * (box[:, :2] + box[:, 2:])
    real = np.flatnonzero(np.isfinite(centre).all(axis=1))
    parts = [real]
    limit = max(_LEAST_SUBJECTS, -(-len(geometry) // count))
    while any(len(part) > limit for part in parts):
        parts = [half for part in parts for half in (_halves(part, centre) if len(part) > limit else [part])]
    parts[0] = np.concatenate([parts[0], np.setdiff1d(np.arange(len(geometry)), real)])
    return [np.sort(part) for part in parts]


def _halves(rows, centre):
    spread = np.ptp(centre[rows], axis=0)
    order = np.argsort(centre[rows, int(spread[1] > spread[0])], kind="stable")
    middle = len(rows) // 2
    return [rows[order[:middle]], rows[order[middle:]]]


def sharer(work):
    """A function: rows of the subjects of one shard → its `Work`.

    It holds their pieces and doubles, and of coverages and of layers in memory what may matter to them.
    """
    known, far = gates(work.case, work.layers, work.frame), work.margin

    def share(rows):
        geometry, number = work.geometry[rows], work.number[rows]
        bounds = shapely.total_bounds(geometry)
        return replace(
            work,
            number=number,
            id=work.id[rows],
            geometry=geometry,
            pieces=work.pieces and work.pieces.only(number),
            doubles=work.doubles.of(number),
            coverages={key: _meeting(ground, bounds) for key, ground in work.coverages.items()},
            layers=work.layers.within({key: gate.window(grown(bounds, far)) for key, gate in known.items()}),
        )

    return share


def _meeting(shapes, bounds):
    return shapes[boxes_meet(shapely.bounds(shapes), Window(*bounds))]
