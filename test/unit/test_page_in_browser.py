"""The page as people use it, driven in Chromium without a window: by mouse, by keys, on paper, without the script."""

import importlib.util
import json
import pathlib
import re
import shutil
import subprocess

import pytest

from scripts.browser import Browser, chromium
from zoning_review_plugin.outputs import html
from zoning_review_plugin.outputs.page import content
from zoning_review_plugin.outputs.page.view import STATIC_REVIEW_ROWS, STATIC_ROWS

from .hand_made_tables import NASTY, grouped_table, long_table, needing_table
from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not there")
COUNT = 130  # subjects: more than a page of a table; those below 10 lie on the red line
MET = 10


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """review.html of boxes in a row, nastily named, the first ten of them on a red line that a pack forbids."""
    folder = tmp_path_factory.mktemp("page")
    ids, names = [f"s{k}" for k in range(COUNT)], [NASTY[k % len(NASTY)] for k in range(COUNT)]
    subjects = layer(*[box(20 * k, 0, 20 * k + 10, 10) for k in range(COUNT)], id=ids, DKMC=names)
    ban = {"id": "ban", "clause_text": "红线内禁止建设。" * 20, "test": {"overlap": {"role": "ecological_red_line"}}}
    ask = {"id": "ask", "test": {"declared": {"flag": "approved", "is": ["true"]}}, "modality": "require"}
    line = Against(layer(box(0, 0, 20 * MET - 5, 10), HXMC=["<b>Line</b>"]), coverage="full")
    result = judged_review(folder, [rule_pack(ban, ask)], subjects, "en", erl=line)
    with pytest.MonkeyPatch.context() as patch:
        tables = [grouped_table(), needing_table(), long_table(1234)]
        patch.setattr(content, "review_tables", lambda _: tables)
        html.write(result, folder)
    return folder / html.NAME


@pytest.fixture(scope="module")
def browser():
    with Browser() as found:
        yield found


@pytest.fixture
def page(browser, path):
    """The browser with the page open; afterwards nothing was complained of."""
    browser.told.clear()
    browser.size(1400, 1000)
    browser.open(path)
    browser.run(HELP)
    yield browser
    assert browser.told == []
    assert browser.run("window.broken") is None


# Functions for the tests: bring a table near and wait until it is live; texts of a column of its rows; next frames.
HELP = """
window.frames_ = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)));
window.box_ = (key) => document.querySelector('[data-table="' + key + '"]');
window.near_ = async (key) => {
  box_(key).scrollIntoView();
  for (let k = 0; k < 50 && !box_(key).querySelector('.bar'); k++) await frames_();
  await frames_();
};
window.rows_ = (key) => Array.from(box_(key).querySelectorAll('tbody tr[data-row]'));
window.column_ = (key, n) => rows_(key).map((row) => row.querySelectorAll('th, td:not(.opener)')[n].textContent);
window.head_ = (key, text) =>
  Array.from(box_(key).querySelectorAll('thead button')).find((one) => one.textContent === text);
window.type_ = (key, text) => {
  const input = box_(key).querySelector('input');
  input.value = text;
  input.dispatchEvent(new Event('input'));
};
null
"""


def column(page, key, place):
    return page.run(f"column_({json.dumps(key)}, {place})")


def near(page, *keys):
    for key in keys:
        page.run(f"near_({json.dumps(key)})")


def middle(page, element):
    """The middle of an element in the window, brought into view."""
    return page.run(
        f"(() => {{ const e = {element}; e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect();"
        " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
    )


def click(page, element):
    page.click(*middle(page, element))
    page.run("frames_()")


# Sorting, filtering, pages


def test_rows_come_in_pages_and_sort_by_number_not_by_letter(page):
    near(page, "long")
    assert column(page, "long", 0) == [f"r{k}" for k in range(100)]
    click(page, "head_('long', 'Label')")
    assert page.run("head_('long', 'Label').parentNode.getAttribute('aria-sort')") == "ascending"
    assert column(page, "long", 0)[:12] == [f"r{k}" for k in range(12)]
    click(page, "head_('long', 'Number')")
    click(page, "head_('long', 'Number')")
    assert column(page, "long", 1)[:3] == ["1233", "1232", "1231"]
    sorts = page.run("Array.from(box_('long').querySelectorAll('th[aria-sort]')).map((e) => e.ariaSort)")
    assert sorts == ["none", "descending", "none"]
    click(page, "box_('long').querySelector('[aria-label=\"Last page\"]')")
    assert column(page, "long", 1) == [str(k) for k in range(33, -1, -1)]
    assert "Page 13 of 13" in page.run("box_('long').querySelector('.pager').textContent")


