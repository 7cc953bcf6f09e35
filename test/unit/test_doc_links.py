"""Links between the pages: each leads to a file that is there, and each page can be read in the other language."""

import re
from pathlib import Path

import pytest

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
