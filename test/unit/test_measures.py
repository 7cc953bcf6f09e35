"""Amounts of metrics: the three accounts, conversion with running hours, and why an amount is not known."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, strategies

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.rules.conditions.metrics import Metric
from zoning_review_plugin.rules.measures import RATIO, Amounts, Metrics, Unknown, amount_in, known_amount, metrics_of

DEMO = Amounts("t/a", existing=4.0, added=1.2, reduced=2.4, evidence="附件3")


def code(metrics, which="value", unit="t/a", per=False):
    """The code of the `Unknown`; fails where the amount is known."""
    found = known_amount(metrics, which, unit, per)
    assert isinstance(found, Unknown), found
    assert amount_in(metrics, which, unit, per) is None
    for language in ("zh", "en"):
        assert "{" not in found.said(Words(language)) and "?" not in found.said(Words(language))
    return found.code


@pytest.mark.parametrize(
    "which, amount",
    [("existing", 4.0), ("added", 1.2), ("reduced", 2.4), ("total", 2.8), ("value", 2.8), ("increase", -1.2)],
)
def test_the_three_accounts(which, amount):
    assert amount_in(Metrics(DEMO), which, "t/a") == amount


def test_offset_of_twice_the_addition_is_met_to_the_digit():
    assert amount_in(Metrics(DEMO), RATIO, None) == 2.0
    assert Metric("vocs", ">=", 2.0, None, RATIO).of(Metrics(DEMO)) is True
    assert Metric("vocs", ">=", 2.1, None, RATIO).of(Metrics(DEMO)) is False
    assert Metric("vocs", "<=", 0.0, "t/a", "increase").of(Metrics(DEMO)) is True
    assert Metric("vocs", "<=", 2.8, "t/a", "total").of(Metrics(DEMO)) is True  # 4.0 + 1.2 - 2.4 in binary is more


def test_where_nothing_is_added_there_is_nothing_to_offset():
    for stated in (Amounts("t/a", added=0.0), Amounts("t/a", added=0, reduced=0), Amounts("t/a", 4.0, 4.0, 0.0, 0.0)):
        assert amount_in(Metrics(stated), RATIO, None) == math.inf
        assert Metric("vocs", ">=", 2.0, None, RATIO).of(Metrics(stated)) is True


@pytest.mark.parametrize(
    "stated, reason",
    [
        (Amounts("t/a", existing=1.0, added=1.0, reduced=2.5), "reduces_more_than_is"),
        (Amounts("t/a", existing=-1.0, added=1.0, reduced=0.0), "negative"),
        (Amounts("t/a", added=-0.5, reduced=0.0), "negative"),
        (Amounts("t/a", value=-3.0), "negative"),
        (Amounts("t/a", value=2.9, existing=4.0, added=1.2, reduced=2.4), "total_differs"),
        (Amounts("t/a", value=2.0, added=3.0, reduced=0.5), "part_below_nothing"),  # 2 - 3 + 0.5: there would be -0.5
        (Amounts("t/a", value=5.0, existing=2.0, added=0.0), "part_below_nothing"),  # nothing added, and 3 more
        (Amounts("t/a", value=5.0, existing=8.0, reduced=0.0), "part_below_nothing"),  # nothing reduced, and 3 less
        (Amounts("t/a", value=math.nan), "not_a_number"),
        (Amounts("t/a", value=1.0, added=math.inf), "not_a_number"),
    ],
)
def test_what_cannot_be_true_is_not_known_and_passes_nothing(stated, reason):
    for which in ("value", "total", "added", "increase", RATIO):
        assert code(Metrics(stated), which) == reason
        for cmp in ("<=", ">=", "!="):
            assert Metric("vocs", cmp, 1.0, "t/a", which).of(Metrics(stated)) is None


def test_a_total_that_agrees_with_its_parts_is_taken():
    assert amount_in(Metrics(Amounts("t/a", 2.8, 4.0, 1.2, 2.4)), "value", "kg/a") == 2800.0
    assert amount_in(Metrics(Amounts("t/a", value=5.0)), "total", "t/a") == 5.0


@pytest.mark.parametrize("lacking", ["existing", "added", "reduced"])
def test_a_part_left_out_is_never_zero(lacking):
    parts = {"existing": 4.0, "added": 1.2, "reduced": 2.4}
    del parts[lacking]
    stated = Metrics(Amounts("t/a", **parts))
    assert code(stated, "total") == "not_stated"
    assert code(stated, lacking) == "not_stated"
    assert (amount_in(stated, RATIO, None) is None) == (lacking != "existing")


@pytest.mark.parametrize(
    "stated, unit, reason",
    [
        ("t", "t/a", "not_convertible"),
        ("方", "m3/a", "unit_ambiguous"),
        ("万方/年", "m3/a", "unit_ambiguous"),
        ("桶/年", "t/a", "unit_unknown"),
        ("t/a", "桶/年", "unit_unknown"),
        ("t/a", None, "not_convertible"),
        ("kg/h", "t/a", "hours_missing"),
        ("kg/d", "t/a", "days_missing"),
        ("t/a", "kg/h", "hours_missing"),
        ("kg/h", "t", "not_convertible"),
        ("kg", "kg/h", "not_convertible"),
    ],
)
def test_what_cannot_be_converted_is_never_guessed(stated, unit, reason):
    assert code(Metrics(Amounts(stated, 1.0)), unit=unit) == reason


def running(hours=None, days=None, unit="h/a"):
    return {"hours": hours and Amounts(unit, hours), "days": days and Amounts("d/a", days)}


@pytest.mark.parametrize(
    "stated, amount, unit, clock, found",
    [
        ("kg/h", 1.0, "t/a", running(7200.0), 7.2),
        ("kg/h", 0.5, "t/a", running(2400.0), 1.2),
        ("千克/小时", 1.0, "吨/年", running(7200.0, unit="小时/年"), 7.2),
        ("t/a", 7.2, "kg/h", running(7200.0), 1.0),
        ("kg/d", 10.0, "t/a", running(days=300.0), 3.0),
        ("kg/d", 24.0, "kg/h", running(2400.0, 300.0), 3.0),
        ("m3/s", 1.0, "万m3/a", running(3600.0), 1296.0),
    ],
)
def test_rates_become_yearly_amounts_by_the_time_that_is_stated(stated, amount, unit, clock, found):
    assert amount_in(Metrics(Amounts(stated, amount), **clock), "value", unit) == found


@pytest.mark.parametrize(
    "hours, reason",
    [
        (Amounts("h/a", 9000.0), "runs_absurdly"),
        (Amounts("h/a", 0.0), "runs_absurdly"),
        (Amounts("h", 7200.0), "not_convertible"),
        (Amounts("d/a", 300.0), "not_convertible"),
        (Amounts("h/a", -1.0), "negative"),
        (Amounts("h/a"), "hours_missing"),
        (Amounts("小时一年", 7200.0), "unit_unknown"),
    ],
)
def test_a_running_time_that_cannot_be_is_not_used(hours, reason):
    assert code(Metrics(Amounts("kg/h", 1.0), hours=hours)) == reason


def test_intensities():
    water, output = Amounts("万m3/a", 3.2), Amounts("万元/a", 4000.0)
    assert amount_in(Metrics(water, output), "value", "m³/万元", per=True) == 8.0
    assert amount_in(Metrics(Amounts("kg/h", 2.0), output, hours=Amounts("h/a", 5000)), "value", "kg/万元", True) == 2.5
    assert code(Metrics(water, Amounts("万元", 4000.0)), unit="m3/万元", per=True) == "not_convertible"
    assert code(Metrics(water, Amounts("万元/a", 0.0)), unit="m3/万元", per=True) == "divided_by_nothing"
    assert code(Metrics(water), unit="m3/万元", per=True) == "not_stated"
    assert amount_in(Metrics(Amounts("万元/a", 300.0), Amounts("亩", 15.0)), "value", "万元/(hm2·a)", True) == 300.0


def test_sound_is_compared_but_not_added_up():
    assert amount_in(Metrics(Amounts("dB(A)", 54.5)), "value", "分贝(A)") == 54.5
    assert code(Metrics(Amounts("dB(A)", existing=50, added=50, reduced=0)), "total", "dB(A)") == "not_additive"


def test_fifteen_mu_are_a_hectare():
    assert amount_in(Metrics(Amounts("亩", 15.0)), "value", "hm2") == 1.0
    assert amount_in(Metrics(Amounts("hm2", 1.0)), "value", "亩") == 15.0
    assert amount_in(Metrics(Amounts("亩", 1.0)), "value", "m2") == float(Fraction(2000, 3))


@given(strategies.floats(1e-9, 1e12), strategies.sampled_from(["t/a", "kg/a", "万t/a", "mg/a", "10^3t/a"]))
def test_there_and_back(amount, unit):
    there = amount_in(Metrics(Amounts("t/a", amount)), "value", unit)
    back = amount_in(Metrics(Amounts(unit, there)), "value", "t/a")
    assert math.isclose(back, amount, rel_tol=4e-16 * 2, abs_tol=0.0)


@given(*[strategies.integers(0, 10**6)] * 3)
def test_totals_are_those_of_whole_thousandths(existing, added, reduced):
    stated = Amounts("t/a", existing=existing / 1000, added=added / 1000, reduced=reduced / 1000)
    total = existing + added - reduced
    if total < 0:
        assert code(Metrics(stated), "total") == "reduces_more_than_is"
    else:
        assert amount_in(Metrics(stated), "total", "t/a") == total / 1000
        assert amount_in(Metrics(stated), "increase", "t/a") == (added - reduced) / 1000
        assert amount_in(Metrics(stated), RATIO, None) == (reduced / added if added else math.inf)


def test_an_amount_beyond_all_numbers_is_no_crash():
    assert amount_in(Metrics(Amounts("亿t/a", 1e308)), "value", "mg/a") == math.inf


def test_what_is_missing_is_named():
    asked = Metric("vocs", "<=", 5.0, "t/a")
    assert asked.missing(None) == ("metrics.vocs",)
    assert asked.missing(Metrics(None)) == ("metrics.vocs",)
    assert asked.missing(Metrics(Amounts("kg/h", 1.0))) == ("metrics.operating_hours",)
    assert asked.missing(Metrics(Amounts("t/a", 1.0))) == ()
    intensity = Metric("water", "<=", 8.0, "m3/万元", "value", "output")
    assert intensity.missing(Metrics(Amounts("m3/a", 1.0))) == ("metrics.output",)
    assert intensity.missing(Metrics(None, Amounts("万元/a", 1.0))) == ("metrics.water",)


def test_the_statements_of_a_subject_serve_a_rule():
    stated = {"vocs": Amounts("kg/h", 1.0), "operating_hours": Amounts("h/a", 7200.0), "output": Amounts("万元/a", 9.0)}
    assert amount_in(metrics_of(stated, "vocs"), "value", "t/a") == 7.2
    assert metrics_of(stated, "vocs", "output").per == stated["output"]
    assert metrics_of(stated, "so2") is None
