"""The ledger of total quantities: balances, what a project leaves, and files that are wrong."""

import csv
import json

import pytest
from hypothesis import given, strategies

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.rules.faults import PackFault
from zoning_review_plugin.rules.ledger import Entry, Ledger, ledger_metrics
from zoning_review_plugin.rules.ledger_file import read_ledger
from zoning_review_plugin.rules.measures import Amounts, Metrics, amount_in

A, B = "990101", "990102"
ROW = {"area": A, "pollutant": "vocs", "unit": "t/a", "date": "2026-01-01"}
FULL = {**ROW, "quota": 100.0, "used": 80.0, "reserved": 15.5, "recovered": 2.0, "source": "示环函〔2026〕1号"}


def ledger(*rows):
    return Ledger(tuple(Entry(**row) for row in rows))


def written(folder, rows, name="ledger.json"):
    path = folder / name
    path.write_text(json.dumps({"schema": "zoning-review/ledger/1", "entries": rows}), encoding="utf-8")
    return path


def refused(path):
    """Codes of all faults of a file; each has its sentence in both languages."""
    with pytest.raises(PackFault) as caught:
        read_ledger(path)
    faults = [caught.value, *caught.value.others]
    ours = [fault for fault in faults if fault.code.startswith("ledger")]
    assert all("?" not in Words(language).fault(fault) for fault in ours for language in ("zh", "en"))
    return [fault.code for fault in faults]


def test_what_is_left_and_what_a_project_leaves():
    of_a = ledger(FULL)
    assert of_a.balance(A, "vocs", "t/a") == 6.5  # 100 - 80 - 15.5 + 2
    assert of_a.balance(A, "VOCs", "kg/a") == 6500.0
    assert of_a.after(A, "vocs", 1.2, "t/a") == 5.3
    assert of_a.after(A, "vocs", 7.0, "t/a") == -0.5


@pytest.mark.parametrize("blank", ["quota", "used", "reserved", "recovered"])
def test_a_blank_is_not_zero(blank):
    assert ledger({**FULL, blank: None}).balance(A, "vocs", "t/a") is None


def test_what_the_ledger_does_not_tell_is_not_known():
    of_a = ledger(FULL)
    assert of_a.balance(B, "vocs", "t/a") is None
    assert of_a.balance(A, "cod", "t/a") is None
    assert of_a.balance(A, "vocs", "t") is None
    assert of_a.balance(A, "vocs", "t/a", day="2025-12-31") is None
    assert of_a.after(A, "vocs", None, "t/a") is None


def test_the_latest_entry_counts_and_none_of_the_future():
    grown = ledger({**FULL, "date": "2026-06-01", "quota": 200.0}, FULL)
    assert grown.balance(A, "vocs", "t/a") == 106.5
    assert grown.balance(A, "vocs", "t/a", day="2026-05-31") == 6.5


@given(*[strategies.integers(0, 10**7)] * 4)
def test_balances_of_whole_thousandths(quota, used, reserved, recovered):
    row = {
        **ROW,
        "quota": quota / 1000,
        "used": used / 1000,
        "reserved": reserved / 1000,
        "recovered": recovered / 1000,
    }
    assert ledger(row).balance(A, "vocs", "t/a") == (quota - used - reserved + recovered) / 1000


STATED = {"vocs": Amounts("t/a", existing=4.0, added=1.2, reduced=0.2)}


def headroom(areas, stated=STATED, *rows):
    found = ledger_metrics(ledger(*rows or (FULL, {**FULL, "area": B, "quota": 98.0})), areas, stated)
    return found and amount_in(Metrics(found["headroom.vocs"]), "value", "t/a")


def test_the_area_with_the_least_left_counts():
    assert headroom([A]) == 5.5
    assert headroom([A, B]) == headroom([B, A, A]) == 3.5


def test_a_balance_below_zero_is_a_figure_and_not_unknown():
    assert headroom([A], {"vocs": Amounts("t/a", added=10.0, reduced=0.0)}) == -3.5


