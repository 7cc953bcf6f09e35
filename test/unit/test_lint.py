"""Lint of rule packs: for every code the smallest packs that give it, and packs close by that do not."""

import dataclasses
import json

import pytest

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.rules.lint.lint import lint
from zoning_review_plugin.rules.lint.remark import remarks_of
from zoning_review_plugin.rules.lint.templates import faults_of
from zoning_review_plugin.rules.lint.told import told, where
from zoning_review_plugin.rules.pack_file import PackFault, pack_of

from .small_packs import document, pack

DAY = "2026-11-22"
KEY_UNIT, PRIORITY_UNIT, ELSEWHERE = "ZH99010120003", "ZH99010110002", "ZH99020120001"
PARK = {"within": {"role": "park"}}
WAY = {"if": PARK, "verdict": "needs_justification", "evidence": ["园区认定文件"]}
VOCS = {"name": "vocs", "cmp": "<=", "value": 5, "unit": "t/a"}
INDUSTRY = {"industry": ["C26"]}
NEW, TUNNEL = {"nature": ["new"]}, {"mode": ["tunnel"]}


def basis(**days):
    return [{"doc": "示例条例", **days}]


def province(*rules, **head):
    return pack(*rules, **{"id": "P0", "level": "province", "jurisdiction": ["99"], **head})


def city(*rules, **head):
    return pack(*rules, **head)


def two(one, other):
    """A pack of two rules."""
    return [city(one, {"id": "R2", **other})]


def levels(upper, lower, **head):
    """A provincial and a city pack of one rule each."""
    return [province({"id": "U1", **upper}, **head), city({"id": "L1", **lower})]


def vocs(**changes):
    """A cap on VOCs; changes of its metric."""
    return {"modality": "cap", "metric": {**VOCS, **changes}}


def away(cmp, m, **more):
    return {"distance": {"role": "sensitive_target", "cmp": cmp, "m": m, **more}}


def needed(**more):
    """A rule that asks for what the innocent one forbids."""
    return {"modality": "require", **more}


def allowed(*codes, **more):
    return {"modality": "allow_only", "test": {"industry": list(codes)}, **more}


def passed_over(rule):
    """A pack whose rule passes what nobody knows: no file can hold it, a program can."""
    found = pack({})
    return [dataclasses.replace(found, rules=tuple(dataclasses.replace(one, **rule) for one in found.rules))]