def test_text_filters_and_says_how_many_are_left(page):
    near(page, "long")
    page.run("type_('long', 'R12 onerror')")  # each word, capitals or not, in any column
    wanted = [f"r{k}" for k in range(1234) if "r12" in f"r{k}" and k % len(NASTY) == 2]
    assert len(wanted) == 6 and column(page, "long", 0) == wanted
    assert page.run("box_('long').querySelector('output').textContent") == "6 of 1234 rows"
    page.run("type_('long', '')")
    assert len(column(page, "long", 0)) == 100 and page.run("box_('long').querySelector('output').textContent") == ""


def test_sums_stay_below_their_parts_when_sorted_and_go_when_filtered(page):
    near(page, "t5")
    click(page, "head_('t5', '永久 (hm²)')")
    click(page, "head_('t5', '永久 (hm²)')")
    assert column(page, "t5", 1) == ["居住", "工业", "小计", "工业", "小计", ""]
    assert column(page, "t5", 2) == ["0.3334*", "0.3333", "0.6667", "<0.0001", "<0.0001", "0.6667"]
    assert page.run("rows_('t5').map((row) => row.className)")[2:] == ["subtotal", "", "subtotal", "total"]


def test_verdicts_filter_and_are_told_by_words_and_marks(page):
    near(page, "findings")
    choices = page.run("Array.from(box_('findings').querySelectorAll('option')).map((one) => one.textContent)")
    assert choices == ["All verdicts", f"does not conform ({MET})", f"information missing ({COUNT})", "conforms (120)"]
    page.run(
        "(() => { const s = box_('findings').querySelector('select'); s.value = 'does not conform';"
        " s.dispatchEvent(new Event('change')); })()"
    )
    assert column(page, "findings", 0) == [f"s{k}" for k in range(MET)]
    marks = (
        "Array.from(box_('findings').querySelectorAll('.badge')).map((e) => getComputedStyle(e, '::before').content)"
    )
    assert set(page.run(marks)) == {'"✕"'}


def test_a_table_without_its_input_says_what_to_supply(page):
    assert "planning_zone" in page.run("box_('t7').textContent")


# Evidence


def test_evidence_opens_in_place_and_closes(page):
    near(page, "findings")
    click(page, "box_('findings').querySelector('[data-opens]')")
    opener = "box_('findings').querySelector('[data-opens]')"
    assert page.run(f"{opener}.getAttribute('aria-expanded')") == "true"
    detail = f"document.getElementById({opener}.getAttribute('aria-controls'))"
    text = page.run(f"{detail}.innerText")
    assert "红线内禁止建设。" * 20 in text and "ban" in text and "示例条例" in text
    facts = page.run(f"Array.from({detail}.querySelectorAll('.evidence tr')).map((row) => row.innerText)")
    assert facts[0].split("\t") == ["Fact", "What was found"]
    assert facts[1].split("\t") == [
        "ecological red line",
        "shares ground; 0.0100 hm²; 100.00 % of the subject; features erl/1",
    ]
    click(page, opener)
    assert page.run(f"{opener}.getAttribute('aria-expanded')") == "false"
    assert page.run("box_('findings').querySelector('.detail')") is None


# The map


def test_a_shape_chooses_its_row_and_a_row_its_shape(page):
    near(page, "subjects")
    shape = "document.querySelector('#view [data-s=\"125\"]')"  # its row is on the second page
    page.run(f"{shape}.dispatchEvent(new MouseEvent('click', {{bubbles: true}})); frames_()")
    assert page.run("rows_('subjects').filter((row) => row.classList.contains('chosen')).length") == 1
    assert page.run("box_('subjects').querySelector('tr.chosen button.link').textContent") == "s125"
    assert page.run("document.getElementById('chosen').textContent").startswith("Chosen: s125")
    near(page, "findings")
    click(page, "box_('findings').querySelector('button.link')")
    chosen = "Array.from(document.querySelectorAll('#view .chosen')).map((e) => e.dataset.s)"
    assert page.run(chosen) == ["0", "0"]  # the subject, and what it shares with the red line


def test_the_findings_of_a_chosen_subject_are_a_step_away(page):
    near(page, "subjects")
    click(page, "box_('subjects').querySelector('button.link')")
    links = page.run("Array.from(document.querySelectorAll('#chosen-links button')).map((e) => e.textContent)")
    assert links == ["Zoom to it", "Clause by clause (2)", "Overlaps (1)", "Subjects by layer (1)"]
    click(page, "document.querySelectorAll('#chosen-links button')[1]")
    assert column(page, "findings", 0) == ["s0", "s0"]
    click(page, "box_('findings').querySelector('.only button')")
    assert len(column(page, "findings", 0)) == 100


def scale(page):
    return float(re.search(r"scale\((.*)\)", page.run("document.getElementById('view').getAttribute('transform')"))[1])


