"""Decisions taken on a result that is there: the file, its comments, and the same tables as a whole review gives."""

from dataclasses import replace

import pandas as pd
import pytest
import yaml

from zoning_review_plugin.inputs.case.decisions_file import read_decisions
from zoning_review_plugin.inputs.case.decisions_text import decisions_text
from zoning_review_plugin.model.case import Project, Scheme
from zoning_review_plugin.model.decision import Decision
from zoning_review_plugin.outputs.decisions_file import write_decisions
from zoning_review_plugin.review.deciding import decision_on, with_decisions_on, without_decisions
from zoning_review_plugin.review.redecided import redecided
from zoning_review_plugin.review.result import Result

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer

WRITTEN = """\
# 会审组
schema: zoning-review/decisions/1
decisions:
  # 第一次会议
  - subject: "1"        # 一号地块
    rule: ERL
    verdict: conforms
    by: 张三
    at: 2026-01-02
    reason: 现场核实

  # 第二次会议
  - {subject: "2", rule: ERL, verdict: needs_justification, by: 李四, at: 2026-01-03, reason: 待论证}
# 完
"""
NEW = Decision(
    "3", "ERL", "conforms", "王五", "2026-02-01", "=1+1 “引号”: # 不是注释\n第二行 🙂", pack="P", facts="0b1b"
)
ERL = {"id": "ERL", "modality": "prohibit", "test": {"overlap": {"role": "ecological_red_line"}}}
LOOK = {"id": "LOOK", "modality": "require", "automation": "manual"}


def read(folder, text):
    path = folder / "d.yaml"
    path.write_bytes(text.encode("utf-8"))
    return list(read_decisions(path))


def said(decisions):
    """What decisions say, wherever they stand."""
    return [replace(one, line=None) for one in decisions]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_and_other_entries_stay(tmp_path, newline):
    text = WRITTEN.replace("\n", newline)
    old = read(tmp_path, text)
    made = decisions_text([old[1], NEW], text)
    assert said(read(tmp_path, made)) == said([old[1], NEW])
    for line in ("# 会审组", "  # 第一次会议", "  # 第二次会议", "# 完"):
        assert f"{line}{newline}" in made
    untouched = text[text.index("  - {subject") : text.index("# 完")]
    assert untouched in made and "一号地块" not in made


@pytest.mark.parametrize(
    "text",
    [
        "schema: zoning-review/decisions/1\ndecisions: []  # 无\n",
        "schema: zoning-review/decisions/1\ndecisions: []",
        "decisions: [{subject: a, rule: b, verdict: conforms, by: c, at: 2026-01-01, reason: d}]\n"
        "schema: zoning-review/decisions/1\n",
        "",
    ],
)
def test_every_file_takes_a_decision(tmp_path, text):
    old = read(tmp_path, text) if text else []
    made = decisions_text([*old, NEW], text)
    assert said(read(tmp_path, made)) == said([*old, NEW])
    assert ("# 无" in text) == ("# 无" in made)


def test_the_last_decision_can_go(tmp_path):
    old = read(tmp_path, WRITTEN)
    made = decisions_text([], WRITTEN)
    assert read(tmp_path, made) == [] and len(old) == 2
    assert yaml.safe_load(made)["decisions"] == [] and "# 第二次会议" in made


@pytest.mark.parametrize(
    "text", ["'", "- a", "null", "07", "yes", "a: b", "\x07", "\u202ertl", "x" * 10_000, "{[", " a "]
)
def test_any_text_comes_back(tmp_path, text):
    one = replace(NEW, reason=text, by=f"{text}!", evidence=text)
    assert said(read(tmp_path, decisions_text([*read(tmp_path, WRITTEN), one], WRITTEN)))[-1] == one


def test_a_file_that_cannot_be_written_stays_as_it_is(tmp_path):
    from zoning_review_plugin.model.errors import OutputFault

    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputFault):
        write_decisions([NEW], tmp_path / "file" / "d.yaml")
    write_decisions([NEW], tmp_path / "d.yaml")
    assert said(read_decisions(tmp_path / "d.yaml")) == [NEW]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.yaml", "file"]


