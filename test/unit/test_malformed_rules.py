"""Malformed JSON and YAML that others collected, as case, pack and decisions: a clear fault, at once, no recursion."""

import inspect
import json
import sys
import time

import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.case.decisions_file import read_decisions
from zoning_review_plugin.model.errors import CaseFault
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.rules.pack_file import read_pack

READERS = {"case": read_case, "pack": read_pack, "decisions": read_decisions}
LIMIT_S = 1
MOST_FRAMES = 250


@pytest.fixture(scope="module")
def files(reference):
    found = sorted(path for path in (reference / "bad-inputs" / "malformed-rules").rglob("*") if path.is_file())
    assert len(found) > 400
    return found


def fault_of(read, path):
    """The fault that a file gives, and the seconds of the processor that it takes."""
    start = time.process_time()
    with pytest.raises(CaseFault) as caught:
        read(path)
    return caught.value, time.process_time() - start


@pytest.fixture
def shallow():
    """Leaves the readers few frames: who follows the nesting of a file needs one or more for each level."""
    for read in READERS.values():
        with pytest.raises(CaseFault):
            read("none")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + MOST_FRAMES)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.parametrize("kind", READERS)
def test_each_is_a_clear_fault_at_once(files, shallow, kind):
    for path in files:
        fault, seconds = fault_of(READERS[kind], path)
        if seconds >= LIMIT_S:  # a neighbour may have had the processor
            fault, seconds = fault_of(READERS[kind], path)
        assert seconds < LIMIT_S, path.name
        assert fault.exit_status == 2 and fault.place.file == str(path)
        for language in ("zh", "en"):
            for one in (fault, *fault.others):
                text = Words(language).fault(one)
                assert "→" in text and "Traceback" not in text and len(text) < 2_000, (path.name, text)


@pytest.mark.parametrize("call", [("check",), ("rules", "lint")], ids=" ".join)
def test_the_command_ends_with_2(files, command, call):
    for path in files:
        answer = command(*call, path, "--json")
        assert answer.status == 2, path.name
        assert answer.object["error"]["file"] == str(path) and answer.object["error"]["action"]
        assert answer.lines and "Traceback" not in answer.err, path.name


def test_what_is_no_json_is_told_as_such(files):
    """The suite's own word: files n_… must not parse; those y_… must, and are no packs for all that."""
    ours = {"not_json", "pack_not_utf8", "pack_too_deep"}
    for path in files:
        if path.suffix == ".json" and path.name.startswith("n_"):
            assert fault_of(read_pack, path)[0].code in ours, path.name
        if path.suffix == ".json" and path.name.startswith("y_") and "duplicated" not in path.name:
            assert fault_of(read_pack, path)[0].code not in ours, path.name


def nested(depth, leaf):
    """A condition in that many nots."""
    for _ in range(depth):
        leaf = {"not": leaf}
    return leaf


def test_depth_is_refused_before_anything_is_built(tmp_path, shallow):
    path = tmp_path / "deep.json"
    for text in ("[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000):
        path.write_text(text, encoding="utf-8")
        fault, seconds = fault_of(read_pack, path)
        assert fault.code == "pack_too_deep" and seconds < LIMIT_S


def test_a_pack_as_deep_as_may_be_is_read_and_looked_at(tmp_path, command):
    rule = {"id": "R1", "clause_text": "x", "modality": "prohibit", "test": nested(50, {"nature": ["new"]})}
    head = {"id": "P1", "level": "city", "valid_from": "2024-01-01"}
    path = tmp_path / "deep.json"
    path.write_text(json.dumps({"schema": "zoning-review/pack/1", "pack": head, "rules": [rule]}), encoding="utf-8")
    assert command("rules", "lint", path, "--json").status == 0
