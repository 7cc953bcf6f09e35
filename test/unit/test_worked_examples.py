"""Worked examples written from the domain reference (examples/worked.yaml), each run as a whole review."""

import json
import re
from pathlib import Path

import pytest
import yaml

from zoning_review_plugin.model.case import Coverage

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, line, point, rows

TABLE = yaml.safe_load((Path(__file__).parent / "examples" / "worked.yaml").read_text(encoding="utf-8"))
EXAMPLES = TABLE["examples"]
SITE = [0, 0, 100, 100]


def shape(written):
    """A shape as the table writes it."""
    if isinstance(written, list):
        return box(*written)
    return line(*written["line"]) if "line" in written else point(*written["point"])


def subjects_of(example):
    """The sites of an example: S1, S2."""
    sites = example.get("sites") or [{"shape": example.get("site", SITE), **example.get("fields", {})}]
    names = sorted({name for one in sites for name in one} - {"shape"})
    fields = {name: [one.get(name) for one in sites] for name in names}
    return layer(*(shape(one["shape"]) for one in sites), id=[f"S{k + 1}" for k in range(len(sites))], **fields)


def against(key, written):
    """The constraint of one layer of an example."""
    spec = {name: value for name, value in written.items() if name in ("role", "version", "accuracy_m")}
    named = {name: name.upper() for name in ("code", "name", "class") if name in written}
    fields = {field: written[name] for name, field in named.items()}
    made = layer(*map(shape, written["shapes"]), name=key, **fields)
    coverage = written.get("coverage")
    ground = layer(*map(shape, coverage)) if isinstance(coverage, list) else None
    stated = Coverage(f"{key}-ground.gpkg") if ground else coverage
    return Against(made, coverage_layer=ground, coverage=stated, fields=named, **spec)


def packs_of(example):
    """The documents of the packs of an example; one where it names only clauses."""
    found = []
    for pack in example.get("packs") or [{"id": "X", "ask": example["ask"]}]:
        clauses = [{"id": name, "clause_no": name, **TABLE["clauses"][name]} for name in pack["ask"]]
        head = {
            name: str(value) if name.startswith("valid") else value for name, value in pack.items() if name != "ask"
        }
        found.append(rule_pack(*clauses, **{"title": "示例清单", **head}))
    return found


def run(example, folder, **more):
    layers = {key: against(key, written) for key, written in example.get("layers", {}).items()}
    stated = {name: example[name] for name in ("facts",) if name in example}
    if "date" in example:
        stated["date"] = str(example["date"])
    return judged_review(folder, packs_of(example), subjects_of(example), **stated, **layers, **more)


def findings(result, subject="S1"):
    """{rule: its finding} of one subject."""
    return {row.rule_id: row for row in result.tables["finding"].itertuples() if row.subject_id == subject}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["title"] for example in EXAMPLES])
def test_an_example_comes_out_as_the_domain_says(example, tmp_path):
    result = run(example, tmp_path)
    found = findings(result)
    for subject, wanted in (("S1", example["verdict"]), ("S2", example.get("second", {}))):
        mine = findings(result, subject)
        assert {rule: mine[rule].verdict if rule in mine else None for rule in wanted} == wanted
    for rule, text in example.get("sentence", {}).items():  # "=" begins a whole sentence
        assert text[1:] == found[rule].statement_zh if text.startswith("=") else text in found[rule].statement_zh
    for rule, wanted in example.get("evidence", {}).items():
        facts = json.loads(found[rule].evidence)
        assert any(holds(fact, wanted) for fact in facts), facts
    for column, key in (("missing", "missing"), ("feature_code", "codes"), ("superseded_by", "superseded")):
        wanted = example.get(key, {})
        assert {rule: getattr(found[rule], column) for rule in wanted} == wanted
    if "subject" in example:
        assert rows(result, "subject", "verdict") == [(example["subject"],)]
    if "issue" in example:
        assert example["issue"] in [code for (code,) in rows(result, "issue", "check_code")]


def holds(fact, wanted):
    """Whether a fact of the evidence says what is wanted; figures to a millionth."""
    return all(
        fact.get(name, "nothing") == (pytest.approx(value, rel=1e-6) if type(value) in (int, float) else value)
        for name, value in wanted.items()
    )


def test_there_are_examples_enough_and_each_says_where_it_is_from():
    assert len(EXAMPLES) >= 40
    assert all("§" in example["from"] or "contract" in example["from"] for example in EXAMPLES)
    assert len({example["title"] for example in EXAMPLES}) == len(EXAMPLES)
    asked = {name for example in EXAMPLES for pack in example.get("packs", [example]) for name in pack["ask"]}
    assert asked == set(TABLE["clauses"])


DECIDED = """
schema: zoning-review/decisions/1
decisions:
  - subject: S1
    rule: red_line
    verdict: needs_justification
    by: 张三
    at: "2026-11-20"
    reason: 勘界后确认不占用
    computed: does_not_conform
    facts: {hash}
"""


