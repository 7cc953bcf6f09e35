"""The notation of conditions: what it says, what it refuses, and that it says exactly what a pack holds."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.rules.faults import PackFault
from zoning_review_plugin.rules.workbook.conditions_read import condition_of_cell, limit_of_cell
from zoning_review_plugin.rules.workbook.conditions_written import condition_cell

from .random_packs import conditions

SAID = {
    "行业 C26、C27": {"industry": ["C26", "C27"]},
    "行业 C26,C27 且 性质 新建，扩建": {"and": [{"industry": ["C26", "C27"]}, {"nature": ["new", "expand"]}]},
    "industry C26 and nature new": {"and": [{"industry": ["C26"]}, {"nature": ["new"]}]},
    "（声明 a 或 声明 b） 且 非 声明 c": {
        "and": [{"or": [{"declared": "a"}, {"declared": "b"}]}, {"not": {"declared": "c"}}]
    },
    "非（声明 a 且 声明 b）": {"not": {"and": [{"declared": "a"}, {"declared": "b"}]}},
    "涉及 生态保护红线": {"overlap": {"role": "ecological_red_line"}},
    "涉及 图层 erl 面积>100 占比>5% 长度>10": {
        "overlap": {"layer": "erl", "min_area_m2": 100, "min_share": 0.05, "min_length_m": 10}
    },
    "涉及 饮用水水源保护区[级别=一级、二级; 名称=示例*]": {
        "overlap": {"role": "water_source", "attr": {"grade": ["level1", "level2"], "name": "示例*"}}
    },
    "位于 园区[类型=甲、]": {"within": {"role": "park", "attr": {"type": ["甲"]}}},
    "穿越 自然保护地［级别＝核心区］": {"cross": {"role": "nature_reserve", "attr": {"grade": "core"}}},
    "不涉及 湿地": {"disjoint": {"role": "wetland"}},
    "距离 环境敏感目标 < 300 m": {"distance": {"role": "sensitive_target", "cmp": "<", "m": 300}},
    "距离 环境敏感目标 ≥ 300米": {"distance": {"role": "sensitive_target", "cmp": ">=", "m": 300}},
    "界外占比 城镇开发边界 > 0.2": {"share_outside": {"role": "development_boundary", "cmp": ">", "share": 0.2}},
    "指标 vocs 新增 ≤ 1.2 t/a": {"metric": {"name": "vocs", "of": "added", "cmp": "<=", "value": 1.2, "unit": "t/a"}},
    "指标 water 除以 output <= 8 m3/万元 且 声明 a": {
        "and": [
            {"metric": {"name": "water", "per": "output", "cmp": "<=", "value": 8, "unit": "m3/万元"}},
            {"declared": "a"},
        ]
    },
    '声明 level = national、3、是、"是"': {"declared": {"flag": "level", "is": ["national", 3, True, "是"]}},
    "声明 slope < 25": {"declared": {"flag": "slope", "cmp": "<", "value": 25}},
    "用地 1001、07": {"land_use": ["1001", "07"]},
    "部分 永久": {"part": ["permanent"]},
    "方式 隧道、架空": {"mode": ["tunnel", "overhead"]},
    "图形 线": {"geometry": ["line"]},
    "行政区划 990101": {"admin": ["990101"]},
    "单元类别 重点管控、3": {"unit_class": ["key", 3]},
    "日期 自 2026-01-01 至 2026/12/31": {"date": {"from": "2026-01-01", "to": "2026-12-31"}},
    "日期 至 2026年6月1日": {"date": {"to": "2026-06-01"}},
    '{"overlap": {"role": "park", "attr": {}}}': {"overlap": {"role": "park", "attr": {}}},
}


@pytest.mark.parametrize("text", SAID)
def test_what_a_text_says(text):
    assert json.dumps(condition_of_cell(text), sort_keys=True) == json.dumps(SAID[text], sort_keys=True)


REFUSED = {
    "声明 a 且 声明 b 或 声明 c": ("notation_mixed", 13),
    "行业 C26且性质 新建": ("notation_joint", 4),
    "行业 C26 性质 新建": ("notation_expected", 8),
    "行业": ("notation_ended", 3),
    "（声明 a": ("notation_ended", 6),
    "声明 a）": ("notation_expected", 5),
    "产业 C26": ("notation_operator", 1),
    "性质 新见": ("notation_choice", 4),
    "涉及 红线": ("notation_choice", 4),
    "涉及 园区[级别=特级]": ("notation_choice", 10),
    "涉及 园区[级别=一级; 级别=二级]": ("notation_expected", 14),
    "涉及 园区 面积>1 hm2": ("notation_expected", 12),
    "涉及 园区 面积>1公顷": ("notation_unit", 10),
    "涉及 园区 面积<1": ("notation_expected", 9),
    "距离 园区 近 3": ("notation_expected", 7),
    "声明 a = ": ("notation_ended", 8),
    "日期": ("notation_ended", 3),
    '行业 "C26': ("notation_expected", 4),
    "!": ("notation_operator", 1),
    "且": ("notation_operator", 1),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_and_at_which_character(text):
    with pytest.raises(PackFault) as caught:
        condition_of_cell(text)
    assert (caught.value.code, caught.value.params["at"]) == REFUSED[text]
    for language in ("zh", "en"):
        assert str(REFUSED[text][1]) in Words(language).say(f"fault.{caught.value.code}", **caught.value.params)


@pytest.mark.parametrize("text", ["（" * 5000 + "声明 a", "非 " * 5000 + "声明 a", '{"not":' * 5000])
def test_no_depth_brings_it_down(text):
    with pytest.raises(PackFault) as caught:
        condition_of_cell(text)
    assert caught.value.code == "pack_too_deep"


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '{"a": NaN}', "{", '{"a": "\\ud800"}'])
def test_json_in_a_cell_is_read_as_strictly_as_that_of_a_file(text):
    with pytest.raises(PackFault):
        condition_of_cell(text)


def test_a_limit_is_a_metric_without_its_operator():
    assert limit_of_cell("cod 净增 ≤ 0") == {"name": "cod", "of": "increase", "cmp": "<=", "value": 0}
    assert limit_of_cell("vocs 替代比例 >= 2") == {"name": "vocs", "of": "offset_ratio", "cmp": ">=", "value": 2}


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(condition=conditions())
def test_any_condition_reads_back_exactly(condition):
    text = condition_cell(condition)
    assert json.dumps(condition_of_cell(text), sort_keys=True) == json.dumps(condition, sort_keys=True)


@pytest.mark.parametrize("condition", list(SAID.values())[:-1], ids=list(SAID)[:-1])
def test_usual_conditions_are_written_in_words(condition):
    text = condition_cell(condition)
    assert not text.startswith("{") and condition_of_cell(text) == condition
