"""The packs that come with the plugin: the ladders of the three lines, and a sentence for every verdict they give."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from zoning_review_plugin.rules.conditions.ground import Ground, OnGround
from zoning_review_plugin.rules.pack_file import read_pack
from zoning_review_plugin.rules.placeholders import NAMES, placeholders

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "packs"
PACKS = {path.stem: read_pack(path) for path in sorted(FOLDER.glob("*.json"))}
RULES = {rule.id: rule for pack in PACKS.values() for rule in pack.rules}
LINES = ("ecological_red_line", "permanent_farmland", "development_boundary")
BREACHES = ("does_not_conform", "needs_justification")


def truth(node, situation):
    """True, False or None of one situation: {fact: value}, and under `ground` [(role, grade or class), …].

    Kleene's logic written out once more, so that the packs are held against the domain and not against the program.
    """
    name = type(node).__name__
    if name in ("And", "Or"):
        parts = [truth(part, situation) for part in node.parts]
        decides = name == "Or"
        return decides if decides in parts else None if None in parts else not decides
    if name == "Not":
        found = truth(node.part, situation)
        return None if found is None else not found
    if isinstance(node, OnGround):
        return on_ground(node, situation)
    value = situation.get(node.fact)
    return None if value is None else node.of(value)


def on_ground(node, situation):
    met = [kind for role, kind in situation["ground"] if fits(node.ground, role, kind)]
    name = type(node).__name__
    if name == "Overlap":
        return bool(met)
    if name == "Within":
        return bool(met) and not situation.get("sticks out")
    assert name == "ShareOutside"
    return not met or bool(situation.get("sticks out"))


def fits(ground: Ground, role, kind):
    if ground.role != role:
        return False
    return all(any(re.fullmatch(text.replace("*", ".*"), kind or "") for text in texts) for _, texts in ground.attr)


def verdict(rule, situation):
    """The verdict of a rule by the burden of proof: None out of scope."""
    applies = True if rule.applies_if is None else truth(rule.applies_if, situation)
    if not applies:
        return None if applies is False else "information_missing"
    tested = truth(rule.test, situation)
    found = rule.if_unknown if tested is None else rule.if_true if tested else rule.if_false
    lifted = [way.verdict for way in rule.exceptions if found in BREACHES and truth(way.condition, situation)]
    return lifted[0] if lifted else found


ERL, PBF, UDB = [(LINES[0], "水源涵养")], [(LINES[1], "0101")], [(LINES[2], "concentrated")]
POLYGON, LINE = {"geometry": ["polygon"]}, {"geometry": ["line"]}


def declared(**flags):
    return {f"declared.{flag}": value for flag, value in flags.items()}


# domain.md 4.1: rule, ground, what else is known, verdict, a word of the sentence that must stand (None: none).
LADDERS = [
    ("ERL-01", [], POLYGON, "not_involved", "不位于生态保护红线范围内"),
    ("ERL-01", ERL, POLYGON, "does_not_conform", "用地涉及"),
    ("ERL-01", ERL, {**POLYGON, **declared(limited_activity="none", major_level="none")}, "does_not_conform", "用地"),
    ("ERL-01", ERL, {**POLYGON, "mode": ["tunnel"]}, "needs_justification", "下穿"),
    ("ERL-01", ERL, {**POLYGON, "mode": ["overhead"]}, "needs_justification", "跨越"),
    ("ERL-01", ERL, {**POLYGON, "mode": ["surface"]}, "does_not_conform", "用地涉及"),
    ("ERL-01", ERL, {**POLYGON, "part": ["plan_boundary"]}, "needs_justification", "范围重叠不等于用地"),
    ("ERL-01", ERL, {**POLYGON, **declared(limited_activity="L1")}, "needs_justification", "认定意见"),
    ("ERL-01", ERL, {**POLYGON, **declared(limited_activity="L2")}, "does_not_conform", "用地"),
    (
        "ERL-01",
        ERL,
        {**POLYGON, **declared(limited_activity="L2", new_construction_land=False)},
        "needs_justification",
        "认定意见",
    ),
    (
        "ERL-01",
        ERL,
        {**POLYGON, **declared(limited_activity="L2", new_construction_land=True)},
        "does_not_conform",
        "用地",
    ),
    ("ERL-01", ERL, {**POLYGON, **declared(limited_activity="L6", in_approved_plan=True)}, "does_not_conform", "用地"),
    (
        "ERL-01",
        ERL,
        {**POLYGON, **declared(limited_activity="L6", in_approved_plan=True, linear_project=True)},
        "needs_justification",
        "无法避让",
    ),
    ("ERL-01", ERL, {**POLYGON, **declared(limited_activity="L10")}, "to_be_judged", "法律法规"),
    ("ERL-01", ERL, {**POLYGON, **declared(major_level="national")}, "needs_justification", "不可避让"),
    ("ERL-01", ERL, {**POLYGON, **declared(major_level="province")}, "does_not_conform", "用地"),
    ("ERL-01", ERL, LINE, None, None),
    ("ERL-02", ERL, POLYGON, None, None),
    ("ERL-02", [], LINE, "not_involved", "不穿越"),
    ("ERL-02", ERL, {**LINE, "part": ["centreline"], "mode": ["surface"]}, "does_not_conform", "线路穿越"),
    ("ERL-02", ERL, {**LINE, "mode": ["bridge"]}, "needs_justification", "跨越"),
    ("ERL-02", ERL, {**LINE, "part": ["corridor"]}, "needs_justification", "线位经过不等于用地"),
    ("ERL-02", ERL, {**LINE, **declared(no_land_in_red_line=True)}, "needs_justification", "不申请用地"),
    (
        "ERL-02",
        ERL,
        {**LINE, **declared(limited_activity="L6", in_approved_plan=True)},
        "needs_justification",
        "无法避让",
    ),
    ("ERL-02", ERL, {**LINE, **declared(limited_activity="L6")}, "does_not_conform", "线路穿越"),
    ("ERL-03", ERL, POLYGON, "not_involved", "不位于自然保护地核心保护区"),
    ("ERL-03", [], POLYGON, None, None),
    ("ERL-03", [(LINES[0], "核心保护区")], {"mode": ["tunnel"]}, "does_not_conform", "核心保护区"),
    ("ERL-03", [*ERL, ("nature_reserve", "core")], {}, "does_not_conform", "核心保护区"),
    ("ERL-03", [*ERL, ("nature_reserve", "general")], {}, "not_involved", "不位于"),
    (
        "ERL-03",
        [*ERL, ("nature_reserve", "core")],
        declared(limited_activity="L6", major_level="national"),
        "does_not_conform",
        "核心保护区",
    ),
    ("ERL-03", [*ERL, ("nature_reserve", "core")], declared(limited_activity="L1"), "needs_justification", "认定意见"),
    # 4.2
    ("PBF-01", [], POLYGON, "not_involved", "不涉及占用永久基本农田"),
    ("PBF-01", PBF, POLYGON, "does_not_conform", "占用永久基本农田"),
    ("PBF-01", PBF, {**POLYGON, **declared(major_level="national")}, "does_not_conform", "占用"),
    (
        "PBF-01",
        PBF,
        {**POLYGON, **declared(major_level="national", project_kind="transport")},
        "does_not_conform",
        "占用",
    ),
    (
        "PBF-01",
        PBF,
        {**POLYGON, **declared(major_level="national", project_kind="transport", farmland_evidence=True)},
        "needs_justification",
        "申请占用",
    ),
    (
        "PBF-01",
        PBF,
        {**POLYGON, **declared(major_level="national", project_kind="tourism_facility", farmland_evidence=True)},
        "does_not_conform",
        "占用",
    ),
    ("PBF-01", PBF, {**POLYGON, "part": ["temporary"]}, "needs_justification", "临时用地"),
    ("PBF-01", PBF, {**POLYGON, "part": ["plan_boundary"]}, "needs_justification", "范围重叠不等于用地"),
    ("PBF-02", PBF, LINE, "needs_justification", "中心线不表示用地"),
    ("PBF-02", [], LINE, "not_involved", "不经过"),
    # 4.3
    ("UDB-01", UDB, {"land_use": ["100103"]}, "conforms", "位于城镇开发边界内"),
    ("UDB-01", [], {"land_use": ["100103"]}, "does_not_conform", "边界外"),
    ("UDB-01", UDB, {"land_use": ["0701"], "sticks out": True}, "does_not_conform", "边界外"),
    ("UDB-01", [], {}, "does_not_conform", "边界外"),
    ("UDB-01", [], {"land_use": ["0703"]}, "conforms", "村庄建设用地"),
    ("UDB-01", [], {"land_use": ["1202"]}, "conforms", "交通运输"),
    ("UDB-01", [], {"land_use": ["1501"]}, "conforms", "特殊用地"),
    ("UDB-01", [], {"land_use": ["100103"], **LINE}, "needs_justification", "线性工程"),
    ("UDB-01", [], {"land_use": ["100103"], **declared(project_kind="energy")}, "needs_justification", "独立选址"),
    ("UDB-01", [(LINES[2], "special_use")], {"land_use": ["0701"]}, "to_be_judged", "特别用途区"),
    ("UDB-02", UDB, {**POLYGON, "land_use": ["0701"], "sticks out": True}, "needs_justification", "边界外"),
    ("UDB-02", [], {**POLYGON, "land_use": ["0703"]}, None, None),
    ("UDB-04", [], {"land_use": ["10"], **declared(project_kind="industrial_park")}, "does_not_conform", "园区"),
]  # fmt: skip


def sentence(rule, situation, found):
    """The Chinese sentence that belongs to a verdict."""
    tested = truth(rule.test, situation)
    computed = rule.if_unknown if tested is None else rule.if_true if tested else rule.if_false
    for way in rule.exceptions:
        if computed in BREACHES and truth(way.condition, situation):
            return way.explain["zh"]
    return rule.explain["zh", found]


@pytest.mark.parametrize(("rule_id", "ground", "known", "wanted", "word"), LADDERS)
def test_the_ladder(rule_id, ground, known, wanted, word):
    rule, situation = RULES[rule_id], {"ground": ground, **known}
    found = verdict(rule, situation)
    assert found == wanted
    if word:
        assert word in sentence(rule, situation, found)


@pytest.mark.parametrize(
    ("replenished", "occupied", "wanted"), [(12.0, 12.0, True), (11.9, 12.0, False), (None, 12.0, None)]
)
def test_what_is_replenished_is_held_against_what_is_occupied(replenished, occupied, wanted):
    from zoning_review_plugin.rules.measures import Amounts, Metrics

    own = None if replenished is None else Amounts(unit="亩", value=replenished * 15)
    assert RULES["PBF-03"].test.of(Metrics(own, Amounts(unit="hm2", value=occupied))) is wanted


def test_replenished_ground_must_be_less_steep_than_25_degrees():
    assert [RULES["PBF-05"].test.of(slope) for slope in (24.9, 25, "flat")] == [True, False, None]


def possible(rule):
    """Every verdict that a rule may come to by its own test."""
    if rule.test is None or rule.automation == "manual":
        return {"to_be_judged", "information_missing"}
    if rule.automation == "assisted":
        return {"to_be_judged", rule.if_unknown}
    return {rule.if_true, rule.if_false, rule.if_unknown}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_verdict_has_its_sentence_in_both_languages(rule):
    wanted = possible(rule)
    assert {(language, verdict) for language in ("zh", "en") for verdict in wanted} <= set(rule.explain)
    assert all(set(way.explain) == {"zh", "en"} for way in rule.exceptions)


def sentences():
    for rule in RULES.values():
        for (language, found), text in rule.explain.items():
            yield rule.id, language, found, text
        for way in rule.exceptions:
            for language, text in way.explain.items():
                yield rule.id, language, way.verdict, text


def test_placeholders_are_known_and_alike_in_both_languages():
    for rule_id, _, _, text in sentences():
        braces = re.findall(r"\{[^}]*\}", text)
        assert set(placeholders(text)) <= set(NAMES), rule_id
        assert len(braces) == len(re.findall(r"\{\w+(?::\.\df)?\}", text)), text
    for rule in RULES.values():
        for found in {verdict for _, verdict in rule.explain}:
            assert set(placeholders(rule.explain["zh", found])) == set(placeholders(rule.explain["en", found])), rule.id
        for way in rule.exceptions:
            assert set(placeholders(way.explain["zh"])) == set(placeholders(way.explain["en"])), rule.id


def test_not_inside_always_names_the_data_it_rests_on():
    told = [(rule_id, text) for rule_id, _, found, text in sentences() if found == "not_involved"]
    absent = {rule_id for rule_id, text in told if "{data}" not in text}
    assert absent == {"ERL-05", "PBF-06"}  # these speak of what is declared, not of where it lies


def test_a_plan_boundary_never_takes_land():
    ways = [way for rule in RULES.values() for way in rule.exceptions if "plan_boundary" in str(way.condition)]
    assert len(ways) == 4
    for way in ways:
        assert "占用" not in way.explain["zh"] and "不等于用地" in way.explain["zh"]
        assert way.verdict == "needs_justification"


def test_each_line_has_its_own_topic_and_units_are_not_the_red_line():
    for name in (*LINES, "control_units"):
        topic = "control_unit" if name == "control_units" else name
        assert {rule.topic for rule in PACKS[name].rules} == {topic}
    asked = json.dumps(PACKS["control_units"].document["rules"], ensure_ascii=False)
    assert '"ecological_red_line"' not in asked  # no unit class stands for the red line, nor the other way round
    assert "control_unit" not in (FOLDER / "ecological_red_line.json").read_text(encoding="utf-8")


def test_dates_of_what_they_rest_on_are_data():
    days = {basis.doc: basis.valid_from for rule in RULES.values() for basis in rule.basis}
    assert days["生态环境法典"] == "2026-08-15"
    assert days["永久基本农田保护红线管理办法（自然资源部、农业农村部令第17号）"] == "2025-10-01"
    assert all(pack.note and pd.Timestamp(pack.valid_from) for pack in PACKS.values())


def _asked(value):
    """Words of all that a rule asks people for: statements and amounts, wherever they stand in it."""
    if isinstance(value, list):
        return {name for one in value for name in _asked(one)}
    if not isinstance(value, dict):
        return set()
    found = {name for one in value.values() for name in _asked(one)}
    stated, metric = value.get("declared"), value.get("metric")
    if stated:
        found.add(f"declared.{stated['flag'] if isinstance(stated, dict) else stated}")
    if isinstance(metric, dict):
        found |= {f"metric_name.{metric[key]}" for key in ("name", "per") if metric.get(key)}
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_our_packs_and_the_samples_ask_for_has_a_name_that_people_use(language):
    from zoning_review_plugin.model.words import Words

    resources = Path(__file__).parents[2] / "resources"
    files = [*resources.glob("packs/**/*.json"), *resources.glob("samples/*/packs/**/*.json")]
    asked = set().union(*(_asked(json.loads(path.read_text("utf-8"))) for path in files))
    assert len(asked) > 40
    assert not [name for name in sorted(asked) if not Words(language).has(name)]
