"""Links between the pages lead to files that are there; what the pages show of case files and decisions can be read."""

import re
from pathlib import Path

import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.case.decisions_file import read_decisions

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md")) + [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CHANGELOG.md"]
ENGLISH_ONLY = {"architecture.md", "CHANGELOG.md"}


def links(page):
    """(target, anchor) of each link of a page that leads to a file of ours."""
    found = re.findall(r"\]\(([^()\s]+)\)", page.read_text(encoding="utf-8"))
    return [tuple(one.partition("#")[::2]) for one in found if not one.startswith("http")]


def anchors(page):
    """The anchors of the headings of a page, as hosts of repositories make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one).strip().lower().replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target, anchor in links(page):
        there = (page.parent / target).resolve() if target else page
        assert there.exists() and ROOT in there.parents, target
        if anchor:
            assert anchor in anchors(there), anchor


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in ENGLISH_ONLY], ids=lambda page: page.name)
def test_every_page_leads_to_itself_in_the_other_language(page):
    other = page.name.replace(".zh.md", ".md") if ".zh." in page.name else page.name.replace(".md", ".zh.md")
    head = "\n".join(page.read_text(encoding="utf-8").splitlines()[:4])
    assert f"]({other})" in head


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_leads_to_every_page_of_its_language(name):
    mine = [page.name for page in (ROOT / "docs").glob("*.md") if (".zh." in page.name) == (".zh." in name)]
    told = {Path(target).name for target, _ in links(ROOT / name)}
    reached = told | {Path(target).name for one in mine if one in told for target, _ in links(ROOT / "docs" / one)}
    assert set(mine) <= reached


def shown(page):
    """The block of YAML of a page."""
    (block,) = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    return block


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_case_of_the_readme_is_one(page, tmp_path):
    (tmp_path / "a.review.yaml").write_text(shown(page), encoding="utf-8")
    case = read_case(tmp_path / "a.review.yaml")
    assert case.rules and case.decisions and case.facts["industry"] == ["C2614"]


@pytest.mark.parametrize("page", ["docs/case-file.md", "docs/case-file.zh.md"])
def test_the_facts_that_are_shown_are_facts(page, tmp_path):
    layers = "subjects: [{source: a.gpkg}]\nconstraints: [{key: a, role: forest, source: b.gpkg}]\n"
    head = f"schema: zoning-review/case/1\n{layers}"
    (tmp_path / "a.review.yaml").write_text(head + shown(page), encoding="utf-8")
    (project,) = read_case(tmp_path / "a.review.yaml").projects
    assert project.facts["metrics"]["vocs"]["added"] == 1.2 and len(project.schemes) == 2


@pytest.mark.parametrize("page", ["docs/decisions.md", "docs/decisions.zh.md"])
def test_the_decision_that_is_shown_is_one(page, tmp_path):
    (tmp_path / "decisions.yaml").write_text(shown(page), encoding="utf-8")
    (decision,) = read_decisions(tmp_path / "decisions.yaml")
    assert (decision.rule, decision.computed, decision.facts) == ("HG-06", "to_be_judged", "68d567c11c470647")
