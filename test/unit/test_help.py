"""The help that ships: up to date, whole in both languages, and every link of it leads to a page and a place in it."""

import importlib.util
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def make_help(root):
    spec = importlib.util.spec_from_file_location("make_help", root / "scripts" / "make_help.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Page(HTMLParser):
    """The links, pictures, anchors and text of a page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.images, self.anchors, self.tags, self.text = [], [], set(), set(), ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.add(tag)
        self.anchors |= {found["id"]} if "id" in found else set()
        self.links += [found["href"]] if tag == "a" and "href" in found else []
        self.images += [found["src"]] if "src" in found else []

    def handle_data(self, data):
        self.text += data


def test_it_is_up_to_date(make_help, capsys):
    assert make_help.main(["--check"]) == 0, capsys.readouterr().out


def test_a_stale_page_is_told(make_help, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(make_help, "HELP", tmp_path)
    assert make_help.main([]) == 0 and make_help.main(["--check"]) == 0
    (tmp_path / "en" / "where.html").write_text("old", encoding="utf-8")
    (tmp_path / "zh" / "gone.html").write_text("old", encoding="utf-8")
    capsys.readouterr()
    assert make_help.main(["--check"]) == 1
    said = capsys.readouterr().out
    assert "en/where.html" in said and "zh/gone.html" in said and said.count("\n") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_lead_somewhere(root, language):
    folder = root / "resources" / "help" / language
    for path in folder.glob("*.html"):
        page = Page(path)
        assert not page.tags & {"script", "link", "iframe", "form", "object"}, path
        for image in page.images:
            assert (folder / image).is_file(), (path, image)
        for link in page.links:
            if link.startswith("https:"):
                continue
            file, _, anchor = unquote(link).partition("#")
            target = (folder / file).resolve() if file else path
            assert target.is_file(), (path, link)
            assert not anchor or anchor in Page(target).anchors, (path, link)


def test_both_languages_have_the_same_pages_each_in_its_own(root):
    names = {}
    for language in LANGUAGES:
        found = sorted((root / "resources" / "help" / language).glob("*.html"))
        names[language] = [path.name for path in found]
        for path in found:
            text = Page(path).text
            chinese, latin = len(re.findall("[一-鿿]", text)), len(re.findall("[a-z]+", text))
            assert (chinese > latin / 2) == (language == "zh"), path
    assert names["en"] == names["zh"] and len(names["en"]) > 20


def test_the_host_names_pages_that_are_there(root):
    text = (root / "zoning_review_plugin" / "host" / "help.py").read_text(encoding="utf-8")
    names = set(re.findall(r'^    "\w+": "([\w-]+)",$', text, re.M))
    assert len(names) > 8
    for name in names:
        assert (root / "resources" / "help" / "zh" / f"{name}.html").is_file(), name


def test_every_page_for_users_is_in_it(make_help, root):
    """A page of docs/ is in the help, or is for those who work on the code."""
    for_developers = {"architecture", "benchmarks", "kernel", "kernel_lines"}
    pages = {path.name.split(".")[0] for path in (root / "docs").glob("*.md")}
    assert pages - for_developers == set(make_help.NAMES)