def test_the_map_zooms_by_wheel_buttons_and_keys(page):
    near(page, "subjects")
    page.run("document.getElementById('plan-box').scrollIntoView({block: 'center'}); frames_()")
    x, y = middle(page, "document.getElementById('plan')")
    page.wheel(x, y, -120)
    page.run("frames_()")
    assert scale(page) == pytest.approx(1.25)
    click(page, "document.querySelector('[data-zoom=\"1.5\"]')")
    assert scale(page) == pytest.approx(1.875)
    page.run("document.getElementById('plan-box').focus()")
    page.press("ArrowLeft")
    page.press("-")
    assert scale(page) == pytest.approx(1.25)
    page.press("0")
    assert scale(page) == 1
    page.press("n")
    page.press("n")
    assert page.run("document.getElementById('chosen').textContent").startswith("Chosen: s1 ")
    page.press("f")
    assert scale(page) > 20
    inside = "(() => { const r = document.querySelector('#view .chosen').getBoundingClientRect(),"
    inside += " m = document.getElementById('plan').getBoundingClientRect();"
    inside += " return r.left >= m.left && r.right <= m.right && r.top >= m.top && r.bottom <= m.bottom; })()"
    assert page.run(inside) is True


def test_the_scale_bar_is_true_at_every_zoom(page):
    """Boxes are 10 m wide: what the bar claims must agree with how wide one is drawn."""
    near(page, "subjects")
    for _ in range(2):
        wide = page.run("document.querySelector('#view [data-s=\"50\"]').getBoundingClientRect().width")
        bar = page.run("document.querySelector('.scale path').getBoundingClientRect().width")
        amount, unit = page.run("document.querySelector('.scale text').textContent").split()
        metres = float(amount) * {"m": 1, "km": 1000}[unit]
        assert bar / metres == pytest.approx(wide / 10, rel=0.02)
        page.run("for (let k = 0; k < 8; k++) document.querySelector('[data-zoom=\"1.5\"]').click()")


def test_layers_are_switched(page):
    near(page, "subjects")
    visible = "getComputedStyle(document.querySelector('#view .breach')).display !== 'none'"
    assert page.run(visible) is True
    click(page, "document.querySelector('[data-shows=breach]')")
    assert page.run(visible) is False
    click(page, "document.querySelector('[data-shows-layer=\"1\"]')")
    assert page.run("getComputedStyle(document.querySelector('#view .overlap')).display") == "none"


def test_verdicts_on_the_map_have_patterns_of_their_own(page):
    fills = page.run(
        "['breach', 'justify', 'open'].map((c) => { const e = document.querySelector('#view path').cloneNode();"
        " e.setAttribute('class', c); document.querySelector('.subjects').append(e);"
        " const fill = getComputedStyle(e).fill; e.remove(); return fill; })"
    )
    assert len(set(fills)) == 3 and all(fill.startswith("url(") for fill in fills)


# The keyboard


def test_everything_is_reached_and_done_by_keys(page):
    for _ in range(3):
        page.press("Tab")
    assert page.run("document.activeElement.textContent") == "Skip to the tables"
    place = page.run("(() => { const r = document.activeElement.getBoundingClientRect(); return [r.left, r.top]; })()")
    assert min(place) >= 0  # a skip link shows when it is reached
    page.press("Enter")
    page.run("frames_()")
    assert page.run("location.hash") == "#part-review"
    near(page, "findings")
    page.run("head_('findings', 'Verdict').focus()")
    page.press("Enter")
    assert page.run("document.activeElement.parentNode.getAttribute('aria-sort')") == "ascending"
    page.run("box_('findings').querySelector('[data-opens]').focus()")
    page.press(" ")
    assert page.run("document.activeElement.getAttribute('aria-expanded')") == "true"
    outline = (
        "(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]; })()"
    )
    assert page.run(outline) == ["solid", "3px"]


def test_the_focus_goes_through_the_page_in_its_order_and_is_caught_nowhere(page):
    near(page, "subjects", "findings", "run")
    page.run("window.scrollTo(0, 0); document.body.focus(); window.seen_ = []; null")
    for _ in range(60):
        page.press("Tab")
        page.run("seen_.push(document.activeElement)")
    order = page.run(
        "seen_.map((e, k) => k === 0 || e === seen_[k - 1] ? k === 0 :"
        " Boolean(seen_[k - 1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING))"
    )
    assert order == [True] * 60


# Screen readers


