"""Verdicts through the whole review: facts from layers, case, ledger and decisions; conclusions count ground once."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from zoning_review_plugin.model.case import Options, Project, Scheme, SubjectSource
from zoning_review_plugin.review.conclusion import said_again
from zoning_review_plugin.review.review import review

from .small_packs import document
from .small_reviews import Against, box, layer, line, missing, only, plane, point, rows, small_case

ERL = {
    "id": "ERL",
    "modality": "prohibit",
    "test": {"overlap": {"role": "ecological_red_line"}},
    "if_false": "not_involved",
}


@pytest.fixture
def judged(tmp_path):
    """A function: subjects, rules and constraints → Result. changes: of the case. packs: whole documents instead."""

    def call(subjects, rules, packs=None, fields=None, options=None, **changes):
        against = changes.pop("against")
        case, layers = small_case(subjects, options or plane(), against, fields)
        names = []
        for number, written in enumerate(packs or [document(*rules, jurisdiction=[])]):
            (tmp_path / f"{number}.json").write_text(json.dumps(written), encoding="utf-8")
            names.append(f"{number}.json")
        return review(replace(case, folder=tmp_path, rules=tuple(names), **changes), layers)

    return call


def verdicts(result):
    return rows(result, "finding", "subject_id", "rule_id", "verdict")


@pytest.mark.parametrize("others", [[], [box(9000, 0, 9100, 100)]])
@pytest.mark.parametrize("stated", [("1.0", "1.0"), ("10000", "unknown"), ("unknown", "-")])
def test_ground_of_unknown_size_breaks_no_limit_and_keeps_none(judged, others, stated):
    """Figures of a wrong unit, and one that is none: how much lies there nobody knows, with or without other subjects
    that tell that the layer has figures at all.
    """
    patches = layer(box(-50, 0, 50, 100), box(50, 0, 150, 100), TBMJ=list(stated))
    ground = {"role": "permanent_farmland", "min_area_m2": 50_000}
    rules = [
        {"id": "NONE", "modality": "prohibit", "test": {"overlap": ground}},
        {"id": "SOME", "modality": "require", "test": {"overlap": ground}},
    ]
    against = {"pbf": Against(patches, "permanent_farmland", fields={"area": "TBMJ"}, coverage="full")}
    found = judged([box(0, 0, 100, 100), *others], rules, options=Options(area_basis="attribute"), against=against)
    mine = [row for row in verdicts(found) if row[0] == "1"]
    assert mine == [("1", "NONE", "information_missing"), ("1", "SOME", "information_missing")]


def red_line(*shapes, **spec):
    return Against(layer(*shapes), coverage="full", **spec)


def test_what_shares_ground_breaks_the_clause_and_what_does_not_is_not_involved(judged):
    found = judged([box(0, 0, 10, 10), box(50, 0, 60, 10)], [ERL], against={"erl": red_line(box(5, 0, 20, 10))})
    assert verdicts(found) == [("1", "ERL", "does_not_conform"), ("2", "ERL", "not_involved")]
    assert rows(found, "subject", "verdict", "hard_breaches", "open_hard", "open_items") == [
        ("does_not_conform", 1, 0, 0),
        ("not_involved", 0, 0, 0),
    ]
    evidence = json.loads(found.tables["finding"]["evidence"][0])
    assert evidence == [
        {"fact": "layer.ecological_red_line", "value": True, "area_m2": 50, "share": 0.5, "rows": ["erl/1"]}
    ]


@pytest.mark.parametrize(
    "constraint",
    [
        Against(layer(box(500, 0, 600, 10))),  # nobody says for what ground it answers
        Against(missing("erl")),
        Against(layer(box(500, 0, 600, 10), crs=None), coverage="full"),
        Against(layer(), coverage="full"),
    ],
    ids=["coverage unknown", "missing", "no crs", "empty"],
)
def test_a_layer_that_does_not_answer_leaves_the_clause_open(judged, constraint):
    found = judged([box(0, 0, 10, 10)], [ERL], against={"erl": constraint})
    assert verdicts(found) == [("1", "ERL", "information_missing")]
    assert only(found, "finding").missing == "layer.ecological_red_line"
    assert rows(found, "subject", "verdict", "open_hard", "open_items") == [("information_missing", 1, 1)]


def test_without_rules_nothing_is_judged(judged):
    case, layers = small_case([box(0, 0, 10, 10)], plane(), {"erl": red_line(box(5, 0, 20, 10))})
    found = review(case, layers)
    assert rows(found, "subject", "verdict", "hard_breaches", "open_items") == [(None, None, None)]
    assert len(found.tables["finding"]) == 0


def test_a_sliver_and_what_lies_within_accuracy_are_neither_breach_nor_pass(judged):
    subjects = [box(0, 0, 10, 10.05), box(20, 0, 30, 13)]
    found = judged(subjects, [ERL], against={"erl": red_line(box(0, 10, 100, 100), accuracy_m=5)})
    assert verdicts(found) == [("1", "ERL", "needs_justification"), ("2", "ERL", "needs_justification")]
    assert all("疑似界线误差，待核原始界线" in text for text in found.tables["finding"]["statement_zh"])
    assert rows(found, "subject", "hard_breaches") == [(0,), (0,)]


def test_facts_are_inherited_from_case_project_scheme_and_subject(judged):
    rule = {"id": "R", "modality": "prohibit", "test": {"industry": ["C26"]}}
    projects = (
        Project("P", facts={"industry": ["C26"]}, schemes=(Scheme("A"), Scheme("B", facts={"industry": ["C13"]}))),
        Project("Q", schemes=(Scheme("A"),)),
    )
    subjects = layer(
        *[box(k, 0, k + 1, 1) for k in range(5)],
        name="s",
        XM=["P", "P", "Q", "P", None],
        FA=["A", "B", "A", "A", None],
        HY=[None, None, None, "F51", None],
    )
    found = judged(
        [subjects],
        [rule],
        against={"erl": red_line(box(50, 0, 60, 10))},
        projects=projects,
        facts={"industry": ["A01"]},
        fields={"project": "XM", "scheme": "FA", "industry": "HY"},
    )
    assert [verdict for _, _, verdict in verdicts(found)] == [
        "does_not_conform", "conforms", "conforms", "conforms", "conforms",
    ]  # fmt: skip


def test_a_fact_that_nobody_states_is_unknown_and_named(judged):
    rule = {"id": "R", "modality": "prohibit", "applies_if": {"nature": ["new"]}, "test": {"industry": ["C26"]}}
    found = judged([box(0, 0, 1, 1)], [rule], against={"erl": red_line(box(50, 0, 60, 10))})
    assert rows(found, "finding", "verdict", "missing") == [("information_missing", "nature; industry")]


def test_clauses_for_single_units_find_their_subjects(judged):
    units = layer(box(0, 0, 10, 10), box(10, 0, 20, 10), code=["ZH99010120001", "ZH99010130002"])
    rule = {"id": "U", "modality": "prohibit", "scope": {"unit_codes": ["ZH99010120001"]}, "test": {"nature": ["new"]}}
    subjects = [box(1, 1, 2, 2), box(12, 1, 13, 2), box(9, 1, 11, 2), box(18, 8, 22, 12)]
    against = {"u": Against(units, role="control_unit", fields={"code": "code"})}
    found = judged(subjects, [rule], against=against, facts={"nature": ["new"]}, options=plane(sliver=_no_slivers()))
    assert rows(found, "finding", "subject_id", "verdict", "missing", "feature_code") == [
        ("1", "does_not_conform", None, "ZH99010120001"),
        ("3", "does_not_conform", None, "ZH99010120001"),
        ("4", "information_missing", "layer.control_unit", None),  # in part on ground of no unit
    ]


def _no_slivers():
    from zoning_review_plugin.model.case import Sliver

    return Sliver(area_m2=0.0)


def test_the_strictest_of_several_levels_is_kept_and_the_others_are_named(judged):
    cap = {"modality": "cap", "metric": {"name": "vocs", "cmp": "<=", "value": 5, "unit": "t/a"}}
    packs = [
        document({**cap, "id": "N"}, id="nation", level="national", jurisdiction=[]),
        document(
            {**cap, "id": "C", "metric": {**cap["metric"], "value": 3000, "unit": "kg/a"}}, id="city", jurisdiction=[]
        ),
    ]
    found = judged(
        [box(0, 0, 1, 1)],
        (),
        packs,
        against={"erl": red_line(box(50, 0, 60, 10))},
        facts={"metrics": {"vocs": {"value": 4.0, "unit": "t/a"}}},
    )
    assert rows(found, "finding", "rule_id", "verdict", "superseded_by") == [
        ("N", "conforms", "city/C"),
        ("C", "does_not_conform", None),
    ]


def test_packs_bind_where_a_subject_lies_and_all_of_them_across_a_border(judged):
    packs = [document({"id": "R", "test": {"nature": ["new"]}}, id=code, jurisdiction=[code]) for code in ("11", "22")]
    areas = Against(
        layer(box(0, 0, 10, 10), box(10, 0, 20, 10), dm=["110000", "220000"]), "admin_area", fields={"code": "dm"}
    )
    found = judged([box(1, 1, 2, 2), box(8, 1, 12, 2)], (), packs, against={"xzq": areas}, facts={"nature": ["new"]})
    assert rows(found, "finding", "subject_id", "pack") == [("1", "11"), ("2", "11"), ("2", "22")]


def test_a_ledger_answers_for_what_is_left_where_the_subject_lies(judged, tmp_path):
    entry = {"area": "990101", "pollutant": "vocs", "unit": "t/a", "date": "2026-01-01"}
    entries = [{**entry, "quota": 10.0, "used": 6.0, "reserved": 1.0, "recovered": 0.5}]
    text = json.dumps({"schema": "zoning-review/ledger/1", "entries": entries})
    (tmp_path / "ledger.json").write_text(text, encoding="utf-8")
    left = {"name": "headroom.vocs", "cmp": ">=", "value": 0, "unit": "t/a"}
    areas = Against(layer(box(0, 0, 10, 10), dm=["990101"]), "admin_area", fields={"code": "dm"}, coverage="full")
    metrics = {"vocs": {"existing": 1.0, "added": 4.0, "reduced": 0.4, "unit": "t/a"}}  # 3.5 are left, 3.6 are asked
    facts = {"metrics": metrics, "declared": {"ledger": "ledger.json"}}
    asked = {"id": "L", "modality": "require", "metric": left}
    found = judged([box(1, 1, 2, 2), box(30, 1, 31, 2)], [asked], against={"xzq": areas}, facts=facts)
    assert [verdict for _, _, verdict in verdicts(found)] == ["does_not_conform", "information_missing"]
    assert judged([box(1, 1, 2, 2)], [asked], against={"xzq": areas}, facts={"metrics": metrics}).tables["subject"][
        "verdict"
    ].tolist() == ["information_missing"]


def test_what_a_person_decided_holds_until_the_facts_change(judged, tmp_path):
    decision = (
        "{subject: '1', rule: ERL, verdict: conforms, by: 张三, at: 2026-01-02, reason: 现场核实, computed: COMPUTED}"
    )
    text = "schema: zoning-review/decisions/1\ndecisions:\n  - "
    found = {}
    for computed in ("does_not_conform", "needs_justification"):
        (tmp_path / "d.yaml").write_text(text + decision.replace("COMPUTED", computed), encoding="utf-8")
        found[computed] = judged(
            [box(0, 0, 10, 10)], [ERL], against={"erl": red_line(box(5, 0, 20, 10))}, decisions="d.yaml"
        )
    columns = ("verdict", "override_verdict", "override_by", "override_state")
    assert rows(found["does_not_conform"], "finding", *columns) == [("does_not_conform", "conforms", "张三", "stands")]
    assert rows(found["does_not_conform"], "subject", "verdict", "hard_breaches") == [("conforms", 0)]
    assert rows(found["needs_justification"], "finding", *columns) == [("does_not_conform", None, "张三", "reopened")]
    assert rows(found["needs_justification"], "subject", "verdict") == [("does_not_conform",)]
    assert "decision_reopened" in found["needs_justification"].tables["issue"]["check_code"].tolist()


def test_a_conclusion_counts_ground_once_and_parts_apart(judged):
    subjects = layer(
        box(0, 0, 10, 10), box(5, 0, 15, 10), box(30, 0, 40, 10), name="s", BF=["permanent", "permanent", "temporary"]
    )
    found = judged(
        [subjects],
        [ERL],
        against={"erl": red_line(box(0, 0, 100, 5))},
        projects=(Project("P", schemes=(Scheme("A"),)),),
        fields={"part": "BF"},
    )
    assert rows(found, "conclusion", "project_id", "scheme", "topic", "area_m2", "permanent_m2", "temporary_m2") == [
        ("P", "A", "overall", 250.0, 150.0, 100.0),
        ("P", "A", "ecological_red_line", 125.0, 75.0, 50.0),
    ]
    assert rows(found, "conclusion", "verdict", "hard_breaches") == [("does_not_conform", 3)] * 2


def test_lines_and_points_are_judged_by_what_applies_to_them(judged):
    rules = [
        {**ERL, "test": {"overlap": {"role": "ecological_red_line", "min_area_m2": 5, "min_length_m": 5}}},
        {"id": "X", "modality": "prohibit", "test": {"cross": {"role": "ecological_red_line"}}},
    ]
    subjects = [line((0, 0), (20, 0)), point(12, 0), line((0, 4), (12, 4)), line((0, 8), (40, 8))]
    found = judged(subjects, rules, against={"erl": red_line(box(10, -5, 30, 10))})
    assert [verdict for _, rule, verdict in verdicts(found) if rule == "ERL"] == [
        "does_not_conform", "does_not_conform", "not_involved", "does_not_conform",
    ]  # fmt: skip
    assert [verdict for subject, rule, verdict in verdicts(found) if rule == "X"][-1] == "does_not_conform"


def test_distances_are_known_only_as_far_as_the_layer_answers(judged):
    rule = {
        "id": "D",
        "modality": "distance",
        "test": {"distance": {"role": "sensitive_target", "cmp": ">=", "m": 100}},
    }
    schools = layer(point(500, 0), name="t")
    every = Against(schools, "sensitive_target", coverage="full")
    found = judged([box(0, -5, 10, 5), box(420, -5, 430, 5)], [rule], against={"t": every})
    assert [verdict for _, _, verdict in verdicts(found)] == ["conforms", "does_not_conform"]
    city = layer(box(-50, -50, 600, 50), name="city")
    some = Against(schools, "sensitive_target", coverage_layer=city, coverage=_coverage("city.gpkg"))
    found = judged([box(0, -5, 10, 5), box(420, -5, 430, 5)], [rule], against={"t": some})
    assert [verdict for _, _, verdict in verdicts(found)] == ["information_missing", "does_not_conform"]


def _coverage(source):
    from zoning_review_plugin.model.case import Coverage

    return Coverage(source)


def test_a_field_that_filters_features_asks_pair_by_pair(judged):
    rule = {
        "id": "D",
        "modality": "distance",
        "test": {"distance": {"role": "sensitive_target", "attr": {"class": "学校"}, "cmp": ">=", "m": 100}},
    }
    targets = layer(point(50, 0), point(300, 0), name="t", LX=["医院", "学校"])
    every = Against(targets, "sensitive_target", coverage="full", fields={"class": "LX"})
    found = judged([box(0, -5, 10, 5), box(230, -5, 240, 5)], [rule], against={"t": every})
    assert [verdict for _, _, verdict in verdicts(found)] == ["conforms", "does_not_conform"]
    assert len(found.tables["overlap"]) == 0  # what rules asked for is not listed unless the case wants it


def test_the_same_verdicts_in_shards(judged, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    units = layer(*[box(10 * k, 0, 10 * k + 10, 10) for k in range(40)], code=[f"ZH9901012{k:04d}" for k in range(40)])
    rules = [ERL, {"id": "U", "scope": {"unit_codes": [f"ZH9901012{k:04d}" for k in range(0, 40, 3)]}}]
    (tmp_path / "p.json").write_text(json.dumps(document(*rules, jurisdiction=[])), encoding="utf-8")
    subjects = [layer(*[box(3 * k, 2, 3 * k + 2, 4) for k in range(130)], name="s")]
    against = {
        "erl": red_line(box(50, 0, 60, 3)),
        "u": Against(units, role="control_unit", fields={"code": "code"}),
    }
    case, layers = small_case(subjects, plane(), against)
    case = replace(case, folder=tmp_path, rules=("p.json",), facts={"nature": ["new"]})
    case = replace(case, subjects=(SubjectSource("s.gpkg"),))
    with ThreadPoolExecutor(2) as executor:
        shards = review(case, layers, executor)
    whole = review(case, layers)
    for table in ("finding", "conclusion", "subject"):
        assert (
            shards.tables[table]
            .drop(columns="geom", errors="ignore")
            .equals(whole.tables[table].drop(columns="geom", errors="ignore"))
        )


def test_a_sliver_outside_is_no_breach_either(judged):
    """0.9 m2 beyond the boundary: neither outside nor inside, whether asked by `within` or by the share outside."""
    udb = {"role": "development_boundary"}
    rules = [
        {"id": "W", "modality": "require", "test": {"within": udb}},
        {"id": "S", "modality": "prohibit", "test": {"share_outside": {**udb, "cmp": ">", "share": 0}}},
    ]
    boundary = Against(layer(box(0, 0, 100, 100)), "development_boundary", coverage="full")
    subjects = [box(50, 50, 100.09, 60), box(50, 50, 101, 60), box(50, 50, 60, 60)]
    found = judged(subjects, rules, against={"udb": boundary})
    assert [verdict for _, _, verdict in verdicts(found)] == [
        "needs_justification", "needs_justification", "does_not_conform", "does_not_conform", "conforms", "conforms",
    ]  # fmt: skip


def test_a_layer_of_areas_that_does_not_answer_leaves_open_whose_rules_bind(judged):
    pack = [document({"id": "R", "test": {"nature": ["new"]}}, id="P", jurisdiction=["11"])]
    facts, subject = {"nature": ["expand"]}, [box(1, 1, 2, 2)]
    for areas, verdict in ((None, "conforms"), (missing("xzq"), "information_missing")):
        against = {"erl": red_line(box(50, 0, 60, 10))}
        against.update({"xzq": Against(areas, "admin_area")} if areas else {})
        found = judged(subject, (), pack, against=against, facts=facts)
        assert rows(found, "finding", "verdict") == [(verdict,)]
        codes = found.tables["issue"]["check_code"].tolist()
        assert ("jurisdiction_unknown" in codes) == (areas is None)


def test_units_must_have_the_class_that_is_asked_for(judged):
    units = layer(box(0, 0, 10, 10), box(10, 0, 20, 10), code=["ZH99010120001", "ZH99010130002"])
    scope = {"unit_codes": ["ZH99010120001", "ZH99010130002"], "unit_class": ["general"]}
    against = {"u": Against(units, role="control_unit", fields={"code": "code"})}
    rule = {"id": "U", "scope": scope, "test": {"nature": ["new"]}}
    found = judged([box(1, 1, 2, 2), box(12, 1, 13, 2)], [rule], against=against, facts={"nature": ["new"]})
    assert rows(found, "finding", "subject_id") == [("2",)]


def test_a_line_on_a_border_lies_in_what_is_on_both_sides(judged):
    units = layer(box(0, 0, 10, 10), box(10, 0, 20, 10), code=["ZH99010120001", "ZH99010130002"])
    rules = [
        {"id": "U", "scope": {"unit_codes": ["ZH99010120001"]}},
        {"id": "V", "scope": {"unit_codes": ["ZH99010130002"]}},
        {**ERL, "id": "E"},
    ]
    against = {
        "u": Against(units, "control_unit", fields={"code": "code"}),
        "erl": red_line(box(5, 0, 10, 10), box(10, 0, 15, 10)),
    }
    found = judged([line((10, 1), (10, 9))], rules, against=against, facts={"nature": ["new"]})
    assert [row[1:] for row in verdicts(found)] == [
        ("U", "does_not_conform"), ("V", "does_not_conform"), ("E", "does_not_conform"),
    ]  # fmt: skip


def test_a_feature_of_another_kind_leaves_open_what_lies_under_it(judged):
    """A red line that is drawn as a line: whoever lies on it is not shown to lie outside."""
    mixed = red_line(box(50, 0, 60, 10), line((0, 5), (40, 5)))
    found = judged([box(1, 1, 9, 9), box(1, 20, 9, 29)], [ERL], against={"erl": mixed})
    assert [row[2] for row in verdicts(found)] == ["information_missing", "not_involved"]
    assert rows(found, "exposure", "status") == [("partly_known",), ("not_involved",)]


def test_codes_of_units_match_however_they_are_typed(judged):
    units = layer(box(0, 0, 10, 10), code=["ｚh99010120001 "])
    against = {"u": Against(units, "control_unit", fields={"code": "code"}, coverage="full")}
    rule = {"id": "U", "scope": {"unit_codes": ["ZH99010120001"]}}
    found = judged([box(1, 1, 2, 2)], [rule], against=against, facts={"nature": ["new"]})
    assert verdicts(found) == [("1", "U", "does_not_conform")]


def test_a_unit_whose_code_and_class_disagree_has_no_known_class(judged):
    units = layer(box(0, 0, 10, 10), code=["ZH99010120003"], lb=["优先保护单元"])
    against = {"u": Against(units, "control_unit", fields={"code": "code", "class": "lb"}, coverage="full")}
    rule = {"id": "K", "scope": {"unit_class": ["key"]}}
    found = judged([box(1, 1, 2, 2)], [rule], against=against, facts={"nature": ["new"]})
    assert verdicts(found) == [("1", "K", "information_missing")]


def test_a_metric_beside_a_test_is_judged_too(judged):
    """The shape of the sketch in the domain's own paragraph: a test on ground and a metric in one rule."""
    metric = {"name": "water", "cmp": "<=", "value": 8, "unit": "m3/a"}
    facts = {"metrics": {"water": {"value": 20.0, "unit": "m3/a"}}}
    against = {"erl": red_line(box(50, 0, 60, 10))}
    for modality in ("prohibit", "intensity"):
        test = {"disjoint" if modality == "intensity" else "overlap": {"role": "ecological_red_line"}}
        rule = {"id": "R", "modality": modality, "test": test, "metric": metric}
        assert verdicts(judged([box(1, 1, 2, 2)], [rule], against=against, facts=facts)) == [
            ("1", "R", "does_not_conform")
        ]


