"""One constraint layer kept warm: read once, then asked for one place after another, by the figures of a review."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import shapely

from ..inputs.layers import Layers
from ..inputs.meaning.fields import with_found_fields
from ..inputs.meaning.roles import tiles
from ..inputs.shapes.repair import not_finite, repairs
from ..inputs.shapes.wkb import decode
from ..model.case import FULL
from ..model.codes import Basis, Status
from ..review.account import account_of
from ..review.constraint_layer import enter, gate_of, read_near
from ..review.coverage import read_coverages
from ..review.frame import Frame
from .shared_ground import shared


class Met(NamedTuple):
    """What a place shares with a layer.

    status: a `Status`. codes: of what is met, most shared first; the id stands for a code that is not there. area: m2,
    ground counted once, NaN for lines and points. share: of the place's own area or length, NaN for points.
    """

    status: str
    codes: tuple
    area: float
    share: float


NO_DATA = Met(Status.NO_DATA, (), np.nan, np.nan)


@dataclass(frozen=True)
class Place:
    """A geometry (shapely, valid, 2D) and its pyproj CRS."""

    geometry: object
    crs: object

    def frame(self):
        """The `Frame` of a review of this place alone, on the ellipsoid of the datum."""
        return Frame(self.crs, Basis.ELLIPSOIDAL, tuple(shapely.bounds(self.geometry).tolist()))


def place_of(wkb, crs):
    """The `Place` of a geometry (WKB, any kind) in a pyproj CRS; None where nothing can be measured of it."""
    geometry, _ = decode(np.array([wkb], dtype=object))
    xy = shapely.get_coordinates(geometry)
    if geometry[0] is None or shapely.is_empty(geometry[0]) or not_finite(geometry, xy)[0]:
        return None
    for repair in repairs(geometry):
        geometry[0] = repair.geometry
    return None if geometry[0] is None else Place(geometry[0], crs)


class WarmLayer:
    """A constraint layer in the CRS of the places that it is asked about. Any thread may ask.

    Where a review would not rely on the layer, every answer is `NO_DATA`.
    """

    def __init__(self, case, layers, frame):
        """case, layers: with that one constraint. frame: of the first place asked about; fixes CRS and datum step.

        Raises CaseFault for a field that the case names and the layer has not.
        """
        self.frame, self._lock = frame, threading.Lock()
        case = with_found_fields(case, layers)[0]
        self._constraint = case.constraints[0]
        self._features, self._account = _read(case, layers, frame)
        if self._account is not None and self._account.usable:
            shapely.prepare(self._features.geometry)
            self._tree = shapely.STRtree(self._features.geometry)
            ground = read_coverages(case, layers, frame, _every).get(self._constraint.key)
            self._ground = None if ground is None else ground.polygons
            self._ground_tree = None if self._ground is None else shapely.STRtree(self._ground)
            self._unfit = shapely.STRtree(self._features.unfit)
            self.usable = True
        else:
            self.usable = False

    def met(self, place):
        """The `Met` of one place."""
        if not self.usable:
            return NO_DATA
        with self._lock:
            found = shared(place.geometry, self._tree, self._features.geometry, self.frame.measure)
            status = Status.INVOLVED if len(found.rows) else self._status_apart(place.geometry, found)
        names = (self._features.code[row] or self._features.id[row] for row in found.rows)
        return Met(status, tuple(dict.fromkeys(names)), found.area, found.share)

    def near(self, place):
        """Shapes (object array) of the features whose boxes meet that of a place."""
        rows = np.sort(self._tree.query(place.geometry)) if self.usable else np.empty(0, int)
        return self._features.geometry[rows]

    def _status_apart(self, geometry, found):
        """The status of a geometry that meets nothing: it means something only where the layer answers for it."""
        answered = self._answered(geometry, found)
        if not answered > 0:
            return Status.NO_DATA
        doubtful = self._account.unplaced or len(self._unfit.query(geometry, predicate="intersects"))
        return Status.PARTLY_KNOWN if answered < 1.0 or doubtful else Status.NOT_INVOLVED

    def _answered(self, geometry, found):
        """Part of a geometry that the layer answers for, NaN where that is not known."""
        if self._constraint.coverage == FULL:
            return 1.0
        if self._ground is not None:
            over = shared(geometry, self._ground_tree, self._ground, self.frame.measure)
            return float(len(over.rows) > 0) if shapely.get_dimensions(geometry) == 0 else over.share
        return found.share if tiles(self._constraint.role) else np.nan


def warm(case, layers, place):
    """The `WarmLayer` of the one constraint of a case, for places like `place`. Raises CaseFault."""
    options = replace(case.options, area_basis=Basis.ELLIPSOIDAL)
    return WarmLayer(replace(case, options=options), Layers((), layers.constraints, layers.coverages), place.frame())


def met_by_all(layers, place):
    """The `Met` of a place and several `WarmLayer`s of one role: ground that they share counts once.

    Nothing met means something only where every one of them answers for the whole place.
    """
    found = [(layer, layer.met(place)) for layer in layers]
    involved = [(layer, one) for layer, one in found if one.status == Status.INVOLVED]
    if not involved:
        order = (Status.NO_DATA, Status.PARTLY_KNOWN, Status.NOT_INVOLVED)
        return min((one for _, one in found), key=lambda one: order.index(one.status), default=NO_DATA)
    if len(involved) == 1:
        return involved[0][1]
    codes = dict.fromkeys(code for _, one in involved for code in one.codes)
    features = np.concatenate([layer.near(place) for layer, _ in involved])
    one = shared(place.geometry, shapely.STRtree(features), features, involved[0][0].frame.measure)
    return Met(Status.INVOLVED, tuple(codes), one.area, one.share)


def _read(case, layers, frame):
    """(`Features`, `LayerAccount`) of the whole layer; (None, None) where it does not come in."""
    constraint = case.constraints[0]
    entry = enter(case, constraint, layers.constraints[constraint.key], frame)
    if entry.refused:
        return None, None
    gate = gate_of(constraint, layers.constraints[constraint.key], entry, frame)
    features = read_near(constraint, gate, _every)
    return features, account_of(case, constraint, entry, gate, frame)


def _every(geometry):
    return np.arange(len(geometry))