# code: (packs that give it, its path there, packs that do not)
CASES = {
    "pack_id_twice": ([city(), city({"id": "R2"})], "pack.id", [city(), city({"id": "R2"}, id="P2")]),
    "pack_period_empty": ([city(valid_to="2023-12-31")], "pack.valid_to", [city(valid_to="2027-12-31")]),
    "pack_not_in_force": ([city(valid_from="2027-01-01")], "pack.valid_from", [city(valid_from=DAY)]),
    "pack_expires_soon": ([city(valid_to="2026-12-31")], "pack.valid_to", [city(valid_to="2028-12-31")]),
    "pack_superseded": (
        [city(), city({"id": "R2"}, id="P2", supersedes=["P1"])],
        "pack.id",
        [city(supersedes=["P0"]), city({"id": "R2"}, id="P2")],
    ),
    "rule_id_in_packs": ([city({}), city({}, id="P2")], "rules[1].id", [city({}), city({"id": "R2"}, id="P2")]),
    "doc_no_missing": ([city(doc_no=None)], "pack.doc_no", [city()]),
    "parent_not_given": ([city(parent="P0")], "pack.parent", [city(parent="P0"), province()]),
    "basis_undated": ([city({"basis": basis()})], "rules[1].basis[1]", [city({"basis": basis(valid_from=DAY)})]),
    "basis_not_in_force": (
        [city({"basis": basis(valid_from="2014-01-01", valid_to="2026-08-14")})],
        "rules[1].basis[1]",
        [city({"basis": basis(valid_from="2014-01-01", valid_to=DAY)})],
    ),
    "clause_no_missing": ([city({"clause_no": " "})], "rules[1].clause_no", [city({})]),
    "if_unknown_missing": (
        [city({"if_unknown": None})],
        "rules[1].if_unknown",
        [city({"if_unknown": None, "test": None, "automation": "manual"})],
    ),
    "if_unknown_passes": (
        passed_over({"if_unknown": "conforms"}),
        "rules[1].if_unknown",
        passed_over({"if_unknown": "to_be_judged"}),
    ),
    "nothing_to_test": ([city({"test": None})], "rules[1].test", [city({"test": None, "automation": "manual"})]),
    "verdicts_alike": ([city({"if_true": "conforms"})], "rules[1].if_true", [city({"modality": "encourage"})]),
    "exception_without_evidence": (
        [city({"exceptions": [{**WAY, "evidence": []}]})],
        "rules[1].exceptions[1].evidence",
        [city({"exceptions": [WAY]})],
    ),
    "exception_no_better": (
        [city({"binding": "soft", "exceptions": [WAY]})],
        "rules[1].exceptions[1].verdict",
        [city({"exceptions": [WAY]})],
    ),
    "scope_unit_malformed": (
        [city({"scope": {"unit_codes": [KEY_UNIT, "ZH99010140003"]}})],
        "rules[1].scope.unit_codes[2]",
        [city({"scope": {"unit_codes": [KEY_UNIT, "HY99010110002"], "element": ["YS9901", "大气环境优先保护区"]}})],
    ),
    "scope_unit_unknown": (
        [city({"scope": {"unit_codes": [KEY_UNIT, "ZH99010120009"]}})],
        "rules[1].scope.unit_codes[2]",
        [city({"scope": {"unit_codes": [KEY_UNIT]}})],
    ),
    "scope_class_differs": (
        [city({"scope": {"unit_codes": [KEY_UNIT, PRIORITY_UNIT], "unit_class": ["key"]}})],
        "rules[1].scope.unit_codes[2]",
        [city({"scope": {"unit_codes": [KEY_UNIT, PRIORITY_UNIT], "unit_class": [1, 2]}})],
    ),
    "scope_outside_jurisdiction": (
        [city({"scope": {"unit_codes": [ELSEWHERE]}})],
        "rules[1].scope.unit_codes[1]",
        [city({"scope": {"unit_codes": [KEY_UNIT]}, "applies_if": {"admin": ["99"]}})],
    ),
    "rule_industry_unknown": (
        [city({"applies_if": {"not": {"industry": ["C2614", "C99"]}}})],
        "rules[1].applies_if.not.industry[2]",
        [city({"applies_if": {"industry": ["C2614", "26", "C", "D44", "C3"]}})],
    ),
    "rule_land_use_unknown": (
        [city({"applies_if": {"land_use": ["070000"]}})],
        "rules[1].applies_if.land_use[1]",
        [city({"applies_if": {"land_use": ["07", "100103"]}})],
    ),
    "measure_unknown": (
        [city(vocs(unit="桶/a"))],
        "rules[1].metric.unit",
        [city(vocs(unit="千克/年"))],
    ),
    "measures_differ": (
        two(vocs(), {"test": {"and": [NEW, {"metric": {**VOCS, "unit": "mg/m3"}}]}}),
        "rules[2].test.and[2].metric.unit",
        two(vocs(), vocs(unit="kg/a")),
    ),
    "comparison_contradicts": (
        [city(vocs(cmp=">="))],
        "rules[1].metric.cmp",
        [city(vocs(cmp="<"), {"id": "R2", "modality": "floor", "metric": {**VOCS, "name": "reuse", "cmp": ">="}})],
    ),
    "placeholder_unknown": (
        [city({"explain": {"zh": {"does_not_conform": "{subject}占用{area_hm:.4f}公顷"}}})],
        "rules[1].explain.zh.does_not_conform",
        [city({"explain": {"zh": {"does_not_conform": "{subject}占用{area_hm2:.4f}公顷"}}})],
    ),
    "placeholder_malformed": (
        [city({"exceptions": [{**WAY, "explain": {"en": "{names:.2f}"}}]})],
        "rules[1].exceptions[1].explain.en",
        [city({"exceptions": [{**WAY, "explain": {"en": "{names} {limit:.2f} {unit}"}}]})],
    ),
    "rule_period_empty": (
        [city({"scope": {"valid_to": "2023-12-31"}})],
        "rules[1].scope.valid_to",
        [city({"scope": {"valid_to": "2024-01-01"}})],
    ),
    "scope_never_holds": (
        [city({"scope": {"unit_codes": [KEY_UNIT], "unit_class": [1]}})],
        "rules[1].scope.unit_class",
        [city({"scope": {"unit_codes": [KEY_UNIT, PRIORITY_UNIT], "unit_class": [1]}})],
    ),
    "condition_never_holds": (
        [city({"applies_if": {"and": [INDUSTRY, {"not": {"industry": ["C26", "C27"]}}]}})],
        "rules[1].applies_if",
        [city({"applies_if": {"and": [INDUSTRY, {"not": {"industry": ["C261"]}}]}})],
    ),
    "rules_contradict": (two({}, needed()), "rules[2].test", two({}, needed(scope={"xzqdm": ["990101"]}))),
    "cap_below_floor": (
        two(vocs(), {"modality": "floor", "metric": {**VOCS, "cmp": ">=", "value": 6000, "unit": "kg/a"}}),
        "rules[2].metric",
        two(vocs(), {"modality": "floor", "metric": {**VOCS, "cmp": ">=", "value": 5000, "unit": "kg/a"}}),
    ),
    "allowed_nothing": (
        two(allowed("C26"), allowed("C27", "30")),
        "rules[2].test",
        two(allowed("C26"), allowed("261")),
    ),
    "limit_weaker": (levels(vocs(), vocs(value=6)), "rules[1].metric", levels(vocs(), vocs(value=4900, unit="kg/a"))),
    "breach_milder": (levels({}, {"binding": "soft"}), "rules[1].modality", levels({"binding": "soft"}, {})),
    "exception_added": (
        levels({}, {"exceptions": [WAY]}),
        "rules[1].exceptions[1]",
        levels({"exceptions": [WAY]}, {"exceptions": [{**WAY, "if": {"and": [PARK, TUNNEL]}}]}),
    ),
}
# More packs that give a code.
ALSO = {
    "pack_not_in_force": [city(valid_to="2026-11-21")],
    "pack_expires_soon": [city(valid_to=DAY)],
    "exception_no_better": [city({"exceptions": [{**WAY, "verdict": "does_not_conform"}]})],
    "scope_unit_malformed": [city({"scope": {"element": ["YS99010142210001"]}})],
    "scope_outside_jurisdiction": [city({"applies_if": {"not": {"admin": ["990200"]}}}, jurisdiction=["990100"])],
    "rule_industry_unknown": [
        city({"applies_if": {"industry": ["D26"]}}),
        city({"applies_if": {"industry": ["化工"]}}),
    ],
    "rule_land_use_unknown": [city({"applies_if": {"land_use": ["7"]}}), city({"applies_if": {"land_use": ["9999"]}})],
    "measures_differ": [city(vocs(), {"id": "R2", **vocs(unit=None)})],
    "comparison_contradicts": [
        city({"modality": "floor", "metric": {**VOCS, "cmp": "<"}}),
        city({"modality": "offset", "metric": {"name": "vocs", "cmp": "<=", "value": 2}}),
        city({"modality": "distance", "test": away("<=", 300)}),
        city({**vocs(), "if_true": "does_not_conform", "if_false": "conforms"}),
    ],
    "rule_period_empty": [
        city({"scope": {"valid_from": "2025-01-01", "valid_to": "2024-06-30"}}),
        city({"scope": {"valid_from": "2026-01-01"}}, valid_to="2025-12-31"),
    ],
    "condition_never_holds": [
        city({"test": {"and": [{"metric": VOCS}, {"metric": {**VOCS, "cmp": ">", "value": 5000, "unit": "kg/a"}}]}}),
        city({"test": {"and": [away("<", 100), away(">=", 100)]}}),
        city({"applies_if": {"and": [{"geometry": ["line"]}, {"or": [{"geometry": ["point"]}, {"not": NEW}]}, NEW]}}),
        city({"applies_if": {"date": {"to": "2023-12-31"}}}),
        city({"applies_if": {"date": {"from": "2026-02-01", "to": "2026-01-01"}}}),
        city({"applies_if": {"and": [{"declared": "in_plan"}, {"declared": {"flag": "in_plan", "is": [False]}}]}}),
        city({"exceptions": [{**WAY, "if": {"and": [{"overlap": {"role": "park"}}, {"disjoint": {"role": "park"}}]}}]}),
        city({"test": {"not": {"or": [NEW, {"not": NEW}]}}}),
    ],
    "rules_contradict": [
        city({"test": {"overlap": {"role": "park"}}}, {"id": "R2", "test": {"disjoint": {"role": "park"}}}),
    ],
    "cap_below_floor": [
        city(
            {"modality": "distance", "test": away(">=", 300)},
            {"id": "R2", "modality": "prohibit", "test": away(">", 200)},
        )
    ],
}
# More packs that do not give it.
NOT_EITHER = {
    "comparison_contradicts": [
        city({**vocs(cmp=">"), "if_true": "does_not_conform", "if_false": "conforms"}),
        city({"modality": "distance", "test": away(">=", 300)}),
        city({"modality": "offset", "metric": {"name": "vocs", "cmp": ">=", "value": 2}}),
        city({"modality": "intensity", "metric": {**VOCS, "cmp": ">="}}),
        city(vocs(cmp="=")),
    ],
    "pack_superseded": [city(supersedes=["P9"])],
    "rules_contradict": [
        city({}, {"id": "R2", **needed(applies_if=INDUSTRY)}),
        city({"scope": {"valid_to": "2025-12-31"}}, {"id": "R2", **needed(scope={"valid_from": "2026-01-01"})}),
        city({}, {"id": "R2", **needed(modality="encourage")}),
    ],
    "measures_differ": [
        city(vocs(), {"id": "R2", "modality": "offset", "metric": {"name": "vocs", "cmp": ">=", "value": 2}}),
        city(vocs(), {"id": "R2", **vocs(unit="kg/h")}),
        city(vocs(), {"id": "R2", **vocs(per="output", unit="kg/万元")}),
    ],
    "condition_never_holds": [
        city({"applies_if": {"and": [NEW, {"nature": ["expand"]}]}}),
        city({"applies_if": {"and": [{"unit_class": [1]}, {"unit_class": [2]}]}}),
        city({"test": {"and": [{"metric": VOCS}, {"metric": {**VOCS, "cmp": ">", "value": 3}}]}}),
        city({"applies_if": {"and": [INDUSTRY, {"industry": ["C27"]}]}}),
    ],
    "scope_unit_unknown": [city({"scope": {"unit_codes": ["ZH9901"]}})],
}
INSIDE = {"scope": {"unit_codes": [KEY_UNIT]}}
FLOOR = {**VOCS, "cmp": ">="}


