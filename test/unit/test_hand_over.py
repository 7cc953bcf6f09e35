"""What goes between QGIS and the process beside it comes back as it was."""

import pickle

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from zoning_review_plugin.host.apart.parcels import load, save

TEXTS = st.text(st.characters(), max_size=20)  # lone surrogates among them


@pytest.fixture(scope="module")
def through(tmp_path_factory):
    path = tmp_path_factory.mktemp("parcels") / "one"

    def there_and_back(value):
        save(value, path)
        return load(path)

    return there_and_back


@given(values=st.lists(st.none() | TEXTS, max_size=60), repeats=st.integers(1, 3))
def test_texts(through, values, repeats):
    array = np.array([*values, None] * repeats, dtype=object)
    assert through(array).tolist() == array.tolist()


@pytest.mark.parametrize("count", [1, 255, 256, 70_000])
def test_many_distinct_texts_and_none(through, count):
    array = np.array([f"地块 {number}" for number in range(count)] + [None], dtype=object)
    assert through(array).tolist() == array.tolist()


def test_surrogates_that_meet_at_the_border_of_two_texts(through):
    array = np.array(["\ud83d", "\ude00", "😀", "", "\0"], dtype=object)
    assert through(array).tolist() == ["\ud83d", "\ude00", "😀", "", "\0"]


def test_an_object_in_many_rows_goes_once(tmp_path):
    text = "长" * 1_000
    save(np.array([text] * 10_000, dtype=object), tmp_path / "one")
    assert (tmp_path / "one").stat().st_size < 20_000
    assert load(tmp_path / "one")[9_999] == text


def test_shapes(through):
    point = shapely.set_srid(shapely.Point(1, 2, 3), 4490)
    shapes = [point, None, shapely.Polygon(), shapely.box(0, 0, 1, 1), shapely.LinearRing([(0, 0), (1, 0), (0, 1)])]
    for some in (shapes[:4], shapes):  # a ring would come back as a line: it goes as ever
        back = through(np.array(some, dtype=object))
        assert [shape and shape.wkb for shape in back] == [shape and shape.wkb for shape in some]
        assert [type(shape) for shape in back] == [type(shape) for shape in some]
        assert shapely.get_srid(back[0]) == 4490 and back[0].z == 3


@pytest.mark.parametrize("values", [[1, "one"], [float("nan"), "text"], [b"bytes"], [["list"], None], []])
def test_arrays_of_other_things_go_as_ever(through, values):
    array = np.empty(len(values), dtype=object)
    array[:] = values
    back = through(array)
    assert pickle.dumps(back.tolist()) == pickle.dumps(array.tolist())


def test_tables_with_columns_of_every_kind(through):
    frame = pd.DataFrame(
        {
            "id": np.array(["a", "b", None], dtype=object),
            "name": np.array(["c", "a", "c"], dtype=object),
            "area": [1.5, np.nan, 3.0],
            "part": pd.Categorical(["x", "y", "x"]),
            "geom": np.array([shapely.Point(0, 0), None, shapely.Point(1, 1)], dtype=object),
        },
        index=pd.Index(["p", "q", "r"]),
    )
    pd.testing.assert_frame_equal(through(frame), frame)


def test_shape_of_an_array_with_several_columns(through):
    array = np.asfortranarray(np.array([["a", None, "b"], ["c", "a", None]], dtype=object))
    assert through(array).tolist() == [["a", None, "b"], ["c", "a", None]]