def test_headings_labels_and_table_headings_are_sound(page):
    near(page, "subjects", "findings", "long", "t5")
    levels = page.run("Array.from(document.querySelectorAll('h1,h2,h3,h4')).map((e) => Number(e.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    nameless = (
        "Array.from(document.querySelectorAll('button,input,select,[role=region],[role=group],svg[role=img]'))"
        ".filter((e) => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim()"
        " || (e.labels && e.labels.length))).map((e) => e.outerHTML.slice(0, 200))"
    )
    assert page.run(nameless) == []
    assert page.run("Array.from(document.querySelectorAll('th:not([scope])')).length") == 0
    assert page.run("document.documentElement.lang") == "en"
    dead = (
        "Array.from(document.querySelectorAll('a[href^=\"#\"],[aria-labelledby],[aria-describedby],[aria-controls]'))"
    )
    dead += ".flatMap((e) => [(e.getAttribute('href') || '').slice(1), e.getAttribute('aria-labelledby'),"
    dead += " e.getAttribute('aria-describedby'), e.getAttribute('aria-controls')])"
    dead += ".filter((id) => id && !document.getElementById(id))"
    assert page.run(dead) == []
    assert page.run("Array.from(document.querySelectorAll('[id]')).map((e) => e.id).sort()"
                    ".filter((id, k, all) => id === all[k - 1])") == []  # fmt: skip


AXE = """
axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations.map((one) =>
  [one.id, one.nodes.slice(0, 5).map((node) => node.html.slice(0, 150) + node.failureSummary)]))
"""


def axe():
    found = importlib.util.find_spec("axe_core_python")
    return found and pathlib.Path(found.submodule_search_locations[0], "axe.min.js")


@pytest.mark.skipif(axe() is None, reason="axe-core is not there")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(page, dark):
    page.call("Page.setBypassCSP", enabled=True)
    try:
        page.media(dark=dark)
        page.call("Page.reload")
        page.run("new Promise((done) => setTimeout(done, 500))")
        page.run(HELP)
        near(page, "subjects", "findings", "t5")
        page.run("box_('findings').querySelector('[data-opens]').click()")
        page.run(
            "document.querySelector('#view [data-s=\"3\"]').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
        )
        page.run(
            "document.querySelectorAll('main > section').forEach((e) => { e.style.contentVisibility = 'visible'; })"
        )
        page.run(axe().read_text(encoding="utf-8") + "; null")
        found = page.run(AXE)
        assert found == []
        assert page.run("axe.getRules().length") > 50
    finally:
        page.media()
        page.call("Page.setBypassCSP", enabled=False)


# Without the script, on a narrow window, on paper


def test_without_its_script_the_page_still_reads(browser, path):
    browser.script(False)
    try:
        browser.open(path)
        browser.script(True)  # for the questions; the page's own has not run
        text = browser.run("document.body.innerText")
        assert browser.run("document.documentElement.classList.contains('live')") is False
        assert browser.run("document.querySelectorAll('thead button').length") == 0
        assert f"{MET}" in text and "does not conform" in text and "红线内禁止建设" in text
        assert f"The first {STATIC_ROWS} of 130 rows" in text and f"The first {STATIC_REVIEW_ROWS} of 1234 rows" in text
        assert browser.run("document.querySelectorAll('#view .subjects path').length") == COUNT
    finally:
        browser.script(True)


def test_words_codes_and_ids_stand_in_one_line_and_what_is_endless_breaks(page):
    """`environmen|tal control unit` and `ZH9901012000|1` stood in tables; a word of 10,000 letters widens nothing."""
    page.size(800, 1000)
    near(page, "overlaps")
    lines = """(() => {
      const cells = Array.from(rows_('overlaps')[0].querySelectorAll('td:not(.opener):not(.n)'));
      const cell = cells.sort((one, other) => one.offsetWidth - other.offsetWidth)[0];
      cell.textContent = '%s';
      const range = document.createRange(); range.selectNodeContents(cell.firstChild);
      return [new Set(Array.from(range.getClientRects(), (one) => one.top)).size, cell.offsetWidth].join(' ');
    })()"""
    for text in ("environmental", "ZH99010120001", "YS9901011310001"):
        assert page.run(lines % text).split()[0] == "1"
    count, width = map(int, page.run(lines % ("x" * 10_000)).split())
    assert count > 10 and width < 900


def test_a_narrow_window_needs_no_scrolling_sideways(page):
    page.size(360, 740)
    near(page, "subjects", "findings", "long")
    assert page.run("document.documentElement.scrollWidth") <= 360


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not there")
def test_paper_has_the_first_rows_and_says_how_many_there_are(page, tmp_path):
    near(page, "long")
    click(page, "head_('long', 'Number')")
    click(page, "head_('long', 'Number')")
    page.pdf(tmp_path / "page.pdf")
    subprocess.run(["pdftotext", "-layout", tmp_path / "page.pdf", tmp_path / "page.txt"], check=True)
    text = (tmp_path / "page.txt").read_text(encoding="utf-8")
    printed = set(re.findall(r"\br(\d+)\b", text))
    assert printed == {str(k) for k in range(1233, 1233 - content.PRINTED_ROWS, -1)}  # as sorted on the screen
    assert f"the first {content.PRINTED_ROWS} of 1234 rows" in text
    assert len(column(page, "long", 0)) == 100  # and the screen is as it was
