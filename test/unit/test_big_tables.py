"""Tables of many schemes and subjects: their work grows no faster than what they tell of."""

import sys

import pytest

from bench.made_result import made_result
from zoning_review_plugin.tables.basic import basic_tables
from zoning_review_plugin.tables.coordination import coordination
from zoning_review_plugin.tables.corner_coordinates import corner_coordinates
from zoning_review_plugin.tables.report_style import style_of
from zoning_review_plugin.tables.three_lines import three_lines_one_list


def calls_of(work):
    """How many functions, of Python and of C, `work` calls."""
    count = 0

    def called(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("build", [three_lines_one_list, coordination])
def test_twice_the_schemes_take_at_most_twice_the_calls(build):
    """With four subjects and five clauses a scheme; what is quadratic takes four times as many."""

    def calls(schemes):
        result = made_result(4 * schemes, 5, schemes)
        style = style_of(result)
        build(result, style)  # words and code tables are read once
        return calls_of(lambda: build(result, style))

    assert calls(24) < 2.2 * calls(12)


def test_slices_of_long_tables_are_the_whole():
    """Corners and basic tables make rows when asked: cut anywhere, even inside a shape, they are the same rows."""
    result = made_result(7, 2)
    for table in (*basic_tables(result, "en"), corner_coordinates(result, style_of(result))):
        keys = [column.key for column in table.columns]
        whole = table.rows[keys].astype(str).to_numpy().tolist()
        cut = [row for k in range(0, len(table.rows), 3)
               for row in table.between(k, min(k + 3, len(table.rows))).astype(str).to_numpy().tolist()]  # fmt: skip
        assert cut == whole, table.key
    assert len(corner_coordinates(result, style_of(result)).rows) == 7 * 5  # a box has four corners, the first again
