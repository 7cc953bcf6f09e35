"""Official lists in layouts of their own: which column is what, where clauses begin, how strong their words are."""

import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoning_review_plugin.rules.faults import PackFault
from zoning_review_plugin.rules.workbook.clauses import clauses_of
from zoning_review_plugin.rules.workbook.cleaning import clean_heading, cleaned
from zoning_review_plugin.rules.workbook.list_import import import_list
from zoning_review_plugin.rules.workbook.list_mapping import proposed_mapping, read_mapping
from zoning_review_plugin.rules.workbook.list_words import proposed_strength
from zoning_review_plugin.rules.workbook.reading import read_workbook
from zoning_review_plugin.rules.workbook.writing import write_workbook

HEAD = {"id": "L", "level": "unit", "valid_from": "2026-01-01"}
A, B = "ZH99010120003", "ZH99010210001"


def saved(path, rows, merged=()):
    book = openpyxl.Workbook()
    book.active.title = "清单"
    for row in rows:
        book.active.append(row)
    for one in merged:
        book.active.merge_cells(one)
    book.save(path)
    return path


@pytest.fixture
def wide(tmp_path):
    """A title, headings in two rows, the four dimensions in columns of their own under another province's names."""
    rows = [
        ["附件2 示例市环境管控单元生态环境准入清单"],
        ["序号", "环境管控单元\n编码", "环境管控单元名称", "管控单元分类", "管控要求", None, None, None, "备注"],
        [None, None, None, None, "区域布局管控\n", "能源资源利用", "污染物排放管控", "环境风险防控", None],
        [
            1,
            A,
            "甲",
            "重点管控单元",
            "1.禁止新建化工项目。\n2.原则上不再新建燃煤锅炉。",
            "鼓励使用再生水。",
            "1-1.应达标排放。",
            None,
            "甲注",
        ],
        [
            2,
            B,
            "乙",
            "优先保护单元",
            "1、禁止下列活动：（1）采矿；（2）建厂。2、现有企业逐步退出。",
            None,
            None,
            "制定预案",
            None,
        ],
    ]
    merged = ["A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:H2", "I2:I3"]
    return saved(tmp_path / "wide.xlsx", rows, merged)


def test_headings_in_two_rows_are_understood(wide):
    mapping = proposed_mapping(wide)
    assert (mapping.sheet, mapping.heading_row) == ("清单", 3)
    assert mapping.columns == {
        "A": None, "B": "unit_code", "C": None, "D": "unit_class", "E": "spatial_layout", "F": "resource_efficiency",
        "G": "pollutant_discharge", "H": "environmental_risk", "I": "note",
    }  # fmt: skip


def test_each_clause_of_a_cell_becomes_a_rule(wide):
    pack, _ = import_list(wide, proposed_mapping(wide), HEAD)
    found = [(rule.scope.unit_codes[0], rule.dimension, rule.clause_no, rule.clause_text) for rule in pack.rules]
    assert found == [
        (A, "spatial_layout", "1", "禁止新建化工项目。"),
        (A, "spatial_layout", "2", "原则上不再新建燃煤锅炉。"),
        (A, "resource_efficiency", None, "鼓励使用再生水。"),
        (A, "pollutant_discharge", None, "1-1.应达标排放。"),
        (B, "spatial_layout", "1（1）", "禁止下列活动：采矿；"),
        (B, "spatial_layout", "1（2）", "禁止下列活动：建厂。"),
        (B, "spatial_layout", "2", "现有企业逐步退出。"),
        (B, "environmental_risk", None, "制定预案"),
    ]
    assert len({rule.id for rule in pack.rules}) == len(pack.rules)
    assert pack.rules[0].note == "甲注"


def test_no_clause_is_judged_by_guess(wide):
    pack, remarks = import_list(wide, proposed_mapping(wide), HEAD)
    assert {rule.automation for rule in pack.rules} == {"manual"}
    assert not any(rule.test or rule.applies_if or rule.exceptions for rule in pack.rules)
    assert [(rule.modality, rule.binding) for rule in pack.rules] == [
        ("prohibit", "hard"), ("restrict", "soft"), ("encourage", "soft"), ("require", "hard"),
        ("prohibit", "hard"), ("prohibit", "hard"), ("exit", "hard"), ("require", "hard"),
    ]  # fmt: skip
    unknown = [(one.place.feature, one.params["text"]) for one in remarks if one.code == "clause_strength_unknown"]
    assert unknown == [("5", "制定预案")]
    left = [one.place.field for one in remarks if one.code == "list_column_left"]
    assert left == ["A 序号", "C 环境管控单元名称"]


