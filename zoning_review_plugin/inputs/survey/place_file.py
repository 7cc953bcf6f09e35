"""The one place that a file holds: WKT, survey text, or any source of features with a single one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from ...model.errors import CaseFault, InputFault, Place
from ..layers import open_source
from ..places.crs import crs_of_text
from ..shapes.wkb import decode
from .place_text import WrittenPlace, place_of_text

_TEXTS = (".wkt", ".ewkt")


def place_of_file(source, folder=".", crs=None, allow_network=False) -> WrittenPlace:
    """The `WrittenPlace` that a source text names. crs: taken before that of the file. Raises InputFault, CaseFault."""
    path = Path(folder) / source
    if path.suffix.lower() in _TEXTS and path.is_file():
        return place_of_text(path.read_text(encoding="utf-8-sig", errors="replace"), None, crs)
    layer = open_source(source, "auto", folder, allow_network)
    if crs is not None:
        layer = replace(layer, crs=crs_of_text(crs))
    return place_in(layer, str(source))


def place_in(layer, source) -> WrittenPlace:
    """The `WrittenPlace` of a `Layer` with one feature. source: for faults. Raises InputFault, CaseFault."""
    if layer.crs is None:
        raise InputFault("place_without_crs", Place(file=source, layer=layer.name))
    wkb = [batch.wkb for batch in layer.batches([])]
    wkb = np.concatenate(wkb) if wkb else np.empty(0, dtype=object)
    if len(wkb) != 1:
        raise CaseFault("place_not_one_feature", Place(file=source, layer=layer.name), count=len(wkb))
    (geometry,), _ = decode(wkb)
    if geometry is None or geometry.is_empty:
        raise InputFault("place_without_shape", Place(file=source, layer=layer.name))
    return WrittenPlace(geometry, layer.crs, True)
