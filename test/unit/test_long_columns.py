"""Long columns of result tables: what is unknown, what is equal, and what a hash is taken over."""

import hashlib
import json

import numpy as np
import pandas as pd
import pytest
import shapely

from zoning_review_plugin.outputs.table_hash import table_hash
from zoning_review_plugin.overlay.ragged import flat_polygons
from zoning_review_plugin.review.result import as_table

_LONG = 3_000  # rows: more than are typed one by one, and not the rows of one part of a hash


def texts(*values):
    return pd.Series([values[k % len(values)] for k in range(_LONG)], dtype=object)


@pytest.mark.parametrize(
    "column",
    [
        texts("a", "字", "é", "\x7f"),
        texts("a", 'say "so"'),
        texts("a\\b", "c"),
        texts("two\nlines", "\x00"),
        texts("a", None),
        texts("\ud800x", "b"),
        texts('", "', "a"),
        texts(""),
    ],
    ids=["plain", "quoted", "backslash", "control", "unknown", "surrogate", "separator", "empty"],
)
def test_a_hash_is_taken_over_the_json_of_texts(column):
    written = json.dumps(column.tolist(), ensure_ascii=False).encode("utf-8", "replace")
    expected = hashlib.sha256(f"text\0{_LONG}\0{len(written)}\0".encode() + written).hexdigest()
    assert table_hash(pd.DataFrame({"text": column})) == expected


def test_texts_are_told_by_what_they_say_and_unknown_is_none():
    made = pd.Series(["".join(["un", "it"]) if k % 2 else float("nan") for k in range(_LONG)], dtype=object)
    ids = pd.Series([pd.NA if k == 7 else f"id {k}" for k in range(_LONG)], dtype=object)
    table = as_table("issue", pd.DataFrame({"layer": made, "feature_id": ids, "message": texts("one")}))
    assert table["layer"].tolist() == ["unit" if k % 2 else None for k in range(_LONG)]
    assert len({id(text) for text in table["layer"]}) == 2  # equal texts are kept once
    assert table["feature_id"].tolist() == [None if k == 7 else f"id {k}" for k in range(_LONG)]
    assert table["message"].tolist() == ["one"] * _LONG
    assert table["message"].to_numpy().strides == (0,)


def test_polygons_are_flat_as_shapely_makes_them():
    box = shapely.box(np.arange(4.0), 0.0, np.arange(4.0) + 0.9, 1.0)
    holed = [shapely.difference(box[1], shapely.MultiPoint([(1.3, 0.5), (1.6, 0.5)]).buffer(0.1)), box[2].buffer(1)]
    polygons = np.array([box[0], holed[0], box[3], holed[1], holed[0]], dtype=object)
    _, expected, (rings, firsts) = shapely.to_ragged_array(polygons)
    xy, ring, polygon = flat_polygons(polygons)
    assert np.array_equal(xy, expected) and np.array_equal(ring, rings) and np.array_equal(polygon, firsts)
    none = flat_polygons(np.empty(0, dtype=object))
    assert [len(part) for part in none] == [0, 1, 1]
