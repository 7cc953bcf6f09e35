"""Unit cards: every clause that bears on what lies in one unit, and none that surely does not."""

import json
from dataclasses import replace

import pytest

from zoning_review_plugin.model.codes import DIMENSIONS
from zoning_review_plugin.rules.card_rows import card_head, card_rows
from zoning_review_plugin.rules.conditions.ground import Ground
from zoning_review_plugin.rules.conditions.reading import condition_of
from zoning_review_plugin.rules.conditions.tree import Always, Presumed
from zoning_review_plugin.rules.dimension_names import dimension_name, dimensions_of, province_of_unit
from zoning_review_plugin.rules.unit_card import ALWAYS, unit_card
from zoning_review_plugin.rules.unit_ground import Unit, UnitFeature, unit_met

from .small_packs import pack

DAY, CODE = "2026-11-22", "ZH99010120003"
KEY = unit_met(CODE, "key", "产业集聚类", elements=["YS9901012320001"])


def ids(*packs, unit=KEY, day=DAY):
    """Ids of the rules on the card."""
    return [clause.rule.id for clause in unit_card(packs, unit, day).clauses]


def where(scope=None, applies_if=None, unit=KEY, **head):
    """What the only clause of a pack still asks for; None where it is not on the card."""
    found = unit_card([pack({"scope": scope, "applies_if": applies_if}, **head)], unit, DAY).clauses
    return found[0].where if found else None


@pytest.mark.parametrize(
    "scope,on_card",
    [
        ({"unit_codes": [CODE]}, True),
        ({"unit_codes": ["ZH99010120004"]}, False),
        ({"unit_class": ["key"]}, True),
        ({"unit_class": [2, 3]}, True),
        ({"unit_class": [1]}, False),
        ({"unit_subclass": ["产业*"]}, True),
        ({"unit_subclass": ["城镇生活类"]}, False),
        ({"xzqdm": ["990101"]}, True),
        ({"xzqdm": ["990102"]}, False),
        ({"valid_to": "2026-01-01"}, False),
    ],
)
def test_a_clause_is_on_the_card_if_its_scope_meets_the_unit(scope, on_card):
    assert where(scope) == (ALWAYS if on_card else None)


@pytest.mark.parametrize("spelling", [CODE.lower(), f" {CODE} ", CODE.replace("ZH", "ＺＨ")])
def test_a_unit_keeps_its_clauses_however_its_code_is_spelled(spelling):
    assert where({"unit_codes": [CODE]}, unit=unit_met(spelling, "key"), jurisdiction=None) == ALWAYS


def test_a_zone_that_the_unit_meets_in_part_leaves_a_condition():
    left = where({"element": ["YS9901012320001"]})
    zone = condition_of({"overlap": {"role": "element_zone", "attr": {"code": ["YS9901012320001"]}}})
    assert zone in left.leaves()
    whole = replace(KEY, features=tuple(replace(zone, whole=True) for zone in KEY.features))
    assert where({"element": ["YS9901012320001"]}, unit=whole) == ALWAYS
    classed = replace(KEY, features=tuple(replace(zone, feature_class="大气布局敏感") for zone in KEY.features))
    assert where({"element": ["YS99010122"]}, unit=classed) is None
    assert where({"element": ["YS99010122"]}) is not None  # only its code is known: its class may be the text meant


def test_what_is_not_known_of_the_unit_stays_a_condition():
    assert where({"roles": ["wetland"]}) == condition_of({"overlap": {"role": "wetland"}})
    dry = replace(KEY, known=KEY.known | {Ground("wetland")})
    assert where({"roles": ["wetland"]}, unit=dry) is None
    assert where({"area_ref": "plan"}) == condition_of({"overlap": {"layer": "plan"}})
    assert where({"unit_class": ["key"]}, unit=unit_met("ZH99010120003")) not in (None, ALWAYS)


def test_what_only_a_subject_can_answer_stays_a_condition():
    both = {"and": [{"unit_class": ["key"]}, {"industry": ["C26"]}]}
    assert where(applies_if=both) == condition_of({"industry": ["C26"]})
    other = {"and": [{"unit_class": ["general"]}, {"industry": ["C26"]}]}
    assert where(applies_if=other) is None
    assert where(applies_if={"date": {"to": "2025-12-31"}}) is None


