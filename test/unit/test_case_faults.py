"""Case files that are wrong: each fault names key, line and cure, with and without a JSON Schema library."""

import json
import re
import sys
import time

import jsonschema
import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.case.case_schema import SchemaReader
from zoning_review_plugin.inputs.case.yaml_text import parse
from zoning_review_plugin.model import codes
from zoning_review_plugin.model.errors import CaseFault
from zoning_review_plugin.model.words import LANGUAGES, Words

BASE = """\
schema: zoning-review/case/1
subjects:
  - source: a.gpkg
constraints:
  - key: k
    role: custom
    source: b.gpkg
"""
NEXT = BASE.count("\n") + 1  # the line after it
# (what is added to or replaced in BASE, key told, line told, what the English sentence must hold)
WRONG = {
    "unknown key": (BASE + "titel: x\n", "titel", NEXT, "title"),
    "unknown key without a neighbour": (BASE + "zzz: x\n", "zzz", NEXT, "outputs"),
    "unknown key deep": (BASE + "options:\n  touchs: true\n", "options.touchs", NEXT + 1, "touches"),
    "unknown field name": (BASE.replace("a.gpkg", "a.gpkg\n    fields: {nam: X}"), "subjects[1].fields.nam", 4, "name"),
    "wrong type": (BASE + "options: {search_distance_m: far}\n", "options.search_distance_m", NEXT, "number"),
    "wrong truth value": (BASE + "options: {touches: maybe}\n", "options.touches", NEXT, "boolean"),
    "text for a list": (BASE + "outputs: gpkg\n", "outputs", NEXT, "array"),
    "list for text": (BASE + "title: [a]\n", "title", NEXT, "string"),
    "mapping for a list": (BASE + "rules: {a: b}\n", "rules", NEXT, "array"),
    "missing role": (BASE.replace("    role: custom\n", ""), "constraints[1].role", 5, "role"),
    "missing schema": (BASE.replace("schema: zoning-review/case/1\n", ""), "schema", 1, "schema"),
    "missing constraints": (BASE.split("constraints")[0], "constraints", 1, "constraints"),
    "missing unit": (BASE + "facts: {metrics: {so2: {added: 1}}}\n", "facts.metrics.so2.unit", NEXT, "unit"),
    "bad role": (BASE.replace("custom", "ecological_redline"), "constraints[1].role", 6, "ecological_red_line"),
    "bad language": (BASE + "language: fr\n", "language", NEXT, "zh, en"),
    "bad schema": (BASE.replace("case/1", "case/9"), "schema", 1, "zoning-review/case/1"),
    "bad coverage": (BASE + "    coverage: partial\n", "constraints[1].coverage", NEXT, "full"),
    "empty coverage": (BASE + "    coverage: {}\n", "constraints[1].coverage", NEXT, "source"),
    "bad date": (BASE + "date: 2026-02-30\n", "date", NEXT, "2026-11-22"),
    "date in words": (BASE + "date: 22 Nov 2026\n", "date", NEXT, "2026-11-22"),
    "bad date of validity": (BASE + "    valid: {from: 2022}\n", "constraints[1].valid.from", NEXT, "2026-11-22"),
    "key twice": (BASE + "title: a\ntitle: b\n", "title", NEXT + 1, f"line {NEXT}"),
    "constraint key twice": (BASE + BASE[BASE.index("  - key") :], "constraints[2].key", NEXT, "line 5"),
    "split_by unknown": (BASE + "options: {split_by: [k, adm]}\n", "options.split_by[2]", NEXT, "adm"),
    "split_by twice": (BASE + "options: {split_by: [k, k]}\n", "options.split_by", NEXT, "twice"),
    "share above 1": (BASE + "options: {sliver: {share: 2}}\n", "options.sliver.share", NEXT, "1"),
    "negative distance": (BASE + "options: {search_distance_m: -1}\n", "options.search_distance_m", NEXT, "-1"),
    "no number": (BASE + "options: {search_distance_m: .nan}\n", "options.search_distance_m", NEXT, "number"),
    "no subjects": (BASE.replace("\n  - source: a.gpkg", " []"), "subjects", 2, "at least one"),
    "nothing after the colon": (BASE + "title:\n", "title", NEXT, "string"),
    "tab": (BASE + "options:\n\ttouches: true\n", None, NEXT + 1, "\\t"),
    "bad indentation": (BASE + "   date: 2026-11-22\n", None, NEXT, ""),
    "list at the top": ("- a\n- b\n", None, 1, "keys"),
    "text at the top": ("hello\n", None, 1, "keys"),
    "alias": (BASE + "title: &a x\ndecisions: *a\n", None, NEXT, "&"),
    "tag": (BASE + "title: !!python/object/apply:os.system [x]\n", None, NEXT, "tag"),
    "two documents": (BASE + "---\n" + BASE, None, NEXT, "document"),
}
EMPTY = {
    "nothing": b"",
    "comments": b"# x\n\n",
    "not UTF-8": "title: 示例".encode("gbk"),
    "UTF-16": BASE.encode("utf-16"),
}
# Faults that our own check must find as well where no JSON Schema library is installed.
ALWAYS = (
    "unknown",
    "wrong",
    "missing",
    "bad role",
    "bad language",
    "bad schema",
    "bad coverage",
    "empty cov",
    "no subj",
)


