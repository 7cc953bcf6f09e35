"""What the page holds, read from the file alone: compact data, plain rows for readers without the script, no leaks."""

import json

import pytest

from zoning_review_plugin.model.errors import OutputFault
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.outputs import html
from zoning_review_plugin.outputs.page import content
from zoning_review_plugin.outputs.page.checked import verify
from zoning_review_plugin.outputs.page.evidence import readable
from zoning_review_plugin.outputs.page.packed import Texts, figure, runs
from zoning_review_plugin.outputs.page.script_data import json_for_page
from zoning_review_plugin.outputs.page.view import STATIC_REVIEW_ROWS, STATIC_ROWS
from zoning_review_plugin.tables.basic import basic_tables

from .hand_made_tables import NASTY, grouped_table, long_table, needing_table
from .read_pages import Seen, cells_of
from .small_reviews import Against, box, layer, reviewed


@pytest.fixture
def page_of(tmp_path, monkeypatch):
    """A function → `Seen` of the page of `count` boxes, with these review tables."""

    def make(count=3, tables=(), **more):
        monkeypatch.setattr(content, "review_tables", lambda result: list(tables))
        subjects = [box(20 * k, 0, 20 * k + 10, 10) for k in range(count)]
        result = reviewed(subjects, erl=Against(layer(box(0, 0, 1, 1)), coverage="full"), **more)
        html.write(result, tmp_path)
        seen = Seen((tmp_path / "review.html").read_text(encoding="utf-8"))
        seen.result, seen.path = result, tmp_path / "review.html"
        return seen

    return make


def test_packed_tables_come_out_as_every_other_writer_shows_them(page_of):
    seen = page_of(30, [grouped_table()])
    for table in basic_tables(seen.result):
        place = {column.key: k for k, column in enumerate(table.columns)}
        order = [place[column["key"]] for column in seen.data[f"data-{table.key}"]["columns"]]
        assert sorted(order) == list(range(len(table.columns))), table.key
        assert cells_of(seen, table.key) == [[row[k] for k in order] for row in table.texts()], table.key


def test_sums_marks_and_shared_headings_of_a_review_table(page_of):
    seen = page_of(tables=[grouped_table(), needing_table()])
    heads, below, *rows = seen.rows["t-t5"]
    assert heads == ["县", "用途", "占用面积", "占比 (%)"]
    assert below == ["永久 (hm²)", "临时 (hm²)"]
    assert rows[1] == ["示例县", "居住", "0.3334*", "0.0000", "100.00"]
    assert rows[3][2:] == ["<0.0001", "0.5000", ">99.99"] and rows[2][4] == "—"
    assert seen.data["data-t5"]["kinds"] == [[2, "subtotal"], [4, "subtotal"], [5, "total"]]
    assert ("tr", "class", "total") in seen.attributes and ("th", "colspan", "2") in seen.attributes
    assert "缺少规划图层：请提供 planning_zone。" in seen.text and "t-t7" not in seen.rows


def test_without_the_script_long_tables_begin_and_say_how_much_more_there_is(page_of):
    seen = page_of(STATIC_ROWS + 7, [long_table(STATIC_REVIEW_ROWS + 3)])
    assert len(seen.rows["t-subjects"]) == STATIC_ROWS + 1
    assert len(seen.rows["t-long"]) == STATIC_REVIEW_ROWS + 1
    told = [text for text in seen.text if "the page's script shows the others" in text]
    numbers = [[int(word) for word in text.split() if word.isdigit()] for text in told]
    assert [STATIC_ROWS, STATIC_ROWS + 7] in numbers and [STATIC_REVIEW_ROWS, STATIC_REVIEW_ROWS + 3] in numbers
    assert len(told) == 4  # also subjects by layer, and the run


def test_nasty_names_are_text_and_nothing_else(page_of):
    seen = page_of(tables=[long_table(len(NASTY))])
    shown = [row[2] for row in cells_of(seen, "long")]
    plain = [text for text in NASTY if text != "\x00\x07\x1b"]
    assert [text for text in shown if text in NASTY] == plain
    assert [row[2] for row in seen.rows["t-long"][1:] if row[2] in NASTY] == plain
    assert shown[NASTY.index("\x00\x07\x1b")] == "���"
    assert not [one for one in seen.attributes if one[1].startswith("on")]
    page = seen.path.read_text(encoding="utf-8")
    assert "\u2028" not in page.partition('id="data-long"')[2].partition("</script>")[0]