WETLAND, WHOLE = UnitFeature("wetland", "w", "1"), UnitFeature("wetland", "w", "1", whole=True)
GROUND = [
    ({"overlap": {"role": "wetland"}}, {(): False, (WETLAND,): None, (WHOLE,): True}),
    ({"overlap": {"role": "wetland", "min_area_m2": 5}}, {(): False, (WETLAND,): None, (WHOLE,): None}),
    ({"overlap": {"role": "wetland", "min_share": 0.5}}, {(): False, (WETLAND,): None, (WHOLE,): True}),
    ({"disjoint": {"role": "wetland"}}, {(): True, (WETLAND,): None, (WHOLE,): False}),
    ({"within": {"role": "wetland"}}, {(): False, (WETLAND,): None, (WHOLE,): True}),
    ({"cross": {"role": "wetland"}}, {(): False, (WETLAND,): None, (WHOLE,): None}),
    ({"distance": {"role": "wetland", "cmp": "<", "m": 9}}, {(): None, (WETLAND,): None, (WHOLE,): True}),
    ({"distance": {"role": "wetland", "cmp": ">=", "m": 9}}, {(): None, (WETLAND,): None, (WHOLE,): False}),
    ({"share_outside": {"role": "wetland", "cmp": ">", "share": 0.1}}, {(): True, (WETLAND,): None, (WHOLE,): False}),
    ({"overlap": {"layer": "w"}}, {(): None, (WETLAND,): None, (WHOLE,): True}),
    ({"overlap": {"role": "wetland", "attr": {"id": "2"}}}, {(): False, (WETLAND,): False, (WHOLE,): False}),
    ({"overlap": {"role": "wetland", "attr": {"name": "x"}}}, {(): False, (WETLAND,): None, (WHOLE,): None}),
]


@pytest.mark.parametrize("condition,expected", GROUND, ids=[f"{k}-{next(iter(c))}" for k, (c, _) in enumerate(GROUND)])
def test_ground_answers_only_what_holds_for_all_that_lies_in_the_unit(condition, expected):
    for features, truth in expected.items():
        unit = Unit(CODE, "key", features=features, known=frozenset({Ground("wetland")}))
        left = where(applies_if=condition, unit=unit)
        assert left == {True: ALWAYS, False: None, None: condition_of(condition)}[truth], features
    unknown = where(applies_if=condition, unit=Unit(CODE, "key"))
    assert unknown == condition_of(condition)  # without the layer nothing is answered


def test_a_pack_binds_where_its_jurisdiction_may_reach():
    assert where(jurisdiction=["9901"]) == ALWAYS
    assert where(jurisdiction=["9902"]) is None
    assert isinstance(where(jurisdiction=["9902"], unit=unit_met("U1")), Presumed)  # nobody knows where it lies
    across = unit_met(CODE, "key", admins=["990101", "990201"])
    assert where(jurisdiction=["9902"], unit=across) not in (None, ALWAYS)


def test_packs_that_are_not_in_force_are_told():
    old, new = pack(id="old", valid_to="2025-12-31"), pack({"id": "N"}, id="new", supersedes=["older"])
    card = unit_card([old, new, pack({"id": "O"}, id="older")], KEY, DAY)
    assert [clause.rule.id for clause in card.clauses] == ["N"]
    assert [(left.id, code) for left, code, _ in card.left] == [
        ("old", "pack_not_in_force"),
        ("older", "pack_superseded"),
    ]


def test_clauses_stand_by_dimension_and_level():
    def rules(level):
        return pack(
            *({"id": f"{level}-{name}", "dimension": name} for name in ("resource_efficiency", "spatial_layout")),
            {"id": f"{level}-none"},
            id=level,
            level=level,
        )

    found = ids(rules("unit"), rules("national"), rules("city"))
    assert found == [
        "national-spatial_layout", "city-spatial_layout", "unit-spatial_layout",
        "national-resource_efficiency", "city-resource_efficiency", "unit-resource_efficiency",
        "national-none", "city-none", "unit-none",
    ]  # fmt: skip
    guangdong = unit_met("ZH44010620001", "key")
    packs = [pack({"id": d, "dimension": d}, id=d, jurisdiction=None) for d in DIMENSIONS]
    assert ids(*packs, unit=guangdong) == [
        "spatial_layout", "resource_efficiency", "pollutant_discharge", "environmental_risk"
    ]  # fmt: skip


def cap(value, unit="t/a", level="city", **more):
    """A pack with one cap on VOCs; its rule is called after the value."""
    rule = {
        "id": f"{value:g} {unit}",
        "modality": "cap",
        "metric": {"name": "vocs", "cmp": "<=", "value": value, "unit": unit},
        **more,
    }
    return pack(rule, id=f"{level} {value:g} {unit}", level=level)


