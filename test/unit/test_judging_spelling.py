"""A clause asks for a class or a name that the layer writes another way: it is told as open, never left out unseen."""

import pytest

from zoning_review_plugin.rules.names_of import missing_words
from zoning_review_plugin.tables.evidence_words import evidence_text
from zoning_review_plugin.tables.report_style import style_of

from .small_judging import judged_review, rule_pack, verdicts
from .small_reviews import Against, box, layer

OUT, OPEN, FOUND = {}, {"R1": "information_missing"}, {"R1": "does_not_conform"}
TEST = {"modality": "prohibit", "test": {"industry": ["C26"]}}


def site():
    return layer(box(0, 0, 100, 100), name="subjects", id=["S1"], industry=["C2614"])


def zones(*texts, role="element_zone", field="class"):
    own = {"CODE": ["YS9901022310001"] * len(texts), "TEXT": [*texts]}
    shapes = layer(*[box(-9, -9, 999, 999)] * len(texts), name="zone", **own)
    return Against(shapes, role, fields={"code": "CODE", field: "TEXT"}, coverage="full")


def spelt(result):
    issues = result.tables["issue"]
    return issues[issues["check_code"] == "spelt_otherwise"]


CLASSES = [
    # what the layer says, what the scope asks for, findings
    ("大气环境高排放重点管控区", "大气环境高排放重点管控区", FOUND),
    ("大气环境高排放重点管控区", "高排放重点管控区", OPEN),  # more than is asked for
    ("高排放重点管控区", "大气环境高排放重点管控区", OPEN),  # less
    ("水工业污染重点", "水环境工业污染重点管控区", OPEN),  # the type as platforms shorten it
    ("大气", "大气环境高排放重点管控区", OPEN),  # no more than the element is told
    ("大气环境 高排放重点管控区（试行）", "大气环境高排放重点管控区(试行)", OPEN),  # blanks and wide brackets
    ("重点", "大气环境高排放重点管控区", OPEN),  # no more than the class is told
    ("2", "大气环境高排放重点管控区", OPEN),  # which a digit does too
    ("1", "大气环境高排放重点管控区", OUT),
    ("水环境优先保护区", "大气环境高排放重点管控区", OUT),
    ("大气环境受体敏感重点管控区", "大气环境高排放重点管控区", OUT),
    ("水环境一般管控区", "大气环境一般管控区", OUT),
    ("非禁燃区", "禁燃区", OUT),  # the very opposite
    ("Ⅱ类区", "Ⅲ类区", OUT),
    ("Ⅲ类区", "Ⅱ类区", OUT),
]  # fmt: skip


SUBCLASSES = [
    # what the unit layer says, sub-classes that scopes ask for, findings, classes that no clause knows
    ("重点管控单元", ["产业集聚类"], OPEN, 0),  # the layer tells no more than the class
    ("2", ["产业*"], OPEN, 0),
    ("一般管控单元", ["产业集聚类"], OPEN, 0),
    ("一般管控单元", ["产业集聚重点管控单元"], OUT, 0),  # of another class for sure
    ("产业集聚类", ["产业集聚类"], FOUND, 0),
    ("城镇生活类", ["产业集聚类", "城镇生活类"], {"R2": "does_not_conform"}, 0),
    ("工业片区", ["产业集聚类"], OUT, 1),  # perhaps the same by another word: told, for nobody could know
    ("工业片区", ["产业集聚类", "工业*"], {"R2": "does_not_conform"}, 0),
]


@pytest.mark.parametrize("said, asked, expected, strange", SUBCLASSES)
def test_a_sub_class_of_units_that_the_layer_does_not_tell_leaves_no_clause_out_unseen(
    tmp_path, said, asked, expected, strange
):
    rules = [{"id": f"R{k}", "scope": {"unit_subclass": [text]}, **TEST} for k, text in enumerate(asked, 1)]
    result = judged_review(tmp_path, [rule_pack(*rules)], site(), zone=zones(said, role="control_unit"))
    assert verdicts(result) == {"S1": expected}
    issues = result.tables["issue"]
    told = issues[issues["check_code"] == "unit_class_not_asked_for"]
    assert len(told) == strange
    assert all("“工业片区”" in text and "“产业集聚类”" in text and "R1" in text for text in told["message"])


def test_a_sub_class_of_units_of_another_class_is_out_of_scope(tmp_path):
    rule = {"scope": {"unit_subclass": ["产业集聚类"], "unit_class": ["key"]}, **TEST}
    result = judged_review(tmp_path, [rule_pack(rule)], site(), zone=zones("一般管控单元", role="control_unit"))
    assert verdicts(result) == {"S1": OUT}


@pytest.mark.parametrize("said, asked, expected", CLASSES)
def test_a_class_in_a_scope_that_the_layer_may_spell_otherwise_is_open(tmp_path, said, asked, expected):
    rule = {"scope": {"element": [asked]}, **TEST}
    result = judged_review(tmp_path, [rule_pack(rule)], site(), zone=zones(said))
    assert verdicts(result) == {"S1": expected}
    assert len(spelt(result)) == (expected is OPEN)


def test_an_issue_names_layer_class_and_clause(tmp_path):
    rules = [{"id": name, "scope": {"element": ["高排放重点管控区"]}, **TEST} for name in ("R1", "R2")]
    result = judged_review(tmp_path, [rule_pack(*rules)], site(), zone=zones("大气环境高排放重点管控区"))
    (issue,) = spelt(result).itertuples()
    assert issue.layer == "zone" and issue.severity == "warning"
    assert "“大气环境高排放重点管控区”" in issue.message and "“高排放重点管控区”" in issue.message
    assert "R1" in issue.message and "R2" in issue.message
    assert result.tables["finding"]["missing"].tolist() == ["layer.element_zone"] * 2


