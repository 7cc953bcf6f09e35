"""T1 and the three control lines: the standard wordings, the data behind them, and a verdict for each line."""

import pytest

from zoning_review_plugin.model.case import Coverage
from zoning_review_plugin.tables.three_control_lines import three_control_lines
from zoning_review_plugin.tables.three_lines import three_lines_one_list

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, line, missing, plane, reviewed
from .small_tables import cells, made

RED = box(0, 0, 1000, 1000)
RULE = {
    "id": "E1", "clause_no": "一", "clause_text": "红线内禁止开发性、生产性建设活动。", "line": "red_line",
    "test": {"overlap": {"role": "ecological_red_line"}}, "if_false": "not_involved",
    "exceptions": [
        {"if": {"declared": {"flag": "limited_activity", "is": ["L6"]}}, "verdict": "needs_justification",
         "evidence": ["省级人民政府认定意见"]},
    ],
}  # fmt: skip


def red_line(**spec):
    given = {"coverage": "full", "owner": "某局", "version": "2022年成果", "date": "2022-10-14", **spec}
    return Against(layer(RED, BSM=["H1"], HXMC=["北岭红线"]), fields={"id": "BSM", "name": "HXMC"}, **given)


def first(folder, *shapes, rules=(RULE,), language="zh", erl=None, facts=None, **fields):
    """(situation, verdict) of the red line in T1, for one scheme of some shapes."""
    subjects = layer(*shapes, name="subjects", **fields)
    said = {"facts": {"declared": facts}} if facts else {}
    result = judged_review(folder, [rule_pack(*rules)], subjects, erl=erl or red_line(), **said)
    return cells(made(three_lines_one_list, result, language), "situation", "verdict")[0]


def test_outside_the_red_line_is_said_with_distance_bearing_and_the_data(tmp_path):
    """The subject lies 300 m east of the line, its middle level with it."""
    situation, verdict = first(tmp_path, box(1300, 400, 1400, 600))
    assert situation.startswith("不位于生态保护红线范围内，距最近的生态保护红线（北岭红线）300.0 m，方位西（270°）")
    assert situation.endswith("（依据某局 2022年成果 2022-10-14）。")
    assert verdict == "不涉及"


def test_nothing_near_is_no_distance_of_zero(tmp_path):
    situation, _ = first(tmp_path, box(9000, 0, 9100, 100))
    assert "，5 km 范围内未见生态保护红线（依据某局" in situation


def test_land_inside_is_said_with_area_and_parts(tmp_path):
    """Two parcels of 100 m x 100 m inside, one permanent, one temporary: 1 hm2 each."""
    shapes = box(0, 0, 100, 100), box(200, 0, 300, 100)
    situation, verdict = first(tmp_path, *shapes, part=["permanent", "temporary"])
    assert situation == (
        "用地涉及生态保护红线（北岭红线），面积 2.0000 hm²（其中永久 1.0000 hm²，临时 1.0000 hm²）（2 个对象：1、2）；"
        "未申报属于允许有限人为活动或国家重大项目。"
    )
    assert verdict == "不符合"


def test_a_limited_activity_is_named_and_its_opinion_asked_for(tmp_path):
    situation, verdict = first(tmp_path, box(0, 0, 100, 100), part=["permanent"], facts={"limited_activity": "L6"})
    assert "申报属允许有限人为活动的“必须且无法避让" in situation and "，须出具认定意见；" in situation
    assert "面积 1.0000 hm²" in situation and situation.endswith("须均位于省级人民政府认定意见范围内。")
    assert verdict == "需进一步论证"


def test_an_opinion_is_issued_only_by_declaration(tmp_path):
    facts = {"limited_activity": "L6", "recognition_opinion": True}
    situation, _ = first(tmp_path, box(0, 0, 100, 100), part=["permanent"], facts=facts)
    assert "，申报已出具认定意见；" in situation


def test_a_major_project_asks_for_the_opinion_that_it_cannot_avoid(tmp_path):
    situation, _ = first(tmp_path, box(0, 0, 100, 100), part=["permanent"], facts={"major_level": "national"})
    assert "确需占用的国家重大项目，须出具不可避让论证意见；涉及面积 1.0000 hm²（" in situation