@pytest.fixture
def faults(tmp_path):
    """A function: text or bytes of a case file → all its faults."""

    def of(content):
        path = tmp_path / "x.review.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        with pytest.raises(CaseFault) as caught:
            read_case(path)
        assert caught.value.exit_status == 2 and caught.value.place.file == str(path)
        return [caught.value, *caught.value.others]

    return of


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_names_key_line_and_cure(faults, name):
    text, key, line, word = WRONG[name]
    (fault,) = faults(text)
    assert fault.place.line == line
    assert fault.place.key == key or (name == "empty coverage" and fault.place.key.startswith(key))
    for language in LANGUAGES:
        words = Words(language)
        assert words.action(fault), "a fault without a cure"
        texts = words.say(f"fault.{fault.code}") + words.say(f"action.{fault.code}")
        assert set(re.findall(r"\{(\w+)\}", texts)) <= set(fault.params), "a gap in the sentence"
        sentence = words.fault(fault)
        assert f"x.review.yaml:{line}" in sentence
        assert "is not valid under any of the given schemas" not in sentence  # the library's own words help nobody
    assert word in Words("en").fault(fault)


@pytest.mark.parametrize("name", EMPTY)
def test_files_that_are_no_text_say_so(faults, name):
    (fault,) = faults(EMPTY[name])
    assert fault.code == ("case_not_utf8" if "U" in name else "case_empty")


def test_all_faults_of_one_file_are_told(faults):
    text = BASE.replace("    role: custom\n    source: b.gpkg\n", "") + "titel: x\nlanguage: fr\ndate: 1\n"
    told = {fault.place.key for fault in faults(text)}
    assert told == {"constraints[1].role", "constraints[1].source", "titel", "language", "date"}


def test_each_missing_key_is_told_by_its_name(faults):
    told = faults(BASE.replace("    role: custom\n    source: b.gpkg\n", ""))
    assert [fault.place.key for fault in told] == ["constraints[1].role", "constraints[1].source"]


def test_faults_come_in_order_of_lines(faults):
    lines = [fault.place.line for fault in faults(BASE + "zz: 1\noptions: {touches: x}\nlanguag: zh\n")]
    assert lines == [NEXT, NEXT + 1, NEXT + 2]


@pytest.mark.parametrize("name", [name for name in WRONG if name.startswith(ALWAYS)])
def test_the_same_without_a_json_schema_library(faults, name, monkeypatch):
    text, key, line, _ = WRONG[name]
    with_library = [(fault.code, fault.place.key, fault.place.line) for fault in faults(text)]
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    assert [(fault.code, fault.place.key, fault.place.line) for fault in faults(text)] == with_library


def test_missing_file_and_folder(tmp_path):
    for path, code in ((tmp_path / "none.review.yaml", "case_missing"), (tmp_path, "case_unreadable")):
        with pytest.raises(CaseFault) as caught:
            read_case(path)
        assert caught.value.code == code