def test_a_class_that_another_clause_in_force_asks_for_is_no_other_spelling(tmp_path):
    asked = {"R1": "重点管控区", "R2": "高排放重点管控区"}
    rules = [{"id": name, "scope": {"element": [text]}, **TEST} for name, text in asked.items()]
    result = judged_review(tmp_path, [rule_pack(*rules)], site(), zone=zones("高排放重点管控区"))
    assert verdicts(result) == {"S1": {"R2": "does_not_conform"}}
    result = judged_review(tmp_path, [rule_pack(*rules)], site(), zone=zones("重点管控区"))
    assert verdicts(result) == {"S1": {"R1": "does_not_conform", "R2": "information_missing"}}  # told too coarsely


CONDITIONS = [
    # role, field of the layer, its text, attr that the test asks for, verdict
    ("park", "class", "省级高新区", {"class": "*化工园区*"}, "conforms"),
    ("park", "class", "化工园", {"class": "*化工园区*"}, "information_missing"),
    ("park", "class", "精细化工园区", {"class": "化工园区*"}, "information_missing"),
    ("park", "class", "电子园区", {"class": "*化工园区*"}, "conforms"),
    ("park", "name", "东湖", {"name": "东湖湿地公园"}, "information_missing"),
    ("park", "name", "云岚区东湖湿地公园", {"name": "东湖湿地公园"}, "information_missing"),
    ("park", "name", "云岚区东湖湿地公园", {"name": "*东湖湿地公园*"}, "does_not_conform"),
    ("park", "name", "东风镇湖滨村", {"name": "东湖"}, "conforms"),
    ("existing_enterprise", "class", "2614", {"class": "C26*"}, "information_missing"),  # the letter is lost
    ("existing_enterprise", "class", "C26", {"class": ["C2614"]}, "information_missing"),  # too coarse
    ("existing_enterprise", "class", "C2651", {"class": ["C2614"]}, "conforms"),
    ("permanent_farmland", "class", "1101", {"class": "01*"}, "conforms"),
    ("control_unit", "class", "重点管控单元", {"class": "产业集聚重点管控单元"}, "information_missing"),
    ("control_unit", "class", "2", {"class": "产业集聚重点管控单元"}, "information_missing"),
    ("control_unit", "class", "一般管控单元", {"class": "产业集聚重点管控单元"}, "conforms"),
    ("control_unit", "code", "ZH9901012001", {"code": "ZH99010120001"}, "information_missing"),  # a digit is lost
    ("control_unit", "code", "ZH99010120002", {"code": "ZH99010120001"}, "conforms"),
    ("element_zone", "code", "YS990102231001", {"code": "YS9901022310001"}, "information_missing"),
    ("element_zone", "code", "大气01", {"code": "大气02"}, "conforms"),  # counted another way by both
]  # fmt: skip


@pytest.mark.parametrize("role, field, said, attr, verdict", CONDITIONS)
def test_a_text_in_a_condition_that_the_layer_may_spell_otherwise_is_open(tmp_path, role, field, said, attr, verdict):
    rule = {"modality": "prohibit", "test": {"overlap": {"role": role, "attr": attr}}}
    result = judged_review(tmp_path, [rule_pack(rule)], site(), zone=zones(said, role=role, field=field))
    assert verdicts(result) == {"S1": {"R1": verdict}}
    assert len(spelt(result)) == (verdict == "information_missing")


def test_what_is_met_for_sure_needs_no_other_spelling(tmp_path):
    rule = {"scope": {"element": ["高排放重点管控区"]}, **TEST}
    both = zones("高排放重点管控区", "大气环境高排放重点管控区")
    assert verdicts(judged_review(tmp_path, [rule_pack(rule)], site(), zone=both)) == {"S1": FOUND}


def test_a_layer_asked_for_by_its_key_is_called_by_its_role(tmp_path):
    rule = {"modality": "prohibit", "test": {"overlap": {"layer": "zone"}}}
    known = Against(layer(box(500, 0, 900, 90)), "wetland")  # of which nobody knows how much ground it answers for
    result = judged_review(tmp_path, [rule_pack(rule)], site(), zone=known)
    (finding,) = result.tables["finding"].itertuples()
    assert (finding.verdict, finding.missing) == ("information_missing", "layer.zone")
    style = style_of(result, "zh")
    assert missing_words(style.words, finding.missing) == "“湿地”图层或其覆盖范围"
    assert "湿地" in finding.statement_zh and "zone" not in finding.statement_zh + finding.statement_en
    assert "湿地" in evidence_text([finding.evidence], style) and "zone" not in evidence_text([finding.evidence], style)
    both = judged_review(tmp_path, [rule_pack(rule)], site(), zone=known, other=known)
    assert missing_words(style_of(both, "zh").words, "layer.zone") == "“湿地（zone）”图层或其覆盖范围"


def test_a_sentence_names_the_statement_that_a_clause_tests_not_only_the_ground_that_brings_it(tmp_path):
    rule = {"scope": {"unit_class": ["key"]}, "test": {"land_use": ["1001"]}}
    parcels = layer(
        box(0, 0, 100, 100), box(200, 0, 300, 100), name="subjects", id=["S1", "S2"], land_use=["100103", "0701"]
    )
    result = judged_review(tmp_path, [rule_pack(rule)], parcels, unit=zones("重点管控单元", role="control_unit"))
    one, other = result.tables["finding"]["statement_zh"]
    assert "重点管控" in one and "，规划用地为100103，不符合" in one
    assert "，规划用地为0701，符合" in other
    assert "planned land use 100103" in result.tables["finding"]["statement_en"][0]
