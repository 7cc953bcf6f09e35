"""T3 and T7: every clause and every subject is there, decisions stand beside verdicts, missing levels are told."""

import pytest
import yaml

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.tables.clause_by_clause import clause_by_clause
from zoning_review_plugin.tables.coordination import coordination
from zoning_review_plugin.tables.evidence_words import evidence_text
from zoning_review_plugin.tables.id_lists import id_list
from zoning_review_plugin.tables.report_style import ReportStyle

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, reviewed
from .small_tables import cells, heads, made

ERL = Against(layer(box(0, 0, 50, 100)), coverage="full")
SPACE = {
    "id": "S1", "clause_no": "2", "clause_text": "红线内禁止建设。", "dimension": "spatial_layout",
    "test": {"overlap": {"role": "ecological_red_line"}}, "suggestion": "remove",
}  # fmt: skip
WATER = {
    "id": "W1", "clause_no": "10", "clause_text": "废水应当集中处理。", "dimension": "pollutant_discharge",
    "modality": "require", "test": {"declared": "sewer"},
}  # fmt: skip
MANUAL = {
    "id": "M1", "clause_no": "9", "clause_text": "应当论证风险。", "dimension": "environmental_risk",
    "modality": "require", "automation": "manual", "test": None, "if_unknown": "to_be_judged",
}  # fmt: skip


def parcels(count, **fields):
    """Squares of 10 m along x: five of them in the red line, however many there are."""
    ids = [f"A-{k:03d}" for k in range(1, count + 1)]
    return layer(*(box(10 * k, 0, 10 * k + 10, 10) for k in range(count)), name="subjects", id=ids, **fields)


def result_of(folder, *rules, count=9, packs=None, decisions=None, **more):
    if decisions is not None:
        (folder / "decisions.yaml").write_text(yaml.safe_dump(decisions, allow_unicode=True), encoding="utf-8")
        more["decisions"] = "decisions.yaml"
    return judged_review(folder, packs or [rule_pack(*rules, title="示例清单")], parcels(count), erl=ERL, **more)


def test_subjects_are_folded_by_verdict_and_none_is_dropped(tmp_path):
    """Nine squares, five in the red line."""
    table = made(clause_by_clause, result_of(tmp_path, SPACE))
    assert cells(table, "dimension", "level", "clause_no", "verdict", "subjects", "subject_list") == [
        ("空间布局约束", "市", "2", "不符合", "5", "A-001～A-005"),
        ("空间布局约束", "市", "2", "符合", "4", "A-006～A-009"),
    ]
    assert cells(table, "document", "requirement")[0] == ("示例清单 示例发〔2024〕1号", "红线内禁止建设。")


def test_each_finding_is_counted_in_one_row(tmp_path):
    result = result_of(tmp_path, SPACE, WATER, MANUAL)
    table = made(clause_by_clause, result)
    assert table.rows["subjects"].sum() == len(result.tables["finding"]) == 27


def test_clauses_stand_by_dimension_level_and_number(tmp_path):
    """Packs as cases list them: the city's first. 2 comes before 10, though 10 is read first."""
    late = {**SPACE, "id": "S0", "clause_no": "10"}
    packs = [
        rule_pack(WATER, late, SPACE, id="C", level="city"),
        rule_pack({**SPACE, "clause_no": "1"}, id="N", level="national"),
    ]
    table = made(clause_by_clause, result_of(tmp_path, packs=packs, count=1))
    assert cells(table, "dimension", "level", "clause_no") == [
        ("空间布局约束", "国家", "1"),
        ("空间布局约束", "市", "2"),
        ("空间布局约束", "市", "10"),
        ("污染物排放管控", "市", "10"),
    ]


def test_a_province_has_its_own_names_and_order_of_dimensions(tmp_path):
    energy = {**WATER, "id": "E", "dimension": "resource_efficiency"}
    result = result_of(tmp_path, SPACE, WATER, energy, count=1)
    table = made(clause_by_clause, result, province="44")
    assert [row[0] for row in cells(table, "dimension")] == ["区域布局管控", "能源资源利用", "污染物排放管控"]
    assert (heads(table)["dimension"], heads(table)["verdict"]) == ("管控维度", "相符性")
    assert made(clause_by_clause, result, province="51").title == "与生态环境分区管控要求符合性分析表"