def test_json_in_a_page_cannot_end_its_script():
    text = json_for_page(["</script>", "<!--", "\u2028", "&amp;"])
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == ["</script>", "<!--", "\u2028", "&amp;"]


@pytest.mark.parametrize(
    "text,decimals,held",
    [
        ("0.4000", 4, 0.4),
        ("100.00", 2, 100),
        ("17", 0, 17),
        ("—", 4, None),
        ("<0.0001", 4, "<0.0001"),
        (">99.99", 2, ">99.99"),
        ("> 5 km", 1, "> 5 km"),
        ("0.3334*", 4, "0.3334*"),
        ("-0.00", 2, "-0.00"),
        ("12345678901234567890", 0, "12345678901234567890"),
        ("0.4", 4, "0.4"),
    ],
)
def test_figures_are_held_as_numbers_only_where_these_give_their_text_back(text, decimals, held):
    assert figure(text, decimals) == held and type(figure(text, decimals)) is type(held)


def test_the_texts_that_are_used_most_have_the_shortest_numbers():
    texts = Texts()
    places = [texts.place(text) for text in ("rare", "often", "often", "often", "some", "some")]
    shared, numbers = texts.final()
    assert shared == ["often", "some", "rare"]
    assert [shared[numbers[place]] for place in places] == ["rare", "often", "often", "often", "some", "some"]


def test_runs_are_used_where_they_are_shorter():
    assert runs([7, 7, 7, 8]) == {"runs": [7, 3, 8, 1]} or runs([7, 7, 7, 8]) == [7, 7, 7, 8]
    assert runs([0] * 1000) == {"runs": [0, 1000]}
    assert runs([1, 2, 3]) == [1, 2, 3] and runs([]) == []


def test_evidence_reads_as_sentences():
    words = Words("zh")
    fact = {"fact": "layer.ecological_red_line", "value": True, "area_m2": 60000, "share": 0.99999, "rows": ["erl/7"]}
    assert readable(fact, words) == ("生态保护红线", "有重叠；面积 6.0000 hm²；占对象 >99.99%；要素 erl/7")
    far = {"fact": "layer.ecological_red_line", "value": False, "nearest_m": 874.970614}
    assert readable(far, words)[1] == "无重叠；最近距离 875.0 m"
    assert readable({"fact": "part", "value": None}, words)[1] == "未知"
    assert readable({"fact": "part", "value": "permanent"}, words)[1] == "永久"
    assert readable({"fact": "declared.x", "value": "false", "more": [1]}, words)[1] == "false；more: [1]"


@pytest.mark.parametrize(
    "damage",
    [
        lambda page: page[: len(page) // 2],
        lambda page: page.replace("</html>", ""),
        lambda page: page.replace('"size":3', '"size":4'),
        lambda page: page.replace('id="data-overlaps">{', 'id="data-overlaps">'),
        lambda page: page.replace("<tbody><tr", "<tbody><tr></tr><tr", 1),
    ],
    ids=["cut", "end", "count", "json", "row"],
)
def test_a_page_that_is_not_what_was_meant_is_refused(page_of, damage):
    seen = page_of()
    page = seen.path.read_text(encoding="utf-8")
    assert damage(page) != page
    seen.path.write_text(damage(page), encoding="utf-8")
    with pytest.raises(OutputFault) as caught:
        verify(seen.path, content.chapters_of(seen.result, Words("en")))
    assert caught.value.code == "output_unsound"


def test_the_page_fetches_and_sends_nothing(page_of):
    seen = page_of()
    policy = next(value for tag, name, value in seen.attributes if name == "content" and "default-src" in value)
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == "'none'"
    assert "unsafe" not in policy and parts["script-src"].count("'sha256-") == 1
    assert not [one for one in seen.attributes if one[1] in ("src", "style", "srcset")]
    assert all(value.startswith("#") for tag, name, value in seen.attributes if name == "href")
