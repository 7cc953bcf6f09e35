"""The sample's rules: the program comes to every finding of `expected_findings.csv`, worked out by hand beforehand."""

import csv
import functools
import sys
from pathlib import Path

import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.model.codes import VERDICTS
from zoning_review_plugin.review.review import review
from zoning_review_plugin.rules.conditions.reading import OPERATORS
from zoning_review_plugin.rules.pack_file import read_pack

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "samples" / "demo"
MODALITIES = "prohibit restrict require cap floor intensity offset distance allow_only exit encourage".split()


def _expected():
    """{subject: its rows}."""
    rows = {}
    with open(DEMO / "expected_findings.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["subject_id"], []).append(row)
    return rows


EXPECTED = _expected()
ROWS = [row for rows in EXPECTED.values() for row in rows]


@functools.lru_cache(maxsize=None)
def _packs():
    packs = [read_pack(path) for path in sorted((DEMO / "packs").rglob("*.json"))]
    return {pack.id: pack for pack in packs}


@functools.lru_cache(maxsize=None)
def _tables(name):
    case = read_case(DEMO / f"{name}.review.yaml")
    return review(case, open_layers(case)).tables


def _found(name):
    """{(subject, pack, rule): [(scheme, verdict)]} of one of the two cases."""
    table, found = _tables(name)["finding"], {}
    for subject, scheme, pack, rule, verdict in zip(
        *(table[column] for column in ("subject_id", "scheme", "pack", "rule_id", "verdict"))
    ):
        found.setdefault((subject, pack, rule), []).append((scheme if isinstance(scheme, str) else "", verdict))
    return found


@pytest.mark.parametrize("subject", EXPECTED)
def test_every_finding_of_a_subject(subject):
    found, wrong = _found("routes" if subject.startswith("R-") else "demo"), []
    for row in EXPECTED[subject]:
        wanted = [(row["scheme"], row["verdict"])] if row["verdict"] else []
        got = found.get((subject, row["pack"], row["rule_id"]), [])
        if got != wanted:
            wrong.append(f"{row['rule_id']}: expected {wanted}, found {got} ({row['why']})")
    assert not wrong


def test_sentences_speak_of_what_the_clause_asks_for():
    """The school is 120 m away; the district, where the list binds, is not what the clause is about."""
    rows = _tables("demo")["finding"].set_index(["subject_id", "rule_id"])
    assert rows.loc[("T-23", "C-02"), "statement_zh"] == "距最近环境敏感目标120米，小于150米，不符合。"
    assert rows.loc[("T-17", "N-01"), "statement_zh"].startswith("用地涉及饮用水水源一级保护区1.8729公顷")


def test_decisions_stand_beside_what_is_computed_and_one_is_reopened():
    rows = _tables("demo")["finding"].set_index(["subject_id", "rule_id"])
    decided = {key: rows.loc[key] for key in (("S-A", "HG-06"), ("T-12", "UDB-01"), ("S-B", "PBF-01"))}
    assert [row["verdict"] for row in decided.values()] == ["to_be_judged", "to_be_judged", "does_not_conform"]
    wanted = ["basically_conforms", "needs_justification", None]  # the last was made on another computed verdict
    assert [row["override_verdict"] or None for row in decided.values()] == wanted
    issues = _tables("demo")["issue"]
    assert list(issues["feature_id"][issues["check_code"] == "decision_reopened"]) == ["S-B"]


def test_packs_that_do_not_bind_are_told():
    issues = _tables("demo")["issue"]
    told = {code: set(rows["layer"]) for code, rows in issues.groupby("check_code")}
    assert told["pack_not_in_force"] == {"SL-P-2027", "SL-C-AIR-2023"}
    assert told["pack_superseded"] == {"SL-C-2021"}


def _rule(row):
    return next(rule for rule in _packs()[row["pack"]].rules if rule.id == row["rule_id"])


def test_expectations_show_every_verdict_and_every_modality():
    assert len(ROWS) == len({(row["subject_id"], row["pack"], row["rule_id"]) for row in ROWS}) >= 60
    assert {row["verdict"] for row in ROWS if row["verdict"]} == set(VERDICTS)
    assert {_rule(row).modality for row in ROWS if row["verdict"]} == set(MODALITIES)


def test_the_invented_lists_show_what_a_pack_can_say():
    own = [pack for pack in _packs().values() if pack.id.startswith("SL-")]
    rules = [rule for pack in own for rule in pack.rules]
    assert len(rules) >= 120 and sum(pack.level == "unit" for pack in own) == 16
    assert {pack.level for pack in own} == {"national", "province", "region", "city", "unit"}
    assert {rule.modality for rule in rules} == set(MODALITIES)
    assert {rule.dimension for rule in rules} == {
        "spatial_layout", "pollutant_discharge", "environmental_risk", "resource_efficiency",
    }  # fmt: skip
    assert {rule.binding for rule in rules} == {"hard", "soft"}
    assert {rule.automation for rule in rules} == {"auto", "assisted", "manual"}
    for part in ("unit_codes", "unit_class", "element", "roles", "xzqdm", "area_ref", "valid_from", "valid_to"):
        assert any(getattr(rule.scope, part) for rule in rules), part


def _operators(value):
    if isinstance(value, dict):
        yield from (key for key in value if key in OPERATORS)
        value = list(value.values())
    for part in value if isinstance(value, list) else ():
        yield from _operators(part)


def test_every_operator_is_used_somewhere():
    used = {name for pack in _packs().values() for name in _operators(pack.document["rules"])}
    assert used >= set(OPERATORS) - {"part", "unit_class"} and {"part", "unit_class"} <= used


def test_packs_are_named_by_the_cases_and_units_are_those_of_the_layer():
    named = {path for name in ("demo", "routes") for path in read_case(DEMO / f"{name}.review.yaml").rules}
    assert named == {path.relative_to(DEMO).as_posix() for path in (DEMO / "packs").rglob("*.json")}
    for path in (DEMO / "packs" / "units").glob("*.json"):
        assert {rule.scope.unit_codes for rule in read_pack(path).rules} == {(path.stem,)}


def test_the_lists_of_the_lines_are_those_that_come_with_the_plugin():
    for path in (ROOT / "resources" / "packs").glob("*.json"):
        assert (DEMO / "packs" / path.name).read_bytes() == path.read_bytes()


def test_the_packs_come_out_the_same_each_time(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import make_packs

    make_packs.make(tmp_path)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(made) > 25
    assert [path for path in made if (tmp_path / path).read_bytes() != (DEMO / path).read_bytes()] == []
    for name in [name for name in sys.modules if name.split(".")[0] in ("make_packs", "sample_packs")]:
        monkeypatch.delitem(sys.modules, name)