def reviewed(folder, decisions=None):
    subjects = layer(box(0, 0, 10, 10), box(30, 0, 40, 10), box(5, 0, 15, 10), name="s", id=["1", "2", "3"])
    red = Against(layer(box(0, 0, 12, 5), name="erl"), coverage="full")
    return judged_review(
        folder,
        [rule_pack(ERL, LOOK)],
        subjects,
        decisions=decisions,
        projects=(Project("P", schemes=(Scheme("A"),)),),
        erl=red,
    )


def place_of(result, subject, rule):
    finding = result.tables["finding"]
    return int(finding.index[finding["subject_id"].eq(subject) & finding["rule_id"].eq(rule)][0])


def assert_same(one: Result, other: Result):
    for name in ("subject", "finding", "conclusion", "overlap", "exposure"):
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])
    order = ["layer", "check_code", "feature_id", "message"]
    first, second = (r.tables["issue"].sort_values(order, ignore_index=True) for r in (one, other))
    pd.testing.assert_frame_equal(first, second)


def test_deciding_gives_the_tables_of_a_whole_review(tmp_path):
    result = reviewed(tmp_path)
    found = result.tables["finding"]
    decisions = []
    for subject, rule, verdict in (("1", "ERL", "basically_conforms"), ("2", "LOOK", "conforms")):
        place = place_of(result, subject, rule)
        decisions = with_decisions_on(
            decisions, found, {place: decision_on(found.iloc[place], verdict, "x", "2026-01-02", "y")}
        )
    stale = replace(decisions[0], subject="3", facts="0000000000000000")
    nobody = replace(decisions[0], subject="9")
    write_decisions([*decisions, stale, nobody], tmp_path / "d.yaml")
    again = redecided(result, read_decisions(tmp_path / "d.yaml"), "d.yaml")
    assert_same(again, reviewed(tmp_path, "d.yaml"))
    rows = again.tables["finding"].set_index(["subject_id", "rule_id"])
    assert rows.loc[("1", "ERL"), ["verdict", "override_verdict", "override_state"]].tolist() == [
        "does_not_conform", "basically_conforms", "stands",
    ]  # fmt: skip
    assert rows.loc[("3", "ERL"), "override_state"] == "reopened"
    assert again.tables["subject"]["hard_breaches"].tolist() == [0, 0, 1]
    assert again.tables["subject"]["open_items"].tolist() == [1, 0, 1]
    assert result.tables["subject"]["hard_breaches"].tolist() == [1, 0, 1]  # nobody touched the first
    assert set(again.tables["issue"]["check_code"]) >= {"decision_reopened", "decision_without_finding"}


def test_taking_back_gives_the_tables_without(tmp_path):
    result = reviewed(tmp_path)
    found, place = result.tables["finding"], place_of(result, "1", "ERL")
    decision = decision_on(found.iloc[place], "conforms", "x", "2026-01-02", "y")
    decided = redecided(result, [decision, replace(decision, subject="3", computed="conforms")], "d.yaml")
    left = without_decisions([decision], decided.tables["finding"], [place])
    assert left == []
    assert_same(redecided(decided, left, None), result)


def test_a_decision_for_several_findings_stays_for_the_others(tmp_path):
    result = reviewed(tmp_path)
    found = result.tables["finding"]
    two_packs = pd.concat([found, found.assign(pack="Q")], ignore_index=True)
    wide = Decision("1", "ERL", "conforms", "x", "2026-01-02", "y", line=3)
    place = place_of(result, "1", "ERL")
    mine = decision_on(two_packs.iloc[place], "needs_justification", "z", "2026-01-03", "y")
    other = replace(wide, subject="2")
    made = with_decisions_on([wide, other], two_packs, {place: mine})
    assert made == [other, replace(wide, pack="Q", scheme="A", line=None), mine]
    assert not mine.concerns(made[1])


def test_decisions_of_a_case_that_judges_nothing_are_told(tmp_path):
    subjects = layer(box(0, 0, 10, 10), name="s", id=["1"])
    write_decisions([NEW], tmp_path / "d.yaml")
    result = judged_review(tmp_path, [], subjects, decisions="d.yaml")
    assert result.tables["issue"]["check_code"].tolist() == ["decision_without_finding"]
    plain = judged_review(tmp_path, [], subjects)
    again = redecided(plain, read_decisions(tmp_path / "d.yaml"), "d.yaml")
    assert again.tables["issue"]["check_code"].tolist() == ["decision_without_finding"]
    assert redecided(again, (), None).tables["issue"]["check_code"].tolist() == []
