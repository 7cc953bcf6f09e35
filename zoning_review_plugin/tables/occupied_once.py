"""Ground of subjects that overlap one another, counted once: what stands beside the sums of rows."""

from __future__ import annotations

import numpy as np
import shapely

from ..review.frame import Frame
from .taken_land import LINES

_EQUAL = 1e-9
_LEAST_M2 = 0.01
_AT_ONCE = 10_000  # shapes measured


def once_of(result, rows):
    """{path of a part, () for all parts: {"total", "pbf", "erl", "udb_in": m2}} where ground is there more than once.

    rows: of `TakenLand`, of one scheme; a part that is all of it is told as all. What is shared with lines comes from
    the conclusion of the scheme: NaN where nothing was concluded. A part whose subjects lie apart is not among them.
    """
    found = {}
    parts = dict.fromkeys(part or "" for part in rows["part"])
    for path in [(part,) for part in parts if len(parts) > 1] + [()]:
        mine = slice(None) if not path else rows["part"].fillna("").eq(path[0])
        union, total = _union(result, rows["subject_id"][mine]), rows["total"][mine].sum()
        if total > union * (1 + _EQUAL) + _LEAST_M2:
            found[path] = {"total": union, **_shared(result, rows, path)}
    return found


def _union(result, subject_ids):
    subject = result.tables["subject"]
    shapes = subject["geom"].to_numpy()[subject["subject_id"].isin(subject_ids).to_numpy()]
    shapes = shapes[~np.equal(shapes, None)]
    if not len(shapes):
        return 0.0
    bounds = tuple(float(edge) for edge in shapely.total_bounds(shapes))
    measure = Frame(result.crs, result.case.options.area_basis, bounds).measure
    alone = _alone(shapes)
    union = np.array([shapely.union_all(shapes[~alone]), None], dtype=object)[:1]
    apart = shapes[alone]
    areas = [measure.area(apart[start : start + _AT_ONCE]).sum() for start in range(0, len(apart), _AT_ONCE)]
    return float(sum(areas) + (measure.area(union)[0] if (~alone).any() else 0.0))


def _alone(shapes):
    """bool: shapes whose box meets no other box."""
    tree, alone = shapely.STRtree(shapes), np.ones(len(shapes), dtype=bool)
    for start in range(0, len(shapes), _AT_ONCE):
        one, other = tree.query(shapes[start : start + _AT_ONCE])
        alone[start + one[start + one != other]] = False
    return alone


def _shared(result, rows, path):
    """Figures of the conclusion of the scheme, by the key of a column; NaN for what it does not say of this part."""
    kind = {(): "area_m2", ("permanent",): "permanent_m2", ("temporary",): "temporary_m2"}.get(path)
    conclusion = result.tables["conclusion"]
    for name in ("project_id", "scheme"):
        value = rows[name].iloc[0]
        conclusion = conclusion[conclusion[name].eq(value) if isinstance(value, str) else conclusion[name].isna()]
    by_topic = {} if kind is None else dict(zip(conclusion["topic"], conclusion[kind]))
    keys = {"pbf": LINES["pbf"], "erl": LINES["erl"], "udb_in": LINES["udb"]}
    return {key: float(by_topic.get(role, np.nan)) for key, role in keys.items()}
