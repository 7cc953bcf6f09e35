"""Conditions in words, and what is left of them once some operators are answered."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zoning_review_plugin.rules.condition_words import condition_words
from zoning_review_plugin.rules.conditions.reading import OPERATORS, condition_of
from zoning_review_plugin.rules.conditions.remainder import remainder
from zoning_review_plugin.rules.conditions.stated import OneOf
from zoning_review_plugin.rules.conditions.tree import Always, And, Not, Or, Presumed

from .random_conditions import OPERATORS as RANDOM
from .random_conditions import operator, written

SAID = [
    ({"industry": ["C26", "C33"]}, "行业属于C26、C33", "the industry is C26, C33"),
    ({"land_use": ["1001"]}, "规划用地为1001", "the planned land use is 1001"),
    ({"nature": ["new", "expand"]}, "建设性质为新建、扩建", "the nature of the project is new, expansion"),
    ({"part": ["temporary"]}, "用地部分为临时", "the part is temporary"),
    ({"mode": ["tunnel"]}, "占用或穿越方式为隧道", "the mode is tunnel"),
    ({"geometry": ["line"]}, "几何类型为线", "its geometry is line"),
    ({"overlap": {"role": "ecological_red_line"}}, "与生态保护红线重叠", "it shares ground with ecological red line"),
    (
        {"overlap": {"role": "wetland", "min_area_m2": 1}},
        "与湿地重叠，且重叠面积大于 1 m²",
        "it shares ground with wetland, and more than 1 m² of it",
    ),
    (
        {"overlap": {"role": "nature_reserve", "attr": {"name": ["*核心*"]}}},
        "与自然保护地（名称含“核心”）重叠",
        "it shares ground with nature reserve (name contains “核心”)",
    ),
    (
        {"within": {"role": "park", "attr": {"class": ["化工*", "*园区", "甲*乙", "产业园"]}}},
        "全部位于园区（类别以“化工”开头，或类别以“园区”结尾，或类别形如“甲…乙”，或类别为产业园）内",
        "it lies wholly on industrial park (class begins with “化工” or class ends with “园区” or class is like "
        "“甲…乙” or class 产业园)",
    ),
    (
        {"overlap": {"role": "heritage", "attr": {"code": ["*"], "grade": ["core"]}}},
        "与文物和风景名胜（有编码，且级别为核心区）重叠",
        "it shares ground with heritage and scenic area (any code and grade core)",
    ),
    ({"within": {"layer": "yq"}}, "全部位于图层“yq”内", "it lies wholly on the layer “yq”"),
    ({"cross": {"role": "wetland"}}, "穿越湿地", "it passes through wetland"),
    ({"disjoint": {"role": "wetland"}}, "不与湿地重叠", "it shares no ground with wetland"),
    (
        {"disjoint": {"role": "wetland", "min_share": 0.25}},
        "与湿地的重叠未达到“重叠占比大于 25 %”",
        "it does not share with wetland more than 25 % of the subject",
    ),
    (
        {"distance": {"role": "sensitive_target", "cmp": "<", "m": 300}},
        "距环境敏感目标小于 300 m",
        "its distance to sensitive target is less than 300 m",
    ),
    (
        {"share_outside": {"role": "development_boundary", "cmp": ">", "share": 0.1}},
        "位于城镇开发边界以外的部分大于 10 %",
        "the part of it outside urban development boundary is more than 10 %",
    ),
    (
        {"metric": {"name": "vocs", "of": "increase", "cmp": "<=", "value": 0, "unit": "t/a"}},
        "指标“挥发性有机物”的净增量不大于 0 t/a",
        "the net increase of the metric “VOCs” is at most 0 t/a",
    ),
    (
        {"metric": {"name": "water", "per": "output", "cmp": "<=", "value": 8, "unit": "m3/万元"}},
        "指标“用水量”与“产值”之比不大于 8 m3/万元",
        "the metric “water use” per “output value” is at most 8 m3/万元",
    ),
    ({"declared": "reclamation"}, "已申报“填海造地或围海”", "“reclamation or enclosure of sea” is stated"),
    ({"declared": "own_flag"}, "已申报“own_flag”", "“own_flag” is stated"),
    (
        {"declared": {"flag": "own_flag", "is": [False]}},
        "申报的“own_flag”为否",
        "what is stated on “own_flag” is no",
    ),
    (
        {"declared": {"flag": "tph", "cmp": "<", "value": 35}},
        "申报的“tph”小于 35",
        "what is stated on “tph” is less than 35",
    ),
    ({"admin": ["9901"]}, "与行政区（编码为9901）重叠", "it shares ground with administrative area (code 9901)"),
    (
        {"unit_class": [1]},
        "与环境管控单元（级别为优先保护）重叠",
        "it shares ground with environmental control unit (grade priority protection)",
    ),
    ({"date": {"from": "2026-01-01"}}, "审查日期不早于 2026-01-01", "the day of the review is not before 2026-01-01"),
    (
        {"not": {"nature": ["new"]}},
        "不属于“建设性质为新建”的情形",
        "it does not hold that the nature of the project is new",
    ),
    ({"not": {"overlap": {"role": "wetland"}}}, "不与湿地重叠", "it shares no ground with wetland"),
    (
        {"and": [{"nature": ["new"]}, {"or": [{"industry": ["C26"]}, {"declared": "x"}]}]},
        "建设性质为新建，且（行业属于C26，或已申报“x”）",
        "the nature of the project is new and (the industry is C26 or “x” is stated)",
    ),
]


@pytest.mark.parametrize("condition,zh,en", SAID, ids=[next(iter(one[0])) + str(n) for n, one in enumerate(SAID)])
def test_conditions_read_as_people_write_them(condition, zh, en):
    node = condition_of(condition)
    assert (condition_words(node, "zh"), condition_words(node, "en")) == (zh, en)


def test_every_operator_is_shown_above_and_can_be_made_at_random():
    shown, rest = set(), [condition for condition, _, _ in SAID]
    while rest:
        ((name, asked),) = rest.pop().items()
        shown.add(name)
        rest += asked if name in ("and", "or") else [asked] if name == "not" else []
    assert shown == set(OPERATORS)
    assert set(RANDOM) | {"and", "or", "not"} == set(OPERATORS)


@pytest.mark.parametrize("name", sorted(RANDOM))
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_operator_has_words_in_both_languages(name, data):
    node = condition_of(data.draw(operator(name)))
    for language in ("zh", "en"):
        assert condition_words(node, language).strip()


@given(written())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_condition_has_words_and_none_raises(condition):
    for language in ("zh", "en"):
        assert condition_words(condition_of(condition), language).strip()


def test_conditions_of_other_meaning_read_differently():
    a, b, c = (OneOf("nature", (value,)) for value in ("new", "expand", "upgrade"))
    nodes = [And((a, Or((b, c)))), Or((And((a, b)), c)), Not(And((a, b))), And((Not(a), b)), Presumed(a), Always(None)]
    for language in ("zh", "en"):
        assert len({condition_words(node, language) for node in nodes}) == len(nodes)


LEAVES = tuple(OneOf("nature", (value,)) for value in ("new", "relocate", "rebuild", "expand"))
TREES = st.recursive(
    st.one_of(st.sampled_from(LEAVES), st.sampled_from([True, False, None]).map(Always)),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: And(tuple(found))),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: Or(tuple(found))),
        parts.map(Not),
        parts.map(Presumed),
    ),
    max_leaves=10,
)
VALUES = st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4)


def truth(node, values):
    """Kleene's truth of a tree, worked out by the book. values: leaf → truth."""
    if isinstance(node, (And, Or)):
        found = [truth(part, values) for part in node.parts]
        settles = isinstance(node, Or)
        return settles if settles in found else None if None in found else not settles
    if isinstance(node, Not):
        return {True: False, False: True, None: None}[truth(node.part, values)]
    if isinstance(node, Presumed):
        return truth(node.part, values) is not False
    return node.value if isinstance(node, Always) else values[node]


@given(TREES, VALUES, st.sets(st.sampled_from(LEAVES)))
def test_what_is_left_is_as_true_as_the_whole(tree, values, answered):
    values = dict(zip(LEAVES, values))
    left = remainder(tree, lambda leaf: values[leaf] if leaf in answered else None)
    assert truth(left, values) == truth(tree, values)
    settled = {leaf for leaf in answered if values[leaf] is not None}
    assert not settled & set(left.leaves())


def test_what_is_wholly_answered_is_a_plain_answer():
    tree = And((LEAVES[0], Or((LEAVES[1], Not(LEAVES[2])))))
    assert remainder(tree, lambda leaf: leaf == LEAVES[0] or leaf == LEAVES[1]) == Always(True)
    assert remainder(tree, lambda leaf: False if leaf == LEAVES[0] else None) == Always(False)
    assert remainder(tree, lambda leaf: True if leaf == LEAVES[0] else None) == Or((LEAVES[1], Not(LEAVES[2])))
