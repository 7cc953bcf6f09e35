"""The headless command as a person or a script calls it: help, exit codes, one JSON object, progress, Ctrl-C."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from .small_cases import square, table_of, tree, write_layer

KEYS = {"schema", "status", "outputs", "summary", "error"}
SUMMARY = {"subjects", "by_verdict", "overlaps", "by_status", "issues"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("call", [[], ["review"], ["check"]])
def test_help_teaches(command, call, language):
    answer = command(*call, "--help", "--language", language)
    assert answer.status == 0 and answer.err == ""
    assert bool(re.search("[\u3400-\u9fff]", answer.out)) == (language == "zh")
    wanted = {"review": ("--output", "--workers", "--json", "--quiet", "--strict", "--fail-on", "--allow-network")}
    for word in wanted.get(call[0] if call else "", ("review", "check") if not call else ("--json",)):
        assert word in answer.out


def test_a_review_says_what_it_did_and_where(small_case, command, tmp_path):
    answer = command("review", small_case(outputs=["gpkg", "json"]))
    assert answer.status == 0
    out = tmp_path / "small.review"
    assert sorted(path.name for path in out.iterdir()) == ["review.gpkg", "review.json"]
    assert str(out) in answer.out


def test_json_is_one_object_with_the_keys_of_the_contract(small_case, command):
    answer = command("review", small_case(), "--json")
    found = answer.object
    assert set(found) == KEYS and SUMMARY <= set(found["summary"]) and found["error"] is None
    assert found["summary"]["subjects"] == 2 and found["summary"]["overlaps"] == 1
    counts = {status: count for status, count in found["summary"]["by_status"].items() if count}
    assert counts == {"involved": 1, "not_involved": 1}


FAULTS = {
    "no such call": (["reveiw", "{case}"], 2),
    "no case named": (["review"], 2),
    "unknown option": (["review", "{case}", "--wrokers", "2"], 2),
    "case not there": (["review", "nowhere.yaml"], 2),
    "workers none": (["review", "{case}", "--workers", "0"], 2),
    "workers in words": (["review", "{case}", "--workers", "two"], 2),
    "language unknown": (["review", "{case}", "--language", "fr"], 2),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_call_is_told_in_json_too(small_case, command, name, language):
    words, status = FAULTS[name]
    case = small_case()
    words = [word.format(case=case) for word in words]
    more = [] if "--language" in words else ["--language", language]
    answer = command(*words, *more, "--json")
    assert answer.status == status, answer.err
    assert set(answer.object) == KEYS and answer.object["status"] == "failed"
    assert {"code", "message", "file", "key", "line", "action"} <= set(answer.object["error"])
    assert answer.err and "Traceback" not in answer.err


def test_a_subject_file_that_is_missing_is_one_line(small_case, command):
    answer = command("review", small_case(subjects=[{"source": "gone.gpkg"}]), "--json")
    assert (answer.status, answer.object["error"]["code"], len(answer.lines)) == (1, "file_missing", 1)
    assert "gone.gpkg" in answer.err


def test_a_field_that_is_not_there_is_a_wrong_case(small_case, command):
    answer = command("review", small_case(subjects=[{"source": "parcels.gpkg", "fields": {"id": "DKBM"}}]), "--json")
    assert (answer.status, answer.object["error"]["code"]) == (2, "field_missing")
    assert "DKBM" in answer.err and "DKBH" in answer.err  # what was asked for, and what there is


@pytest.mark.parametrize("source", ["gone.gpkg", "points.gpkg", "empty.gpkg", "nocrs.gpkg"])
def test_a_constraint_that_cannot_be_used_does_not_stop_the_review(small_case, command, tmp_path, source):
    case = small_case(constraints=[{"key": "x", "role": "ecological_red_line", "source": source, "coverage": "full"}])
    write_layer(tmp_path / "points.gpkg", [("POINT(400010 4000010)",)])
    write_layer(tmp_path / "empty.gpkg", [])
    write_layer(tmp_path / "nocrs.gpkg", [(square(0, 0, 10),)], crs=None)
    answer = command("review", case, "--json")
    assert answer.status == 0 and len(answer.lines) >= 1
    assert {k: n for k, n in answer.object["summary"]["by_status"].items() if n} == {"no_data": 2}
    assert answer.object["summary"]["issues"] >= 1
    assert command("review", case, "--strict").status == 1
    checked = command("check", case, "--json")
    assert checked.status == 0 and checked.object["summary"]["issues"] >= 1


def test_quiet_says_nothing_but_faults(small_case, command):
    answer = command("review", small_case(), "--quiet")
    assert (answer.status, answer.out, answer.err) == (0, "", "")


def test_the_result_is_the_same_with_workers(small_case, command, tmp_path):
    case = small_case(outputs=["gpkg"])
    rows = [(square(60 * k, 7 * (k % 5), 50), f"s{k}", None) for k in range(300)]
    (tmp_path / "parcels.gpkg").unlink()
    write_layer(tmp_path / "parcels.gpkg", rows, ["DKBH", "DKMC"])
    for workers in (1, 2):
        answer = command("review", case, "--workers", workers, "--output", tmp_path / f"out{workers}")
        assert answer.status == 0, answer.err
    for table in ("subject", "overlap", "exposure", "issue"):
        one, two = (table_of(tmp_path / f"out{workers}" / "review.gpkg", table) for workers in (1, 2))
        assert one == two, table


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a process of its own another way there")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_cleanly(small_case, environment, tmp_path, workers):
    """After an interrupt: exit status 130, one line, earlier results untouched, nothing left lying."""
    case = small_case(outputs=["gpkg", "json"])
    rows = [(square(11 * k, 11 * (k % 50), 10), f"s{k}", None) for k in range(20_000)]
    (tmp_path / "parcels.gpkg").unlink()
    write_layer(tmp_path / "parcels.gpkg", rows, ["DKBH", "DKMC"])
    out = tmp_path / "small.review"
    out.mkdir()
    (out / "review.json").write_text("earlier")
    words = [sys.executable, "-m", "zoning_review_plugin", "review", str(case), "--workers", str(workers), "--json"]
    run = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True, **environment
    )
    time.sleep(2.0)
    os.killpg(run.pid, signal.SIGINT)
    stdout, stderr = run.communicate(timeout=300)
    assert run.returncode == 130, stderr
    assert json.loads(stdout)["status"] == "cancelled" and "Traceback" not in stderr
    assert tree(out) == {"review.json": b"earlier"}


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a process of its own another way there")
def test_ctrl_c_while_a_dataclass_is_built_ends_cleanly(tmp_path, environment):
    """Python ends by the signal, whatever the exit status, after a KeyboardInterrupt out of text run by `exec`."""
    (tmp_path / "interrupted.py").write_text(
        "import runpy, sys\n"
        "import zoning_review_plugin.command.main as main\n"
        "main._call = lambda options: lambda *_: exec('import signal; signal.raise_signal(signal.SIGINT)')\n"
        "sys.argv[1:] = ['check', 'case.json', '--json']\n"
        "runpy.run_module('zoning_review_plugin', run_name='__main__')\n"
    )
    environment = dict(environment, env=dict(environment["env"]))
    environment["env"]["PYTHONPATH"] += os.pathsep + str(tmp_path)
    run = subprocess.run([sys.executable, "-m", "interrupted"], capture_output=True, encoding="utf-8", **environment)
    assert run.returncode == 130, run.stderr
    assert json.loads(run.stdout)["status"] == "cancelled" and len(run.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes end another way there")
@pytest.mark.parametrize("deaf", ["stdout", "stderr"])
def test_a_reader_that_has_gone_is_no_fault_of_the_program(small_case, environment, tmp_path, deaf):
    """`zoning_review check CASE | head` must not end in a report about an internal fault."""
    ours, theirs = os.pipe()
    os.close(ours)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, deaf: theirs}
    environment = dict(environment, env={**environment["env"], "TMPDIR": str(tmp_path)})
    case = small_case() if deaf == "stdout" else tmp_path / "none.review.yaml"
    words = [sys.executable, "-m", "zoning_review_plugin", "check", str(case)]
    run = subprocess.run(words, encoding="utf-8", **pipes, **environment)
    os.close(theirs)
    assert run.returncode == 1
    assert not run.stdout and not run.stderr and not list(tmp_path.glob("zoning_review_*.txt"))


@pytest.mark.skipif(os.name == "nt", reason="written for a shell of Unix")
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device there")
@pytest.mark.parametrize("more", [(), ("--json",), ("--help",)])
def test_a_full_disk_under_a_stream_is_said_in_one_line(small_case, environment, more):
    words = [sys.executable, "-m", "zoning_review_plugin", "check", str(small_case()), "--language", "en", *more]
    with open("/dev/full", "w") as full:
        run = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", **environment)
        assert run.returncode == 1
        assert run.stderr.splitlines()[-1].startswith("stdout: nothing can be written there (No space left on device)")
        assert run.stderr.count("nothing can be written") == 1 and "Traceback" not in run.stderr
        run = subprocess.run(words, stdout=full, stderr=full, **environment)
        assert run.returncode == 1


def test_closed_streams_are_no_fault(small_case, environment):
    for closed in ("2>&-", ">&-", ">&- 2>&-"):
        words = f"exec '{sys.executable}' -m zoning_review_plugin check '{small_case()}' {closed}"
        run = subprocess.run(["bash", "-c", words], capture_output=True, encoding="utf-8", **environment)
        assert run.returncode == 0 and not run.stderr, closed
