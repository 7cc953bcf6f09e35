"""Units of measure: spellings, exact factors, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies

from zoning_review_plugin.rules.units import exact, is_ambiguous, measure_of

# Spellings of one unit; the factor to the first of a line follows from definitions.
SAME = [
    ("t/a", "吨/年", "吨／年", "t·a-1", "t·a⁻¹", "t.a-1", "t a-1", "吨每年", " t / a ", "t·yr^-1", "T/a", "(t)/a"),
    ("m3/万元", "m³/万元", "㎥/万元", "立方米/万元", "立方米／万元", "m^3/万元"),
    ("hm2", "hm²", "公顷", "ha", "ｈｍ２"),
    ("mg/m3", "mg/m³", "毫克/立方米", "毫克每立方米", "mg·m-3", "mg·m⁻³", "㎎/㎥"),
    ("μg/m3", "µg/m³", "ug/m3", "微克/立方米"),
    ("tce/万元", "吨标准煤/万元", "吨标煤/万元"),
    ("万t/a", "万吨/年", "万 t/a", "10⁴t/a", "×10⁴ t/a", "10^4t/a"),
    ("kWh", "千瓦时", "kW·h", "千瓦·时"),
    ("dB(A)", "dB（A）", "分贝(A)", "dB (A)"),
    ("%", "％"),
    ("kg/(hm2·a)", "kg/hm2/a", "kg·hm⁻²·a⁻¹", "千克/(公顷·年)"),
    ("L/(人·d)", "升/(人·日)"),
]
RATIOS = [
    ("亩", "m2", Fraction(2000, 3)),
    ("hm2", "亩", 15),
    ("km2", "亩", 1500),
    ("km2", "hm2", 100),
    ("万亩", "km2", Fraction(20, 3)),
    ("t/a", "kg/a", 1000),
    ("万t/a", "t/a", 10_000),
    ("Mt/a", "万t/a", 100),
    ("m3", "L", 1000),
    ("亿m3", "万m3", 10_000),
    ("m3/s", "m3/h", 3600),
    ("mg/L", "g/m3", 1),
    ("mg/L", "mg/m3", 1000),
    ("亿元", "万元", 10_000),
    ("m3/万元", "m3/亿元", 10_000),
    ("kgce/元", "tce/万元", 10),
    ("kWh", "MJ", Fraction(36, 10)),
    ("万元/亩", "万元/hm2", 15),
    ("t/亩", "kg/m2", Fraction(3, 2)),
    ("%", "‰", 10),
]
DIFFERENT = [
    ("t/a", "t"),
    ("t/a", "t/d"),
    ("kg/h", "kg/d"),
    ("t", "m3"),
    ("tce", "kWh"),
    ("t", "tce"),
    ("t", "t产品"),
    ("m3", "Nm3"),
    ("dB", "dB(A)"),
    ("m3/万元", "m3/万元增加值"),
    ("人", "户"),
]
REFUSED = [
    "",
    " ",
    "方",
    "万方",
    "方/年",
    "度",
    "万",
    "吨吨",
    "t//a",
    "/a",
    "t/",
    "104t",
    "L/人·d",
    "t-a",
    "T/a/b",
    "Mg",
]
REFUSED += ["t" * 100, "(((t", "t/(a", "m3^3^3", "t/a\x00", "每", "10^t"]
UNITS = ["t/a", "kg/a", "万t/a", "g/a", "Mt/a", "mg/a"]
AREAS = ["m2", "hm2", "km2", "亩", "万亩", "cm2"]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_unit(spellings):
    first = measure_of(spellings[0])
    assert first is not None
    assert [text for text in spellings if measure_of(text) != first] == []


@pytest.mark.parametrize("large, small, factor", RATIOS)
def test_factors_are_exact(large, small, factor):
    large, small = measure_of(large), measure_of(small)
    assert large.powers == small.powers
    assert large.factor / small.factor == factor


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_what_is_not_the_same_by_definition_stays_apart(one, other):
    assert measure_of(one) and measure_of(other)
    assert measure_of(one).powers != measure_of(other).powers


@pytest.mark.parametrize("text", REFUSED)
def test_what_nobody_can_be_sure_of_is_refused(text):
    assert measure_of(text) is None


def test_ambiguous_words_are_told_from_unknown_ones():
    assert [text for text in ("方", "万方/年", "千方", "t/度") if not is_ambiguous(text)] == []
    assert [text for text in ("吨", "立方米", "方法", "xyz") if is_ambiguous(text)] == []


@given(strategies.text(alphabet="tkgmha万亿方/·()-^23 ³⁻¹年吨亩", max_size=12))
def test_any_text_is_read_or_refused(text):
    found = measure_of(text)
    assert found is None or found.factor > 0


@given(
    strategies.sampled_from([UNITS, AREAS]).flatmap(
        lambda units: strategies.tuples(*[strategies.sampled_from(units)] * 3)
    )
)
def test_conversions_chain(units):
    a, b, c = (measure_of(unit) for unit in units)
    assert (a / b) * (b / c) == a / c
    assert (a / b) * (b / a) == a / a and (a / a).factor == 1 and (a / a).powers == ()


@given(strategies.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_a_number_is_what_was_written(number):
    as_float = float(number)
    if repr(as_float).rstrip("0").rstrip(".") == f"{number:f}".rstrip("0").rstrip("."):
        assert exact(as_float) == Fraction(number)
    assert float(exact(as_float)) == as_float


def test_a_tenth_is_a_tenth():
    assert exact(0.1) == Fraction(1, 10)
    assert exact(1e22) == 10**22
    assert exact(float("nan")) is None and exact(float("inf")) is None
