"""Rows of layers and shards as one frame: their order, and what a frame without a column says in it."""

import numpy as np
import pandas as pd

from zoning_review_plugin.review.sorted_rows import sorted_rows


def frame(**columns):
    return pd.DataFrame(columns)


def test_by_subject_then_layer_then_feature_whatever_the_shards():
    late = frame(number=[2, 1], fid=[5, 7], mark=["a", "b"])
    early = frame(number=[1, 0], fid=[3, 9], mark=["c", "d"])
    other = frame(number=[1, 2], fid=[1, 1], mark=["e", "f"])
    found = sorted_rows([(1, late), (0, other), (1, early)], ["fid", "piece"])
    assert found["mark"].tolist() == ["d", "e", "c", "b", "f", "a"]
    assert found.index.tolist() == list(range(6)) and found["number"].dtype == "int64"


def test_equals_stay_in_order():
    first, second = frame(number=[0, 0], mark=["a", "b"]), frame(number=[0], mark=["c"])
    assert sorted_rows([(0, first), (0, second)], ["fid"])["mark"].tolist() == ["a", "b", "c"]


def test_pieces_of_a_pair_keep_their_order():
    found = sorted_rows([(0, frame(number=[0, 0, 0], fid=[1, 1, 0], piece=[4, 2, 9]))], ["fid", "piece"])
    assert found["piece"].tolist() == [9, 2, 4]


def test_a_column_that_a_frame_lacks_is_unknown_in_its_rows():
    full = frame(number=[1], area=[2.5], doubt=["x"], answers=[True], fid=[4])
    found = sorted_rows([(0, full), (1, frame(number=[0]))], [])
    assert np.isnan(found["area"][0]) and found["area"].dtype == "float64"
    assert found["fid"].dtype == "float64" and found["fid"][1] == 4
    assert pd.isna(found["doubt"][0]) and found["doubt"][1] == "x"
    assert pd.isna(found["answers"][0]) and found["answers"][1] is True


def test_no_rows_still_have_the_columns_that_rows_are_found_by():
    assert list(sorted_rows([(0, frame(number=[]))], ["fid"]).columns) == ["number", "fid"]
