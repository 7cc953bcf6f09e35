"""What went wrong in judging once, each by the smallest review that showed it."""

import json

import numpy as np
import pandas as pd
import pytest
import shapely

from zoning_review_plugin.review.findings import told
from zoning_review_plugin.rules.chain import superseded
from zoning_review_plugin.rules.scope import placed_rules

from .small_judging import DAY, judged_review, rule_pack, verdicts
from .small_packs import pack
from .small_reviews import ORIGIN, Against, box, layer, line, missing, only, point, rows

IN_RED_LINE = {"overlap": {"role": "ecological_red_line"}}
SITE = box(0, 0, 100, 100)


def site(shape=SITE, **fields):
    """A layer of one subject, S1."""
    return layer(shape, name="subjects", id=["S1"], **{name: [value] for name, value in fields.items()})


def finding(result, rule="R1"):
    """The only finding of a rule."""
    (row,) = [row for row in result.tables["finding"].itertuples() if row.rule_id == rule]
    return row


def red_line(*shapes, **more):
    return Against(layer(*shapes, name="erl"), **{"coverage": "full", **more})


@pytest.mark.parametrize("against", [{}, {"erl": Against(missing("erl"))}], ids=["none", "one that cannot be read"])
def test_a_case_without_any_layer_that_can_be_used_is_judged(tmp_path, against):
    result = judged_review(tmp_path, [rule_pack({"test": IN_RED_LINE})], site(), **against)
    assert verdicts(result) == {"S1": {"R1": "information_missing"}}
    assert finding(result).missing == "layer.ecological_red_line"


@pytest.mark.parametrize(
    "field, text, asked, verdict",
    [
        ("nature", "新建", {"nature": ["new"]}, "does_not_conform"),
        ("nature", "改扩建", {"nature": ["expand"]}, "does_not_conform"),
        ("nature", "技改", {"nature": ["new", "expand"]}, "conforms"),
        ("nature", "其他", {"nature": ["new"]}, "information_missing"),
        ("nature", " ", {"nature": ["new"]}, "information_missing"),
        ("industry", "C3042特种玻璃制造", {"industry": ["C30"]}, "does_not_conform"),
        ("industry", "3042", {"industry": ["C"]}, "does_not_conform"),
        ("industry", "玻璃制造", {"industry": ["C26"]}, "information_missing"),
        ("industry", "，", {"industry": ["C26"]}, "information_missing"),
        ("industry", "H2614", {"industry": ["C26"]}, "information_missing"),
        ("industry", "C9914", {"industry": ["C26"]}, "information_missing"),
        ("land_use", "7", {"land_use": ["07"]}, "does_not_conform"),
        ("land_use", "070000", {"land_use": ["07"]}, "does_not_conform"),
        ("land_use", "100000", {"land_use": ["1001"]}, "information_missing"),
        ("land_use", "工业用地", {"land_use": ["1001"]}, "information_missing"),
        ("land_use", "9901", {"land_use": ["1001"]}, "information_missing"),  # no class has it
        ("land_use", "100109", {"land_use": ["100103"]}, "information_missing"),  # 1001 ends with 100103
        ("land_use", "100109", {"land_use": ["1001"]}, "does_not_conform"),
        ("land_use", "100109", {"land_use": ["0701"]}, "conforms"),
        ("mode", "隧道", {"mode": ["tunnel"]}, "does_not_conform"),
        ("part", "临时占地", {"part": ["permanent"]}, "conforms"),
    ],
)
def test_codes_as_tables_write_them(tmp_path, field, text, asked, verdict):
    result = judged_review(tmp_path, [rule_pack({"test": asked})], site(**{field: text}))
    assert verdicts(result) == {"S1": {"R1": verdict}}


def test_a_nature_nobody_knows_is_told_and_one_in_words_is_not(tmp_path):
    subjects = layer(box(0, 0, 9, 9), box(20, 0, 29, 9), name="subjects", id=["A", "B"], nature=["其他", "改扩建"])
    result = judged_review(tmp_path, [rule_pack({"test": {"nature": ["new"]}})], subjects)
    assert rows(result, "issue", "check_code", "feature_id") == [("unknown_code", "A")]


@pytest.mark.parametrize("code, verdict", [("990000", "information_missing"), ("990100", "does_not_conform")])
def test_an_area_too_coarse_to_tell_is_not_another_area(tmp_path, code, verdict):
    area = Against(layer(box(-9, -9, 999, 999), name="admin", code=[code]), "admin_area", fields={"code": "code"})
    rule = {"test": {"admin": ["9901"]}}
    assert verdicts(judged_review(tmp_path, [rule_pack(rule)], site(), admin=area)) == {"S1": {"R1": verdict}}


