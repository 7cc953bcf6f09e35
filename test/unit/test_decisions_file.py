"""The file of decisions: what comes in, and faults with key, line and cure."""

import json

import jsonschema
import pytest

from zoning_review_plugin.inputs.case.decisions_file import read_decisions
from zoning_review_plugin.model import codes
from zoning_review_plugin.model.decision import Decision
from zoning_review_plugin.model.errors import CaseFault
from zoning_review_plugin.model.words import Words

BASE = """\
schema: zoning-review/decisions/1
decisions:
  - subject: 07
    rule: R1
    verdict: needs_justification
    by: 王某某
    at: 2026-11-20
    reason: 已取得认定意见
"""
NEXT = BASE.count("\n") + 1
SECOND = "  - {subject: 07, rule: R1, verdict: conforms, by: x, at: 2026-11-21, reason: y"
# (the text, key told, line told, what the English sentence must hold)
WRONG = {
    "no one": (BASE.replace("    by: 王某某\n", ""), "decisions[1].by", 3, "by"),
    "no day": (BASE.replace("    at: 2026-11-20\n", ""), "decisions[1].at", 3, "at"),
    "no reason": (BASE.replace("    reason: 已取得认定意见\n", ""), "decisions[1].reason", 3, "reason"),
    "no verdict": (BASE.replace("    verdict: needs_justification\n", ""), "decisions[1].verdict", 3, "verdict"),
    "no subject": (BASE.replace("- subject: 07\n    ", "- "), "decisions[1].subject", 3, "subject"),
    "an empty reason": (BASE.replace("已取得认定意见", '" "'), "decisions[1].reason", 8, ""),
    "an unknown verdict": (BASE.replace("needs_just", "need_just"), "decisions[1].verdict", 5, "needs_justification"),
    "no such day": (BASE.replace("11-20", "02-30"), "decisions[1].at", 7, "2026-11-22"),
    "an unknown key": (BASE + "    reasn: x\n", "decisions[1].reasn", NEXT, "reason"),
    "a list of reasons": (BASE.replace("已取得认定意见", "[a]"), "decisions[1].reason", 8, "string"),
    "another schema": (BASE.replace("decisions/1", "case/1"), "schema", 1, "zoning-review/decisions/1"),
    "a list": ("- a\n", None, 1, "zoning-review/decisions/1"),
    "an alias": (BASE.replace("王某某", "&a 王某某"), None, 6, "&"),
    "decided twice": (BASE + SECOND + "}\n", "decisions[2]", NEXT, "line 3"),
    "decided twice for one pack": (BASE + SECOND + ", pack: P1}\n", "decisions[2]", NEXT, "line 3"),
}


def written(folder, text):
    path = folder / "decisions.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_comes_in(tmp_path):
    more = ", pack: P1, scheme: A, evidence: 附件3, computed: does_not_conform, facts: 9f}\n"
    first, second = read_decisions(written(tmp_path, BASE + SECOND.replace("R1", "R2") + more))
    assert first == Decision("07", "R1", "needs_justification", "王某某", "2026-11-20", "已取得认定意见", line=3)
    assert (second.pack, second.scheme, second.evidence) == ("P1", "A", "附件3")
    assert (second.computed, second.facts, second.line) == ("does_not_conform", "9f", NEXT)


def test_no_decision_is_none(tmp_path):
    assert read_decisions(written(tmp_path, "schema: zoning-review/decisions/1\ndecisions: []\n")) == ()


@pytest.mark.parametrize("name", WRONG)
def test_faults(tmp_path, name):
    text, key, line, said = WRONG[name]
    path = written(tmp_path, text)
    with pytest.raises(CaseFault) as caught:
        read_decisions(path)
    fault = caught.value
    assert (fault.place.key, fault.place.line, fault.place.file) == (key, line, str(path))
    assert fault.exit_status == 2 and Words("en").action(fault) and Words("zh").action(fault)
    assert said in Words("en").fault(fault)


@pytest.mark.parametrize("different", ["pack", "scheme"])
def test_one_rule_in_two_packs_or_schemes_may_be_decided_twice(tmp_path, different):
    text = BASE + f"    {different}: A\n" + SECOND + f", {different}: B}}\n"
    assert len(read_decisions(written(tmp_path, text))) == 2


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(CaseFault) as caught:
        read_decisions(written(tmp_path, "schema: zoning-review/decisions/1\ndecisions:\n  - {subject: a}\n"))
    keys = [fault.place.key for fault in (caught.value, *caught.value.others)]
    assert keys == [f"decisions[1].{key}" for key in ("rule", "verdict", "by", "at", "reason")]


def test_files_that_are_none(tmp_path):
    for path, code in ((tmp_path / "none.yaml", "case_missing"), (tmp_path, "case_unreadable")):
        with pytest.raises(CaseFault) as caught:
            read_decisions(path)
        assert caught.value.code == code


def test_the_published_schema_is_one_and_agrees_with_the_codes(root):
    schema = json.loads((root / "resources" / "schemas" / "decisions.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    assert tuple(schema["definitions"]["verdict"]["enum"]) == codes.VERDICTS
    one = {"subject": "a", "rule": "R1", "verdict": "conforms", "by": "x", "at": "2026-11-20", "reason": "y"}
    whole = {"schema": "zoning-review/decisions/1", "decisions": [one, {**one, "computed": "conforms", "pack": None}]}
    assert list(jsonschema.Draft7Validator(schema).iter_errors(whole)) == []
    for key in one:
        less = {name: value for name, value in one.items() if name != key}
        assert list(jsonschema.Draft7Validator(schema).iter_errors({**whole, "decisions": [less]}))
