"""The sentences for people: both languages complete and alike, and a sentence for every code that the program uses."""

import ast
import json
import re
import string
import subprocess
import sys

import pytest

from zoning_review_plugin.model import codes
from zoning_review_plugin.model.errors import CaseFault, Place
from zoning_review_plugin.model.words import Words

CODED = {
    "Issue": 1,
    "ReadFault": 0,
    "CaseFault": 0,
    "InputFault": 0,
    "OutputFault": 0,
    "ReviewFault": 0,
    "LibraryFault": 0,
}


@pytest.fixture(scope="module")
def texts(root):
    folder = root / "resources" / "words"
    return {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("zh", "en")}


def names(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_both_languages_say_the_same_things(texts):
    assert list(texts["zh"]) == list(texts["en"]) == sorted(texts["zh"])
    assert {key for key in texts["zh"] if names(texts["zh"][key]) != names(texts["en"][key])} == set()
    assert [key for words in texts.values() for key, text in words.items() if not text.strip()] == ["truth.False"] * 2


def test_chinese_is_chinese_and_english_is_not(texts):
    chinese = re.compile("[\u3400-\u9fff]")
    assert [key for key, text in texts["en"].items() if chinese.search(text)] == []
    plain = [key for key, text in texts["zh"].items() if not chinese.search(re.sub(r"{[^}]*}", "", text))]
    assert [key for key in plain if re.search("[A-Za-z]{5,}", re.sub(r"{[^}]*}", "", texts["zh"][key]))] == []


def used_codes(root, families=tuple(CODED)):
    """(code, where) of every fault and issue that the program makes with a code written out."""
    for path in sorted((root / "zoning_review_plugin").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in families:
                place = CODED[node.func.id]
                value = node.args[place] if len(node.args) > place else None
                for leaf in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
                    if isinstance(leaf, ast.Constant) and re.fullmatch("[a-z_]{4,}", str(leaf.value)):
                        yield leaf.value, f"{path.name}:{node.lineno}"


def test_every_code_has_its_sentence(root, texts):
    used = dict(used_codes(root))
    assert len(used) > 50
    assert {code: where for code, where in used.items() if f"fault.{code}" not in texts["zh"]} == {}


def test_every_sentence_that_asks_something_of_the_user_says_what_to_do(texts):
    told = {key.partition(".")[2] for key in texts["en"] if key.startswith("fault.")}
    done = {key.partition(".")[2] for key in texts["en"] if key.startswith("action.")}
    assert done <= told
    # News that need nothing done: moves, what was dropped, what this version leaves aside, a cancelled run.
    assert told - done == {
        "cancelled", "crs_moved", "curves_straightened", "datum_named", "datum_negligible",
        "edges_densified", "id_empty", "m_dropped", "output_not_available", "z_dropped",
    }  # fmt: skip


@pytest.mark.parametrize("family", ["Status", "Relation", "Kind", "Severity"])
def test_every_published_code_has_a_name(texts, family):
    values = [v for k, v in vars(getattr(codes, family)).items() if k.isupper() and isinstance(v, str)]
    assert values
    for value in values:
        assert f"{family.lower()}.{value}" in texts["zh"], value


def test_statuses_and_relations_are_those_of_the_contract():
    statuses = {v for k, v in vars(codes.Status).items() if k.isupper() and isinstance(v, str)}
    assert statuses == {"involved", "not_involved", "partly_known", "no_data"}


def test_a_fault_is_one_line_with_place_sentence_and_cure():
    fault = CaseFault("unknown_key", Place(file="a.yaml", line=3, key="title"), found="titel", known="title", near="")
    for language in ("zh", "en"):
        text = Words(language).fault(fault)
        assert text.startswith("a.yaml:3") and "titel" in text and "\n" not in text and "{" not in text


def test_a_parameter_that_is_missing_breaks_no_sentence():
    assert "?" in Words("en").say("fault.unknown_key", known="x")


def test_every_check_has_its_code_its_severities_and_its_reason(root, texts):
    groups = json.loads((root / "resources" / "checks.json").read_text(encoding="utf-8"))["groups"]
    listed = {code: severities for codes_ in groups.values() for code, severities in codes_.items()}
    used = {code for code, where in used_codes(root, ("Issue", "ReadFault"))}
    assert used - set(listed) == set()
    reasons = {key.partition(".")[2] for key in texts["en"] if key.startswith("why.")}
    assert reasons == set(listed)
    assert {s for severities in listed.values() for s in severities} <= set(codes.Severity.ALL)


def test_the_pages_on_checks_are_up_to_date(root):
    found = subprocess.run([sys.executable, root / "scripts" / "check_pages.py", "--check"], capture_output=True)
    assert (found.returncode, found.stdout) == (0, b"")