def targets(cmp, m, modality="distance"):
    return {"modality": modality, "test": away(cmp, m)}


LOWERED = {  # of the province, of the city, whether the latter is suspected
    "the same": (vocs(), vocs(), False),
    "open where closed": (vocs(cmp="<"), vocs(cmp="<="), True),
    "another metric": (vocs(), vocs(name="cod", value=9), False),
    "other units, more": (vocs(), vocs(value=5100, unit="kg/a"), True),
    "another divisor": (vocs(per="output", unit="kg/万元"), vocs(per="land", unit="kg/hm2", value=9), False),
    "a floor": ({"modality": "floor", "metric": FLOOR}, {"modality": "floor", "metric": {**FLOOR, "value": 4}}, True),
    "nearer": (targets(">=", 300), targets(">=", 200), True),
    "farther": (targets(">=", 300), targets(">=", 500), False),
    "forbidden nearer": (targets("<", 300, "prohibit"), targets(">=", 200), True),
    "inside": ({**vocs(), "scope": {"xzqdm": ["9901"]}}, {**vocs(value=6), **INSIDE}, True),
    "beside": ({**vocs(), "scope": {"xzqdm": ["990102"]}}, {**vocs(value=6), **INSIDE}, False),
    "class by its digit": ({**vocs(), "scope": {"unit_class": [2]}}, {**vocs(value=6), **INSIDE}, True),
    "another class": ({**vocs(), "scope": {"unit_class": [1]}}, {**vocs(value=6), **INSIDE}, False),
    "a wider scope": ({**vocs(), "scope": {"unit_class": [2]}}, vocs(value=6), False),
    "a narrower industry": (
        {**vocs(), "applies_if": INDUSTRY},
        {**vocs(value=6), "applies_if": {"industry": ["C2614"]}},
        True,
    ),
    "another industry": (
        {**vocs(), "applies_if": INDUSTRY},
        {**vocs(value=6), "applies_if": {"industry": ["C27"]}},
        False,
    ),
    "one more condition": (
        {**vocs(), "applies_if": NEW},
        {**vocs(value=6), "applies_if": {"and": [INDUSTRY, NEW]}},
        True,
    ),
    "encouraged only": ({**vocs(), "modality": "encourage"}, vocs(value=6), False),
}
WEAKER = vocs(value=6)
PACKS_LOWERED = {  # packs, whether the last rule is suspected
    "elsewhere": (levels(vocs(), WEAKER, jurisdiction=["98"]), False),
    "over before": (levels(vocs(), WEAKER, valid_from="2020-01-01", valid_to="2023-12-31"), False),
    "the other way round": ([city(vocs()), province({"id": "U1", **WEAKER})], False),
    "one level": ([city(vocs()), city({"id": "R2", **WEAKER}, id="P2")], False),
    "a parent of one level": ([city(vocs()), city({"id": "R2", **WEAKER}, id="P2", parent="P1")], True),
    "a parent's parent": (
        [province({"id": "U1", **vocs()}), city(parent="P0"), city({"id": "R2", **WEAKER}, id="P2", parent="P1")],
        True,
    ),
    "a parent, not the province": (
        [province({"id": "U1", **vocs()}), city(), city({"id": "R2", **WEAKER}, id="P2", parent="P1")],
        False,
    ),
    "packs that are each other's parent": ([city(vocs(), parent="P2"), city(WEAKER, id="P2", parent="P1")], True),
}


