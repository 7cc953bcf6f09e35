"""Unit cards as tables, files and a command; read back with openpyxl and an HTML parser."""

import html.parser
import json
import re
from dataclasses import replace

import openpyxl
import pytest

from zoning_review_plugin.model.errors import CaseFault
from zoning_review_plugin.outputs.cards_file import MOST_SHEETS, write_cards
from zoning_review_plugin.outputs.cards_pages import page_names
from zoning_review_plugin.rules.unit_card import unit_card
from zoning_review_plugin.rules.unit_ground import unit_met
from zoning_review_plugin.studies.unit_cards import CardSet, card_set
from zoning_review_plugin.tables.unit_cards import card_table, cards_index

from .small_cases import square, write_case, write_layer
from .small_packs import document, pack
from .small_reviews import Against, box, layer, small_case
from .small_where import A, B, where_case

DAY = "2026-11-22"


def cap(value, rule_id, unit="t/a", **more):
    metric = {"name": "vocs", "cmp": "<=", "value": value, "unit": unit}
    told = {"clause_no": rule_id, "clause_text": f"限值{value:g}", "dimension": "pollutant_discharge"}
    return {"id": rule_id, "modality": "cap", "metric": metric, **told, **more}


def packs():
    """A city pack with a cap of 5 t/a and a clause for chemical works; a unit pack with 3,000 kg/a."""
    city = {"id": "C2", "clause_no": "2", "dimension": "spatial_layout", "applies_if": {"industry": ["C26"]}}
    return [
        document(cap(5, "C1"), city, id="CITY", jurisdiction=None, title="City list"),
        document(cap(3000, "U1", "kg/a", scope={"unit_codes": [A]}), id="UNIT", level="unit", jurisdiction=None),
        document({"id": "O1"}, id="OLD", valid_to="2025-12-31", jurisdiction=None, title="Old list"),
    ]


def cards(folder, wanted=(), language="en"):
    case, layers = where_case(folder, packs=packs())
    return card_set(replace(case, language=language), layers, wanted)


def shown(table, *keys):
    places = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(row[place] for place in places) for row in table.texts()]


def test_a_card_lists_clauses_by_dimension_with_limit_condition_and_what_stands(tmp_path):
    """3,000 kg/a is stricter than 5 t/a; in unit B only the city's cap is left."""
    one, other = cards(tmp_path).cards
    keys = ("dimension", "level", "clause_no", "limit", "bears_where", "stands")
    everywhere, winner = "anywhere in the unit", "gives way to the stricter UNIT/U1"
    assert shown(card_table(one, "en"), *keys) == [
        ("Spatial layout", "city", "2", "", "the industry is C26", "stands"),
        ("Pollutant discharge", "city", "C1", "VOCs ≤ 5 t/a", everywhere, winner),
        ("Pollutant discharge", "control unit", "U1", "VOCs ≤ 3000 kg/a", everywhere, "stands"),
    ]
    assert [row[2] for row in shown(card_table(other, "en"), *keys)] == ["2", "C1"]
    assert shown(card_table(other, "en"), "stands") == [("stands",), ("stands",)]


def test_a_card_says_what_it_leaves_out_and_that_it_is_no_verdict(tmp_path):
    table = card_table(cards(tmp_path).cards[0], "en")
    assert table.title == f"{A} unit 1 (key control, 重点管控单元)"
    assert any("no verdict" in note for note in table.notes)
    assert any("Old list" in note and "2025-12-31" in note for note in table.notes)
    zh = card_table(cards(tmp_path, language="zh").cards[0], "zh")
    assert zh.title == f"{A} unit 1（重点管控）"  # the layer's class says no more than ours


def test_the_index_counts_clauses(tmp_path):
    found = cards(tmp_path)
    assert shown(cards_index(found.cards, "en"), "code", "clauses", "hard_clauses", "given_way") == [
        (A, "3", "3", "1"),
        (B, "2", "2", "0"),
    ]
    assert list(found.issue["check_code"]).count("pack_not_in_force") == 1


def test_single_units_are_asked_for_by_code(tmp_path):
    assert [card.unit.code for card in cards(tmp_path, (B,)).cards] == [B]
    with pytest.raises(CaseFault) as caught:
        cards(tmp_path, (B, "ZH99010120009"))
    assert caught.value.code == "unit_not_there" and caught.value.params["near"] == A


