"""Where data comes from, what was not reviewed, the headings of provinces, and texts that mean no good."""

import json

import pytest

from zoning_review_plugin.model.case import Coverage
from zoning_review_plugin.model.words import RESOURCES
from zoning_review_plugin.tables.data_sources import data_sources
from zoning_review_plugin.tables.headings import heading, table_title
from zoning_review_plugin.tables.not_reviewed import not_reviewed
from zoning_review_plugin.tables.report_style import style_of
from zoning_review_plugin.tables.review_tables import BUILDERS, review_tables

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, missing, reviewed
from .small_tables import cells, made

SQUARE = box(0, 0, 100, 100)
KEYS = (
    "three_lines_one_list", "three_control_lines", "units_involved", "clause_by_clause", "positions", "coordination",
    "data_sources", "not_reviewed",
)  # fmt: skip


def test_a_layer_tells_where_it_comes_from():
    erl = Against(layer(SQUARE), coverage="full", owner="某局", version="2022年成果", document="某发〔2022〕1号",
                  date="2022-10-14", obtained="来函提供", accuracy_m=2.5, secrecy="internal",
                  valid_from="2022-10-14")  # fmt: skip
    result = reviewed([SQUARE], erl=erl, language="zh")
    table = made(data_sources, result)
    assert cells(table, "key", "role", "owner", "version", "document", "date", "obtained")[1] == (
        "erl", "生态保护红线", "某局", "2022年成果", "某发〔2022〕1号", "2022-10-14", "来函提供",
    )  # fmt: skip
    assert cells(table, "valid", "crs", "accuracy", "secrecy", "count")[1] == (
        "2022-10-14 至 …", "EPSG:4547", "2.5 m（图件）", "内部", "1",
    )  # fmt: skip
    whole = result.facts()["constraint.erl.content_sha256"]
    ((short,),) = cells(table, "hash")[1:]
    assert len(whole) == 64 and whole.startswith(short) and len(short) == 12
    assert table.needs == ()


def test_what_is_not_said_of_layers_is_asked_for_together():
    two = {"erl": Against(layer(SQUARE), coverage="full"), "pbf": Against(layer(SQUARE), "permanent_farmland")}
    (need,) = made(data_sources, reviewed([SQUARE], **two, language="zh")).needs
    assert need == "数据“erl、pbf”未说明：版本、文号、日期、主管部门、获取方式。"


def test_coverage_has_a_row_of_its_own():
    erl = Against(layer(SQUARE), coverage_layer=layer(SQUARE), coverage=Coverage("area.gpkg"))
    table = made(data_sources, reviewed([SQUARE], erl=erl, language="zh"))
    assert [row[0] for row in cells(table, "key")] == ["审查对象 1", "erl", "erl 的覆盖范围"]


def said_of(table, kind):
    return [row[1:] for row in cells(table, "kind", "what", "why") if row[0] == kind]


def test_roles_without_a_layer_and_layers_without_data_are_told():
    silent = Against(layer(box(5000, 0, 5100, 100)))
    table = made(not_reviewed, reviewed([SQUARE, box(200, 0, 300, 100)], erl=silent, language="zh"))
    roles = [what for what, _ in said_of(table, "没有图层的要素")]
    assert "永久基本农田" in roles and "生态保护红线" not in roles
    assert said_of(table, "数据缺失或不全的图层") == [("erl（生态保护红线）", "2 个对象中 2 个没有数据（1、2）")]


def test_a_layer_that_could_not_be_opened_is_told():
    table = made(not_reviewed, reviewed([SQUARE], erl=Against(missing("erl")), language="zh"))
    assert said_of(table, "数据缺失或不全的图层") == [("erl（生态保护红线）", "1 个对象中 1 个没有数据（1）")]
    assert [what for what, _ in said_of(table, "未采用的数据")] == ["erl"]


def test_a_feature_without_shape_is_told():
    result = reviewed(
        [layer(SQUARE, None, name="subjects")], erl=Against(layer(SQUARE), coverage="full"), language="zh"
    )
    assert [what for what, _ in said_of(made(not_reviewed, result), "未采用的数据")] == ["subjects：2"]