def codes(packs):
    return [one.code for one in lint(packs, DAY, {KEY_UNIT, PRIORITY_UNIT, ELSEWHERE})]


def test_the_innocent_pack_is_innocent():
    assert lint([pack({})], DAY, ()) == []


def test_every_check_is_shown(root):
    groups = json.loads((root / "resources" / "lint.json").read_text(encoding="utf-8"))["groups"]
    assert set(CASES) == {code for group in groups.values() for code in group}
    assert set(ALSO) | set(NOT_EITHER) <= set(CASES)


@pytest.mark.parametrize("code", CASES)
def test_packs_that_give_it(code):
    packs, path, others = CASES[code]
    found = [one for one in lint(packs, DAY, {KEY_UNIT, PRIORITY_UNIT}) if one.code == code]
    assert [one.path for one in found] == [path]
    assert code not in codes(others)


@pytest.mark.parametrize("code, one", [(code, one) for code, packs in ALSO.items() for one in packs])
def test_other_packs_that_give_it(code, one):
    assert codes([one]).count(code) == 1


@pytest.mark.parametrize("code, one", [(code, one) for code, packs in NOT_EITHER.items() for one in packs])
def test_packs_that_do_not(code, one):
    assert code not in codes([one])


@pytest.mark.parametrize("case", LOWERED)
def test_suspected_lowerings_of_a_limit(case):
    upper, lower, suspected = LOWERED[case]
    assert suspects(levels(upper, lower)) == ["L1"] * suspected


