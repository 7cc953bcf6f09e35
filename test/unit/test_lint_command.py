"""`zoning_review rules lint`: what it prints, and its exit status."""

import json

import pytest

from .small_cases import square, write_layer
from .small_packs import document

KNOWN, OTHER = "ZH99010120003", "ZH99010120009"


@pytest.fixture
def written(tmp_path):
    """A function that writes a pack: rules and head as for `document`."""

    def write(name, *rules, **head):
        path = tmp_path / name
        path.write_text(json.dumps(document(*rules, **head), ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def units(tmp_path):
    """A layer with one unit."""
    path = tmp_path / "units.gpkg"
    write_layer(path, [(square(0, 0, 100), KNOWN, "某某重点管控单元")], ["HJGKDYBM", "HJGKDYMC"])
    return path


def test_remarks_leave_the_exit_status_alone(command, written):
    path = written("a.json", {"clause_no": None}, doc_no=None)
    answer = command("rules", "lint", path, "--language", "zh", "--date", "2026-11-22")
    assert answer.status == 0 and answer.err == ""
    summary, number, clause = answer.out.splitlines()
    assert "1 个规则包" in summary and "2 处" in summary
    assert "P1 pack.doc_no：规则包没有文号" in number and "P1 R1 rules[1].clause_no" in clause


def test_json_tells_paths(command, written):
    lower = written("b.json", {"id": "R9", "test": {"industry": ["C99"]}}, id="P2")
    answer = command("rules", "lint", written("a.json", {}), lower, "--json")
    assert (answer.status, answer.object["status"], answer.object["error"]) == (0, "done", None)
    assert answer.object["summary"]["packs"] == 2 and answer.object["summary"]["remarks_by_severity"] == {"warning": 1}
    (one,) = answer.object["remarks"]
    assert (one["pack"], one["rule_id"], one["path"]) == ("P2", "R9", "rules[1].test.industry[1]")
    assert one["file"] == str(lower) and one["params"] == {"got": "C99"} and "C99" in one["message"] and one["action"]


def test_a_pack_that_does_not_parse_ends_with_2(command, written, tmp_path):
    wrong = written("wrong.json", {"modality": "forbid"})
    broken = tmp_path / "broken.json"
    broken.write_text('{"schema": \n oops}', encoding="utf-8")
    arguments = ("rules", "lint", written("a.json", {"clause_no": None}), wrong, broken)
    answer = command(*arguments, "--json")
    assert (answer.status, answer.object["status"]) == (2, "failed")
    unread = [one for one in answer.object["remarks"] if one["pack"] is None]
    found = {(one["file"], one["path"], one["line"], one["severity"]) for one in unread}
    assert found == {(str(wrong), "rules[1].modality", None, "error"), (str(broken), "", 2, "error")}
    assert answer.object["error"]["code"] == "not_one_of" and len(answer.object["remarks"]) == 3
    plain = command(*arguments)
    assert plain.status == 2 and len(plain.lines) == 2 and "broken.json:2" in plain.err
    assert "clause_no" in plain.out and "Traceback" not in plain.err


def test_a_missing_pack_ends_with_2(command, tmp_path):
    answer = command("rules", "lint", tmp_path / "none.json")
    assert answer.status == 2 and "none.json" in answer.err


def test_units_of_a_layer(command, written, units):
    path = written("a.json", {"scope": {"unit_codes": [KNOWN, OTHER]}})
    answer = command("rules", "lint", path, "--units", units, "--json")
    assert [(one["code"], one["path"]) for one in answer.object["remarks"]] == [
        ("scope_unit_unknown", "rules[1].scope.unit_codes[2]")
    ]
    assert command("rules", "lint", path, "--json").object["remarks"] == []


def test_a_layer_without_unit_codes(command, written, units, tmp_path):
    path = written("a.json", {})
    write_layer(tmp_path / "other.gpkg", [(square(0, 0, 100), "x")], ["WHAT"])
    answer = command("rules", "lint", path, "--units", tmp_path / "other.gpkg")
    assert answer.status == 1 and "WHAT" in answer.err
    answer = command("rules", "lint", path, "--units", units, "--unit-field", "CODE")
    assert answer.status == 2 and "HJGKDYBM" in answer.err
    answer = command("rules", "lint", path, "--units", tmp_path / "none.gpkg")
    assert answer.status == 1 and "none.gpkg" in answer.err


def test_the_day_is_that_of_the_call(command, written):
    path = written("a.json", {}, valid_to="2025-12-31")

    def codes(*more):
        return [one["code"] for one in command("rules", "lint", path, "--json", *more).object["remarks"]]

    assert codes("--date", "2024-06-30") == [] and codes("--date", "2026-01-01") == ["pack_not_in_force"]
    assert codes() == ["pack_not_in_force"]
    assert command("rules", "lint", path, "--date", "2026-02-30").status == 2


@pytest.mark.parametrize("arguments", [("rules",), ("rules", "lint"), ("rules", "delete", "a.json")])
def test_wrong_calls(command, arguments):
    answer = command(*arguments)
    assert answer.status == 2 and len(answer.lines) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help(command, language):
    answer = command("rules", "lint", "--help", "--language", language)
    assert answer.status == 0 and "--units" in answer.out and "units" in answer.out