@pytest.mark.parametrize("shape", [line((50, -10), (50, 110)), point(50, 50)], ids=["line", "point"])
def test_a_feature_without_area_is_met_whatever_area_is_asked_for(tmp_path, shape):
    shore = Against(layer(shape, name="shore"), "shoreline", coverage="full")
    rule = {"test": {"overlap": {"role": "shoreline", "min_area_m2": 1, "min_share": 0.01}}}
    assert verdicts(judged_review(tmp_path, [rule_pack(rule)], site(), shore=shore)) == {
        "S1": {"R1": "does_not_conform"}
    }


def test_layers_whose_features_may_all_be_meant_add_up_without_a_warning(tmp_path):
    parks = {key: Against(layer(SITE, name=key), "park", coverage="full") for key in ("a", "b")}
    rule = {"test": {"overlap": {"role": "park", "attr": {"class": "化工*"}, "min_area_m2": 1}}}
    assert verdicts(judged_review(tmp_path, [rule_pack(rule)], site(), **parks)) == {
        "S1": {"R1": "information_missing"}
    }


def test_evidence_is_json_whatever_layers_and_features_are_called(tmp_path):
    key = 'a "b", \\c'
    erl = Against(layer(SITE, SITE, name="erl", bsm=['1, "2"', "3"]), coverage="full", fields={"id": "bsm"})
    rule = {"test": {"overlap": {"layer": key}}}
    found = finding(judged_review(tmp_path, [rule_pack(rule)], site(), **{key: erl}))
    (fact,) = json.loads(found.evidence)
    assert fact["fact"] == f"layer.{key}"
    assert fact["rows"] == [f'{key}/1, "2"', f"{key}/3"]
    assert finding(judged_review(tmp_path, [rule_pack(rule)], site())).evidence  # the layer is not in the case
    assert json.loads(finding(judged_review(tmp_path, [rule_pack(rule)], site())).evidence)[0]["value"] is None


def test_the_sentence_is_about_what_is_tested_not_about_where_the_pack_binds(tmp_path):
    area = Against(layer(box(-9, -9, 999, 999), name="admin", code=["990100"]), "admin_area", fields={"code": "code"})
    rule = {"clause_text": "红线内禁止开发。", "test": IN_RED_LINE}
    result = judged_review(tmp_path, [rule_pack(rule, jurisdiction=["9901"], title="示例清单")], site(), admin=area,
                           erl=red_line(box(50, 0, 150, 100)))  # fmt: skip
    found = finding(result)
    assert found.statement_zh == "与生态保护红线重叠，面积 0.5000 hm²（1），不符合示例清单（1）“红线内禁止开发”的要求。"
    assert found.feature_code is None


SENTENCES = [
    # what is tested, modality, layers, facts, the sentence up to the clause, after it
    ({"overlap": {"role": "ecological_red_line"}}, {}, "与生态保护红线无重叠，符合", "的要求（依据：erl.gpkg）。"),
    ({"overlap": {"layer": "erl"}}, {}, "与生态保护红线无重叠，符合", "的要求（依据：erl.gpkg）。"),
    (
        {"overlap": {"layer": "erl", "attr": {"name": "*古树*"}}},
        {},
        "与生态保护红线（名称含“古树”）无重叠，符合",
        "的要求（依据：erl.gpkg）。",
    ),
    ({"within": {"role": "park"}}, {"modality": "require"}, "位于园区内的部分占 50.00%，不符合", "的要求。"),
    (
        {"distance": {"role": "ecological_red_line", "cmp": ">=", "m": 600}},
        {"modality": "distance"},
        "距生态保护红线 400 m，不符合",
        "的要求。",
    ),
    (
        {"distance": {"role": "heritage", "cmp": ">=", "m": 600}},
        {"modality": "distance"},
        "距文物和风景名胜 > 5000 m，符合",
        "的要求（依据：old.gpkg）。",
    ),
    ({"nature": ["new"]}, {"modality": "restrict"}, "建设性质为新建，对照", "，需进一步论证。"),
    (
        {"metric": {"name": "vocs", "of": "offset_ratio", "cmp": ">=", "value": 2}},
        {"modality": "offset"},
        "挥发性有机物的削减替代倍数为 1.5（限值 2），不符合",
        "的要求。",
    ),
    (
        {"metric": {"name": "cod", "of": "offset_ratio", "cmp": ">=", "value": 2}},
        {"modality": "offset"},
        "没有新增量（化学需氧量的削减替代倍数限值 2），符合",
        "的要求。",
    ),
    (
        {"metric": {"name": "water", "per": "output", "cmp": "<=", "value": 8, "unit": "m3/万元"}},
        {"modality": "intensity"},
        "缺少指标“用水量”、指标“产值”，暂不能判定是否符合",
        "。",
    ),
    (
        {"declared": "recognition_opinion"},
        {"modality": "require"},
        "缺少对“允许有限人为活动认定意见”的申报，暂不能判定是否符合",
        "。",
    ),
]  # fmt: skip


