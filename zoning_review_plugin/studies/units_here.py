"""Which control unit, and which element zones, lie at a place: looked up in layers that were read once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from ..model.errors import InputFault
from .units import read_features

ZONE = "element_zone"


class Zone(NamedTuple):
    """An element zone: its id, and texts of its layer, None where it has none."""

    constraint_key: str
    id: str
    code: str | None
    name: str | None
    feature_class: str | None


class Here(NamedTuple):
    """What lies at a place. units: codes. zones: `Zone`s. unread: keys of layers of zones that cannot be used."""

    units: tuple[str, ...]
    zones: tuple[Zone, ...]
    unread: tuple[str, ...]


class Places:
    """Finds units and zones by place. study: `CardStudy`."""

    def __init__(self, study):
        self.crs = study.units.frame.crs
        self._codes, self._tree = study.units.table["code"].to_numpy(dtype=object), _tree(study.units.geometry)
        self._zones, shapes, unread = [], [], []
        for constraint in study.case.constraints:
            if constraint.role != ZONE:
                continue
            try:
                found = read_features(study.case, constraint, study.layers, study.units.frame)
            except InputFault:
                unread.append(constraint.key)
                continue
            rows = zip(found.id.tolist(), found.code.tolist(), found.name.tolist(), found.feature_class.tolist())
            self._zones += [Zone(constraint.key, *row) for row in rows]
            shapes.append(found.geometry)
        self._unread = tuple(unread)
        self._zone_tree = _tree(np.concatenate([*shapes, np.empty(0, dtype=object)]))

    def at(self, x, y) -> Here:
        """What lies at a point of the analysis CRS (in its units), on an edge what lies on either side."""
        point = shapely.Point(x, y)
        units = np.sort(self._tree.query(point, predicate="intersects"))
        zones = np.sort(self._zone_tree.query(point, predicate="intersects"))
        named = tuple(dict.fromkeys(self._zones[row] for row in zones.tolist()))
        return Here(tuple(self._codes[units].tolist()), named, self._unread)


def _tree(geometry):
    return shapely.STRtree(geometry)
