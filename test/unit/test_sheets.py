"""Sheets of the workbook: names that every program takes, closed figures, sums, headings, links, the cover."""

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.outputs import xlsx
from zoning_review_plugin.outputs.sheets import row_stream, table_sheet
from zoning_review_plugin.outputs.sheets.names import SheetNames
from zoning_review_plugin.outputs.sheets.table_sheet import row_count, write_table
from zoning_review_plugin.tables.marks import Marks, marked_between
from zoning_review_plugin.tables.table import BODY, SUBTOTAL, TOTAL, Table, TableColumn

from .small_reviews import Against, box, layer, reviewed

NASTY = "='x'[1]:*?/\\" + "长" * 40 + "\u202e\x07"


def sheet_of(table, tmp_path, links=None):
    """The sheet of a `Table`, read back."""
    book = Workbook(write_only=True)
    book.create_sheet("Cover").append(["home"])
    write_table(book.create_sheet("T"), table, 0, len(table.rows), Words("en"), "Cover", links or {})
    book.save(tmp_path / "one.xlsx")
    return openpyxl.load_workbook(tmp_path / "one.xlsx")["T"]


def closed_table(**more):
    columns = (
        TableColumn("subject_id", "Site"),
        TableColumn("in", "Inside", "number", 4, group="Boundary"),
        TableColumn("out", "Outside", "number", 4, group="Boundary"),
        TableColumn("whole", "Total", "number", 4),
    )
    rows = pd.DataFrame(
        {"subject_id": ["a", "b", "sum"], "in": [0.3333, 0.3333, 0.6667], "out": [0.6667, 0.6667, 1.3333]}
    )
    rows["whole"] = [1.0, 1.0, 2.0]
    return Table("t", "T", columns, rows, ("a note", "=not a formula"), (BODY, SUBTOTAL, TOTAL), **more)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=40))
