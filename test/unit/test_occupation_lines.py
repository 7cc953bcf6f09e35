"""The lines of T5 are made when they are read: slices across sums and schemes against all of them, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from zoning_review_plugin.tables.land_classes import UNCLASSIFIED
from zoning_review_plugin.tables.occupation_lines import Block, OccupationLines, SumLine
from zoning_review_plugin.tables.table import BODY, SUBTOTAL, TOTAL


def _block(scheme, numbers, ids, totals, sums, adjusted):
    texts = np.array(ids, dtype=object)
    unclassed = np.zeros(len(totals))
    columns = {"subject_id": texts, "total": np.array(totals), UNCLASSIFIED: unclassed}
    return Block(scheme, np.array(numbers), columns, sums, {"total": np.array(adjusted)})


def _sum(below, total, moved=()):
    return SumLine(below, {"subject_id": "", "total": total, UNCLASSIFIED: 0.0}, list(moved))


KEYS = ["seq", "scheme", "subject_id", "total"]
FIRST = _block("S1", [1, -1, 0, -1], ["a", "b"], [1.5, 2.5], {1: _sum(True, 2.5, ["total"]), 3: _sum(False, 4.0)},
               [True, False])  # fmt: skip
SECOND = _block("S2", [0, -1], ["c"], [7.0], {1: _sum(False, 7.0)}, [False])
ROWS = [
    ("1", "S1", "b", 2.5), ("", "S1", "", 2.5), ("2", "S1", "a", 1.5), ("", "S1", "", 4.0),
    ("3", "S2", "c", 7.0), ("", "S2", "", 7.0),
]  # fmt: skip


@pytest.mark.parametrize(("start", "stop"), [(first, last) for first in range(6) for last in range(first + 1, 7)])
def test_any_slice_numbers_its_rows_as_all_of_them_do(start, stop):
    found = OccupationLines([FIRST, SECOND], KEYS).rows().part(start, stop)
    assert list(found.itertuples(index=False, name=None)) == ROWS[start:stop]


def test_kinds_and_marks_follow_the_lines():
    lines = OccupationLines([FIRST, SECOND], KEYS)
    assert lines.kinds() == (BODY, SUBTOTAL, BODY, TOTAL, BODY, TOTAL)
    assert lines.marks() == {(2, "total"), (1, "total")}


def test_columns_that_are_not_shown_have_no_marks():
    assert not OccupationLines([FIRST], ["seq"]).marks()


def test_no_scheme_no_lines():
    lines = OccupationLines([], KEYS)
    assert len(lines.rows()) == 0 and lines.kinds() == () and list(lines.rows().whole.columns) == KEYS
    assert not lines.marks()