def test_a_decision_stands_beside_the_computed_verdict(tmp_path):
    decisions = {
        "schema": "zoning-review/decisions/1",
        "decisions": [
            {"subject": "A-001", "rule": "S1", "verdict": "needs_justification", "by": "张三", "at": "2026-11-20",
             "reason": "专家意见"},
        ],
    }  # fmt: skip
    table = made(clause_by_clause, result_of(tmp_path, SPACE, decisions=decisions))
    rows = cells(table, "verdict", "subject_list", "decision")
    assert ("不符合", "A-001", "人工判定：需进一步论证（张三 2026-11-20：专家意见）") in rows
    assert ("不符合", "A-002～A-005", "") in rows


def test_a_stricter_clause_is_named_and_the_other_stays(tmp_path):
    weak = {
        "id": "D1",
        "modality": "distance",
        "test": {"distance": {"role": "ecological_red_line", "cmp": ">=", "m": 20}},
    }
    strict = {**weak, "id": "D2", "test": {"distance": {"role": "ecological_red_line", "cmp": ">=", "m": 30}}}
    result = result_of(tmp_path, weak, strict, count=1)
    (superseded,) = result.tables["finding"]["superseded_by"].dropna()
    said = [row[0] for row in cells(made(clause_by_clause, result), "decision")]
    assert superseded.endswith("D2") and sorted(said) == ["", f"从严于 {superseded}，本条不计入结论"]


def test_evidence_is_told_in_words(tmp_path):
    rule = {**SPACE, "applies_if": {"industry": ["C26"]}}
    result = result_of(tmp_path, rule, count=1, facts={"industry": ["C2614"]})
    (told,) = cells(made(clause_by_clause, result), "evidence")
    assert "行业：C2614" in told[0] and "与生态保护红线叠置，面积 0.0100 hm²" in told[0] and "依据：示例条例" in told[0]


def test_evidence_on_one_layer_asked_twice_is_not_added_up():
    twice = '[{"fact": "layer.development_boundary", "value": true, "area_m2": 10000}, ' \
            '{"fact": "layer.development_boundary", "value": true, "area_m2": 5000}]'  # fmt: skip
    said = evidence_text([twice], ReportStyle(Words("zh")))
    assert said == ("与城镇开发边界叠置，面积 1.0000 hm²；与城镇开发边界（条文另指的要素）叠置，面积 0.5000 hm²")
    both = evidence_text([twice, twice], ReportStyle(Words("zh")))
    assert both.startswith("与城镇开发边界叠置，面积 2.0000 hm²（2 个对象逐项和）")


def test_who_judges_and_what_is_missing(tmp_path):
    table = made(clause_by_clause, result_of(tmp_path, WATER, MANUAL, count=1))
    assert cells(table, "verdict", "missing", "review") == [
        ("待补充信息", "对“sewer”的申报", "自动"),
        ("待人工研判", "", "人工"),
    ]


def test_levels_without_clauses_are_needed(tmp_path):
    table = made(clause_by_clause, result_of(tmp_path, SPACE, count=1))
    assert table.needs == (
        "缺少省级准入清单的条文，层级比对不完整：请补充相应规则包。",
        "缺少县（区）或管控单元级准入清单的条文，层级比对不完整：请补充相应规则包。",
    )
    assert "已比对层级：市级 1 份 1 条。" in table.notes


def test_a_unit_without_clauses_of_its_own_is_named(tmp_path):
    units = Against(
        layer(box(0, 0, 50, 100), box(50, 0, 100, 100), code=["ZH99010120001", "ZH99010120002"]), "control_unit",
        fields={"code": "code"},
    )  # fmt: skip
    own = rule_pack({**WATER, "scope": {"unit_codes": ["ZH99010120001"]}}, level="unit")
    result = judged_review(tmp_path, [own], parcels(9), unit=units)
    needs = made(clause_by_clause, result).needs
    assert [need for need in needs if "ZH99010120002" in need and "ZH99010120001" not in need]


