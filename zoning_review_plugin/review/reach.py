"""How far around each subject a layer answers: what lies beyond its coverage nobody knows."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.case import FULL


def reaches(case, needs, coverages, geometry, frame):
    """{constraint key: (n,) m} around each subject within which the layer answers, as far as rules ask for distances.

    coverages: polygons by constraint key. geometry: of the subjects, in the analysis CRS.
    """
    found = {}
    for constraint in case.constraints:
        asked = {metres for ground, metres in needs.distances.items() if ground.means(constraint.key, constraint.role)}
        if asked and constraint.coverage == FULL:
            found[constraint.key] = np.full(len(geometry), np.inf)
        elif asked and constraint.key in coverages:
            found[constraint.key] = _inside(coverages[constraint.key], geometry, sorted(asked), frame)
    return found


def _inside(ground, geometry, asked, frame):
    """The largest of the `asked` distances for which the ground around a subject is covered; 0 for none."""
    whole = shapely.union_all(ground)
    shapely.prepare(whole)
    inside = shapely.covers(whole, geometry)
    to_border = shapely.distance(shapely.boundary(whole), geometry)
    found = np.zeros(len(geometry))
    for metres in asked:
        found[inside & (to_border >= frame.margin(metres))] = metres
    return found