def stand_ins(*packs):
    """{id of a rule: id of the one that stands in its stead, None where it stands}."""
    card = unit_card(packs, KEY, DAY)
    return {one.rule.id: None if one.stand_in is None else card.clauses[one.stand_in].rule.id for one in card.clauses}


def test_the_strictest_limit_stands_for_the_others():
    found = stand_ins(cap(5), cap(2000, "kg/a", "province"), cap(3, level="national"))
    assert found == {"5 t/a": "2000 kg/a", "3 t/a": "2000 kg/a", "2000 kg/a": None}


def test_a_limit_gives_way_only_to_one_that_surely_binds_as_hard():
    narrow = {"industry": ["C26"]}
    assert stand_ins(cap(5), cap(2, level="unit", applies_if=narrow)) == {"5 t/a": None, "2 t/a": None}
    same = stand_ins(cap(5, applies_if=narrow), cap(2, level="unit", applies_if=narrow))
    assert same == {"5 t/a": "2 t/a", "2 t/a": None}
    assert stand_ins(cap(5), cap(2, level="unit", binding="soft")) == {"5 t/a": None, "2 t/a": None}
    lifted = [{"if": {"declared": "x"}, "verdict": "needs_justification"}]
    assert stand_ins(cap(5), cap(2, level="unit", exceptions=lifted)) == {"5 t/a": None, "2 t/a": None}
    assert stand_ins(cap(5), cap(2, level="unit", automation="manual")) == {"5 t/a": None, "2 t/a": None}


def test_of_equal_limits_one_stands():
    found = stand_ins(cap(2, level="national"), cap(2000, "kg/a"), cap(0.002, "万t/a", level="unit"))
    assert found == {"2 t/a": None, "2000 kg/a": "2 t/a", "0.002 万t/a": "2 t/a"}


def test_the_card_says_what_is_not_known():
    card = unit_card([pack({"scope": {"roles": ["wetland"]}})], unit_met(CODE), DAY)
    assert card.unknown == ("layer.wetland",)
    assert card_head(card, "zh")["unit_class"] == "类别不明"
    assert "湿地" in card_head(card, "zh")["unknown"]


@pytest.mark.parametrize(
    "unit_class,zh,meaning",
    [
        ("priority", "优先保护", "不等同于生态保护红线"),
        ("key", "重点管控", "资源利用效率"),
        ("general", "一般管控", "基本要求"),
    ],
)
def test_the_head_tells_what_the_class_means(unit_class, zh, meaning):
    head = card_head(unit_card([], unit_met(CODE, unit_class), DAY), "zh")
    assert head["unit_class"] == zh and meaning in head["meaning"]


def test_a_row_says_where_a_clause_applies_and_what_it_asks():
    (row,) = card_rows(
        unit_card([pack({"applies_if": {"industry": ["C26"]}, "dimension": "spatial_layout"})], KEY, DAY), "zh"
    )
    wanted = {"dimension": "空间布局约束", "level": "市", "where": "行业属于C26", "test": "建设性质为新建"}
    assert {name: row[name] for name in wanted} == wanted
    (row,) = card_rows(unit_card([pack({})], KEY, DAY), "en")
    assert (row["where"], row["modality"], row["binding"]) == (None, "prohibit", "hard")


def test_provinces_call_the_dimensions_their_own_names(root):
    names = {code: dimension_name("resource_efficiency", code, "zh") for code in (None, "37", "33", "44")}
    assert names == {None: "资源利用效率要求", "37": "资源利用效率要求", "33": "资源开发效率要求", "44": "能源资源利用"}
    table = json.loads((root / "resources" / "dimension_names.json").read_text(encoding="utf-8"))
    for code in set(table) - {"description"}:
        assert set(dimensions_of(code)) == set(DIMENSIONS)
    assert (province_of_unit("ZH33010620001"), province_of_unit("U1"), province_of_unit(None)) == ("33", None, None)


def test_no_clause_that_may_bear_is_lost():
    """What a subject in the unit is judged by stands on the card."""
    rules = [{"id": str(k), "scope": scope} for k, scope in enumerate([{}, {"roles": ["park"]}, {"unit_class": [2]}])]
    assert ids(pack(*rules)) == ["0", "1", "2"]
    assert all(clause.where != Always(False) for clause in unit_card([pack(*rules)], KEY, DAY).clauses)
