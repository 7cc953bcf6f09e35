"""The pages on checking a verdict by hand: their lines run on a review of the sample and print what is shown.

What the READMEs quote of the same review is quoted right, too.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from zoning_review_plugin.command.summary import review_summary
from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.outputs import csv_files
from zoning_review_plugin.review.review import review

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("judging.md", "judging.zh.md")
SHOWN = re.compile(r"```python\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)


def steps(page):
    """[(code, what it prints)] of a page, in order."""
    return SHOWN.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def result():
    """The `Result` of the sample."""
    case = read_case(ROOT / "resources" / "samples" / "demo" / "demo.review.yaml")
    return review(case, open_layers(case))


@pytest.fixture(scope="module")
def folder(tmp_path_factory, result):
    """A folder with `out/csv`, as a review of the sample writes it."""
    made = tmp_path_factory.mktemp("judging")
    (made / "out").mkdir()
    csv_files.write(result, made / "out")
    return made


def test_the_lines_print_what_is_shown(folder):
    found = steps(PAGES[0])
    sample = str(ROOT / "resources" / "samples" / "demo" / "demo.gpkg")
    parts = [code.replace("resources/samples/demo/demo.gpkg", sample) for code, _ in found]
    program = "print('== next')\n".join(parts)
    assert "zoning_review_plugin" not in program
    words = [sys.executable, "-W", "ignore", "-X", "utf8", "-c", program]
    run = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split("== next\n") == [shown for _, shown in found]


def test_both_pages_show_the_same_steps():
    english, chinese = map(steps, PAGES)
    assert english == chinese and len(english) == 7


@pytest.mark.parametrize("page", PAGES)
def test_figures_of_the_text_are_those_that_are_printed(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    printed = "".join(shown for _, shown in steps(page))
    told = re.findall(r"\d{1,3}(?: \d{3})+\.\d+", SHOWN.sub("", text))
    assert told and {one.replace(" ", "") for one in told} <= set(re.findall(r"\d+\.\d+", printed))


@pytest.mark.parametrize(("page", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_readme_quotes_the_summary(page, language, result):
    text = (ROOT / page).read_text(encoding="utf-8")
    (block,) = [one for one in re.findall(r"```\n(.*?)```", text, re.DOTALL) if "446" in one]
    told = [line.rstrip() for line in review_summary(result, {}, Words(language))]
    quoted = [line for line in block.splitlines() if line]
    assert len(quoted) == 7 and [line for line in told if line in quoted] == quoted


@pytest.mark.parametrize(("page", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_readme_quotes_a_finding(page, language, result):
    text = " ".join((ROOT / page).read_text(encoding="utf-8").replace("\n> ", " ").split())
    found = result.tables["finding"]
    (sentence,) = found.loc[(found["subject_id"] == "S-C") & (found["rule_id"] == "ERL-01"), f"statement_{language}"]
    assert sentence in text and f" {len(found)} " in text


@pytest.mark.parametrize("page", ["decisions.md", "decisions.zh.md"])
def test_the_decision_that_is_shown_names_the_hash_of_the_run(page, result):
    (told,) = re.findall(r"facts: (\w{16})", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    found = result.tables["finding"]
    assert [told] == found["facts_hash"][(found["subject_id"] == "S-A") & (found["rule_id"] == "HG-06")].tolist()