def test_names_of_sheets_are_legal_and_unique(titles):
    names = SheetNames()
    taken = [names.take(title) for title in titles + titles]
    assert len({name.lower() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name == name.strip("' ")
        assert name.lower() != "history"


def test_spreadsheets_keep_one_name_for_themselves():
    assert SheetNames().take("History").lower() != "history"


def test_a_figure_that_was_rounded_the_other_way_is_marked_and_stays_a_number(tmp_path):
    sheet = sheet_of(closed_table(adjusted=frozenset({(2, "in")})), tmp_path)
    marked = sheet["B5"]
    assert marked.value == 0.6667 and marked.number_format == '0.0000"*"'
    assert marked.fill.fgColor.rgb != sheet["C5"].fill.fgColor.rgb
    assert sheet["B3"].number_format == "0.0000"


def test_sums_stand_out_and_shared_headings_span_their_columns(tmp_path):
    sheet = sheet_of(closed_table(), tmp_path)
    assert [sheet.cell(row, 4).font.bold for row in (3, 4, 5)] == [False, True, True]
    assert sheet["D5"].border.top.style == "thin" and sheet["D4"].border.top is None or not sheet["D4"].border.top.style
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["B1:C1"]
    assert [sheet["B1"].value, sheet["A2"].value, sheet["D2"].value] == ["Boundary", "Site", "Total"]
    assert sheet.freeze_panes == "B3" and sheet.auto_filter.ref == "A2:D5" and sheet.print_title_rows == "$1:$2"


def test_what_is_missing_notes_and_the_way_back_stand_below(tmp_path):
    table = closed_table(needs=("supply the land survey",))
    sheet = sheet_of(table, tmp_path)
    below = [sheet.cell(row, 1) for row in range(6, sheet.max_row + 1)]
    texts = [cell.value for cell in below if cell.value]
    assert texts == ["supply the land survey", "a note", "=not a formula", "Back to “Cover”"]
    assert all(cell.data_type != "f" for cell in below)
    assert below[-1].hyperlink.location == "'Cover'!A1"
    assert sheet.max_row == row_count(table, len(table.rows))


def test_a_subject_leads_to_its_row(tmp_path):
    sheet = sheet_of(closed_table(), tmp_path, {"b": ("It's", 7)})
    assert sheet["A4"].hyperlink.location == "'It''s'!A7" and sheet["A4"].value == "b"
    assert sheet["A3"].hyperlink is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_link_of_a_workbook_leads_to_what_it_says(tmp_path, language):
    subjects = layer(box(0, 0, 10, 10), box(20, 0, 30, 10), name="subjects", DKBH=["one", NASTY])
    against = {"erl": Against(layer(box(0, 0, 5, 10)))}
    result = reviewed([subjects], fields={"id": "DKBH"}, language=language, **against)
    xlsx.write(result, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "review.xlsx")
    cover, links = book.worksheets[0], 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    name, _, place = cell.hyperlink.location.rpartition("!")
                    target = book[name.strip("'").replace("''", "'")][place]
                    links += 1
                    if sheet is not cover and target.parent is not cover:
                        assert target.value == cell.value
    listed = [row[0].value for row in cover.iter_rows() if row[0].hyperlink]
    assert listed == book.sheetnames[1:] and links > len(listed)
    rows = [row for row in cover.iter_rows() if row[0].hyperlink]
    for row in rows:
        told = [(len(str(cell.value or "")), cover.column_dimensions[cell.column_letter].width) for cell in row[:3]]
        lines = max(-(-length // width) for length, width in told)
        assert (cover.row_dimensions[row[0].row].height or 15) >= 13 * lines, row[0].value
        assert row[0].alignment.wrap_text


def test_more_rows_than_a_sheet_holds_go_on_in_the_next_and_stand_in_the_index(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "LONGEST_SHEET", 3)
    result = reviewed([box(k, 0, k + 1, 1) for k in range(7)], erl=Against(layer(box(0, 0, 100, 100))), language="en")
    xlsx.write(result, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "review.xlsx")
    parts = [name for name in book.sheetnames if name in ("Subjects", "Subjects 2", "Subjects 3", "Subjects 4")]
    ids = [
        row[0]
        for name in parts
        for row in book[name].iter_rows(min_row=2, max_row=4, values_only=True)
        if row[0] and row[0].isdigit()
    ]
    assert len(parts) == 3 and ids == [str(k) for k in range(1, 8)]


def _looks(sheet):
    return [[_look(cell) for cell in row] for row in sheet.iter_rows()]


def _look(cell):
    style = cell.number_format, cell.font.bold, cell.fill.fgColor.rgb, cell.alignment.vertical, cell.quotePrefix
    return cell.value, cell.data_type, *style


def long_table():
    columns = (
        TableColumn("subject_id", "Site"),
        TableColumn("told", "Told", width=10),
        TableColumn("area", "Area", "number", 4),
        TableColumn("share", "Share", "percent", 2),
        TableColumn("count", "Count", "integer"),
    )
    rows = pd.DataFrame(
        [
            ("a", "=1+1", 0.00001, 0.999999, 3),
            ("b", "a text that is wider than its column\nand\rhas lines", None, 1.0, None),
            ("c", NASTY, 1.25, 0.00000001, 0),
            ("d", " <b>&amp; ", float("inf"), 0.5, 7),
            ("sum", None, 1.2501, None, 10),
        ],
        columns=[column.key for column in columns],
    )
    kinds = (BODY, BODY, SUBTOTAL, BODY, TOTAL)
    return Table("t", "T", columns, rows, (), kinds, Marks({"area": [2, 4], "share": [3]}))


def test_rows_look_the_same_whether_written_as_text_or_cell_by_cell(tmp_path, monkeypatch):
    table = long_table()
    as_text = _looks(sheet_of(table, tmp_path))
    every = {one: ("T", 2) for one in table.rows["subject_id"]}
    by_cells = _looks(sheet_of(table, tmp_path, every))
    assert [row[1:] for row in as_text] == [row[1:] for row in by_cells]
    assert as_text[1][1][:2] == ("=1+1", "s") and as_text[1][2][2] == '"<0.0001"' and as_text[1][2][0] == 0.00001
    monkeypatch.setattr(table_sheet, "_AT_ONCE", 2)
    assert _looks(sheet_of(table, tmp_path)) == as_text
    assert [row[1:] for row in _looks(sheet_of(table, tmp_path, {"b": ("T", 2)}))] == [row[1:] for row in as_text]
    monkeypatch.setattr(row_stream, "LXML", False)
    assert _looks(sheet_of(table, tmp_path)) == as_text


@given(st.sets(st.tuples(st.integers(0, 30), st.sampled_from("abc"))), st.integers(0, 30), st.integers(0, 30))
def test_marks_are_the_set_that_they_stand_for(cells, first, last):
    marks = Marks({key: sorted(row for row, name in cells if name == key) for key in "abc"})
    assert marks == cells and len(marks) == len(cells) and bool(marks) == bool(cells)
    assert all(((row, key) in marks) == ((row, key) in cells) for row in range(31) for key in "abcd")
    between = marked_between(marks, first, last)
    assert between == {key: sorted(rows) for key, rows in marked_between(frozenset(cells), first, last).items()}