@pytest.mark.parametrize("test, changes, before, after", SENTENCES)
def test_sentences_of_rules_that_give_none(tmp_path, test, changes, before, after):
    layers = {
        "erl": red_line(box(500, 0, 600, 100)),
        "park": Against(layer(box(0, 0, 50, 100), name="park"), "park", coverage="full"),
        "old": Against(layer(box(9000, 0, 9100, 100), name="old"), "heritage", coverage="full"),
    }
    stated = {
        "nature": ["new"],
        "metrics": {
            "vocs": {"added": 2.0, "reduced": 3.0, "unit": "t/a"},
            "cod": {"added": 0.0, "reduced": 0.0, "unit": "t/a"},
        },
    }
    rules = rule_pack({"test": test, "clause_text": "示例条款", **changes}, title="示例清单")
    found = finding(judged_review(tmp_path, [rules], site(), facts=stated, **layers))
    assert found.statement_zh == f"{before}示例清单（1）“示例条款”{after}"


def caps(*values, **changes):
    """A pack of caps on one metric, in t/a."""
    metric = [{"name": "vocs", "cmp": "<=", "value": value, "unit": "t/a"} for value in values]
    return [{"id": f"R{k}", "modality": "cap", "metric": one, **changes} for k, one in enumerate(metric, 1)]


EMITS = {"metrics": {"vocs": {"value": 20.0, "unit": "t/a"}}}


def test_what_stands_in_for_a_limit_stands_itself(tmp_path):
    result = judged_review(tmp_path, [rule_pack(*caps(10, 5, 3))], site(), facts=EMITS)
    assert rows(result, "finding", "rule_id", "superseded_by") == [("R1", "P1/R3"), ("R2", "P1/R3"), ("R3", None)]


@pytest.mark.parametrize("language, reason", [("zh", "P1/R2 更严格"), ("en", "P1/R2 is stricter")])
def test_the_reason_is_given_in_the_language_of_the_case(tmp_path, language, reason):
    result = judged_review(tmp_path, [rule_pack(*caps(10, 5))], site(), facts=EMITS, language=language)
    assert rows(result, "finding", "superseded_reason") == [(reason,), (None,)]


def test_of_equal_limits_it_is_never_the_place_that_decides_which_counts():
    for order in ((0, 1), (1, 0)):
        both = [caps(5, binding="soft")[0], caps(5)[0]]
        packs = [pack(both[k], id=f"P{k}", jurisdiction=None) for k in order]
        found = pd.DataFrame({"row": [0, 0], "rule": [0, 1], "verdict": ["does_not_conform"] * 2})
        standing = [k for k, place in zip(order, superseded(found, placed_rules(packs, DAY))) if place < 0]
        assert standing == [1]  # the one that binds hard


def test_looking_for_what_stands_in_puts_no_columns_together():
    """Columns in one block of memory can only be let go together: of a province's findings that is twice the room."""
    columns = {"row": np.array([0, 0]), "rule": np.array([0, 1]), "verdict": np.array(["conforms"] * 2, dtype=object)}
    columns["evidence"] = np.array(["[]", "[]"], dtype=object)
    found = pd.DataFrame(columns, copy=False)
    assert list(superseded(found, placed_rules([pack(*caps(10, 5), jurisdiction=None)], DAY))) == [1, -1]
    assert all(np.shares_memory(found[name].to_numpy(), array) for name, array in columns.items())


@pytest.mark.parametrize(
    ("values", "places", "found", "room"),
    [
        (["a", "a", None], [1, 0, 1, 1], ["a", "a", "a", "a"], 1),
        ([None, None, None], [1, 0], [None, None], 1),
        (["a", "b", None], [1, 0, 1], ["b", "a", "b"], 3),
        (["a", "a", None], [1, -1, 0], ["a", None, "a"], 3),
        (["a", None], [0], ["a"], 1),
        (["a", None], [], [], 0),
        ([None], [], [], 0),
    ],
)
def test_what_all_clauses_say_takes_the_room_of_one(values, places, found, room):
    column = told(np.array(values, dtype=object), np.array(places, dtype=np.int64))
    assert column.tolist() == found and pd.Series(column).eq("a").tolist() == [value == "a" for value in found]
    assert room == (1 if len(column) and column.strides == (0,) else len(column))