@pytest.mark.parametrize(
    "mode, said",
    [("tunnel", "项目下穿生态保护红线"), ("bridge", "项目跨越生态保护红线"), ("overhead", "项目跨越生态保护红线")],
)
def test_passing_without_land_is_wording_two(tmp_path, mode, said):
    situation, _ = first(tmp_path, line((-500, 500), (1500, 500)), mode=[mode], part=["centreline"])
    assert situation.startswith(f"{said}（北岭红线），长度 1.000 km，在红线范围内不申请用地")


def test_a_line_on_the_ground_is_not_said_to_ask_for_no_land(tmp_path):
    situation, _ = first(tmp_path, line((-500, 500), (1500, 500)), mode=["surface"], part=["centreline"])
    assert situation == "线路穿越生态保护红线（北岭红线），长度 1.000 km；未说明在红线范围内是否申请用地。"


def test_a_plan_boundary_takes_no_land(tmp_path):
    situation, _ = first(tmp_path, box(0, 0, 200, 200), part=["plan_boundary"])
    assert situation.endswith("面积 4.0000 hm²；范围重叠不等于用地。") and "占用" not in situation


def test_what_is_not_stated_is_not_called_land(tmp_path):
    situation, _ = first(tmp_path, box(0, 0, 100, 100))
    assert situation.endswith("未说明是否用地。")


def test_an_overlap_within_the_accuracy_is_a_boundary_error(tmp_path):
    """A strip 2 m wide under an accuracy of 5 m."""
    situation, verdict = first(tmp_path, box(-100, 0, 2, 100), part=["permanent"], erl=red_line(accuracy_m=5.0))
    assert "疑似界线误差，待核原始界线" in situation and "面积 0.0200 hm²" in situation
    assert verdict == "需进一步论证"


def test_without_coverage_nothing_is_outside(tmp_path):
    situation, verdict = first(tmp_path, box(3000, 0, 3100, 100), erl=red_line(coverage=None))
    assert "不位于" not in situation and "没有数据或数据不全，不能认定" in situation
    assert verdict.startswith("待补充信息（另有 1 项待补充或待研判，其中硬约束 1 项）")


def test_of_two_subjects_only_the_known_one_is_said_to_be_outside(tmp_path):
    known = layer(box(-2000, -2000, 2000, 2000))
    covered = Against(layer(RED), coverage_layer=known, coverage=Coverage("area.gpkg"))
    situation, _ = first(tmp_path, box(1300, 0, 1400, 100), box(8000, 0, 8100, 100), erl=covered)
    assert situation.startswith("在数据完整的范围内不位于生态保护红线范围内")
    assert "1 个对象（2）所在位置没有数据" in situation


def test_a_subject_half_of_which_no_data_answers_for_is_told(tmp_path):
    """The line covers x 0 to 50, the data ends at x 50, the subject at 100."""
    covered = Against(layer(box(0, 0, 50, 100)), coverage_layer=layer(box(-100, -100, 50, 200)),
                      coverage=Coverage("area.gpkg"))  # fmt: skip
    situation, _ = first(tmp_path, box(0, 0, 100, 100), part=["permanent"], erl=covered)
    assert "面积 0.5000 hm²" in situation and "所涉 1 个对象（1）另有部分没有数据" in situation


def test_a_layer_that_is_missing_gives_no_wording_of_absence(tmp_path):
    result = reviewed([RED], erl=Against(missing("erl")), language="zh")
    situation, verdict = cells(made(three_lines_one_list, result), "situation", "verdict")[0]
    assert "不能认定" in situation and "不位于" not in situation and verdict == "未判定"
    table = made(three_lines_one_list, reviewed([RED], river=Against(layer(RED), "river_lake"), language="zh"))
    assert cells(table, "situation")[0] == ("未提供“生态保护红线”数据，不能认定位置关系。",)
    assert any("未加载规则包" in need for need in table.needs)


def test_every_line_has_its_row_and_what_has_no_clause_is_needed(tmp_path):
    result = judged_review(tmp_path, [rule_pack(RULE)], layer(RED, name="subjects"), erl=red_line())
    table = made(three_lines_one_list, result)
    assert cells(table, "content", "verdict") == [
        ("生态保护红线", "不符合"),
        ("环境质量底线", "未判定"),
        ("资源利用上线", "未判定"),
        ("生态环境准入清单", "未判定"),
    ]
    assert [need for need in table.needs if "资源利用上线" in need]
    assert cells(table, "requirement")[0] == (RULE["clause_text"],)


