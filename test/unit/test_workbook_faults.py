"""Workbooks that people and programs have spoilt: told by sheet, row and column, in no time, with nothing lost."""

import datetime
import io
import time
import zipfile

import openpyxl
import pytest

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.rules.faults import PackFault
from zoning_review_plugin.rules.workbook import opening
from zoning_review_plugin.rules.workbook.reading import read_with_remarks, read_workbook

from .small_workbooks import cell_under, edited, full, workbook_of


@pytest.fixture
def made(tmp_path):
    """The path of the full pack's workbook."""
    return workbook_of(full(), tmp_path / "a.xlsx")


def put(heading, row, value):
    """An edit: `value` into the column with that heading."""
    return lambda book: setattr(cell_under(book["规则"], heading, row), "value", value)


def put_head(cell, value):
    return lambda book: book["规则包"].__setitem__(cell, value)


def rename(heading, title):
    def edit(book):
        cell_under(book["规则"], heading, 1).value = title

    return edit


def merge(first, last, row, last_row):
    def edit(book):
        sheet = book["规则"]
        left, right = (cell_under(sheet, heading, row).column for heading in (first, last))
        sheet.merge_cells(start_row=row, start_column=left, end_row=last_row, end_column=right)

    return edit


FAULTS = {
    "formula": (put("条文", 3, "=A1&A2"), "cell_formula", "规则", "3", None),
    "formula in the head": (put_head("B3", "=1+1"), "cell_formula", "规则包", "3", None),
    "error value": (put("备注", 3, "#N/A"), "cell_error", "规则", "3", None),
    "truth value": (put("备注", 3, True), "cell_kind", "规则", "3", None),
    "time": (put("备注", 3, datetime.time(1, 2)), "cell_kind", "规则", "3", None),
    "word near": (put("管控方式", 3, "禁 止的"), "choice_near", "规则", "3", "管控方式"),
    "word unknown": (put("管控方式", 3, "xyz"), "choice_unknown", "规则", "3", "管控方式"),
    "condition": (put("判定条件", 4, "占地 园区"), "notation_operator", "规则", "4", "判定条件"),
    "condition without its ground": (put("判定条件", 4, '{"overlap": {}}'), "ground_unnamed", "规则", "4", "判定条件"),
    "condition in broken JSON": (put("判定条件", 4, "{"), "not_json", "规则", "4", "判定条件"),
    "no id": (put("规则编号", 3, None), "missing_key", "规则", "3", "规则编号"),
    "id twice": (put("规则编号", 4, "A-1"), "rule_id_twice", "规则", "4", "规则编号"),
    "no clause": (put("条文", 3, "  "), "missing_key", "规则", "3", "条文"),
    "a pass for the unknown": (put("无法判断时", 3, "符合"), "choice_near", "规则", "3", "无法判断时"),
    "30 February": (put("条文施行日期", 3, "2026-02-30"), "not_a_date", "规则", "3", "条文施行日期"),
    "no verdict of an exception": (put("例外2：结论", 2, None), "missing_key", "规则", "2", "例外2：结论"),
    "no document of a basis": (put("依据1：条款", 3, "第一条"), "missing_key", "规则", "3", "依据1：文件"),
    "no first day": (put_head("B10", None), "missing_key", "规则包", "10", "施行日期"),
    "level unknown": (put_head("B5", "乡级"), "choice_unknown", "规则包", "5", "层级"),
    "other version": (put_head("B2", "zoning-review/pack/9"), "not_one_of_near", "规则包", "2", "格式"),
    "row of the head unknown": (put_head("A5", "层级别"), "head_row_near", "规则包", "5", None),
    "row of the head twice": (put_head("A5", "名称"), "heading_twice", "规则包", "5", None),
    "row of the head unnamed": (put_head("B30", "x"), "head_row_unnamed", "规则包", "30", None),
    "heading near": (rename("管控方式", "管控式"), "heading_near", "规则", "1", None),
    "heading unknown": (rename("备注", "xyz"), "heading_unknown", "规则", "1", None),
    "heading twice": (rename("备注", "结论专题"), "heading_twice", "规则", "1", "结论专题"),
    "heading gone": (rename("结论专题", None), "heading_missing", "规则", "4", None),
    "column of clauses gone": (rename("条文", None), "heading_absent", "规则", None, None),
    "merged across": (merge("规则编号", "管控维度", 3, 3), "cells_merged", "规则", "3", None),
    "rest no JSON": (put("其他（JSON）", 3, "x"), "not_json", "规则", "3", "其他（JSON）"),
    "rest no object": (put("其他（JSON）", 3, "[1]"), "rest_not_object", "规则", "3", "其他（JSON）"),
    "rest says it again": (put("其他（JSON）", 3, '{"id": "x"}'), "rest_key_twice", "规则", "3", "其他（JSON）"),
    "rest unknown": (put("其他（JSON）", 3, '{"idd": "x"}'), "unknown_key_near", "规则", "3", None),
    "sheet gone": (lambda book: book.remove(book["规则包"]), "sheet_missing", None, None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_its_cell_and_takes_no_time(made, name):
    edit, code, sheet, row, heading = FAULTS[name]
    path = edited(made, edit)
    start = time.process_time()
    with pytest.raises(PackFault) as caught:
        read_workbook(path)
    assert time.process_time() - start < 1
    told = [one for one in (caught.value, *caught.value.others) if one.code == code]
    assert told, [one.code for one in (caught.value, *caught.value.others)]
    place = told[0].place
    assert (place.file, place.layer, place.feature) == (str(path), sheet, row)
    assert heading is None or place.field.split(" ", 1)[1] == heading
    for language in ("zh", "en"):
        line = Words(language).fault(told[0])
        assert line.startswith(str(path)) and (sheet or "") in line and "\n" not in line


def test_all_faults_are_told_at_once(made):
    def edit(book):
        put("管控方式", 2, "xyz")(book)
        put("判定条件", 4, "?")(book)
        put_head("B5", "xyz")(book)

    with pytest.raises(PackFault) as caught:
        read_workbook(edited(made, edit))
    found = {(one.place.layer, one.place.feature) for one in (caught.value, *caught.value.others)}
    assert found == {("规则", "2"), ("规则", "4"), ("规则包", "5")}


SAME = {
    "date typed as a date": put_head("B10", datetime.datetime(2026, 3, 1)),
    "date with points": put_head("B10", "2026.3.1"),
    "date in characters": put_head("B10", "2026年3月1日"),
    "date as a number of eight digits": put_head("B10", 20260301),
    "code typed as a number": put("行政区划代码", 2, 990101),
    "code as a number with a point": put("行政区划代码", 2, 990101.0),
    "english words": put("管控方式", 2, "Prohibit"),
    "code for a word": put("管控方式", 2, "prohibit"),
    "blanks around": put("规则编号", 2, "  A-1 \n"),
    "lists with commas": put("管控单元编码", 2, "ZH99010120003，ZH99010120004,"),
    "lists on lines": put("管控单元编码", 2, "ZH99010120003\nZH99010120004"),
    "english heading": rename("管控方式", "Modality"),
    "heading with line breaks": rename("管控单元编码", "管控单元\n 编码"),
    "key as a heading": rename("管控单元编码", "scope.unit_codes"),
    "empty rows": lambda book: book["规则"].insert_rows(3, 2),
    "blank cells far off": lambda book: book["规则"].cell(500, 90, "  "),
    "an empty sheet": lambda book: book.create_sheet("Sheet1"),
    "no notes": lambda book: book.remove(book["说明"]),
    "rows with a format": lambda book: setattr(book["规则"].row_dimensions[900], "height", 30),
}


@pytest.mark.parametrize("name", SAME)
def test_what_people_do_to_cells_changes_nothing(made, name):
    pack, remarks = read_with_remarks(edited(made, SAME[name]))
    assert pack.document == full() and remarks == []


def test_columns_may_change_places_and_empty_ones_may_go(made):
    def edit(book):
        sheet = book["规则"]
        gone = [cell.column for cell in sheet[1] if not any(sheet.cell(row, cell.column).value for row in (2, 3, 4))]
        for column in reversed(gone):
            sheet.delete_cols(column)
        rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                cell.value = value
                cell.data_type = "s" if value is not None else "n"

    assert read_workbook(edited(made, edit)).document == full()


def hide_sheet(book):
    book["规则包"].sheet_state = "hidden"


def hide_row(book):
    book["规则"].row_dimensions[3].hidden = True


def hide_column(book):
    book["规则"].column_dimensions["D"].hidden = True


def test_what_is_hidden_is_read_and_said(made):
    for edit in (hide_sheet, hide_row, hide_column):
        edited(made, edit)
    pack, remarks = read_with_remarks(made)
    assert pack.document == full()
    found = [(one.code, one.place.layer, one.params.get("count")) for one in remarks]
    assert found == [("sheet_hidden", "规则包", None), ("rows_hidden", "规则", 1), ("columns_hidden", "规则", 1)]


def test_a_sheet_of_the_users_own_is_not_read_and_said(made):
    pack, remarks = read_with_remarks(edited(made, lambda book: book.create_sheet("草稿").append(["x"])))
    assert pack.document == full() and [(one.code, one.place.layer) for one in remarks] == [("sheet_not_read", "草稿")]


def test_cells_merged_downwards_hold_for_every_row(made):
    def edit(book):
        cell_under(book["规则"], "管控维度", 3).value = None
        merge("管控维度", "管控维度", 2, 4)(book)

    pack, remarks = read_with_remarks(edited(made, edit))
    assert [rule.dimension for rule in pack.rules] == ["spatial_layout"] * 3
    assert [(one.code, one.place.feature, one.params["count"]) for one in remarks] == [("cells_filled_down", "2", 2)]


def test_an_exception_that_is_left_empty_lets_the_next_move_up(made):
    def edit(book):
        for part in ("条件", "结论", "证明材料"):
            put(f"例外1：{part}", 2, None)(book)

    (way,) = read_workbook(edited(made, edit)).document["rules"][0]["exceptions"]
    assert way == full()["rules"][0]["exceptions"][1]


def test_new_rows_become_rules(made):
    def edit(book):
        sheet = book["规则"]
        for heading, value in {"规则编号": "B-1", "条文": "鼓励", "管控方式": "鼓励", "判定条件": "行业 C26"}.items():
            cell_under(sheet, heading, 9).value = value

    document = read_workbook(edited(made, edit)).document
    assert document["rules"][3:] == [
        {"id": "B-1", "clause_text": "鼓励", "modality": "encourage", "test": {"industry": ["C26"]}}
    ]


def zipped(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet(path, old, new):
    parts = parts_of(path)
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new)
    return zipped(parts)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
FILES = {
    "empty": (lambda path: b"", "workbook_not_xlsx"),
    "text": (lambda path: b"id,name\n1,2\n", "workbook_not_xlsx"),
    "zip of something else": (lambda path: zipped({"a.txt": "x"}), "workbook_unreadable"),
    "cut off": (lambda path: path.read_bytes()[:3000], "workbook_not_xlsx"),
    "bytes turned over": (
        lambda path: path.read_bytes()[:2000] + bytes(300) + path.read_bytes()[2300:],
        "workbook_not_xlsx workbook_unreadable",
    ),
    "old format": (lambda path: OLE, "workbook_old"),
    "encrypted": (lambda path: OLE + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted"),
    "zip bomb": (
        lambda path: zipped({**parts_of(path), "xl/media/a.bin": bytes(opening.MAX_UNPACKED)}),
        "workbook_unpacks_large",
    ),
    "many parts": (lambda path: zipped({f"x{k}": b"" for k in range(3000)}), "workbook_unpacks_large"),
    "entities": (
        lambda path: with_sheet(path, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'),
        "workbook_entities",
    ),
    "not in UTF-8": (
        lambda path: zipped({**parts_of(path), "xl/worksheets/sheet1.xml": "<worksheet/>".encode("utf-16")}),
        "workbook_entities",
    ),
    "in an encoding of its own": (
        lambda path: with_sheet(path, b"<worksheet", b'<?xml version="1.0" encoding="cp037"?><worksheet'),
        "workbook_entities",
    ),
    "a link over everything": (
        lambda path: with_sheet(
            path, b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="A5:XFD9999" display="x"/></hyperlinks>'
        ),
        "workbook_too_many_cells",
    ),
    "merged over everything": (
        lambda path: with_sheet(
            path, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>'
        ),
        "workbook_too_many_cells",
    ),
    "broken XML": (lambda path: with_sheet(path, b"</sheetData>", b"</sheetDat>"), "workbook_unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_workbook_is_told_in_no_time(made, name):
    make, codes = FILES[name]
    made.write_bytes(make(made))
    start = time.process_time()
    with pytest.raises(PackFault) as caught:
        read_workbook(made)
    assert caught.value.code in codes.split() and caught.value.place.file == str(made)
    assert time.process_time() - start < 1


def test_too_many_cells_are_counted_before_anything_is_built(made, monkeypatch):
    monkeypatch.setattr(opening, "MAX_CELLS", 50)
    with pytest.raises(PackFault, match="workbook_too_many_cells"):
        read_workbook(made)


def test_what_lies_across_two_pieces_is_counted_once(made, monkeypatch):
    with zipfile.ZipFile(made) as parts:
        (entry,) = [one for one in parts.infolist() if one.filename == "xl/worksheets/sheet2.xml"]
        whole = opening._cells_in(parts, entry, "x")
        wanted = len(openpyxl.load_workbook(made)["规则包"]._cells)
        found = []
        for size in (301, 307, 419, 523):
            monkeypatch.setattr(opening, "_CHUNK", size)
            found.append(opening._cells_in(parts, entry, "x"))
    assert (whole, found) == (wanted, [wanted] * 4)


def test_a_cell_at_the_far_corner_costs_nothing(made):
    edited(made, lambda book: book["规则"].cell(1_048_576, 16_384, "x"))
    start = time.process_time()
    with pytest.raises(PackFault) as caught:
        read_workbook(made)
    assert (caught.value.code, caught.value.place.feature) == ("heading_missing", "1048576")
    assert time.process_time() - start < 1


def test_a_workbook_that_is_not_there(tmp_path):
    for path, code in ((tmp_path / "no.xlsx", "workbook_missing"), (tmp_path, "pack_unreadable")):
        with pytest.raises(PackFault, match=code):
            read_workbook(path)


def test_escapes_of_other_programs_are_no_part_of_a_text(made):
    book = openpyxl.load_workbook(made)
    cell_under(book["规则"], "条文", 3).value = "第一行_x000D_\n第二行"
    book.save(made)
    assert read_workbook(made).rules[1].clause_text == "第一行\n第二行"