def test_a_project_of_two_industries_must_be_allowed_both(judged):
    rules = [
        {"id": "only", "modality": "allow_only", "test": {"industry": ["C26"]}},
        {"id": "not", "modality": "prohibit", "test": {"not": {"industry": ["C26"]}}},
        {"id": "none", "modality": "prohibit", "test": {"industry": ["C26"]}},
        {
            "id": "way",
            "modality": "prohibit",
            "test": {"industry": ["C26"]},
            "exceptions": [{"if": {"mode": ["tunnel"]}, "verdict": "needs_justification"}],
        },
    ]
    subjects = layer(box(0, 0, 1, 1), name="s", HY=["C2614、A0111"], FS=["隧道、桥梁"])
    against = {"erl": red_line(box(50, 0, 60, 10))}
    found = judged([subjects], rules, against=against, fields={"industry": "HY", "mode": "FS"})
    assert {verdict for _, _, verdict in verdicts(found)} == {"does_not_conform"}


def test_whether_a_patch_of_ground_passes_through_is_not_known(judged):
    rule = {
        "id": "X",
        "modality": "prohibit",
        "test": {"cross": {"role": "ecological_red_line"}},
        "if_false": "not_involved",
    }
    subjects = [box(0, 0, 100, 4), box(0, 50, 10, 60), line((40, 1), (50, 1))]
    found = judged(subjects, [rule], against={"erl": red_line(box(30, -10, 60, 20))})
    assert [verdict for _, _, verdict in verdicts(found)] == ["information_missing", "not_involved", "does_not_conform"]