def test_rates_and_other_units_meet_the_ledger():
    hourly = {"vocs": Amounts("kg/h", added=1.0, reduced=0.0), "operating_hours": Amounts("h/a", 2500.0)}
    assert headroom([A], hourly) == 4.0
    in_kg = {**FULL, "area": B, "unit": "kg/a", "quota": 3000.0, "used": 0.0, "reserved": 0.0, "recovered": 0.0}
    assert headroom([A, B], STATED, FULL, in_kg) == 2.0


@pytest.mark.parametrize(
    "areas, stated",
    [
        ([], STATED),
        ([A, "990103"], STATED),
        ([A], {}),
        ([A], {"vocs": Amounts("t/a", added=1.0)}),
        ([A], {"vocs": Amounts("t/a", value=1.0)}),
        ([A], {"vocs": Amounts("kg/h", added=1.0, reduced=0.0)}),
        ([A], {"cod": Amounts("t/a", added=1.0, reduced=0.0)}),
        ([A], {"vocs": Amounts("t/a", added=1.0, reduced=0.0), "VOCs": Amounts("t/a", added=9.0, reduced=0.0)}),
    ],
)
def test_headroom_is_unknown_where_any_part_of_it_is(areas, stated):
    assert headroom(areas, stated) == {}


def test_json_and_csv_say_the_same(tmp_path):
    table = "行政区代码,污染物,总量指标,已用,预留,收回,单位,日期,来源,备注\n"
    table += (
        f"{A},挥发性有机物,100,80,１５.5,2,吨/年,2026-01-01,示环函〔2026〕1号,无\n{B},COD,5,,0,0,t/a,2026-01-01,,\n"
    )
    for encoding in ("utf-8-sig", "gb18030"):
        (tmp_path / "ledger.csv").write_bytes(table.encode(encoding))
        found = read_ledger(tmp_path / "ledger.csv")
        assert found.balance(A, "vocs", "t/a") == 6.5
        assert found.entries[0].source == "示环函〔2026〕1号"
        assert found.entries[1].pollutant == "cod" and found.balance(B, "cod", "t/a") is None
    assert read_ledger(written(tmp_path, [{**FULL, "pollutant": "VOCs"}])).entries == (Entry(**FULL),)


@pytest.mark.parametrize(
    "change, code",
    [
        ({"quota": -1}, "out_of_range"),
        ({"quota": "many"}, "wrong_kind"),
        ({"unit": "方/年"}, "ledger_unit"),
        ({"date": "2026-02-30"}, "not_a_date"),
        ({"area": 990101}, "wrong_kind"),
        ({"area": ""}, "empty_value"),
        ({"quotta": 1}, "unknown_key_near"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(tmp_path, change, code):
    assert refused(written(tmp_path, [{**FULL, **change}])) == [code]


@pytest.fixture
def csv_as_it_comes():
    """Python's own limit on fields, whatever other readers of this process have set."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


def test_faults_of_files(tmp_path, csv_as_it_comes):
    assert refused(tmp_path / "none.json") == ["file_missing"]
    assert refused(tmp_path) == ["data_unreadable"]
    assert refused(written(tmp_path, [FULL, {**FULL, "pollutant": "VOCs "}])) == ["ledger_twice"]
    wrong = {
        "a.json": ('{"schema": 1', "not_json"),
        "b.csv": ("", "ledger_heading"),
        "c.csv": ("area,pollutant,unit,date,area\n", "ledger_heading_twice"),
        "d.csv": ("area,pollutant,unit,date,quota\n1,cod,t/a,2026-01-01,1e999\n", "wrong_kind"),
        "e.csv": ("area,pollutant,unit,date\n1,cod,,2026-01-01\n", "missing_key"),
        "f.csv": ('area,pollutant,unit,date\n"' + "x" * 200_000, "ledger_csv"),
    }
    for name, (text, code) in wrong.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert refused(tmp_path / name) == [code], name