def test_an_imported_list_goes_through_our_workbook(wide, tmp_path):
    pack, _ = import_list(wide, proposed_mapping(wide), HEAD)
    write_workbook(pack, tmp_path / "ours.xlsx")
    assert read_workbook(tmp_path / "ours.xlsx").document == pack.document


@pytest.fixture
def long(tmp_path):
    """One clause a row; units and dimensions merged downwards, a heading of a part merged across, notes of width."""
    rows = [
        ["单元编码", "管控维度", "条款号", "管控要求", "依据", "要素分区编码"],
        ["一、示例区", None, None, None, None, None],
        [
            f"{A}、{B}",
            "空间布局约束",
            "1-1",
            "禁止新建Ｃ２６「化工」项(xiang)(mu)目",
            "示环发[2026]1号",
            "YS9901012210001",
        ],
        [None, None, "1-2", "严禁采砂，鼓励修复，国家重大项目除外", None, None],
        [None, "其他", "1-3", "企业应急预案备案", None, None],
        [None, None, None, None, "只有依据", None],
    ]
    return saved(tmp_path / "long.xlsx", rows, ["A2:F2", "A3:A5", "B3:B4"])


def test_merged_cells_hold_for_all_their_rows(long):
    pack, remarks = import_list(long, proposed_mapping(long), HEAD)
    assert [rule.scope.unit_codes for rule in pack.rules] == [(A, B)] * 3
    assert [rule.dimension for rule in pack.rules] == ["spatial_layout", "spatial_layout", None]
    assert [rule.clause_no for rule in pack.rules] == ["1-1", "1-2", "1-3"]
    codes = [(one.code, one.place.feature) for one in remarks if one.code.startswith("list_")]
    assert codes == [("list_part_heading", "2"), ("list_dimension_unknown", "5"), ("list_row_left", "6")]


def test_texts_are_cleaned_and_the_original_is_kept(long):
    first, second, third = import_list(long, proposed_mapping(long), HEAD)[0].rules
    assert first.clause_text == "禁止新建C26“化工”项目"
    assert first.clause_original == "禁止新建Ｃ２６「化工」项(xiang)(mu)目"
    assert first.basis[0].doc == "示环发〔2026〕1号"
    assert second.clause_original is None
    assert "YS9901012210001" in first.note and "其他" in third.note


def test_doubtful_words_are_told(long):
    _, remarks = import_list(long, proposed_mapping(long), HEAD)
    found = {(one.code, one.place.feature) for one in remarks if one.code.startswith("clause_")}
    assert found == {("clause_strength_mixed", "4"), ("clause_exception", "4"), ("clause_strength_unknown", "5")}


def test_units_are_known_by_their_codes_where_no_heading_names_them(tmp_path):
    path = saved(tmp_path / "a.xlsx", [["编号", "管控要求"], [A, "禁止采砂"], [B, "禁止捕捞"]])
    assert proposed_mapping(path).columns == {"A": "unit_code", "B": "clause"}


def test_a_row_without_units_is_limited_by_its_class(tmp_path):
    rows = [["单元类别", "行政区划代码", "管控要求"], ["优先保护单元", 990101, "禁止采砂"], ["全部", None, "禁止捕捞"]]
    path = saved(tmp_path / "a.xlsx", rows)
    first, second = import_list(path, proposed_mapping(path), HEAD)[0].rules
    assert (first.scope.unit_class, first.scope.xzqdm) == (("priority",), ("990101",))
    assert second.scope.unit_class == ()


def test_a_mapping_goes_out_is_changed_and_comes_back(wide, tmp_path):
    written = proposed_mapping(wide).as_json()
    written["columns"]["C"]["field"] = "note"
    written["columns"]["I"]["field"] = None
    (tmp_path / "m.json").write_text(json.dumps(written), encoding="utf-8")
    pack, _ = import_list(wide, read_mapping(tmp_path / "m.json"), HEAD)
    assert pack.rules[0].note == "甲"


BAD_MAPPINGS = {
    "no JSON": ("{", "not_json"),
    "a list": ("[]", "mapping_malformed"),
    "no columns": ('{"sheet": "a", "heading_row": 1}', "mapping_malformed"),
    "row in words": ('{"sheet": "a", "heading_row": "one", "columns": {}}', "mapping_malformed"),
    "field unknown": ('{"sheet": "a", "heading_row": 1, "columns": {"A": {"field": "x"}}}', "mapping_field"),
    "no column": ('{"sheet": "a", "heading_row": 1, "columns": {"1!": {"field": "note"}}}', "mapping_malformed"),
}


