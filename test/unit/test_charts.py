"""Charts: their figures by hand, their pictures by pixels."""

import io
import warnings

import numpy as np
import pytest
from matplotlib import image

from zoning_review_plugin.model.case import Project, Scheme
from zoning_review_plugin.model.errors import LibraryFault
from zoning_review_plugin.outputs import charts
from zoning_review_plugin.tables.chart_figures import Chart, Series, chart_figures
from zoning_review_plugin.tables.report_style import style_of

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, reviewed


def figures(result):
    return {chart.key: chart for chart in chart_figures(result, style_of(result))}


def bars(chart):
    """[(category, value, text)] of a chart with one row of bars."""
    (one,) = chart.series
    return list(zip(chart.categories, one.values, one.texts))


@pytest.fixture
def schemes(tmp_path):
    """Schemes A (1 hm2, half of it in the red line) and B (1 hm2, none), both in control units."""
    subjects = layer(box(0, 0, 100, 100), box(400, 0, 500, 100), id=["a", "b"], project=["P", "P"], scheme=["A", "B"])
    units = layer(box(0, 0, 30, 100), box(30, 0, 500, 100), code=["ZH1", "ZH2"], kind=["优先保护单元", "重点管控单元"])
    return judged_review(
        tmp_path,
        [rule_pack({"test": {"overlap": {"role": "ecological_red_line"}}, "if_false": "conforms"})],
        subjects,
        projects=(Project("P", "扩建", schemes=(Scheme("A", "甲"), Scheme("B", "乙"))),),
        erl=Against(layer(box(50, 0, 100, 100)), coverage="full"),
        unit=Against(units, "control_unit", fields={"code": "code", "class": "kind"}),
    )


def test_verdicts_count_subjects_worst_first(schemes):
    assert bars(figures(schemes)["verdicts"]) == [("不符合", 1, "1"), ("符合", 1, "1")]


def test_classes_of_units_and_their_shares(schemes):
    """0.3 hm2 of A under priority protection; 0.7 hm2 of A and all of B in the other unit: 15 % and 85 % of 2 hm2."""
    found = bars(figures(schemes)["unit_classes"])
    assert [(name, text) for name, _, text in found] == [
        ("优先保护", "0.3000 (15.00 %)"),
        ("重点管控", "1.7000 (85.00 %)"),
    ]
    assert [value for _, value, _ in found] == pytest.approx([0.3, 1.7])


def test_areas_by_role_and_options_side_by_side(schemes):
    found = figures(schemes)
    assert dict((name, text) for name, _, text in bars(found["roles"])) == {
        "生态保护红线": "0.5000",
        "环境管控单元": "2.0000",
    }
    options = found["options"]
    red = options.categories.index("生态保护红线")
    assert [(one.label, one.texts[red]) for one in options.series] == [
        ("A 甲：不符合", "0.5000"),
        ("B 乙：符合", "0.0000"),
    ]


def test_nothing_judged_and_nothing_met_gives_no_chart():
    result = reviewed([box(0, 0, 10, 10)], erl=Against(layer(box(50, 0, 60, 10))))
    assert figures(result) == {}


def pixels(png):
    return image.imread(io.BytesIO(png))[:, :, :3]


def chart(codes, values=None, labels=None):
    values = values or tuple(range(1, len(codes) + 1))
    labels = labels or tuple(codes)
    return Chart("x", "Title", "hm²", labels, tuple(codes), (Series("s", "s", values, tuple(map(str, values))),))


def test_two_verdicts_differ_even_without_colour():
    """The same bars under two codes, in grey: lightness and hatches must tell them apart."""
    verdicts = ["does_not_conform", "needs_justification", "information_missing", "to_be_judged", "basically_conforms",
                "conforms", "not_involved"]  # fmt: skip
    looks = {}
    for code in verdicts:
        grey = pixels(charts.png(chart([code, code], (3, 3), ("a", "b")))).mean(axis=2)
        looks[code] = grey
    for one in verdicts:
        for other in verdicts:
            if one != other:
                assert np.abs(looks[one] - looks[other]).mean() > 0.005, (one, other)


def test_a_longer_bar_covers_more():
    """Bars of 1 and 3: the second row of the picture holds about three times as many coloured pixels."""
    picture = pixels(charts.png(chart(["conforms", "conforms"], (1, 3), ("a", "b"))))
    blue = np.abs(picture - np.array([0x43, 0x93, 0xC3]) / 255).max(axis=2) < 0.02
    rows = np.flatnonzero(blue.any(axis=1))
    middle = (rows[0] + rows[-1]) // 2
    assert blue[middle:].sum() / blue[:middle].sum() == pytest.approx(3, rel=0.05)


@pytest.mark.parametrize("name", ["$x_{2$", "a\nb\x07", "长" * 10_000, "\u202eabc", "🏭 \ud800", "=1+1", "\\frac{", ""])
def test_any_name_can_stand_beside_a_bar(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert pixels(charts.png(chart(["key"], (1,), (name,)), charts.font_for("zh"))).std() > 0.01


def test_the_same_chart_twice_is_the_same_file():
    assert charts.png(chart(["key", "general"])) == charts.png(chart(["key", "general"]))


def test_chinese_shows_as_itself_and_not_as_boxes():
    """Two different Chinese names give two different pictures; without the font both would be rows of boxes."""
    font = charts.font_for("zh")
    one, other = (pixels(charts.png(chart(["key"], (1,), (name,)), font)) for name in ("优先", "重点"))
    assert np.abs(one - other).max() > 0.3


def test_without_a_chinese_font_it_is_a_fault_in_chinese_only(monkeypatch):
    monkeypatch.setattr(charts, "_installed", lambda: None)
    with pytest.raises(LibraryFault) as told:
        charts.font_for("zh")
    assert told.value.code == "font_missing"
    assert charts.font_for("en")