def test_documents_that_nobody_has_seen_lift_to_no_pass(judged):
    way = {"if": {"declared": "emergency"}, "verdict": "conforms", "evidence": ["应急认定文件"]}
    against = {"erl": red_line(box(0, 0, 60, 10))}
    facts = {"declared": {"emergency": True}}
    found = judged([box(1, 1, 2, 2)], [{**ERL, "exceptions": [way]}], against=against, facts=facts)
    assert rows(found, "finding", "verdict", "missing") == [("needs_justification", "evidence.应急认定文件")]


def test_of_a_project_that_the_case_does_not_know_nothing_is_known(judged):
    subjects = layer(box(0, 0, 1, 1), name="s", XM=["P1 x"])
    rule = {"id": "R", "modality": "prohibit", "test": {"industry": ["C26"]}}
    found = judged(
        [subjects],
        [rule],
        against={"erl": red_line(box(50, 0, 60, 10))},
        projects=(Project("P1", facts={"industry": ["C2614"]}),),
        facts={"industry": ["A01"]},
        fields={"project": "XM"},
    )
    assert verdicts(found) == [("1", "R", "information_missing")]


def test_a_lower_level_replaces_no_higher_one(judged):
    packs = [
        document({"id": "N", "test": {"nature": ["new"]}}, id="NAT", level="national", jurisdiction=[]),
        document({"id": "C", "test": {"nature": ["expand"]}}, id="CITY", supersedes=["NAT"], jurisdiction=[]),
    ]
    against = {"erl": red_line(box(50, 0, 60, 10))}
    found = judged([box(1, 1, 2, 2)], (), packs, against=against, facts={"nature": ["new"]})
    assert [row[1:] for row in verdicts(found)] == [("N", "does_not_conform"), ("C", "conforms")]