def test_without_packs_the_table_is_empty_and_says_so():
    table = made(clause_by_clause, reviewed([box(0, 0, 10, 10)], erl=ERL, language="zh"))
    assert not len(table.rows) and "未加载规则包" in table.needs[0]
    assert not len(made(coordination, reviewed([box(0, 0, 10, 10)], erl=ERL)).rows)


def test_many_different_sentences_are_cut_with_the_number_of_those_left(tmp_path):
    """30 subjects, each of another size in the red line, so that each sentence is another."""
    shapes = [box(0, 20 * k, 10 + k, 20 * k + 10) for k in range(30)]
    subjects = layer(*shapes, name="subjects", id=[f"Q{k}" for k in range(30)])
    wide = Against(layer(box(0, 0, 1000, 1000)), coverage="full")
    rule = {**SPACE, "explain": {"zh": {"does_not_conform": "重叠{area_hm2:.6f}公顷"}}}
    result = judged_review(tmp_path, [rule_pack(rule)], subjects, erl=wide)
    (row,) = cells(made(clause_by_clause, result), "situation", "subjects", "subject_list")
    assert row[0].splitlines()[0] == "Q0：重叠0.010000公顷" and len(row[0].splitlines()) == 9
    assert row[0].splitlines()[-1] == "其余 22 个对象的逐个说明见判定明细。"
    assert row[1:] == ("30", "Q0～Q9、Q10～Q29")


@pytest.mark.parametrize(
    "ids, said",
    [
        (["A-009", "A-010", "A-011"], "A-009～A-011"),
        (["1", "2"], "1、2"),
        (["T-1", "T-2", "T-4", "T-5", "T-6"], "T-1、T-2、T-4～T-6"),
        (["9", "10", "11", "12"], "9、10～12"),
        (["A1", "B2", "C3"], "A1、B2、C3"),
        (["乙", "", "丙"], "乙、、丙"),
        (["1" * 5000, "2"], "1" * 5000 + "、2"),
        ([], ""),
    ],
)
def test_runs_of_numbers_are_drawn_together(ids, said):
    assert id_list(ids, Words("zh")) == said


def test_coordination_has_a_row_for_each_document_with_conflict_and_suggestion(tmp_path):
    packs = [
        rule_pack(SPACE, title="示例省清单", id="P", level="province", doc_no="示政发〔2024〕2号"),
        rule_pack(WATER, title="示例交通规划", id="T", level="plan", doc_no="示交规〔2025〕3号"),
    ]
    table = made(coordination, result_of(tmp_path, packs=packs, count=3))
    assert cells(table, "kind", "level", "document", "doc_no", "verdict") == [
        ("符合性", "省", "示例省清单", "示政发〔2024〕2号", "不符合"),
        (
            "协调性",
            "规划",
            "示例交通规划",
            "示交规〔2025〕3号",
            "待补充信息（另有 3 项待补充或待研判，其中硬约束 3 项）",
        ),
    ]
    assert cells(table, "suggestion") == [("第 2 条 不符合（A-001～A-003）：调出",), ("",)]
    assert cells(table, "content")[0] == ("审查对象 3 个，面积 0.0300 hm²",)
    assert table.needs == ()


def test_coordination_without_a_same_level_plan_asks_for_one(tmp_path):
    assert any("同层位规划" in need for need in made(coordination, result_of(tmp_path, SPACE)).needs)


def test_what_may_still_be_argued_is_not_told_to_be_removed(tmp_path):
    soft = {**SPACE, "binding": "soft"}
    ((said,),) = cells(made(coordination, result_of(tmp_path, soft, count=2)), "suggestion")
    assert said == "第 2 条 需进一步论证（A-001、A-002）：须论证；论证不成立的，调出"


def test_in_english(tmp_path):
    table = made(clause_by_clause, result_of(tmp_path, SPACE, WATER, count=6), "en")
    assert cells(table, "dimension", "verdict", "subject_list")[0] == (
        "Spatial layout",
        "does not conform",
        "A-001–A-005",
    )
    assert made(coordination, result_of(tmp_path, SPACE, count=2), "en").title == "Coordination with plans and policies"