def _quickest(path, tries=3):
    """(fault, least processor time) of reading a file that cannot be a case."""
    seconds = []
    while len(seconds) < tries and min(seconds, default=9) > 0.5:
        start = time.process_time()
        with pytest.raises(CaseFault) as caught:
            read_case(path)
        seconds.append(time.process_time() - start)
    return caught.value, min(seconds)


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_malformed_files_are_refused_at_once(reference, kind):
    paths = sorted((reference / "bad-inputs" / "malformed-rules" / kind).glob(f"*.{kind}"))
    assert len(paths) > 90
    for path in paths:
        fault, seconds = _quickest(path)
        assert seconds < 1, path.name
        assert Words("en").fault(fault)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "[" * 100_000 + "]" * 100_000,
        "a: " + "{a: " * 50_000,
        "".join(" " * k + "a:\n" for k in range(1_500)),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ne: [*d, *d]\n",
        "<<: {a: b}\n",
        "? [a, b]\n: c\n",
        "a: " + "9" * 100_000,
        "\x00",
        "a: \x07",
    ],
    ids=["open", "nested", "mappings", "block", "bomb", "merge", "key", "digits", "nul", "bell"],
)
def test_bombs_are_refused_at_once(tmp_path, text):
    path = tmp_path / "x.review.yaml"
    path.write_text(text, encoding="utf-8")
    assert _quickest(path)[1] < 1


def keywords(schema):
    """All keywords of JSON Schema in a schema, names of properties aside."""
    found = set(schema)
    for named in ("properties", "definitions"):
        for part in schema.get(named, {}).values():
            found |= keywords(part)
    for part in (schema.get("items"), schema.get("additionalProperties"), *schema.get("oneOf", [])):
        found |= keywords(part) if isinstance(part, dict) else set()
    return found


def test_our_own_check_knows_every_rule_of_the_schema(root):
    schema = json.loads((root / "resources" / "schemas" / "case.schema.json").read_text(encoding="utf-8"))
    told = {"$schema", "$id", "title", "description", "definitions", "$ref"}
    walked = {"type", "properties", "additionalProperties", "items", "oneOf", "required"}
    ruled = {"enum", "const", "pattern", "format", "minimum", "maximum", "minItems", "minLength"}
    assert keywords(schema) <= told | walked | ruled


@pytest.mark.parametrize("text", [BASE, BASE + "date: 2026-11-22\n", BASE + "outputs: [gpkg]\nlanguage: zh\n"])
def test_the_published_schema_takes_what_we_take(text, root):
    schema = json.loads((root / "resources" / "schemas" / "case.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    value = SchemaReader(schema, "x").read(parse(text, "x"))
    assert list(jsonschema.Draft7Validator(schema).iter_errors(value)) == []


def test_the_schema_agrees_with_the_codes(root):
    schema = json.loads((root / "resources" / "schemas" / "case.schema.json").read_text(encoding="utf-8"))
    kinds = schema["definitions"]
    constraint, values = (
        kinds["constraint"]["properties"],
        kinds["subject_source"]["properties"]["values"]["properties"],
    )
    assert tuple(constraint["role"]["enum"]) == codes.ROLES
    assert tuple(values["part"]["enum"]) == codes.PARTS and tuple(values["mode"]["enum"]) == codes.MODES
    assert set(constraint["area_unit"]["enum"]) == set(codes.AREA_UNITS)
    basis = {value for name, value in vars(codes.Basis).items() if name.isupper()}
    assert set(kinds["options"]["properties"]["area_basis"]["enum"]) == basis
    assert set(schema["properties"]["language"]["enum"]) == set(LANGUAGES)


def test_the_roles_are_those_of_the_contract(reference):
    page = (reference / "docs" / "contract.md").read_text(encoding="utf-8")
    line = next(line for line in page.splitlines() if line.startswith("- **role**"))
    assert tuple(re.findall(r"`(\w+)`", line)) == codes.ROLES
    verdicts = next(line for line in page.splitlines() if line.startswith("- **verdict**")).split("Null")[0]
    assert tuple(re.findall(r"`(\w+)`", verdicts)) == codes.VERDICTS
