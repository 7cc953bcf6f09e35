"""The pages on checking a verdict by hand: their lines run on a review of the sample and print what is shown."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.outputs import csv_files
from zoning_review_plugin.review.review import review

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("judging.md", "judging.zh.md")
SHOWN = re.compile(r"```python\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)


def steps(page):
    """[(code, what it prints)] of a page, in order."""
    return SHOWN.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with `out/csv`, as a review of the sample writes it."""
    made = tmp_path_factory.mktemp("judging")
    (made / "out").mkdir()
    case = read_case(ROOT / "resources" / "samples" / "demo" / "demo.review.yaml")
    csv_files.write(review(case, open_layers(case)), made / "out")
    return made


def test_the_lines_print_what_is_shown(folder):
    found = steps(PAGES[0])
    sample = str(ROOT / "resources" / "samples" / "demo" / "demo.gpkg")
    parts = [code.replace("resources/samples/demo/demo.gpkg", sample) for code, _ in found]
    program = "print('== next')\n".join(parts)
    assert "zoning_review_plugin" not in program
    words = [sys.executable, "-W", "ignore", "-X", "utf8", "-c", program]
    run = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)
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
