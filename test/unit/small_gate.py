"""A few shapes through the gate by itself."""

import numpy as np
import pyproj
import shapely

from zoning_review_plugin.inputs.checks.chosen import About, feature_checks
from zoning_review_plugin.inputs.gate import Gate
from zoning_review_plugin.inputs.layer import Batch, Field, MemoryLayer
from zoning_review_plugin.inputs.places.crs import Move
from zoning_review_plugin.overlay.ellipsoid import Ellipsoid
from zoning_review_plugin.overlay.measure import Plane, StraightLonLat

from .independent import array_of


def through_the_gate(shapes, crs=None, **fields):
    """(gate, what comes out) of shapes or WKB; feature ids count from 0. Areas are the plane's, or the ellipsoid's.

    crs: EPSG code; with one, checks of features see them. fields: our names → lists of texts.
    """
    wkb = array_of([shapely.to_wkb(shape) if isinstance(shape, shapely.Geometry) else shape for shape in shapes])
    attributes = {name: array_of(texts) for name, texts in fields.items()}
    crs = crs and pyproj.CRS(crs)
    content = Batch(np.arange(len(wkb)), wkb, attributes)
    layer = MemoryLayer("layer", "layer", tuple(map(Field, fields)), crs, len(wkb), {}, content)
    columns = {name: name for name in fields}
    area_of = (StraightLonLat(Ellipsoid.of(crs)) if crs and crs.is_geographic else Plane()).area
    checks = feature_checks(About("custom", columns, crs, area_of, "m2", "2026-11-22", crs)) if crs else ()
    gate = Gate("layer", layer, columns, {}, Move("none", 0.0, ""), area_of, 1, checks)
    return gate, np.concatenate([features.geometry for features in gate.features()])
