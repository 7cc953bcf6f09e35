"""The answers behind the functions: from layers of the project to figures. No texts of widgets here."""

from __future__ import annotations

import os
import time
from dataclasses import replace

from ...inputs.case.case_document import case_of_document
from ...inputs.case.unique_key import unique_key
from ...inputs.layers import Layers, open_layers
from ...inputs.meaning.recognise import role_of_layer
from ...inputs.places.crs import crs_of_text
from ...inputs.texts.text_values import one_text
from ...model.case import Case, Constraint
from ...model.codes import ROLES
from ...studies.named_datum import area_on
from ...studies.warm_layer import NO_DATA, met_by_all, place_of, warm
from ..feature_source import crs_of, layer_of_map_layer
from .named import id_field, named, result_layers

UNITS = "control_unit"
_FRESH_S = 5.0  # files that the project does not show tell nobody when they change


class Answers:
    """Answers of one `QgsProject`. main: a `MainThread`; watch: a `Watch`; store: a `Store`."""

    def __init__(self, project, main, watch, store):
        self._project, self._main, self._watch, self._store = project, main, watch, store
        self._told = {}

    def crs_of_layer(self, layer_id):
        """The pyproj CRS of a map layer, else of the project; None where neither has one."""

        def find():
            layer = self._project.mapLayer(layer_id) if layer_id else None
            return crs_of(layer.crs() if layer is not None else self._project.crs())

        return self._ask(("crs", layer_id), find)

    def met(self, geometry, crs, asked):
        """The `Met` of a `QgsGeometry` and what a text, or a map layer, names."""
        place = _place(geometry, crs)
        if place is None:
            return NO_DATA
        name = asked if isinstance(asked, str) else asked.id()
        found = self._ask(("layers", name), lambda: named(self._project, asked, self._watch))
        return met_by_all([self._warm(one, place) for one in found if self._fits(one, asked)], place)

    def area(self, geometry, crs, datum):
        """m2 on the ellipsoid of a datum, None where a geometry has no area."""
        place = _place(geometry, crs)
        found = None if place is None else area_on(place, datum)
        return None if found is None or found != found else found

    def verdict(self, identifier):
        """The code of the verdict of a subject in the review that was loaded last; None where it is not there."""
        return self._verdicts().get(identifier)

    def subject_id(self, feature, layer_id):
        """The id of a feature as a review calls it, None where nothing tells which of its fields that is."""
        names = feature.fields().names()
        if "subject_id" in names:
            return one_text(feature["subject_id"])
        known, field = self._ask(("subjects", layer_id), lambda: id_field(self._project, layer_id))
        if not known:
            return None
        if not field:
            return str(feature.id())
        return one_text(feature[field]) if field in names else None

    def _ask(self, key, find):
        """What the main thread says to `find`: asked again when something changed, and after some seconds."""
        version, now = self._watch.version, time.monotonic()
        told = self._told.get(key)
        if told is None or told[0] != version or now - told[1] > _FRESH_S:
            told = version, now, self._main.do(find)
            self._told[key] = told
        return told[2]

    def _fits(self, one, asked):
        """Whether a layer is what is asked for: always, unless a role is asked for and its looks must tell."""
        if asked not in ROLES or one.entry.get("role"):
            return True
        return self._role(one) == asked

    def _role(self, one):
        return self._store.get((*one.key, "role"), one.layer_id, lambda: role_of_layer(one.snapshot)[0])

    def _warm(self, one, place):
        key = (*one.key, place.crs.to_wkt())
        return self._store.get(key, one.layer_id, lambda: warm(*self._case_and_layers(one), place))

    def _case_and_layers(self, one):
        if not one.entry:
            role = self._role(one)
            constraint = Constraint(unique_key(one.snapshot.name, ()), role, one.snapshot.name)
            case = Case(title="", language="en", subjects=(), constraints=(constraint,))
            return case, Layers((), {constraint.key: one.snapshot})
        document = {"subjects": [{"source": "-"}], "constraints": [one.entry]}
        case = replace(case_of_document(document, one.folder), subjects=())
        held = {one.entry["source"]: one.snapshot} if one.snapshot is not None else {}
        return case, open_layers(case, os.environ.get("ZONING_REVIEW_ALLOW_NETWORK") == "1", held)

    def _verdicts(self):
        def snapshots():
            layers = result_layers(self._project)
            ids = tuple((layer.id(), self._watch.revision(layer)) for layer in layers)
            return ids, [layer_of_map_layer(layer) for layer in layers]

        ids, layers = self._ask(("verdicts",), snapshots)
        return self._store.get(("verdicts", ids), ids[0][0] if ids else "", lambda: _verdicts_in(layers))


def crs_called(text):
    """The pyproj CRS that a text names. Raises CaseFault."""
    return crs_of_text(text)


def _place(geometry, crs):
    if crs is None or geometry is None or geometry.isNull():
        return None
    return place_of(bytes(geometry.asWkb()), crs)


def _verdicts_in(layers):
    found = {}
    for layer in layers:
        for batch in layer.batches(["subject_id", "verdict"]):
            found.update(zip(batch.attributes["subject_id"].tolist(), batch.attributes["verdict"].tolist()))
    return found