def test_a_clause_for_all_but_one_industry_bears_on_who_has_another_too(judged):
    rule = {"id": "R", "applies_if": {"not": {"industry": ["C26"]}}, "test": {"nature": ["new"]}}
    facts = {"industry": ["C2614", "A0111"], "nature": ["new"]}
    found = judged([box(1, 1, 2, 2)], [rule], against={"erl": red_line(box(50, 0, 60, 10))}, facts=facts)
    assert verdicts(found) == [("1", "R", "does_not_conform")]


def test_a_sum_of_a_scheme_with_an_unknown_part_is_unknown(judged, monkeypatch):
    """One overlay fails: what the scheme shares with the layer nobody knows, though the other part is measured."""
    from zoning_review_plugin.review import overlap_rows

    real = overlap_rows.meet

    def failing(left, right, engine, threads):
        met = real(left, right, engine, threads)
        met.pairs.area[met.pairs.left == 1] = float("nan")
        return met

    monkeypatch.setattr(overlap_rows, "meet", failing)
    subjects, against = [box(0, 0, 10, 10), box(20, 0, 30, 10)], {"erl": red_line(box(0, 0, 100, 5))}
    found = judged(subjects, [ERL], against=against)
    areas = dict(rows(found, "conclusion", "topic", "area_m2"))
    assert areas == {"overall": 200.0, "ecological_red_line": None}


