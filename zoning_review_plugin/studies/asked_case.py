"""The case that a study puts to `review`: shapes of its own as subjects, and nothing that a project states."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from ..inputs.layer import Batch, Field, MemoryLayer
from ..inputs.layers import Layers
from ..model.case import SubjectSource


def asked_case(case, layers, geometry, ids, crs, values, rules, options):
    """(case, layers) with `geometry` (object array in `crs`) as subjects, called `ids`.

    values: what all of them state (our field names → text). rules: paths of packs. options: changes to the case's.
    """
    options = replace(
        case.options,
        analysis_crs="auto",
        split_by=(),
        list_within_m=0.0,
        touches=False,
        overlap_geometry="none",
        **options,
    )
    source = SubjectSource(case.name, fields={"id": "id"}, values=values)
    nobody = {"facts": {}, "projects": (), "plan": None, "decisions": None, "land_use_matrix": None}
    asked = replace(case, subjects=(source,), rules=tuple(rules), options=options, **nobody)
    return asked, Layers((_layer(case.name, geometry, ids, crs),), layers.constraints, layers.coverages)


def _layer(name, geometry, ids, crs):
    wkb = np.empty(len(geometry), dtype=object)
    wkb[:] = shapely.to_wkb(geometry)
    texts = np.array(ids, dtype=object)
    content = Batch(np.arange(1, len(wkb) + 1), wkb, {"id": texts})
    return MemoryLayer(name, name, (Field("id"),), crs, len(wkb), {}, content)
