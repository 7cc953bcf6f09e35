"""Findings as a reader browses them: counted against the table itself."""

from collections import Counter

import numpy as np
import pytest

from zoning_review_plugin.model.codes import RANK_OF_VERDICT
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.tables.findings_view import COLUMNS, GROUPINGS, FindingsView

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """Three sites, of which two lie on red line; two clauses, one of which asks what nobody stated."""
    rules = [
        {
            "id": "R1",
            "modality": "prohibit",
            "clause_text": "禁止占用红线",
            "test": {"overlap": {"role": "ecological_red_line"}},
        },
        {"id": "R2", "modality": "require", "clause_text": "应入园", "test": {"declared": "in_park"}},
    ]
    subjects = layer(box(0, 0, 10, 10), box(20, 0, 30, 10), box(200, 0, 210, 10), name="subjects")
    return FindingsView(
        judged_review(
            tmp_path_factory.mktemp("view"),
            [rule_pack(*rules)],
            subjects,
            erl=Against(layer(box(0, 0, 25, 10)), coverage="full"),
        ),
        Words("zh"),
    )


def test_all_findings_stand_worst_first_and_none_is_lost(view):
    assert sorted(view.order) == list(range(len(view)))
    ranks = [RANK_OF_VERDICT[view.frame["verdict"].iat[row]] for row in view.order]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("by", GROUPINGS)
def test_groups_hold_every_finding_once_or_under_each_of_its_layers(view, by):
    groups = view.groups(by)
    assert set(np.concatenate([group.rows for group in groups])) == set(range(len(view)))
    assert all(group.label for group in groups)
    counts = {group.key: len(group.rows) for group in groups}
    if by == "verdict":
        assert counts == Counter(view.frame["verdict"])
    if by == "subject":
        assert counts == Counter(view.frame["subject_id"])
    if by == "clause":
        assert len(counts) == 2
    if by == "constraint":
        assert counts["erl"] == 2  # two sites meet it; the third names no row of it


def test_conflicts_are_the_breaches_and_lead_to_their_overlaps(view):
    found = [(view.frame["subject_id"].iat[row], view.overlaps(row)["area_m2"].sum()) for row in view.conflicts]
    assert [one for one, _ in found] == ["1", "2"]
    assert [area for _, area in found] == pytest.approx([100.0, 50.0], rel=1e-3)
    apart = next(row for row in range(len(view)) if view.frame["verdict"].iat[row] == "information_missing")
    assert len(view.overlaps(apart)) == 0 and view.subject(apart)["geom"].area > 0


def test_every_word_of_a_search_must_be_in_the_finding(view):
    assert {view.frame["rule_id"].iat[row] for row in view.found("红线 禁止")} == {"R1"}
    assert len(view.found("红线 入园")) == 0
    assert set(view.found("")) == set(range(len(view)))
    some = view.of_subjects(["2"])
    assert {view.frame["subject_id"].iat[row] for row in some} == {"2"}
    assert set(view.found("红线", some)) < set(some)


def test_cells_are_words(view):
    row = view.conflicts[0]
    told = {column: view.text(row, column) for column in COLUMNS}
    assert told["verdict"] == "不符合" and told["binding"] == "刚性" and told["rule_id"] == "R1"
    assert all(isinstance(text, str) for text in told.values())


def test_looking_at_one_finding_leaves_the_tables_where_they_are(view):
    """pandas would copy a table of millions of rows into blocks first, while a window waits."""
    overlap = view.result.tables["overlap"]
    before = overlap.copy(deep=False)["area_m2"].to_numpy()
    row = next(row for row in range(len(view)) if len(view.overlaps(row)))
    assert view.overlaps(row)["subject_id"].tolist() == [view.frame["subject_id"].iat[row]] * len(view.overlaps(row))
    assert np.shares_memory(before, overlap.copy(deep=False)["area_m2"].to_numpy())