@pytest.mark.parametrize("case", PACKS_LOWERED)
def test_whom_a_pack_must_not_weaken(case):
    packs, suspected = PACKS_LOWERED[case]
    assert suspects(packs) == [packs[-1].rules[-1].id] * suspected


def test_an_exception_must_be_granted_on_every_level():
    nation = pack({"id": "N1", "exceptions": [WAY]}, id="N", level="national", jurisdiction=None)
    region, lower = province({"id": "U1"}), city({"id": "L1", "exceptions": [WAY]})
    found = [one for one in lint([nation, lower, region], DAY) if one.code == "exception_added"]
    assert [(one.rule_id, one.params["other"]) for one in found] == [("L1", "P0 U1")]


def suspects(packs):
    return [one.rule_id for one in lint(packs, DAY) if one.code == "limit_weaker"]


@pytest.mark.parametrize("code", CASES)
def test_every_remark_is_a_sentence_with_its_cure(code):
    (one, *_) = [one for one in lint(CASES[code][0], DAY, {KEY_UNIT, PRIORITY_UNIT}) if one.code == code]
    for language in ("zh", "en"):
        for text in told(one, Words(language)):
            assert text and not any(mark in text for mark in "?{}_") or code in NAMES_KEYS, text


# Sentences that name keys of the pack, or quote its braces.
NAMES_KEYS = {
    *("if_unknown_missing", "if_unknown_passes", "verdicts_alike", "scope_class_differs", "scope_never_holds"),
    *("placeholder_unknown", "placeholder_malformed"),
}