def test_clauses_left_to_people_packs_and_dimensions_are_told(tmp_path):
    manual = {"id": "M1", "clause_no": "9", "dimension": "environmental_risk", "automation": "manual", "test": None,
              "if_unknown": "to_be_judged"}  # fmt: skip
    elsewhere = rule_pack({"applies_if": {"industry": ["C26"]}}, id="X", title="化工清单")
    packs = [
        rule_pack(manual, title="示例清单"),
        rule_pack({}, id="OLD", title="旧清单", valid_to="2025-01-01"),
        elsewhere,
    ]
    result = judged_review(tmp_path, packs, layer(SQUARE, name="subjects"), erl=Against(layer(SQUARE)),
                           facts={"industry": ["A01"]})  # fmt: skip
    table = made(not_reviewed, result)
    ((what, why),) = said_of(table, "待人工研判的条文")
    assert what == "示例清单 示例发〔2024〕1号 第 9 条" and why.startswith("1 个对象待人工研判（1）")
    assert [what for what, _ in said_of(table, "未适用的规则包")] == ["旧清单", "化工清单"]
    assert [what for what, _ in said_of(table, "没有条文的维度")] == [
        "空间布局约束",
        "污染物排放管控",
        "资源利用效率要求",
    ]
    assert [what for what, _ in said_of(table, "没有条文的层级")] == ["国家", "省", "管控单元"]


@pytest.fixture(scope="module")
def headings():
    return json.loads((RESOURCES / "table_headings.json").read_text(encoding="utf-8"))


def test_every_heading_is_there_in_both_languages(headings):
    for province, tables in headings.items():
        if province != "description":
            for table, columns in tables.items():
                assert table == "every_table" or table in KEYS
                for column, texts in columns.items():
                    assert set(texts) == {"zh", "en"} and all(texts.values()), (province, table, column)
                    assert texts["en"].isascii(), (province, table, column)


def test_a_province_words_a_column_and_takes_the_rest_from_the_nation(headings):
    result = reviewed([SQUARE], erl=Against(layer(SQUARE)), language="zh")
    style = style_of(result, "zh")
    guangdong = type(style)(style.words, province="44")
    assert heading("three_lines_one_list", "verdict", style) == "符合性"
    assert heading("three_lines_one_list", "verdict", guangdong) == "相符性"
    assert heading("clause_by_clause", "verdict", style) == "判定"
    assert heading("clause_by_clause", "verdict", guangdong) == "相符性"
    assert heading("three_lines_one_list", "situation", guangdong) == "本项目情况"
    assert table_title("three_lines_one_list", guangdong) == "“三线一单”相符性分析表"
    assert table_title("units_involved", type(style)(style.words, province="99")) == "涉及环境管控单元一览表"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_is_made_of_any_result(language):
    """Without rules, without layers that answer, without geometry."""
    for result in (
        reviewed([SQUARE], erl=Against(missing("erl"))),
        reviewed([layer(None, SQUARE, name="subjects")], erl=Against(layer(SQUARE))),
        reviewed([SQUARE], unit=Against(layer(box(9000, 0, 9001, 1)), "control_unit")),
    ):
        tables = {table.key: table for table in review_tables(result, language)}
        assert set(KEYS) <= set(tables) and len(tables) == len(BUILDERS)
        for key in KEYS:
            texts = tables[key].texts()
            assert all(len(row) == len(tables[key].columns) for row in texts)
            assert not [cell for row in texts for cell in row if "nan" in cell.lower() or cell == "None"]


NASTY = [
    '=HYPERLINK("x")',
    "+1",
    "-1",
    "@a",
    "a\nb\r\tc",
    "\u202eabc",
    "😀" * 50,
    "长" * 10_000,
    "{names}{0}",
    "%s",
    "\x07",
]


def test_names_that_mean_no_good_pass_through_whole(tmp_path):
    """Braces are no places to fill in, and nothing is cut: what writers cannot hold they see to themselves."""
    count = len(NASTY)
    shapes = [box(200 * k, 0, 200 * k + 100, 100) for k in range(count)]
    subjects = layer(*shapes, name="subjects", id=[f"{text}{k}" for k, text in enumerate(NASTY)])
    red = Against(layer(*shapes, MC=NASTY), coverage="full", fields={"name": "MC"}, owner="{names}", version="=1")
    rule = {"line": "red_line", "dimension": "spatial_layout", "test": {"overlap": {"role": "ecological_red_line"}},
            "clause_text": "{names} =1"}  # fmt: skip
    result = judged_review(tmp_path, [rule_pack(rule, title="{0}")], subjects, erl=red)
    for language in ("zh", "en"):
        tables = {table.key: table for table in review_tables(result, language)}
        named = [row[0] for row in cells(tables["positions"], "name")]
        assert sorted(named) == sorted(NASTY)
        listed = "".join(row[0] for row in cells(tables["clause_by_clause"], "subject_list"))
        assert all(f"{text}{k}" in listed for k, text in enumerate(NASTY))
