"""Rows and columns picked from a table are those that pandas picks."""

import numpy as np
import pandas as pd
import pytest

from zoning_review_plugin.review.result import as_table
from zoning_review_plugin.tables.picked import picked


@pytest.mark.parametrize("wanted", [[True, False, True], [False] * 3, [True] * 3])
def test_the_same_as_loc(wanted):
    given = {"subject_id": ["a", "b", None], "area_m2": [1.0, np.nan, 2.0], "hard_breaches": [1, None, 2]}
    table = as_table("subject", pd.DataFrame(given))
    names = ["hard_breaches", "subject_id", "area_m2", "name"]
    found = picked(table, pd.Series(wanted), names)
    pd.testing.assert_frame_equal(found, pd.DataFrame(table).loc[wanted, names])