def test_an_amount_that_does_not_serve_is_told_with_its_reason(judged):
    rule = {"id": "M", "modality": "cap", "metric": {"name": "vocs", "cmp": "<=", "value": 5, "unit": "t/a"}}
    facts = {"metrics": {"vocs": {"value": 3.0, "unit": "m3/a"}}}
    found = only(
        judged([box(1, 1, 2, 2)], [rule], against={"erl": red_line(box(50, 0, 60, 10))}, facts=facts), "finding"
    )
    assert (found.verdict, found.missing) == ("information_missing", "metrics.vocs")
    assert "m3/a" in found.statement_zh and "t/a" in found.statement_zh
    assert "m3/a" in found.statement_en and "t/a" in found.statement_en


def test_a_law_that_is_out_of_force_is_told_once_for_each_pack(judged):
    """Its clauses are judged all the same: of one pack two rest on it, of the other one; a law in force is not told."""
    old = {"doc": "Old Act", "article": "3", "valid_from": "2014-01-01", "valid_to": "2026-08-14"}
    new = {"doc": "New Code", "valid_from": "2026-08-15"}
    later = {"doc": "Coming Code", "valid_from": "2027-01-01"}
    first = document({**ERL, "basis": [old]}, {**ERL, "id": "B", "basis": [{**old, "article": "4"}, new]}, id="P1",
                     jurisdiction=[])  # fmt: skip
    second = document({**ERL, "id": "C", "basis": [old, later, {"doc": "Undated"}]}, id="P2", jurisdiction=[])
    against = {"erl": Against(layer(box(0, 0, 50, 100)), coverage="full")}
    result = judged([box(0, 0, 100, 100)], (), packs=[first, second], date="2026-11-22", against=against)
    found = [row for row in rows(result, "issue", "layer", "severity", "check_code", "message") if "basis" in row[2]]
    assert [row[:3] for row in found] == [
        ("P1", "warning", "rule_basis_not_in_force"),
        ("P2", "warning", "rule_basis_not_in_force"),
        ("P2", "warning", "rule_basis_not_in_force"),
    ]
    assert all(text in found[0][3] for text in ("Old Act", "2: ERL, B", "2014-01-01", "2026-08-14"))
    assert "Old Act" in found[1][3] and "Coming Code" in found[2][3]
    assert [row[2] for row in verdicts(result)] == ["does_not_conform"] * 3
    on_its_last_day = judged([box(0, 0, 100, 100)], (), packs=[first], date="2026-08-14", against=against)
    told = rows(on_its_last_day, "issue", "check_code", "message")
    assert [message for code, message in told if code == "rule_basis_not_in_force" and "Old Act" in message] == []