def test_open_items_are_counted_beside_the_verdict_of_a_line(tmp_path):
    unknown = {"id": "R", "line": "resource_upper_line", "test": {"declared": "water"}, "modality": "require"}
    subjects = layer(box(2000, 0, 2100, 100), box(2200, 0, 2300, 100), name="subjects")
    result = judged_review(tmp_path, [rule_pack(RULE, unknown)], subjects, erl=red_line())
    verdict = cells(made(three_lines_one_list, result), "verdict")[2][0]
    assert verdict == "待补充信息（另有 2 项待补充或待研判，其中硬约束 2 项）"


def test_schemes_stand_apart(tmp_path):
    subjects = layer(box(0, 0, 100, 100), box(2000, 0, 2100, 100), name="subjects", project=["P", "P"],
                     scheme=["A", "B"], part=["permanent", "permanent"])  # fmt: skip
    result = judged_review(tmp_path, [rule_pack(RULE)], subjects, erl=red_line())
    table = made(three_lines_one_list, result)
    assert [row for row in cells(table, "scheme", "content", "verdict") if row[1] == "生态保护红线"] == [
        ("P，A", "生态保护红线", "不符合"),
        ("P，B", "生态保护红线", "不涉及"),
    ]


def test_control_lines_are_never_merged(tmp_path):
    """1 hm2: half of it in the red line, a quarter on farmland, three quarters inside the boundary."""
    farmland = Against(layer(box(0, 0, 25, 100)), "permanent_farmland", coverage="full")
    boundary = Against(
        layer(box(25, 0, 75, 100), box(75, 0, 100, 100), LX=["城镇集中建设区", "特别用途区"]), "development_boundary",
        coverage="full", fields={"class": "LX"},
    )  # fmt: skip
    result = judged_review(
        tmp_path, [rule_pack(RULE)], layer(box(0, 0, 100, 100), name="subjects", part=["permanent"]),
        erl=Against(layer(box(0, 0, 50, 100)), coverage="full"), pbf=farmland, udb=boundary,
    )  # fmt: skip
    table = made(three_control_lines, result)
    assert cells(table, "line", "area", "permanent", "share_of_project", "verdict") == [
        ("生态保护红线", "0.5000", "0.5000", "50.00", "不符合"),
        ("永久基本农田", "0.2500", "0.2500", "25.00", "未判定"),
        ("城镇开发边界", "0.7500", "0.7500", "75.00", "未判定"),
    ]
    told = cells(table, "situation")
    assert "用地涉及占用永久基本农田" in told[1][0] and "补划" in told[1][0]
    assert told[2][0].startswith(
        "位于城镇开发边界内 0.7500 hm²（城镇集中建设区 0.5000 hm²、特别用途区 0.2500 hm²），位于边界外 0.2500 hm²（依据"
    )


def test_the_amount_outside_the_boundary_is_not_said_where_the_layer_is_silent(tmp_path):
    boundary = Against(layer(box(0, 0, 50, 100)), "development_boundary")
    table = made(three_control_lines, reviewed([box(0, 0, 100, 100)], options=plane(), udb=boundary, language="zh"))
    told = cells(table, "situation")[2][0]
    assert "边界外" not in told and "0.5000 hm²，其余部分没有数据" in told


def test_ground_of_overlapping_subjects_counts_once_in_a_control_line(tmp_path):
    """Two squares of 1 hm2 that share a quarter: 1.75 hm2."""
    subjects = layer(box(0, 0, 100, 100), box(50, 50, 150, 150), name="subjects", part=["permanent"] * 2)
    result = judged_review(tmp_path, [rule_pack(RULE)], subjects, erl=red_line())
    assert cells(made(three_control_lines, result), "area", "share_of_project")[0] == ("1.7500", "100.00")


def test_english_says_the_same(tmp_path):
    situation, verdict = first(tmp_path, box(0, 0, 100, 100), part=["permanent"], language="en")
    assert situation.startswith(
        "The land used includes ecological red line (北岭红线), area 1.0000 hm² (of which permanent"
    )
    assert verdict == "does not conform"
