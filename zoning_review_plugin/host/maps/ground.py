"""Constraint layers as maps show them: read again from the sources of the case, near the frames, in the maps' CRS."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyproj
import shapely

from ...inputs.shapes.repair import of_dimension
from ...model.errors import CaseFault, InputFault
from ...model.records import Issue
from ...review.constraint_layer import enter, gate_of, read_near
from ...review.frame import Frame

SECRET, UNREAD, READ = "secret", "unread", "read"
_ROOM = 0.02  # around the frames, so that the cut edges of features lie outside them


@dataclass(frozen=True)
class LayerGround:
    """What is there of one constraint layer. state: `READ`, `SECRET` (never drawn) or `UNREAD` (cannot be read).

    features: columns `id code name class label geom`, geometry in the CRS of the maps, cut to the box asked for.
    """

    constraint: object
    state: str
    features: pd.DataFrame


def read_grounds(site, layers, keys, box):
    """{key: `LayerGround`} of constraints of the case. box: (min_x, min_y, max_x, max_y) in the CRS of the maps.

    layers: the `Layers` of the review, or None where they could not be opened.
    """
    return {
        constraint.key: _read(site, layers, constraint, box)
        for constraint in site.result.case.constraints
        if constraint.key in keys
    }


def _read(site, layers, constraint, box):
    if constraint.is_secret:
        return _without(constraint, SECRET)
    layer = layers.constraints.get(constraint.key) if layers else None
    if layer is None or isinstance(layer, Issue) or _refused_in_review(site, constraint):
        return _without(constraint, UNREAD)
    wanted = _in_analysis_crs(site, _grown(box))
    frame = Frame(site.result.crs, site.result.case.options.area_basis, wanted)
    try:
        entry = enter(site.result.case, constraint, layer, frame)
        if entry.refused:
            return _without(constraint, UNREAD)
        gate = gate_of(constraint, layer, entry, frame)
        features = read_near(constraint, gate, lambda geometry: _meeting(geometry, wanted), wanted)
    except (CaseFault, InputFault):
        return _without(constraint, UNREAD)
    return LayerGround(constraint, READ, _cut(_frame(site, features), _grown(box)))


def _refused_in_review(site, constraint):
    """Whether the review itself could not rely on the layer: then no map shows it as if it answered."""
    return site.result.facts().get(f"constraint.{constraint.key}.usability") == "not_usable"


def _without(constraint, state):
    return LayerGround(constraint, state, pd.DataFrame(columns=["id", "code", "name", "class", "label", "geom"]))


def _frame(site, features):
    rows = ~np.equal(features.geometry, None)
    frame = pd.DataFrame(
        {
            "id": features.id[rows],
            "code": features.code[rows],
            "name": features.name[rows],
            "class": [grade or "" for grade in features.grade[rows]],
            "geom": site.moved(features.geometry[rows]),
        }
    )
    return frame.reset_index(drop=True)


def _meeting(geometry, box):
    return np.flatnonzero(shapely.intersects(geometry, shapely.box(*box)))


def _cut(frame, box):
    """The parts of features inside a box, of their own dimension."""
    window = shapely.box(*box)
    geometry = frame["geom"].to_numpy(dtype=object)
    shapely.prepare(window)
    across = ~shapely.covers(window, geometry)
    kept = geometry.copy()
    for row in np.flatnonzero(across):
        shape = geometry[row]
        kept[row] = of_dimension(shapely.intersection(shape, window), shapely.get_dimensions(shape))
    return frame.assign(geom=kept)[~np.equal(kept, None)].reset_index(drop=True)


def _grown(box):
    x0, y0, x1, y1 = box
    room = _ROOM * max(x1 - x0, y1 - y0)
    return x0 - room, y0 - room, x1 + room, y1 + room


def _in_analysis_crs(site, box):
    if site.crs == site.result.crs:
        return box
    step = pyproj.Transformer.from_crs(site.crs, site.result.crs, always_xy=True)
    return step.transform_bounds(*box)
