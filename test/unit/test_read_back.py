"""Every table of the demo and of real cases, read back from workbook, Word file and page, is what the tables say."""

import json
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, zip_longest

import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.outputs.writing import write_outputs
from zoning_review_plugin.review.result import Result
from zoning_review_plugin.review.review import review
from zoning_review_plugin.tables.basic import basic_tables
from zoning_review_plugin.tables.review_tables import review_tables

from .printed_tables import figure
from .read_back import says, sheets, word_tables
from .read_pages import Seen, cells_of

REAL = ("fr-aubais/aubais-sites", "us-dc/dc-routes", "tw-taoyuan/taoyuan-routes")
READ, LAND = ("demo", *REAL), "land"  # land: of the demo's samples, with most sums below sums
MOST_ROWS, LONGEST_TEXT = 200, 1000  # of a table in the Word file, as docs/word-template.md says
OF_THE_CHAPTER = {"overall", "verdicts", "breaches", "sources", "packs", "overview", "worst", "made"}
# Table → groups of columns that add up to another one in each row.
ACROSS = {
    "occupation": [
        (("agricultural", "construction", "unused", "unclassified"), "total"),
        (("udb_in", "udb_out"), "total"),
    ],
    "land_balance": [("use_", "before")],
}


@dataclass(frozen=True)
class Tables:
    """What a review came to. handed: the tables that are handed in. data: all others."""

    name: str
    result: Result
    handed: list
    data: list

    @property
    def all(self):
        return [*self.handed, *self.data]

    def __getitem__(self, key):
        return next(table for table in self.all if table.key == key)


@pytest.fixture(scope="module")
def made(request, root):
    """`Tables` of a case by its name, made once."""
    folder = root / "resources" / "samples" / "demo"
    if request.param in REAL:
        folder = request.getfixturevalue("reference") / "cases"
    case = read_case(folder / f"{request.param}.review.yaml")
    result = review(case, open_layers(case))
    return Tables(request.param, result, review_tables(result), basic_tables(result))


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    """Where its outputs are, written once."""
    path = tmp_path_factory.mktemp("written")
    write_outputs(made.result, ["xlsx", "docx", "html"], path)
    return path


read_back = pytest.mark.parametrize("made", READ, indirect=True, scope="module")
added_up = pytest.mark.parametrize("made", (*READ, LAND), indirect=True, scope="module")


@read_back
def test_every_cell_of_the_workbook(made, folder):
    """Sheet by sheet to the last row: headings, figures within their rounding, texts, needs, notes, the way back."""
    told = {}
    for table, (name, rows) in zip_longest(made.all, sheets(folder / "review.xlsx")):
        heads = 1 + any(column.group for column in table.columns)
        size, below = len(table.rows), [*table.needs, *table.notes]
        assert [cell.value for cell in rows[heads - 1]] == [column.title for column in table.columns], name
        assert heads == 1 or [cell.value or "" for cell in rows[0]] == [column.group for column in table.columns], name
        for number, (cells, texts) in enumerate(zip(rows[heads:], table.texts())):
            assert len(cells) <= len(texts), (table.key, number)
            for column, cell, text in zip_longest(table.columns, cells, texts):
                assert says(cell, text, column.kind), (table.key, number, column.key, text)
        rest = [next((cell.value for cell in row if cell.value is not None), None) for row in rows[heads + size :]]
        assert rest[:-1] == ([None, *below, None] if below else [None]) and rest[-1], name
        told[table.key] = [cells[:] for cells in rows[heads : heads + size]]
    assert told.keys() == {table.key for table in made.all}
    for key, source in {"subjects": "subject", "exposure": "exposure", "overlaps": "overlap"}.items():
        _assert_figures(told[key], made[key], made.result.tables[source])


