"""A pack as a workbook and back: exactly, whatever it holds, and ready for a person to fill in."""

import json
import re
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from zoning_review_plugin.rules.faults import PackFault
from zoning_review_plugin.rules.pack_file import pack_of
from zoning_review_plugin.rules.workbook.reading import read_with_remarks, read_workbook
from zoning_review_plugin.rules.workbook.writing import write_workbook

from .random_packs import packs
from .small_workbooks import cell_under, full, workbook_of


def exactly(value):
    """A text that tells 1, 1.0 and true apart."""
    return json.dumps(value, sort_keys=True)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=packs())
def test_any_pack_comes_back_as_it_was(tmp_path_factory, document):
    path = tmp_path_factory.mktemp("round") / "pack.xlsx"
    assert exactly(read_workbook(workbook_of(document, path)).document) == exactly(document)


def test_a_pack_comes_back_with_its_head_its_rules_and_no_remark(tmp_path):
    pack, remarks = read_with_remarks(workbook_of(full(), tmp_path / "a.xlsx"))
    assert exactly(pack.document) == exactly(full()) and remarks == []
    assert (pack.id, [rule.id for rule in pack.rules]) == ("990100-2026", ["A-1", "A-2", "A-3"])


def test_more_exceptions_than_there_is_room_for_are_kept(tmp_path):
    document = full()
    document["rules"][0]["exceptions"] = [{"if": {"declared": f"f{k}"}, "verdict": "conforms"} for k in range(30)]
    document["rules"][1]["basis"] = [{"doc": f"文件{k}"} for k in range(12)]
    assert read_workbook(workbook_of(document, tmp_path / "a.xlsx")).document == document


def test_cells_hold_chinese_words_and_readable_conditions(tmp_path):
    sheet = openpyxl.load_workbook(workbook_of(full(), tmp_path / "a.xlsx"))["规则"]
    shown = {
        heading: cell_under(sheet, heading, 2).value for heading in ("管控维度", "管控方式", "适用条件", "判定条件")
    }
    assert shown == {
        "管控维度": "空间布局约束",
        "管控方式": "禁止",
        "适用条件": "行业 C26 且 性质 新建、扩建",
        "判定条件": "非 位于 园区[类型=合规化工园区]",
    }
    assert cell_under(sheet, "例外1：证明材料", 2).value == "园区认定文件、批复"
    assert cell_under(sheet, "指标限值", 3).value == "vocs 替代比例 ≥ 2.0"