class Rows(html.parser.HTMLParser):
    """The texts of the cells of a page, row by row, and its links."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.links, self.tags = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "a":
            self.links.append(dict(attributes)["href"])

    def handle_data(self, data):
        if self.rows and self.rows[-1] and self.tags[-1] in ("td", "th", "a"):
            self.rows[-1][-1] += data.strip("\n")


def test_the_workbook_and_the_pages_hold_what_the_tables_do(tmp_path):
    found = cards(tmp_path)
    written = write_cards(found, tmp_path / "out")
    book = openpyxl.load_workbook(written["xlsx"][0])
    assert book.sheetnames == ["Index of unit cards", A, B]
    for card in found.cards:
        table = card_table(card, "en")
        sheet = [[cell or "" for cell in row] for row in book[card.unit.code].iter_rows(values_only=True)]
        assert [[str(cell) for cell in row] for row in sheet[1 : 1 + len(table.rows)]] == table.texts()
        assert table.title in {row[0] for row in sheet[1 + len(table.rows) :]}
        page = Rows((tmp_path / "out" / "cards" / f"{card.unit.code}.html").read_text(encoding="utf-8"))
        assert page.rows[1:] == table.texts() and page.links == ["../cards.html"]
    led = {cell.value: cell.hyperlink.location for cell in book["Index of unit cards"]["A"] if cell.hyperlink}
    assert (led[A], led[B]) == (f"'{A}'!A1", f"'{B}'!A1")
    index = Rows((tmp_path / "out" / "cards.html").read_text(encoding="utf-8"))
    assert index.links == [f"cards/{A}.html", f"cards/{B}.html"]
    assert {path.name for path in written["html"]} == {"cards.html", f"{A}.html", f"{B}.html"}
    assert all(path.is_file() for path in written["html"])


EVIL = "=cmd|' /C calc'!A0<script>alert(1)</script>\u202e\x07🏭" + "長" * 10_000


def test_texts_that_harm_stay_texts(tmp_path):
    rules = [pack({"clause_text": EVIL, "dimension": "spatial_layout"}, jurisdiction=None, title=EVIL)]
    card = unit_card(rules, unit_met(EVIL[:40], "key"), DAY)
    card = replace(card, unit=replace(card.unit, name=EVIL))
    case, _ = small_case([box(0, 0, 1, 1)], None, {"erl": Against(layer(box(0, 0, 1, 1)))})
    found = CardSet(replace(case, title=EVIL, date=DAY), (card,), cards(tmp_path).issue)
    write_cards(found, tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "cards.xlsx")
    assert len(book.sheetnames) == 2 and not any(sign in book.sheetnames[1] for sign in "[]:*?/\\")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells) and any(str(cell.value)[:4] == "=cmd" for cell in cells)
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.html")]
    assert len(pages) == 2 and not any("<script" in page for page in pages)
    assert all("script" not in Rows(page).tags for page in pages) and any("&lt;script&gt;" in page for page in pages)


def test_names_of_pages_are_legal_and_unique():
    pages = page_names(["ZH1", "zh1", "../etc", "con", "unit-3", "", "管"])
    assert len({name.casefold() for name in pages}) == 7 and pages[0] == "ZH1"
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) and name.lower() != "con" for name in pages)


def test_very_many_units_share_one_sheet(tmp_path):
    rules = [pack({"clause_text": "禁止", "dimension": "spatial_layout"}, jurisdiction=None)]
    many = tuple(unit_card(rules, unit_met(f"ZH9901012{number:04}", "key"), DAY) for number in range(MOST_SHEETS + 1))
    case, _ = small_case([box(0, 0, 1, 1)], None, {"erl": Against(layer(box(0, 0, 1, 1)))})
    found = CardSet(replace(case, date=DAY), many, cards(tmp_path).issue)
    write_cards(found, tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "cards.xlsx", read_only=True)
    assert book.sheetnames == ["Index of unit cards", "Clauses by unit"]
    codes = [row[0] for row in book["Clauses by unit"].iter_rows(values_only=True) if row][1:]
    assert codes[: len(many)] == [card.unit.code for card in many]


@pytest.fixture
def case_file(tmp_path):
    """A case with two control units of 100 m and a pack."""
    fields = ("BSM", "MC", "FL")
    units = [(square(0, 0, 100), A, "Works", "重点管控单元"), (square(100, 0, 100), B, "Fields", "一般管控单元")]
    write_layer(tmp_path / "units.gpkg", units, fields)
    write_layer(tmp_path / "sites.gpkg", [(square(10, 10, 10), "S1")], ("id",))
    (tmp_path / "pack.json").write_text(json.dumps(packs()[0]), encoding="utf-8")
    constraint = {"key": "unit", "role": "control_unit", "source": "units.gpkg", "coverage": "full",
                  "fields": {"code": "BSM", "name": "MC", "class": "FL"}}  # fmt: skip
    return write_case(tmp_path / "small.review.yaml", [{"source": "sites.gpkg"}], [constraint], rules=["pack.json"])


def test_the_command_writes_cards_and_says_so(command, case_file, tmp_path):
    done = command("cards", str(case_file), "--json")
    assert done.status == 0 and done.object["status"] == "done"
    assert done.object["summary"]["units"] == 2 and done.object["summary"]["clauses"] == 4
    assert [(unit["code"], unit["clauses"]) for unit in done.object["units"]] == [(A, 2), (B, 2)]
    assert (tmp_path / "small.cards" / "cards.xlsx").is_file()
    one = command("cards", str(case_file), "--unit", B, "--output", str(tmp_path / "one"), "--language", "zh")
    assert one.status == 0 and "单元管控卡目录" in one.out and A not in one.out
    assert [path.name for path in (tmp_path / "one" / "cards").iterdir()] == [f"{B}.html"]


def test_a_wrong_code_is_a_wrong_call(command, case_file, tmp_path):
    done = command("cards", str(case_file), "--unit", "ZH99010120009", "--json")
    assert done.status == 2 and done.object["error"]["code"] == "unit_not_there"
    assert A in done.object["error"]["action"] and not (tmp_path / "small.cards").exists()