def narrow(*shapes, accuracy_m=5.0, **fields):
    return {"erl": Against(layer(*shapes, **fields), coverage="full", accuracy_m=accuracy_m)}


def test_strips_of_features_side_by_side_are_one_strip(judged):
    """3 m in each of two features that share a border are 6 m of red line, and no doubt at an accuracy of 5 m."""
    site, near, far = box(0, 0, 100, 50), box(-40, 0, 3, 50), box(3, 0, 6, 50)
    one = judged([site], [ERL], against=narrow(box(-40, 0, 6, 50)))
    assert verdicts(one) == [("1", "ERL", "does_not_conform")]
    two = judged([site], [ERL], against=narrow(near, far))
    assert verdicts(two) == verdicts(one)
    assert rows(two, "overlap", "area_m2", "within_accuracy") == [(150.0, True), (150.0, True)]


def test_strips_that_lie_apart_or_are_narrow_together_stay_in_doubt(judged):
    site = box(0, 0, 100, 50)
    for features in ([box(-40, 0, 3, 50), box(97, 0, 140, 50)], [box(-40, 0, 2, 50), box(2, 0, 4, 50)]):
        assert verdicts(judged([site], [ERL], against=narrow(*features))) == [("1", "ERL", "needs_justification")]


def test_strips_count_together_only_where_the_clause_means_both(judged):
    """Of the core zone alone there are 3 m, which are in doubt; of the red line there are 6 m."""
    core = {**ERL, "id": "CORE", "test": {"overlap": {"role": "ecological_red_line", "attr": {"name": ["core"]}}}}
    against = narrow(box(-40, 0, 3, 50), box(3, 0, 6, 50), HXMC=["core", "other"])
    found = judged([box(0, 0, 100, 50)], [ERL, core], against=against)
    assert verdicts(found) == [("1", "ERL", "does_not_conform"), ("1", "CORE", "needs_justification")]