def test_no_text_becomes_a_formula_or_an_error(tmp_path):
    document = full()
    texts = ["=1+1", "+1", "-1", "@SUM(1)", "#N/A", '=HYPERLINK("http://x")']
    document["rules"] = [{"id": f"{k}", "clause_text": text, "modality": "exit"} for k, text in enumerate(texts)]
    path = workbook_of(document, tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not any(re.search(rb'<f>|t="e"|t="n"[^>]*><v>', sheet) for sheet in sheets)
    assert [rule.clause_text for rule in read_workbook(path).rules] == texts


def test_a_text_that_no_cell_holds_is_a_fault_and_nothing_is_written(tmp_path):
    document = full()
    document["rules"][1]["clause_text"] = "禁" * 32_768
    with pytest.raises(PackFault) as caught:
        write_workbook(pack_of(document, "made"), tmp_path / "a.xlsx")
    place = caught.value.place
    assert (caught.value.code, place.layer, place.feature) == ("cell_too_long", "规则", "3")
    assert place.field.endswith("条文") and not (tmp_path / "a.xlsx").exists()


def test_the_longest_text_that_a_cell_holds_comes_back(tmp_path):
    document = full()
    document["rules"][1]["clause_text"] = "禁" * 32_767
    assert read_workbook(workbook_of(document, tmp_path / "a.xlsx")).document == document


def test_characters_beyond_the_basic_plane_count_twice(tmp_path):
    document = full()
    document["rules"][1]["clause_text"] = "𠀀" * 16_384
    with pytest.raises(PackFault, match="cell_too_long"):
        write_workbook(pack_of(document, "made"), tmp_path / "a.xlsx")


def test_the_sheet_is_ready_to_be_filled_in_and_printed(tmp_path):
    book = openpyxl.load_workbook(workbook_of(full(), tmp_path / "a.xlsx"))
    assert book.sheetnames == ["规则", "规则包", "说明"]
    sheet = book["规则"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref[:3]) == ("B2", "A1:")
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")
    assert all(cell.comment and cell.comment.text for cell in sheet[1])
    chosen = {
        str(cells): rule.formula1 for rule in sheet.data_validations.dataValidation for cells in rule.sqref.ranges
    }
    modality = cell_under(sheet, "管控方式", 2).column_letter
    (wanted,) = [formula for cells, formula in chosen.items() if cells.startswith(f"{modality}2:")]
    assert wanted == '"禁止,限制,要求,上限,下限,强度,替代,距离,仅允许,退出,鼓励"'
    headed = {sheet[cells.split(":")[0][:-1] + "1"].value for cells in chosen}
    assert headed >= {
        "管控维度",
        "约束性",
        "判定方式",
        "三线一单",
        "条件成立时",
        "无法判断时",
        "例外1：结论",
        "调整建议",
    }


def test_the_notes_say_every_code_in_both_languages(root, tmp_path):
    sheet = openpyxl.load_workbook(workbook_of(full(), tmp_path / "a.xlsx"))["说明"]
    rows = [(row[0].value, str(row[1].value)) for row in sheet.iter_rows()]
    schema = json.loads((root / "resources" / "schemas" / "pack.schema.json").read_text(encoding="utf-8"))
    properties = schema["definitions"]["rule"]["properties"]
    wanted = [code for key in ("modality", "binding", "automation", "line") for code in properties[key]["enum"]]
    wanted += schema["definitions"]["role"]["enum"] + schema["definitions"]["verdict"]["enum"]
    told = {text.split("  ")[0] for _, text in rows}
    assert [code for code in wanted if code not in told] == []


@pytest.fixture(scope="module")
def vocabularies(root):
    return json.loads((root / "resources" / "workbook" / "codes.json").read_text(encoding="utf-8"))


def test_the_words_name_every_code_of_the_schema_once(root, vocabularies):
    schema = json.loads((root / "resources" / "schemas" / "pack.schema.json").read_text(encoding="utf-8"))
    parts, rule = schema["definitions"], schema["definitions"]["rule"]["properties"]
    condition = parts["condition"]["properties"]
    closed = {
        **{name: parts[name]["enum"] for name in ("role", "grade", "verdict")},
        **{
            name: rule[name]["enum"]
            for name in ("line", "dimension", "modality", "binding", "automation", "suggestion")
        },
        **{name: condition[name]["items"]["enum"] for name in ("nature", "part", "mode", "geometry")},
        "level": parts["pack"]["properties"]["level"]["enum"],
        "unknown_verdict": rule["if_unknown"]["enum"],
        "unit_class": parts["unit_class"]["enum"][:3],
        "amount": parts["metric"]["properties"]["of"]["enum"],
    }
    assert {name: set(words) for name, words in vocabularies.items()} == {
        name: set(codes) - {None} for name, codes in closed.items()
    }
    for words in vocabularies.values():
        chinese = [one[0] for one in words.values()]
        assert len(set(chinese)) == len(chinese)


def test_every_part_of_the_schema_has_its_column(root):
    layout = json.loads((root / "resources" / "workbook" / "layout.json").read_text(encoding="utf-8"))
    schema = json.loads((root / "resources" / "schemas" / "pack.schema.json").read_text(encoding="utf-8"))
    paths = {one["path"].split(".")[0] for part in ("columns", "groups_then") for one in layout[part]}
    assert paths | set(layout["groups"]) == set(schema["definitions"]["rule"]["properties"]) | {"*"}
    head = {one["path"].rpartition(".")[2] for one in layout["head"]}
    assert head == set(schema["definitions"]["pack"]["properties"]) | {"schema", "*"}


def test_every_fault_of_a_workbook_has_its_sentences(root):
    texts = {
        name: json.loads((root / "resources" / "words" / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("zh", "en")
    }
    folder = root / "zoning_review_plugin" / "rules" / "workbook"
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    families = "cell|cells|choice|clause|columns|head_row|heading|list|mapping|notation|rest|rows|sheet|workbook"
    used = set(re.findall(rf'(?:PackFault|_remark)\(\s*"((?:{families})_[a-z_]+)"', source))
    assert len(used) > 35
    for words in texts.values():
        assert [code for code in used if f"fault.{code}" not in words or f"action.{code}" not in words] == []