def test_a_decision_holds_after_another_run_and_is_open_again_when_the_facts_have_changed(tmp_path):
    """§6.5 override retained after re-run; §4.8 (5) the computed verdict is still printed."""
    (example,) = [one for one in EXAMPLES if one["title"] == "all exceptions denied"]
    computed = findings(run(example, tmp_path))["red_line"]
    text = DECIDED.replace("{hash}", computed.facts_hash)
    (tmp_path / "decisions.yaml").write_text(text, encoding="utf-8")

    again = run(example, tmp_path, decisions="decisions.yaml")
    found = findings(again)["red_line"]
    assert (found.verdict, found.override_verdict, found.override_state) == (
        "does_not_conform",
        "needs_justification",
        "stands",
    )
    assert found.override_by == "张三" and rows(again, "subject", "verdict") == [("needs_justification",)]

    moved = {**example["layers"]["erl"], "shapes": [[40, 0, 140, 100]]}
    later = run({**example, "layers": {"erl": moved}}, tmp_path, decisions="decisions.yaml")
    found = findings(later)["red_line"]
    assert (found.override_verdict, found.override_state) == (None, "reopened")
    assert rows(later, "subject", "verdict") == [("does_not_conform",)]
    (message,) = [text for code, text in rows(later, "issue", "check_code", "message") if code == "decision_reopened"]
    assert "不符合" in message and "does_not_conform" not in message


def test_a_decision_on_the_strictest_limit_does_not_lift_the_one_that_gave_way(tmp_path):
    (example,) = [one for one in EXAMPLES if one["title"].startswith("the strictest of three caps")]
    example = {**example, "facts": {"metrics": {"vocs": {"value": 9, "unit": "t/a"}}}}
    assert findings(run(example, tmp_path))["vocs_8"].superseded_by == "P/vocs_5"
    text = (
        DECIDED.replace("red_line", "vocs_5")
        .replace("needs_justification", "conforms")
        .replace("    facts: {hash}\n", "")
    )
    (tmp_path / "decisions.yaml").write_text(text, encoding="utf-8")
    result = run(example, tmp_path, decisions="decisions.yaml")
    assert findings(result)["vocs_5"].override_verdict == "conforms"
    assert rows(result, "subject", "verdict", "hard_breaches") == [("does_not_conform", 1)]


def test_a_decision_is_open_again_when_its_clause_has_changed(tmp_path):
    (example,) = [one for one in EXAMPLES if one["title"] == "all exceptions denied"]
    computed = findings(run(example, tmp_path))["red_line"]
    text = DECIDED.replace("{hash}", computed.facts_hash)
    (tmp_path / "decisions.yaml").write_text(text, encoding="utf-8")
    clause = TABLE["clauses"]["red_line"]
    told = clause.get("clause_text", "")
    try:
        clause["clause_text"] = "另一条文"
        later = run(example, tmp_path, decisions="decisions.yaml")
    finally:
        clause["clause_text"] = told
    found = findings(later)["red_line"]
    assert (found.verdict, found.override_verdict, found.override_state) == ("does_not_conform", None, "reopened")


@pytest.mark.parametrize("day, told", [("2026-11-22", []), ("2026-11-23", ["decision_after_review"])])
def test_a_decision_of_a_later_day_than_the_review_holds_and_is_told(tmp_path, day, told):
    (example,) = [one for one in EXAMPLES if one["title"] == "all exceptions denied"]
    computed = findings(run(example, tmp_path))["red_line"]
    text = DECIDED.replace("{hash}", computed.facts_hash)
    text, count = re.subn(r"at: .*", f'at: "{day}"', text)
    assert count == 1
    (tmp_path / "decisions.yaml").write_text(text, encoding="utf-8")
    result = run(example, tmp_path, decisions="decisions.yaml")
    assert result.case.date == "2026-11-22"
    assert findings(result)["red_line"].override_state == "stands"
    found = [row for row in rows(result, "issue", "check_code", "severity", "message") if "decision" in row[0]]
    assert [code for code, _, _ in found] == told
    assert all(severity == "remark" and day in text and "2026-11-22" in text for _, severity, text in found)


def test_a_decision_without_a_basis_holds_and_says_what_to_write_down(tmp_path):
    (example,) = [one for one in EXAMPLES if one["title"] == "all exceptions denied"]
    text = DECIDED.replace("    facts: {hash}\n", "").replace("    computed: does_not_conform\n", "")
    (tmp_path / "decisions.yaml").write_text(text, encoding="utf-8")
    result = run(example, tmp_path, decisions="decisions.yaml")
    found = findings(result)["red_line"]
    assert found.override_state == "stands"
    told = [(code, action) for code, action in rows(result, "issue", "check_code", "action") if "basis" in code]
    assert [code for code, _ in told] == ["decision_without_basis"]
    assert "computed: does_not_conform" in told[0][1] and f"facts: {found.facts_hash}" in told[0][1]
