"""Widths of the columns of a Word table: all of the room, no more, and no word of a title broken where that can be."""

from __future__ import annotations

import pandas as pd
import pytest

from zoning_review_plugin.outputs.word.widths import PORTRAIT, SMALL, SMALLEST, column_widths, letter_size, natural
from zoning_review_plugin.tables.positions import positions
from zoning_review_plugin.tables.report_style import style_of
from zoning_review_plugin.tables.table import Table, TableColumn

from .small_reviews import Against, box, layer, plane, reviewed


def _table(*columns):
    made = tuple(TableColumn(f"c{number}", title, width=width) for number, (title, width) in enumerate(columns))
    return Table("made", "Made", made, pd.DataFrame())


TWO = _table(("No.", 6), ("Remark", 40))


def test_a_longer_text_wants_more_up_to_what_a_reader_needs():
    short, long, endless = ([["1", "x" * count]] for count in (10, 20, 10_000))
    wants = [natural(TWO, texts)[1] for texts in (short, long, endless)]
    assert wants[0] < wants[1] < wants[2] == natural(TWO, [["1", "x" * 40]])[1]


def test_chinese_takes_the_room_of_two():
    assert natural(TWO, [["1", "占用基本农田"]]) == natural(TWO, [["1", "x" * 12]])


def test_without_rows_titles_decide():
    first, second = natural(_table(("No.", 6), ("Compensation", 6)), [])
    assert 0 < first < second


@pytest.mark.parametrize("count", [1, 40, 300])
def test_the_widths_fill_the_room_to_a_twip_a_column(count):
    found = column_widths(TWO, [["1", "x" * count]], PORTRAIT)
    assert PORTRAIT - len(found) < sum(found) <= PORTRAIT


def test_what_is_left_goes_to_texts_that_are_cut_short():
    texts = [["1", "x" * 300]]
    assert column_widths(TWO, texts, PORTRAIT)[0] == pytest.approx(natural(TWO, texts)[0], abs=30)
    assert column_widths(TWO, texts, PORTRAIT)[1] > natural(TWO, texts)[1]


def test_where_room_lacks_titles_keep_their_words():
    wide = _table(("Responsibilities", 12), *[("Remark", 40)] * 4)
    texts, room = [["x", *["y" * 80] * 4]], 9_000
    found = column_widths(wide, texts, room)
    assert sum(natural(wide, texts)) > room >= sum(found)
    assert found[0] >= natural(wide, [])[0] - 100  # its one word stands in a line
    assert found[0] > 16 * 92  # which takes 16 letters of half an em


def test_where_nothing_helps_all_give_the_same_share():
    many = _table(*[("Responsibilities", 40)] * 12)
    found = column_widths(many, [["y" * 80] * 12], PORTRAIT)
    assert len(set(found)) == 1 and sum(found) <= PORTRAIT


@pytest.mark.parametrize("words", ["1044.6674", "2022-10-14", "ZH99010120001", "C-016", "−0.0012*"])
def test_figures_dates_and_ids_stand_in_one_line_beside_long_texts(words):
    table = _table(("Code", 8), *[("Remark", 40)] * 5)
    widths = column_widths(table, [[words, *["long text " * 30] * 5]], 14_000, SMALL)
    assert widths[0] - 140 >= 7.5 * 10 * len(
        words
    )  # twips: half an em of 7.5 points a letter, within the cell's margins


def test_the_unit_of_a_title_stands_in_one_line_with_its_brackets():
    table = _table(("用地总面积（hm²）", 8), *[("备注", 40)] * 5)
    widths = column_widths(table, [["1.0", *["占用基本农田" * 40] * 5]], 14_000, SMALL)
    assert widths[0] - 140 >= 7.5 * 10 * 7


def test_the_columns_that_make_rows_tall_get_the_room():
    table = _table(("Requirement", 34), ("Situation", 34), ("Decision", 30), ("Missing", 30))
    rows = [["A clause of the list. " * 2, "What was found. " * 40, "", ""]] * 30 + [
        ["A clause.", "Found.", "", "law " * 4]
    ]
    first, second, third, fourth = column_widths(table, rows, PORTRAIT)
    assert second > 0.5 * PORTRAIT and third < first and fourth < first


def test_names_keep_some_room_where_figures_take_nearly_all():
    table = _table(("Name", 20), *[("Agricultural construction (hm²)", 10)] * 14)
    widths = column_widths(table, [["中心城区003号城镇住宅用地", *["1044.6674"] * 14]] * 40, 13_958, SMALLEST)
    assert widths[0] > 1_000 and min(widths[1:]) - 140 >= 6.5 * 10 * 9


def test_letters_become_smaller_with_the_number_of_figures_side_by_side():
    few, many, most = (_table(*[("Area", 9)] * count) for count in (6, 12, 17))
    sizes = [letter_size(one, [["1044.6674"] * len(one.columns)], 13_958) for one in (few, many, most)]
    assert sizes == [9.0, SMALL, SMALLEST]


def test_no_word_of_a_heading_breaks_in_the_table_of_positions():
    """Seventeen columns and more side by side: `Administrative`, `Permanent` and `Stations` broke in English."""
    red = Against(layer(box(50, 0, 300, 100), name="erl", HXMC=["North hills"]), coverage="full")
    result = reviewed([box(0, 0, 100, 100)], options=plane(), language="en", erl=red)
    table = positions(result, style_of(result, "en"))
    texts = [list(row) for row in table.texts()]
    points = letter_size(table, texts, 13_900)
    found = column_widths(table, texts, 13_900, points)
    for column, width in zip(table.columns, found):
        longest = max(len(word) for word in column.title.split())
        assert width + 1 >= points * 10.2 * max(5, longest * 1.08 * 1.1) + 160 - 1, column.title
