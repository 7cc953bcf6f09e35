"""What a person may decide, listed: counted by hand."""

from dataclasses import replace

import pytest

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.review.deciding import decision_on
from zoning_review_plugin.review.redecided import redecided
from zoning_review_plugin.tables.decision_list import BREACH, DECIDED, KINDS, MISSING, REOPENED, TO_JUDGE, DecisionList
from zoning_review_plugin.tables.findings_view import FindingsView

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer

RULES = [
    {"id": "ERL", "modality": "prohibit", "test": {"overlap": {"role": "ecological_red_line"}}},
    {"id": "LOOK", "modality": "require", "automation": "manual"},
    {
        "id": "HALF",
        "modality": "prohibit",
        "automation": "assisted",
        "test": {"overlap": {"role": "ecological_red_line"}},
    },
    {"id": "TOLD", "modality": "require", "test": {"declared": "in_park"}},
]


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """Two sites, the first on red line; four clauses: broken, by a person, by both, and one that nobody answered."""
    sites = layer(box(0, 0, 10, 10), box(200, 0, 210, 10), name="s", id=["1", "2"])
    red = Against(layer(box(0, 0, 25, 10)), coverage="full")
    return judged_review(tmp_path_factory.mktemp("list"), [rule_pack(*RULES)], sites, erl=red)


def listed(result):
    return DecisionList(FindingsView(result, Words("zh")), Words("zh"))


def named(one, kind=None):
    return {tuple(one.frame[["subject_id", "rule_id"]].iloc[place]) for place in one.places(kind)}


def place_of(one, subject, rule):
    frame = one.frame
    return int(frame.index[frame["subject_id"].eq(subject) & frame["rule_id"].eq(rule)][0])


def test_every_open_item_and_breach_is_listed_once(result):
    one = listed(result)
    assert named(one, BREACH) == {("1", "ERL")}
    assert named(one, TO_JUDGE) == {("1", "LOOK"), ("2", "LOOK"), ("1", "HALF"), ("2", "HALF")}
    assert named(one, MISSING) == {("1", "TOLD"), ("2", "TOLD")}
    assert one.counts() == {BREACH: 1, TO_JUDGE: 4, MISSING: 2, DECIDED: 0, REOPENED: 0}
    assert len(one.places()) == sum(len(one.places(kind)) for kind in KINDS) == 7


def test_a_person_confirms_what_was_computed_if_anything_was(result):
    one = listed(result)
    wanted = {
        ("1", "ERL"): "does_not_conform",
        ("1", "HALF"): "does_not_conform",
        ("2", "HALF"): "conforms",
        ("1", "LOOK"): None,
        ("1", "TOLD"): None,
    }
    assert {key: one.to_confirm(place_of(one, *key)) for key in wanted} == wanted


def test_decided_and_reopened_stand_apart_with_the_computed_verdict(result):
    one = listed(result)
    found = result.tables["finding"]
    first = decision_on(found.iloc[place_of(one, "1", "ERL")], "basically_conforms", "甲", "2026-01-01", "因为")
    second = decision_on(found.iloc[place_of(one, "1", "LOOK")], "conforms", "甲", "2026-01-01", "因为")
    decided = listed(redecided(result, [first, replace(second, facts="0" * 16)], "d.yaml"))
    assert named(decided, DECIDED) == {("1", "ERL")} and named(decided, REOPENED) == {("1", "LOOK")}
    place = place_of(decided, "1", "ERL")
    assert (decided.text(place, "verdict"), decided.text(place, "override_verdict")) == ("不符合", "基本符合")
    assert decided.text(place, "decision_kind") == "已判定" and decided.text(place, "override_by") == "甲"