def test_codes_are_told_by_their_names():
    (one,) = [one for one in lint(CASES["breach_milder"][0], DAY) if one.code == "breach_milder"]
    assert one.params["verdict"] == "needs_justification"
    message, action = told(one, Words("zh"))
    assert "需进一步论证" in message and "不符合" in message and "P0 U1" in message and action
    assert where(one) == "P1 L1 rules[1].modality"


def test_a_path_leads_to_what_is_wrong():
    packs = [city({}, {"id": "R2", "test": {"and": [NEW, {"not": {"land_use": ["07", "7"]}}]}})]
    (one,) = lint(packs, DAY)
    assert (one.pack, one.rule_id, one.path, one.severity) == (
        "P1",
        "R2",
        "rules[2].test.and[2].not.land_use[2]",
        "warning",
    )
    assert one.params == {"got": "7", "near": "07"}


def test_remarks_keep_the_order_of_packs_and_rules():
    packs = [
        city({"clause_no": None}, {"id": "R2", "clause_no": None}, doc_no=None),
        province({"id": "U1", "test": None}),
    ]
    told = [(one.pack, one.rule_id) for one in lint(packs, DAY)]
    assert told == [("P1", None), ("P1", "R1"), ("P1", "R2"), ("P0", "U1")]


def test_faults_of_the_schema_are_remarks_too():
    wrong = document({"modality": "forbid", "titel": "x"})
    wrong["rules"][0]["scope"] = {"unit_class": [4]}
    with pytest.raises(PackFault) as caught:
        pack_of(wrong, "a.json")
    found = {(one.path, one.severity, one.file, one.pack) for one in remarks_of(caught.value)}
    paths = ("rules[1].modality", "rules[1].titel", "rules[1].scope.unit_class[1]")
    assert found == {(path, "error", "a.json", None) for path in paths}


def test_without_a_layer_no_unit_is_missing():
    assert "scope_unit_unknown" not in [one.code for one in lint(CASES["scope_unit_unknown"][0], DAY)]


@pytest.mark.parametrize(
    "template, wrong",
    [
        ("{subject}占用{area_hm2:.4f}公顷", []),
        ("nothing to fill in", []),
        ("{area_hm2:.44f}", ["placeholder_malformed"]),
        ("[[占用{area_hm2:.4f}公顷|位于其内]]（环办[2020]33号）", []),
        ("[[占用{area_hm2:.4f}公顷|位于其内]", ["placeholder_malformed"]),
        ("占用{area_hm2:.4f}公顷|位于其内]]", ["placeholder_malformed"]),
        ("{area_hm2!r}", ["placeholder_malformed"]),
        ("{subject.__class__}", ["placeholder_malformed"]),
        ("{0}", ["placeholder_unknown"]),
        ("{}", ["placeholder_malformed"]),
        ("{{subject}}", ["placeholder_malformed"] * 2),
        ("100 % {subject", ["placeholder_malformed"]),
        ("{names[0]}", ["placeholder_malformed"]),
        ("{area:.4f}{are_a}", ["placeholder_unknown"] * 2),
    ],
)
def test_templates(template, wrong):
    assert [code for code, _ in faults_of(template)] == wrong