def test_slivers_of_many_small_features_are_no_sliver_together(judged):
    """400 features of 0.9 m2 tile a site of 360 m2: it lies in the red line, however that is cut."""
    cells = [box(0.9 * i, j, 0.9 * (i + 1), j + 1) for i in range(20) for j in range(20)]
    found = judged([box(0, 0, 18, 20)], [ERL], against=narrow(*cells, accuracy_m=None))
    assert verdicts(found) == [("1", "ERL", "does_not_conform")]
    assert set(rows(found, "overlap", "sliver")) == {(True,)}


@pytest.mark.parametrize("unknown", [None, pd.NA, float("nan")], ids=["pandas 2.2", "table", "file"])
def test_a_chapter_that_is_not_judged_is_said_again_whatever_stands_for_unknown(judged, unknown):
    no_rules = document(ERL | {"id": "OTHER", "test": {"overlap": {"role": "nature_reserve"}}}, jurisdiction=[])
    found = judged([box(0, 0, 10, 10)], [], [no_rules], against={"erl": red_line(box(5, 0, 20, 10))})
    table = found.tables["conclusion"].astype({"open_items": object, "open_hard": object})
    shared = table["verdict"].isna()
    assert shared.any()
    table.loc[shared, ["open_items", "open_hard"]] = unknown
    again = said_again(replace(found.case, language="zh"), table)
    assert again.loc[shared, "statement"].str.contains("0.0050").all()  # 50 m² in ha