def _assert_figures(rows, table, source):
    """Areas and lengths of a sheet are those of the result, unrounded."""
    pairs = {"area_hm2": ("area_m2", 1e4), "union_hm2": ("union_area_m2", 1e4), "length_km": ("length_m", 1e3)}
    keys, found = [column.key for column in table.columns], 0
    assert len(rows) == len(source)
    for key in pairs.keys() & set(keys):
        name, scale = pairs[key]
        for row, value in zip(rows, source[name]):
            shown = row[keys.index(key)].value
            assert (shown == "—") if value != value else shown * scale == pytest.approx(value, rel=1e-12), (key, row)
            found += value == value
    assert found or not len(rows)


@read_back
def test_every_cell_of_the_word_file(made, folder):
    """All review tables that have rows, and issues: what is longer than a chapter bears ends, and says so."""
    found, paragraphs = word_tables(folder / "review.docx")
    issues = made["issues"]
    wanted = {table.key: table for table in (*made.handed, issues) if len(table.rows)}
    assert [key for key in found if key in wanted] == list(wanted)
    assert found.keys() - wanted.keys() <= OF_THE_CHAPTER
    for key, table in wanted.items():
        heads, rows = found[key]
        columns = [column for column in table.columns if not column.folded]
        assert heads == _word_heads(columns), key
        places = [place for place, column in enumerate(table.columns) if not column.folded]
        assert rows == [[_cut(texts[place]) for place in places] for texts in _in_chapter(table)], key
        left = sum(table.kind_of(number) == "" for number in range(len(table.rows))) - MOST_ROWS
        assert left <= 0 or any(str(left) in text and str(MOST_ROWS) in text for text in paragraphs), key
    for table in made.handed:
        assert all(any(need in text for text in paragraphs) for need in table.needs), table.key


def _word_heads(columns):
    """One row of (title, span), or two: shared headings above the titles of their columns."""
    if not any(column.group for column in columns):
        return [[(column.title, 1) for column in columns]]
    upper, lower = [], []
    for group, mine in groupby(columns, key=lambda column: column.group):
        mine = list(mine)
        upper += [(group, len(mine))] if group else [(column.title, 1) for column in mine]
        lower += [(column.title if group else "", 1) for column in mine]
    return [upper, lower]


def _in_chapter(table):
    """Rows up to the last of the body that is shown, with the sums among them, and every total."""
    bodies = 0
    for number, texts in enumerate(table.texts()):
        bodies += table.kind_of(number) == ""
        if bodies <= MOST_ROWS or table.kind_of(number) == "total":
            yield texts


def _cut(text):
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


@read_back
def test_every_cell_of_the_page(made, folder):
    """In the data of the script each cell of each table; what stands in the page without it begins as they do."""
    page = Seen((folder / "review.html").read_text(encoding="utf-8"))
    shown = {name.partition("-")[2] for name in page.data if name.startswith("data-")}
    assert shown - {table.key for table in made.all} <= {"breaches", "overview", "worst"}
    for table in made.all:
        packed, texts = page.data[f"data-{table.key}"], table.texts()
        place = {column.key: k for k, column in enumerate(table.columns)}
        keys = [column["key"] for column in packed["columns"]]
        assert len(keys) == len(set(keys)) and packed["size"] == len(table.rows), table.key
        apart = set() if table in made.handed else {"evidence"} & set(place)
        assert set(keys) == set(place) - apart, table.key
        assert [column["title"] for column in packed["columns"]] == [table.columns[place[k]].title for k in keys]
        found = cells_of(page, table.key)
        assert found == [[row[place[key]] for key in keys] for row in texts], table.key
        assert packed["kinds"] == [[number, kind] for number, kind in enumerate(table.kinds) if kind]
        if apart:
            asked = [len(json.loads(row[place["evidence"]] or "[]")) for row in texts]
            assert [len(packed["evidence"]["lists"][one]) for one in packed["evidence"]["rows"]] == asked
        seen = [k for k, column in enumerate(packed["columns"]) if not column["aside"]]
        here = page.rows.get(f"t-{table.key}", [])
        here = here[1 + any(column.group for column in table.columns) :]
        assert here == [[row[k] for k in seen] for row in found[: len(here)]], table.key
        assert len(here) == min(len(texts), 80 if table in made.handed else 25), table.key
        assert all(note in page.text for note in (*table.needs, *table.notes)), table.key


