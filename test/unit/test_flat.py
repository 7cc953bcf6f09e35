"""Layers read for figures alone: the same ids and WKB as by objects, whichever way; batches at once, in order."""

import threading

import numpy as np
import pytest
import shapely
from osgeo import ogr

from zoning_review_plugin.inputs.layer import BATCH_SIZE
from zoning_review_plugin.inputs.ogr import ogr_flat
from zoning_review_plugin.inputs.ogr.arrow_memory import WkbColumn
from zoning_review_plugin.inputs.ogr.ogr_layer import open_ogr
from zoning_review_plugin.inputs.source import parse_source
from zoning_review_plugin.overlay import engines
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.parallel import in_order
from zoning_review_plugin.overlay.shapes import Shapes
from zoning_review_plugin.overlay.streaming import overlaps_of, overlaps_of_batches
from zoning_review_plugin.overlay.wkb_shapes import WkbShapes

from .small_cases import square, write_layer


def some_layer(folder, shapes):
    """A layer with a field of whole numbers, n, and one of text, t."""
    number = ogr.FieldDefn("n", ogr.OFTInteger64)
    write_layer(folder / "a.gpkg", [(shape, 7 * k, f"p{k}") for k, shape in enumerate(shapes)], (number, "t"))
    return open_ogr(parse_source(str(folder / "a.gpkg"), "."))


@pytest.fixture
def layer(tmp_path):
    """Squares, among them two in one, an empty one and none at all."""
    shapes = [square(10 * k, 0, 15) for k in range(50)]
    shapes[1] = "MULTIPOLYGON(((0 0,5 0,5 5,0 0)),((7 0,9 0,9 5,7 0)))"
    shapes[2], shapes[3] = None, "POLYGON EMPTY"
    return some_layer(tmp_path, shapes)


@pytest.mark.parametrize("in_memory", [True, False])
def test_ids_and_wkb_are_those_of_the_objects(layer, monkeypatch, in_memory):
    if not in_memory:
        monkeypatch.setattr(ogr_flat, "_in_memory", lambda *_: False)
    (objects,) = layer.batches(["n"])
    (flat,) = ogr_flat.flat_batches(layer, "n")
    assert flat.id.tolist() == [int(text) for text in objects.attributes["n"]] == [7 * k for k in range(50)]
    assert [value or None for value in flat.wkb.objects()] == [value or None for value in objects.wkb]
    assert flat.wkb.objects()[2] is None


def test_text_serves_as_id(layer):
    (flat,) = ogr_flat.flat_batches(layer, "t")
    assert list(flat.id) == [f"p{k}" for k in range(50)]


def test_columns_of_bytes_are_joined():
    parts = [[b"ab", None, b"c"], [], [b"defg"], [None]]
    columns = []
    for part in parts:
        start = np.cumsum([0, *(len(value or b"") for value in part)]).astype(np.int64)
        columns.append(WkbColumn(np.frombuffer(b"".join(value or b"" for value in part), np.uint8), start))
    assert list(WkbColumn.joined(columns).objects()) == [b"ab", None, b"c", b"defg", None]


def test_large_layers_come_in_batches(tmp_path):
    count = BATCH_SIZE + 10
    layer = some_layer(tmp_path, [square(0, 0, 1 + k) for k in range(count)])
    batches = list(ogr_flat.flat_batches(layer, "n"))
    ids = np.concatenate([batch.id for batch in batches])
    assert len(batches) > 1 and np.array_equal(ids, 7 * np.arange(count))
    last = shapely.from_wkb(batches[-1].wkb.objects()[-1])
    assert last.area == pytest.approx(float(count) ** 2)


def test_work_of_several_threads_comes_in_order():
    begun, go_on = [], threading.Event()

    def work(k):
        begun.append(k)
        if k == 0:
            assert go_on.wait(10)
        if k == 1:
            go_on.set()  # would never be, were the first one waited for
        return 10 * k

    assert list(in_order(work, iter(range(20)), 2)) == [10 * k for k in range(20)]
    assert sorted(begun) == list(range(20))


def test_no_more_than_some_batches_are_asked_for_ahead():
    asked = []

    def items():
        for k in range(20):
            asked.append(k)
            yield k

    for k, _ in enumerate(in_order(lambda item: item, items(), 2)):
        assert len(asked) <= k + 3


def test_batches_overlap_as_one_by_one():
    generator = np.random.default_rng(5)

    def some(count):
        x, y = generator.uniform(0, 1000, (2, count))
        return shapely.to_wkb(shapely.box(x, y, x + generator.uniform(5, 60, count), y + 30))

    subjects, batches = some(300), [some(200) for _ in range(7)]
    kernel, other = engines.engine_called("kernel"), engines.engine_called("shapely")
    made = [lambda wkb=wkb: WkbShapes(wkb, Plane()) for wkb in batches]
    left = Shapes(shapely.from_wkb(subjects), Plane())
    for found, wkb in zip(overlaps_of_batches(WkbShapes(subjects, Plane()), made, kernel, 3), batches):
        expected = overlaps_of(left, Shapes(shapely.from_wkb(wkb), Plane()), other)
        assert np.array_equal(found.subject, expected.subject) and np.array_equal(found.feature, expected.feature)
        assert np.allclose(found.area, expected.area, rtol=0, atol=1e-9) and len(found.area) > 100
