"""What holds of every judgement, whatever the packs and the facts."""

import json
from itertools import groupby

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.model.codes import VERDICTS
from zoning_review_plugin.rules.chain import superseded
from zoning_review_plugin.rules.judge import judge
from zoning_review_plugin.rules.scope import placed_rules

from .small_judging import DAY
from .small_knowledge import PASSES, knowledge, numbered, rules
from .small_packs import pack

RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}  # 0 is worst
SOME_RULES = st.lists(rules(), min_size=1, max_size=5).map(numbered)
often = settings(max_examples=40, deadline=None)


def in_packs(written, size=None):
    """Placed rules of packs with `size` rules each, all in one if left out."""
    parts = [written[k : k + (size or len(written))] for k in range(0, len(written), size or len(written))]
    packs = [pack(*part, id=f"P-{part[0]['id']}", jurisdiction=None) for part in parts]
    return placed_rules(packs, DAY)


def found(placed, known, rows=None):
    """The findings, with the id of the rule, its binding, and whether they count."""
    frame = judge(placed, known, rows)
    place = frame["rule"].to_numpy(np.int64)
    frame = frame.assign(
        id=[placed[k].rule.id for k in place],
        hard=np.array([placed[k].rule.binding == "hard" for k in place], bool),
        counts=np.array([k < 0 for k in superseded(frame, placed)], bool),
    )
    return frame


def by_finding(frame):
    """{(subject, rule): verdict}."""
    return {(row.row, row.id): row.verdict for row in frame.itertuples()}


def by_subject(frame, counted=True):
    """{subject: worst verdict}, of the findings that count or of all."""
    rows = frame[frame["counts"]] if counted else frame
    return {row: min(mine["verdict"], key=RANK.get) for row, mine in rows.groupby("row")}


def hard_breaches(frame, counted):
    rows = frame[frame["counts"]] if counted else frame
    return set(rows["row"][rows["hard"] & rows["verdict"].eq("does_not_conform")])


@often
@given(SOME_RULES, knowledge(), st.data())
def test_without_a_fact_nothing_passes_that_did_not(written, known, data):
    cells = known.cells()
    if not cells:
        return
    less = known.without(data.draw(st.sampled_from(cells)))
    placed = in_packs(written)
    before, after = found(placed, known.facts()), found(placed, less.facts())
    had = by_finding(before)
    for key, verdict in by_finding(after).items():
        if verdict in PASSES:
            assert key in had and RANK[had[key]] >= RANK[verdict], (key, had.get(key), verdict)
    passed = by_subject(before)
    for subject, verdict in by_subject(after).items():
        if verdict in PASSES:
            assert subject in passed and RANK[passed[subject]] >= RANK[verdict]


@often
@given(SOME_RULES, rules(), knowledge())
def test_one_more_rule_makes_no_verdict_better(written, more, known):
    fewer, all_ = in_packs(written), in_packs([*written, {**more, "id": "more"}])
    before, after = found(fewer, known.facts()), found(all_, known.facts())
    worse = by_subject(after)
    for subject, verdict in by_subject(before).items():
        assert RANK[worse[subject]] <= RANK[verdict]
    assert hard_breaches(before, True) <= hard_breaches(after, True)


@often
@given(SOME_RULES, knowledge())
def test_what_gives_way_hides_nothing(written, known):
    frame = found(in_packs(written), known.facts())
    assert by_subject(frame) == by_subject(frame, counted=False)
    assert hard_breaches(frame, True) == hard_breaches(frame, False)


@often
@given(SOME_RULES, knowledge(), st.randoms(use_true_random=False), st.integers(1, 5))
def test_the_order_of_packs_and_rules_decides_nothing(written, known, chance, size):
    mixed = list(written)
    chance.shuffle(mixed)
    one, other = found(in_packs(written, 2), known.facts()), found(in_packs(mixed, size), known.facts())
    assert by_finding(one) == by_finding(other)
    assert by_subject(one) == by_subject(other)

    def counted(frame):
        rows = frame[frame["counts"]]
        return sorted(zip(rows["row"], rows["verdict"], rows["hard"]))

    assert counted(one) == counted(other)


@often
@given(SOME_RULES, knowledge())
def test_one_row_is_explained_as_it_was_judged(written, known):
    placed, facts = in_packs(written), known.facts()
    whole = judge(placed, facts)
    for row in range(known.size):
        alone = judge(placed, facts, np.array([row]))
        mine = whole[whole["row"] == row].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, mine, check_dtype=bool(len(mine)))


@often
@given(SOME_RULES, knowledge())
def test_rules_judged_together_are_as_each_alone(written, known):
    placed, facts = in_packs(written), known.facts()
    whole = judge(placed, facts)
    for place, one in enumerate(placed):
        alone = judge([one], facts)
        mine = whole[whole["rule"] == place].reset_index(drop=True)
        assert alone.drop(columns="rule").to_dict("list") == mine.drop(columns="rule").to_dict("list")


@often
@given(SOME_RULES, knowledge())
def test_evidence_is_json_and_what_is_open_says_what_is_missing(written, known):
    for row in judge(in_packs(written), known.facts()).itertuples():
        facts = json.loads(row.evidence)
        assert all(set(fact) >= {"fact", "value"} for fact in facts)
        for text in (row.statement_zh, row.statement_en):
            assert text and "{" not in text and "None" not in text and "nan" not in text and "，。" not in text


@often
@given(SOME_RULES, knowledge())
def test_an_unknown_scope_is_told_with_what_is_missing(written, known):
    placed, facts = in_packs(written), known.facts()
    frame = judge(placed, facts)
    for row in frame[frame["verdict"] == "information_missing"].itertuples():
        rule = placed[row.rule].rule
        by_design = "information_missing" in (rule.if_true, rule.if_false)
        lifted_to = any(way.verdict == "information_missing" for way in rule.exceptions)
        assert row.missing or by_design or lifted_to or rule.test is None


def stand_ins(frame, placed):
    """For each finding of one subject the rule that stands in its end."""
    places = superseded(frame, placed)
    return {row.rule: place if place >= 0 else row.rule for row, place in zip(frame.itertuples(), places)}


CAPS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["hard", "soft"])), min_size=2, max_size=5)


@often
@given(CAPS, st.integers(1, 4))
def test_the_strictest_of_all_is_the_strictest_of_the_strictest(caps, cut):
    """Strictest wins is associative: taking the limits in two groups first keeps the same amounts."""
    written = numbered(
        {"modality": "cap", "binding": binding, "metric": {"name": "vocs", "cmp": "<=", "value": value, "unit": "t/a"}}
        for value, binding in caps
    )
    placed = in_packs(written)

    def kept(places):
        frame = pd.DataFrame({"row": 0, "rule": sorted(places), "verdict": "does_not_conform"})
        return {rule for rule, other in stand_ins(frame, placed).items() if rule == other}

    every = set(range(len(caps)))
    first = set(list(every)[:cut])
    assert kept(every) == kept(kept(first) | kept(every - first))
    standing = [caps[k] for k in kept(every)]
    assert min(value for value, _ in caps) in [value for value, _ in standing]
    hard = [value for value, binding in caps if binding == "hard"]
    assert not hard or min(hard) in [value for value, binding in standing if binding == "hard"]
    assert all(len(list(same)) == 1 for _, same in groupby(sorted(standing)))