@added_up
def test_parts_add_up_to_totals_in_every_table(made):
    """Figures as shown, in exact decimals: down to each subtotal and total, and across."""
    known = {}
    for table in made.all:
        if len(table.rows) and any(table.kinds):
            rows = _figures(table)
            known[table.key] = sum(_adds_up_down([row[key] for row in rows], table) for key in rows[0])
            assert known[table.key] and (_adds_up_across(rows, table) or table.key not in ACROSS), table.key
    with_sums = {"occupation", "land_balance", "declared_areas"} if made.name not in REAL else {"occupation"}
    assert known.keys() == (with_sums if len(made["occupation"].rows) else set())
    _assert_differences(made["declared_areas"], ("computed",), ("declared",), "difference")
    _assert_differences(made["three_accounts"], ("existing", "added"), ("reduced",), "total")
    _assert_tiled_parcels(made["parcels_against_units"], made.result)


def _figures(table):
    """Rows of {key: Decimal, or None for unknown} of the columns that may be added; what is less than a unit is 0."""
    summed = [(place, column.key) for place, column in enumerate(table.columns) if column.kind == "number"]
    return [{key: _added(texts[place]) for place, key in summed} for texts in table.texts()]


def _added(text):
    return Decimal(0) if text.startswith("<") else figure(text)


def _adds_up_down(values, table):
    """Each sum is what it closes: the rows before it, or the sums one step below it. Returns how many known sums."""
    open_parts, known, last = [], 0, None  # (depth, value); depth 0 for rows
    for number, value in enumerate(values):
        kind = table.kind_of(number)
        if kind == "":
            open_parts.append((0, value))
        elif kind == last == "total":  # ground counted once
            assert value is None or values[number - 1] is None or value <= values[number - 1]
        else:
            depth = open_parts[-1][0]
            first = len(open_parts)
            while first and (kind == "total" or open_parts[first - 1][0] == depth):
                first -= 1
            parts = [part for _, part in open_parts[first:]]
            assert value == (None if None in parts else sum(parts)), (table.key, number)
            known += value is not None
            open_parts[first:] = [] if kind == "total" else [(depth + 1, value)]
        last = kind
    assert not open_parts, table.key
    return known


def _adds_up_across(rows, table):
    """In every row that knows its parts. Returns how many do, of the kind of parts that most know."""
    known = []
    for parts, whole in ACROSS.get(table.key, []):
        keys = [key for key in rows[0] if key.startswith(parts)]
        complete = [row for row in rows if None not in [row[key] for key in (*keys, whole)]]
        assert len(keys) and all(sum(row[key] for key in keys) == row[whole] for row in complete), (table.key, keys)
        known.append(len(complete))
    return max(known, default=0)


def _assert_differences(table, plus, minus, whole):
    for row in _figures(table):
        parts = [row[key] for key in (*plus, *minus, whole)]
        assert None in parts or sum(row[key] for key in plus) - sum(row[key] for key in minus) == row[whole]


def _assert_tiled_parcels(table, result):
    """Parts of a parcel on units that take up all of it, by their unrounded areas, make up its area as shown."""
    overlap, keys = result.tables["overlap"], [column.key for column in table.columns]
    covered = overlap[overlap["role"].eq("control_unit")].groupby("subject_id")["area_m2"].sum()
    whole = result.tables["subject"].set_index("subject_id")["area_m2"]
    tiled = {name for name, area in covered.items() if abs(area - whole[name]) <= 1e-6 * whole[name]}
    name, role = keys.index("subject_id"), keys.index("role")
    unit = Words(result.case.language).code("role", "control_unit")
    sums, areas = {}, {}
    for texts, row in zip(table.texts(), _figures(table)):
        if texts[name] in tiled:
            areas[texts[name]] = row["area"]
            sums[texts[name]] = sums.get(texts[name], 0) + (row["overlap"] if texts[role] == unit else 0)
    assert sums == areas and (areas or not len(table.rows))