@pytest.mark.parametrize("name", BAD_MAPPINGS)
def test_a_mapping_that_is_none_is_told(tmp_path, name):
    content, code = BAD_MAPPINGS[name]
    (tmp_path / "m.json").write_text(content, encoding="utf-8")
    with pytest.raises(PackFault, match=code):
        read_mapping(tmp_path / "m.json")


def test_a_workbook_without_clauses_is_told(tmp_path):
    path = saved(tmp_path / "a.xlsx", [["姓名", "电话"], ["甲", 1]])
    with pytest.raises(PackFault, match="list_not_recognised"):
        proposed_mapping(path)


def test_formulas_in_a_list_are_refused(tmp_path):
    path = saved(tmp_path / "a.xlsx", [["单元编码", "管控要求"], [A, '="禁止"&"采砂"']])
    with pytest.raises(PackFault) as caught:
        import_list(path, proposed_mapping(path), HEAD)
    assert (caught.value.code, caught.value.place.feature) == ("cell_formula", "2")


def test_a_head_that_does_not_do_is_told(wide):
    with pytest.raises(PackFault) as caught:
        import_list(wide, proposed_mapping(wide), {**HEAD, "level": "village"})
    assert caught.value.place.key == "pack.level"


STRENGTHS = {
    "禁止新建、扩建燃煤火电机组": ("prohibit", "hard"),
    "严禁采砂": ("prohibit", "hard"),
    "不得占用": ("prohibit", "hard"),
    "原则上禁止新建": ("restrict", "soft"),
    "原则上不再新建燃煤锅炉": ("restrict", "soft"),
    "禁止采砂；原则上不新建码头": ("prohibit", "hard"),
    "严格控制高耗水行业": ("restrict", "soft"),
    "限制发展": ("restrict", "soft"),
    "有序退出": ("exit", "hard"),
    "应采用多级逆流漂洗": ("require", "hard"),
    "须达标排放": ("require", "hard"),
    "引导企业入园": ("encourage", "soft"),
    "优先发展": ("encourage", "soft"),
    "优先保护耕地": ("require", "hard"),
    "编制突发环境事件应急预案": ("require", "hard"),
}


@pytest.mark.parametrize("text", STRENGTHS)
def test_words_propose_a_strength(text):
    assert proposed_strength(text)[:2] == STRENGTHS[text]


CLAUSES = {
    "1.甲。\n2.乙3.5吨；3.丙": ["1 甲。", "2 乙3.5吨；", "3 丙"],
    "一、总则：1.甲。2.乙\n二、丙": ["一1 总则：甲。", "一2 总则：乙", "二 丙"],
    "（1）甲\n（2）乙": ["（1） 甲", "（2） 乙"],
    "①甲；②乙": ["① 甲；", "② 乙"],
    "１．甲\n２．乙": ["１ 甲", "２ 乙"],
    "执行1.5倍替代。": ["None 执行1.5倍替代。"],
    "按照（2）执行": ["None 按照（2）执行"],
    "1.甲": ["1 甲"],
    "": [],
}


@pytest.mark.parametrize("text", CLAUSES)
def test_where_clauses_begin(text):
    assert [f"{one.number} {one.text}" for one in clauses_of(text)] == CLAUSES[text]


@given(st.lists(st.text("甲乙丙丁，", min_size=1, max_size=9), min_size=2, max_size=15))
def test_no_word_of_numbered_clauses_is_lost(texts):
    cell = "\n".join(f"{number}.{text}" for number, text in enumerate(texts, 1))
    assert [(one.number, one.text) for one in clauses_of(cell)] == [
        (str(number), text) for number, text in enumerate(texts, 1)
    ]


CLEANED = {
    "重(zhong)点(dian)管控": "重点管控",
    "化学需氧量(COD)": "化学需氧量(COD)",
    "Ｃ２６１４　类": "C2614 类",
    "「红线」『甲』": "“红线”‘甲’",
    "示环发[2026]1号": "示环发〔2026〕1号",
    "示环发（2026）第12号": "示环发〔2026〕第12号",
    "第[3]条，见[2026]年": "第[3]条，见[2026]年",
    "環境質量": "環境質量",
    "甲\u200b乙\u00a0丙": "甲乙 丙",
    "甲 \r\n\n 乙": "甲\n乙",
}


@pytest.mark.parametrize("text", CLEANED)
def test_cleaning(text):
    assert cleaned(text) == (CLEANED[text], None if text == CLEANED[text] else text)


@given(st.text("甲乙a(b)「Ａ１　[2026]〔〕号 \n\u200b", max_size=40))
def test_what_is_clean_stays_as_it_is(text):
    assert cleaned(cleaned(text)[0])[1] is None


def test_headings_lose_their_line_breaks():
    assert clean_heading("空间布局\n 约束\r\n") == "空间布局约束"
