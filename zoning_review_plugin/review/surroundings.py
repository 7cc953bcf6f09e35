"""How far each layer matters to a review: the ground of the subjects and the search distance around it."""

from __future__ import annotations

from dataclasses import replace

from ..inputs.ogr.server_layer import around
from .constraint_layer import enter, gate_of


def gates(case, layers, frame):
    """The gate of each constraint layer that is used, by key: it knows the window of the layer's own CRS."""
    found = {}
    for constraint in case.constraints:
        layer = layers.constraints[constraint.key]
        entry = enter(case, constraint, layer, frame)
        if not entry.refused:
            found[constraint.key] = gate_of(constraint, layer, entry, frame)
    return found


def margin(case, frame, rules_m=0.0):
    """How far around the subjects features matter, in units of the analysis CRS; rules ask for them up to `rules_m`."""
    return frame.margin(max(case.options.search_distance_m, case.options.list_within_m, rules_m))


def grown(bounds, by):
    """(min_x, min_y, max_x, max_y) grown by a distance on all sides."""
    x0, y0, x1, y1 = bounds
    return x0 - by, y0 - by, x1 + by, y1 + by


def only_around(case, layers, frame, rules_m=0.0):
    """The `Layers` of a review, those of database servers no farther than they matter to any subject."""
    bounds = grown(frame.bounds, margin(case, frame, rules_m))
    found = dict(layers.constraints)
    for key, gate in gates(case, layers, frame).items():
        found[key] = around(gate.layer, gate.window(bounds))
    return replace(layers, constraints=found)
