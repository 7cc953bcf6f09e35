"""The three accounts of emissions: exact conversion, closing as printed, and what is not known."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoning_review_plugin.model.case import Project, Scheme
from zoning_review_plugin.review.review import review
from zoning_review_plugin.tables.closed_sum import closed_sum
from zoning_review_plugin.tables.report_style import style_of
from zoning_review_plugin.tables.three_accounts import three_accounts

from .small_reviews import Against, box, layer, plane, small_case


def table_of(schemes, folder=None, project_facts=None, admin=("990101",)):
    """The table for schemes of one project; facts by id of the scheme. Each has one subject in its own county."""
    names = list(schemes)
    shapes = [box(200 * k, 0, 200 * k + 100, 100) for k in range(len(names))]
    subjects = layer(*shapes, name="sites", id=names, project=["P"] * len(names), scheme=names)
    counties = [box(200 * k - 50, -50, 200 * k + 150, 150) for k in range(len(admin))]
    areas = Against(layer(*counties, XZQDM=list(admin)), "admin_area", fields={"code": "XZQDM"}, coverage="full")
    fields = {name: name for name in ("id", "project", "scheme")}
    case, layers = small_case([subjects], plane(), {"admin": areas}, fields)
    project = Project("P", "Works", project_facts or {}, tuple(Scheme(k, k, facts) for k, facts in schemes.items()))
    case = replace(case, projects=(project,), date="2026-11-22", folder=folder or case.folder)
    result = review(case, layers)
    return three_accounts(result, style_of(result))


def rows(table):
    """[(pollutant, unit, existing, added, reduced, after, …)] as a reader sees them."""
    return [tuple(text[2:]) for text in table.texts()]


def vocs(**more):
    return {"metrics": {"vocs": {"unit": "t/a", **more}}}


def test_after_is_existing_and_added_less_reduced():
    (row,) = rows(table_of({"A": vocs(existing=4.0, added=1.2, reduced=2.4, evidence="Annex 3")}))
    assert row == ("VOCs", "t/a", "4.00", "1.20", "2.40", "2.80", "Annex 3", "")


def test_schemes_stand_in_one_unit_converted_exactly():
    """1,234.5 kg/a are 1.2345 t/a: four decimals for all, as the closest amount needs them."""
    found = rows(table_of({"A": vocs(existing=4.0, added=1.2, reduced=2.4),
                           "B": vocs(existing=1234.5, added=0, reduced=234.5, unit="kg/a")}))  # fmt: skip
    assert [row[1:6] for row in found] == [
        ("t/a", "4.0000", "1.2000", "2.4000", "2.8000"),
        ("t/a", "1.2345", "0.0000", "0.2345", "1.0000"),
    ]


def test_what_is_not_stated_is_unknown_and_said_to_be():
    (row,) = rows(table_of({"A": vocs(existing=4.0, added=1.2)}))
    assert row[2:6] == ("4.00", "1.20", "—", "—") and "reduced" in row[-1].lower()


def test_contradictions_leave_everything_unknown():
    (row,) = rows(table_of({"A": vocs(existing=1.0, added=1.0, reduced=5.0)}))
    assert row[2:6] == ("—",) * 4 and row[-1]
    (row,) = rows(table_of({"A": vocs(existing=1.0, added=1.0, reduced=0.0, value=9.0)}))
    assert row[2:6] == ("—",) * 4 and "9" in row[-1]


def test_a_total_alone_is_no_part():
    (row,) = rows(table_of({"A": vocs(value=3.0)}))
    assert row[2:6] == ("—", "—", "—", "3.00")


def test_units_that_cannot_be_converted_are_not_guessed():
    """2 kg/h are 16 t/a at 8,000 h/a; without the hours nobody knows."""
    one = {"A": vocs(existing=1.0, added=0, reduced=0), "B": vocs(existing=2.0, added=0, reduced=0, unit="kg/h")}
    assert rows(table_of(one))[1][2:6] == ("—",) * 4
    hours = {"metrics": {"operating_hours": {"value": 8000, "unit": "h/a"}}}
    assert rows(table_of(one, project_facts=hours))[1][2:6] == ("16.00", "0.00", "0.00", "16.00")


def test_metrics_that_are_no_emissions_are_left_out():
    facts = {"metrics": {"water": {"value": 8.64, "unit": "万m3/a"}, "cod": {"value": 3, "unit": "t/a"}}}
    assert [row[0] for row in rows(table_of({"A": facts}))] == ["COD"]


def ledger(folder, *entries):
    rows = [{"pollutant": "vocs", "unit": "t/a", "date": "2026-01-01", "used": 80, "reserved": 15.5, "recovered": 2,
             **one} for one in entries]  # fmt: skip
    document = {"schema": "zoning-review/ledger/1", "entries": rows}
    (folder / "ledger.json").write_text(json.dumps(document), encoding="utf-8")
    return {"declared": {"ledger": "ledger.json"}}


def test_the_ledger_leaves_what_the_increase_does_not_take(tmp_path):
    """100 - 80 - 15.5 + 2 = 6.5, less 1.2 - 0.4 = 0.8, leaves 5.7."""
    declared = ledger(tmp_path, {"area": "990101", "quota": 100})
    table = table_of({"A": vocs(existing=1, added=1.2, reduced=0.4)}, tmp_path, declared)
    assert rows(table)[0][6] == "5.70"


def test_a_ledger_that_does_not_tell_of_the_area_leaves_it_unknown(tmp_path):
    declared = ledger(tmp_path, {"area": "990199", "quota": 100})
    (row,) = rows(table_of({"A": vocs(existing=1, added=1, reduced=0)}, tmp_path, declared))
    assert row[6] == "—" and "ledger" in row[-1]


def test_a_ledger_that_cannot_be_read_says_so_and_breaks_nothing(tmp_path):
    (tmp_path / "ledger.json").write_text("{", encoding="utf-8")
    (row,) = rows(
        table_of({"A": vocs(existing=1, added=1, reduced=0)}, tmp_path, {"declared": {"ledger": "ledger.json"}})
    )
    assert row[6] == "—" and "ledger.json" in row[-1] and row[5] == "2.00"


def test_nothing_stated_says_what_to_supply():
    table = table_of({"A": {}})
    assert not len(table.rows) and "facts.metrics" in table.needs[0]


def test_formulas_and_long_texts_are_texts():
    evil = "=HYPERLINK(1)\u202e" + "x" * 10_000
    (row,) = rows(table_of({"A": vocs(existing=1, added=0, reduced=0, evidence=evil)}))
    assert row[-2] == evil


AMOUNT = st.decimals(0, 1000, places=5).map(float)


@given(AMOUNT, AMOUNT, st.integers(0, 2))
def test_figures_close_as_printed_whatever_the_decimals(existing, added, decimals):
    reduced = added / 3
    total = float(Fraction(repr(existing)) + Fraction(repr(added)) - Fraction(repr(reduced)))
    (e, a, r, t), moved = closed_sum(existing, added, reduced, total, decimals)
    printed = [Fraction(f"{value:.{decimals}f}") for value in (e, a, r, t)]
    assert printed[0] + printed[1] - printed[2] == printed[3]
    step = Fraction(1, 10**decimals)
    for mine, given_ in zip(printed, (existing, added, reduced, total)):
        assert abs(mine - Fraction(repr(given_))) < 2 * step
    assert abs(printed[3] - Fraction(repr(total))) <= step / 2  # the total is never the one that gives way
    assert len(moved) <= 3


@pytest.mark.parametrize(
    "given_, expected, moved",
    [
        ((1.44, 1.44, 0.0, 2.88), (1.5, 1.4, 0.0, 2.9), 1),  # 1.4 + 1.4 would be 2.8
        ((1.5, 0.5, 1.0, 1.0), (1.5, 0.5, 1.0, 1.0), 0),
        ((2.06, 0.0, 1.01, 1.05), (2.0, 0.0, 1.0, 1.0), 1),  # 2.1 - 1.0 would be 1.1; 1.05 is rounded to the even 1.0
        ((4.0, None, 1.0, None), (4.0, None, 1.0, None), 0),
    ],
)
def test_what_gives_way_is_marked(given_, expected, moved):
    found, places = closed_sum(*given_, 1)
    assert list(found) == pytest.approx(list(expected)) and len(places) == moved
