"""QGIS feature sources as layers: the same batches as OGR gives, and what only QGIS has."""

import numpy as np
import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

from zoning_review_plugin.host.feature_source import layer_of_map_layer
from zoning_review_plugin.inputs.layer import Window
from zoning_review_plugin.inputs.ogr.ogr_layer import open_ogr
from zoning_review_plugin.inputs.shapes.wkb import decode
from zoning_review_plugin.inputs.source import parse_source

from .layers import memory, square

FILES = (
    "cases/fr-aubais/layers/30014_ZONE_URBA_20171013.shp",
    "cases/us-dc/layers/future-land-use.geojson",
    "cases/tw-taoyuan/layers/plan_units_derived.fgb",
    "bad-inputs/types-and-dimensions/test_gpkg_nulls.gpkg",
    "bad-inputs/types-and-dimensions/line_zm.gpkg",
    "bad-inputs/types-and-dimensions/curvepolygon.gpkg",
)


def whole(layer, names):
    """(fid, geometry, attributes) of all features of a layer, in order of fid."""
    batches = list(layer.batches(names))
    fid = np.concatenate([batch.fid for batch in batches])
    order = np.argsort(fid)
    geometry = np.concatenate([decode(batch.wkb)[0] for batch in batches])[order]
    return fid[order], geometry, {name: np.concatenate([b.attributes[name] for b in batches])[order] for name in names}


def same_shape(a, b):
    """The same parts, vertex for vertex; QGIS calls a single polygon of a shapefile a multipolygon."""
    parts = [shapely.get_parts([shape]).tolist() for shape in (a, b)]
    return [shapely.to_wkb(part) for part in parts[0]] == [shapely.to_wkb(part) for part in parts[1]]


@pytest.mark.parametrize("name", FILES)
def test_same_as_ogr(qgis_app, reference, name):
    path = reference / name
    ours = layer_of_map_layer(QgsVectorLayer(str(path), "layer", "ogr"))
    theirs = open_ogr(parse_source(str(path), "."))
    shared = [field.name for field in theirs.fields if ours.has(field.name)]
    a, b = whole(ours, shared), whole(theirs, shared)
    assert a[0].tolist() == b[0].tolist()
    assert all(same_shape(left, right) for left, right in zip(a[1], b[1]))
    for field in shared:
        left = [None if value == "" else value for value in a[2][field]]
        right = [None if value == "" else value for value in b[2][field]]
        assert left == right, field


def test_window_and_copy_in_memory(qgis_app):
    layer = layer_of_map_layer(memory("Polygon", [square(0, 0), square(1000, 0), None]))
    assert [len(batch) for batch in layer.batches(["number"])] == [3]
    near = list(layer.batches(["number"], Window(-10, -10, 50, 50)))
    assert [value for batch in near for value in batch.attributes["number"]] == ["1"]
    copy = layer.portable()
    assert [len(batch) for batch in copy.batches(["number"], Window(990, 0, 1010, 10))] == [1]
    assert whole(copy, ["number"])[2]["number"].tolist() == ["1", "2", "3"]


def test_subset_of_the_layer_counts(qgis_app, reference):
    layer = QgsVectorLayer(str(reference / FILES[0]), "zones", "ogr")
    layer.setSubsetString("TYPEZONE = 'A'")
    found = layer_of_map_layer(layer)
    assert found.declared_count == 50 == sum(len(batch) for batch in found.batches(["LIBELLE"]))


def test_values_of_every_type_become_text(qgis_app):
    layer = QgsVectorLayer(
        "Point?crs=EPSG:4490&field=i:integer&field=d:double&field=s:string&field=t:date&field=b:boolean",
        "types",
        "memory",
    )
    feature = QgsFeature(layer.fields())
    from qgis.PyQt.QtCore import QDate

    feature.setAttributes([7, 12.0, "07", QDate(2026, 11, 22), True])
    feature.setGeometry(QgsGeometry.fromWkt("POINT(1 2)"))
    layer.dataProvider().addFeatures([feature, QgsFeature(layer.fields())])
    batch = next(layer_of_map_layer(layer).batches(["i", "d", "s", "t", "b"]))
    values = [batch.attributes[name].tolist() for name in ("i", "d", "s", "t", "b")]
    assert values == [["7", None], ["12", None], ["07", None], ["2026-11-22", None], ["1", None]]
    assert batch.wkb[1] is None
