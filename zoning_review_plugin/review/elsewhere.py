"""Layers that do not lie where the review takes place: the likely cause, and the CRS that would bring them there.

All of it is said, none of it done: a CRS is part of the data, and its owner's to mend.
"""

from __future__ import annotations

import numpy as np

from ..inputs.layer import Layer
from ..inputs.places.crs import degrees_box, on_earth
from ..inputs.places.crs_causes import likely_cause, likely_names
from ..inputs.places.crs_guess import grown
from ..inputs.places.misplaced import area_of_use
from ..inputs.places.whereabouts import whereabouts_of
from ..model.case import FULL
from ..model.codes import Severity
from ..model.records import Issue

_LEAST_GROUND_M = 1000.0  # around the subjects, where a layer that belongs to them may begin
_BATCHES = 32  # of a layer without CRS, which no other pass looks at


def causes(case, gate, frame):
    """[the likely cause] for a layer that has passed its `gate`, where it or a part of it lies elsewhere; else []."""
    wrong = gate.misplaced.wrong
    if wrong.count:
        found = _cause(gate.key, wrong, gate.layer.crs, ground_of(case, frame), (frame.crs,))
        return found or _by_area_of_use(gate.key, wrong, gate.layer.crs)
    if is_apart(case, gate, frame):
        return _cause(gate.key, gate.misplaced.right, gate.layer.crs, ground_of(case, frame), (frame.crs,))
    return []


def without_crs(case, key, layer, frame):
    """[the CRS that would put a layer without any where the review takes place], [] where none would."""
    return _cause(key, whereabouts_of(layer, _BATCHES), None, ground_of(case, frame), (frame.crs,))


def ground_of(case, frame):
    """(west, south, east, north) in degrees of the subjects and the search distance around them, None if unknown."""
    around = max(_LEAST_GROUND_M, case.options.search_distance_m, case.options.list_within_m)
    return frame.degrees and grown(frame.degrees, around)


def is_apart(case, gate, frame):
    """Whether no feature that passed `gate` can lie within the search distance of any subject."""
    extent = gate.misplaced.right.extent
    reach = frame.margin(max(_LEAST_GROUND_M, case.options.search_distance_m, case.options.list_within_m))
    x0, y0, x1, y1 = frame.bounds
    window = gate.window((x0 - reach, y0 - reach, x1 + reach, y1 + reach))
    if extent is None or window is None:
        return False
    x0, y0, x1, y1 = extent
    return x0 > window.max_x or x1 < window.min_x or y0 > window.max_y or y1 < window.min_y


def nothing_near(case, constraint, apart):
    """[a remark] on a layer that is said to answer for everything, and has nothing near any subject."""
    if constraint.coverage != FULL or not apart:
        return []
    params = {"distance": f"{case.options.search_distance_m:g}"}
    return [Issue(constraint.key, "full_but_nothing_near", Severity.REMARK, params=params)]


def met_nothing(exposures, apart, search_distance_m):
    """Whether a layer met no subject and has nothing near one. exposures: its rows, in parts. apart: by its extent."""
    count = np.concatenate([rows["feature_count"].to_numpy(float) for rows in exposures])
    if (count > 0).any() or not search_distance_m > 0:
        return apart and not (count > 0).any()
    return all(rows["nearest_m"].isna().all() for rows in exposures)


def subject_causes(gates, good, crs, layers):
    """The likely causes for subject sources of which features lie elsewhere.

    gates: of the sources, once all has passed. good: (min_x, min_y, max_x, max_y) of the other subjects in the
    analysis CRS `crs`, not finite where there are none; then the constraint layers tell where subjects belong.
    """
    found = []
    for gate in gates:
        wrong = gate.misplaced.wrong
        if wrong.count:
            ground = degrees_box(crs, good) or ground_of_layers(layers)
            ground = ground and grown(ground, _LEAST_GROUND_M)
            cause = _cause(gate.key, wrong, gate.layer.crs, ground, (crs,))
            found += cause or _by_area_of_use(gate.key, wrong, gate.layer.crs)
    return found


def subjects_apart(gates, accounts, layers):
    """The CRSs that would put subject sources among the constraint layers, where several lie far from all subjects.

    gates: of the subject sources. accounts: `LayerAccount` by constraint key.
    """
    used = [account for account in accounts.values() if account.usable]
    ground = ground_of_layers(layers) if len(used) > 1 and all(account.apart for account in used) else None
    found = []
    for gate in gates if ground else ():
        found += _cause(gate.key, gate.misplaced.right, gate.layer.crs, grown(ground, _LEAST_GROUND_M), ())
    return found


def ground_of_layers(layers):
    """(west, south, east, north) in degrees of the beginnings of all constraint layers, None where none can tell."""
    found = []
    for layer in layers.constraints.values():
        if isinstance(layer, Layer) and layer.crs is not None and on_earth(layer.crs):
            middle = whereabouts_of(layer, 1).middle
            box = middle and degrees_box(layer.crs, middle)
            if box:
                found.append(box)
    if not found:
        return None
    found = np.array(found)
    return (*found[:, :2].min(axis=0).tolist(), *found[:, 2:].max(axis=0).tolist())


def likely_crs(layer, layers):
    """Names of the CRSs by which a subject source without any would meet the constraint layers; "-" for none."""
    ground, middle = ground_of_layers(layers), whereabouts_of(layer, _BATCHES).middle
    return likely_names(middle, ground) if ground and middle else "-"


def _cause(key, whereabouts, declared, ground, known):
    if not (whereabouts.count and ground):
        return []
    found = likely_cause(key, whereabouts.middle, whereabouts.count, declared, ground, known)
    return [found] if found else []


def _by_area_of_use(key, whereabouts, declared):
    """[the likely cause] by no more than where the layer's own CRS is made for: other places are as likely."""
    area = area_of_use(declared)
    if area is None:
        return []
    ground = area.west, area.south, area.east, area.north
    found = likely_cause(key, whereabouts.middle, whereabouts.count, declared, ground, sure=False)
    return [found] if found else []