def test_a_conclusion_that_rests_on_an_open_repair_is_no_pass(tmp_path):
    bow_tie = "POLYGON((0 0, 100 100, 100 0, 0 100, 0 0))"
    shape = shapely.transform(shapely.from_wkt(bow_tie), lambda xy: xy + ORIGIN)
    result = judged_review(tmp_path, [rule_pack({"test": {"nature": ["new"]}})], site(shape, nature="expand"))
    subject = only(result, "subject")
    (overall,) = [row for row in result.tables["conclusion"].itertuples() if row.topic == "overall"]
    assert (subject.verdict, subject.open_items) == ("information_missing", 1)
    assert (overall.verdict, overall.open_items) == ("information_missing", 1)


def test_a_pack_that_is_not_in_force_is_told_with_both_its_days(tmp_path):
    result = judged_review(tmp_path, [rule_pack({}, valid_from="2030-01-01")], site())
    (message,) = [text for code, text in rows(result, "issue", "check_code", "message") if code == "pack_not_in_force"]
    assert "2030-01-01" in message and "?" not in message


def test_an_exception_lifts_a_breach_that_was_found_and_none_that_was_only_feared(tmp_path):
    shown = {"if": {"declared": "shown"}, "verdict": "conforms"}
    rule = {"test": {"declared": "breach"}, "if_false": "to_be_judged", "if_unknown": "does_not_conform"}
    packs = [rule_pack({**rule, "exceptions": [shown]})]
    cases = [({"breach": True}, "conforms"), ({"breach": False}, "to_be_judged"), ({}, "does_not_conform")]
    for stated, verdict in cases:
        result = judged_review(tmp_path, packs, site(), facts={"declared": {"shown": True, **stated}})
        assert verdicts(result) == {"S1": {"R1": verdict}}


def test_what_is_missing_is_told_for_each_subject_by_itself(tmp_path):
    """Of one clause for a unit: here nobody knows the unit, there nobody knows the nature."""
    units = Against(layer(box(0, 0, 50, 50), name="units", dm=["ZH99010120001"]), "control_unit", fields={"code": "dm"})
    subjects = layer(box(0, 0, 9, 9), box(900, 0, 909, 9), name="subjects", id=["A", "B"], nature=[None, "new"])
    rule = {"scope": {"unit_codes": ["ZH99010120001"]}, "applies_if": {"nature": ["new"]}, "test": {"nature": ["new"]}}
    result = judged_review(tmp_path, [rule_pack(rule)], subjects, units=units)
    assert rows(result, "finding", "subject_id", "missing") == [("A", "nature"), ("B", "layer.control_unit")]


def test_what_is_stated_too_coarsely_is_told_beside_what_is_missing(tmp_path):
    shapes = [box(20 * k, 0, 20 * k + 9, 9) for k in range(3)]
    subjects = layer(*shapes, name="subjects", id=["A", "B", "C"], industry=["C26", None, "C2614"])
    result = judged_review(tmp_path, [rule_pack({"test": {"industry": ["C2614"]}})], subjects)
    coarse, nothing, told = result.tables["finding"]["statement_zh"]
    assert "国民经济行业代码（已填“C26”，不足以判断）" in coarse
    assert "国民经济行业代码" in nothing and "已填" not in nothing + told
    assert list(result.tables["finding"]["missing"]) == ["industry", "industry", None]


def test_land_of_a_part_in_words_is_counted_as_that_part(tmp_path):
    subjects = layer(box(0, 0, 9, 9), box(20, 0, 29, 9), name="subjects", id=["A", "B"], part=["永久占地", "temporary"])
    result = judged_review(tmp_path, [rule_pack({"test": {"nature": ["new"]}})], subjects)
    assert rows(result, "conclusion", "permanent_m2", "temporary_m2")[0] == (pytest.approx(81), pytest.approx(81))


@pytest.mark.parametrize(
    "code, asked, verdict",
    [
        ("ZH99010120003", "ZH99010120003", "does_not_conform"),
        ("ZH99010120004", "ZH99010120003", None),
        ("ZH9901012003", "ZH99010120003", "information_missing"),  # a digit is lost: which unit this is nobody knows
        ("云岚01", "云岚02", None),  # packs and layer of a place that counts its units another way
    ],
)
def test_a_unit_whose_code_is_misspelt_may_be_any_unit(tmp_path, code, asked, verdict):
    unit = Against(layer(box(-9, -9, 999, 999), name="unit", CODE=[code]), "control_unit", fields={"code": "CODE"})
    rule = {"scope": {"unit_codes": [asked]}, "test": {"industry": ["C26"]}}
    result = judged_review(tmp_path, [rule_pack(rule)], site(industry="C2614"), unit=unit)
    assert verdicts(result) == {"S1": {"R1": verdict} if verdict else {}}
