"""Rows kept small until somebody reads them, and sets of adjusted cells, against plain frames and sets."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zoning_review_plugin.tables.marks import Marks, marked_between
from zoning_review_plugin.tables.packed_rows import PackedRows

PARTS = (
    pd.DataFrame({"id": ["a", "b", "c"], "kind": ["x", "x", "x"], "area": [1.0, np.nan, 3.0], "sure": [True] * 3}),
    pd.DataFrame({"id": ["d"], "kind": [None], "area": [4.0], "sure": [False]}),
    pd.DataFrame({"id": ["e", "f", "e", "e"], "kind": ["y", "x", "y", None], "area": [5.0] * 4, "sure": [True] * 4}),
)
WHOLE = pd.concat(PARTS, ignore_index=True)


@pytest.fixture
def packed():
    rows = PackedRows()
    for part in PARTS:
        rows.add(part)
    return rows


@pytest.mark.parametrize(("start", "stop"), [(first, last) for first in range(8) for last in range(first + 1, 9)])
def test_any_slice_is_that_of_the_frames_put_together(packed, start, stop):
    found = packed.between(start, stop)
    pd.testing.assert_frame_equal(found, WHOLE.iloc[start:stop].reset_index(drop=True))


def test_slices_of_none_keep_the_columns(packed):
    assert len(packed) == len(WHOLE)
    assert list(packed.between(3, 3).columns) == list(WHOLE.columns) and not len(packed.between(3, 3))


def test_what_is_packed_does_not_change_with_the_frame_it_came_from():
    frame, rows = PARTS[0].copy(), PackedRows()
    rows.add(frame)
    frame.loc[0, "area"], frame.loc[0, "id"] = 9.0, "z"
    assert rows.between(0, 1).to_dict("list") == {"id": ["a"], "kind": ["x"], "area": [1.0], "sure": [True]}


def test_rows_are_read_as_a_table_reads_them(packed):
    rows = packed.rows()
    assert rows["id"].tolist() == list("abcdefee")
    assert rows.part(6, 99)["kind"].tolist() == ["y", None]


CELLS = {(0, "a"), (4, "a"), (9, "a"), (4, "b")}


def test_marks_are_a_set():
    marks = Marks({"a": [0, 4, 9], "b": np.array([4]), "c": []})
    assert marks == CELLS and len(marks) == 4 and set(marks) == CELLS
    assert all(((row, key) in marks) == ((row, key) in CELLS) for row in range(-1, 11) for key in "abc")
    assert marks | {(1, "c")} == CELLS | {(1, "c")} and hash(marks) == hash(Marks({"b": [4], "a": [0, 4, 9]}))
    assert not Marks({"a": []})


@pytest.mark.parametrize("kind", [lambda: Marks({"a": [0, 4, 9], "b": [4]}), lambda: frozenset(CELLS)])
def test_marks_between_count_from_the_first_row(kind):
    found = marked_between(kind(), 4, 10)
    assert {key: sorted(rows) for key, rows in found.items()} == {"a": [0, 5], "b": [0]}
    assert marked_between(kind(), 5, 9) == {}
