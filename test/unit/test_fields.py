"""Which field of a constraint layer is found for what, and what is said of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoning_review_plugin.inputs.layer import Field
from zoning_review_plugin.inputs.meaning.field_names import folded, is_cut
from zoning_review_plugin.inputs.meaning.fields import found_fields

from .small_reviews import Against, box, issues, layer, only, plane, reviewed, rows

SUBJECT = box(0, 0, 100, 100)
UNITS = ["ZH99010120001", "ZH99010130002"]
TWO = (box(0, 0, 50, 100), box(50, 0, 100, 100))


def found(role, *shapes, aliases=None, **fields):
    """{our name: field} of what is found in a layer, and what was passed over."""
    one = layer(*(shapes or TWO), **fields)
    one.fields = tuple(Field(field.name, (aliases or {}).get(field.name, "")) for field in one.fields)
    hits, passed = found_fields(one, role, {})
    return {hit.ours: hit for hit in hits}, passed


def names(hits):
    return {ours: hit.field for ours, hit in hits.items()}


@pytest.mark.parametrize(
    ("role", "fields", "expected"),
    [
        ("control_unit", {"HJGKDYBM": UNITS, "DLBM": ["0101", "0102"]}, {"code": "HJGKDYBM"}),
        ("land_survey", {"HJGKDYBM": UNITS, "DLBM": ["0101", "0102"]}, {"code": "DLBM", "class": "DLBM"}),
        ("control_unit", {"HJZHGKDYBM": UNITS, "HJZHGKDYMC": ["a", "b"]}, {"code": "HJZHGKDYBM", "name": "HJZHGKDYMC"}),
        ("ecological_red_line", {"MC": ["a", "b"], "XJXZQDM": ["1", "2"], "QYMJ": ["1", "2"]},
         {"name": "MC", "area": "QYMJ"}),
        ("permanent_farmland", {"YJJBNTMJ": ["1", "2"], "YJJBNTTBMJ": ["1", "2"]}, {"area": "YJJBNTMJ"}),
        ("element_zone", {"DQHJGKFQBM": ["YS5120022320001", "YS5120022320002"]}, {"code": "DQHJGKFQBM"}),
    ],
)  # fmt: skip
def test_the_same_name_means_what_the_role_makes_of_it(role, fields, expected):
    assert names(found(role, **fields)[0]) == expected


@pytest.mark.parametrize(
    "header", ["环境管控单元编码\n", " 环境管控单元 编码", "环境管控单元编码\u200b", "HJGKDYBM ", "ＨＪＧＫＤＹＢＭ"]
)
def test_headers_with_signs_that_nobody_sees_are_known(header):
    assert names(found("control_unit", **{header: ["x", "y"]})[0]) == {"code": header}


@given(st.text(" \n\r\t\u200b\ufeff\u3000", max_size=6), st.integers(0, 8))
def test_invisible_signs_anywhere_change_no_name(dirt, at):
    assert folded("环境管控单元编码"[:at] + dirt + "环境管控单元编码"[at:]) == "环境管控单元编码"


def test_an_alias_of_the_database_is_a_name_too():
    hits, _ = found("control_unit", F1=["x", "y"], aliases={"F1": "环境管控单元编码"})
    assert names(hits) == {"code": "F1"}


@pytest.mark.parametrize(
    ("short", "whole", "cut"),
    [
        ("环境管控单", "环境管控单元编码", True),  # GBK: five characters of two bytes
        ("环境管", "环境管控单元编码", True),  # UTF-8: three of three bytes, a broken fourth was taken off
        ("环境管控_1", "环境管控单元名称", True),  # what GDAL makes of the second one
        ("环境管控", "环境管控单元编码", False),
        ("unit_categ", "unit_category", True),
        ("unit", "unit_category", False),
        ("环境管控单元编码", "环境管控单元编码", False),
    ],
)
def test_what_ten_bytes_leave_of_a_name(short, whole, cut):
    assert is_cut(short, whole) is cut


def test_cut_names_that_may_be_several_are_told_apart_by_values():
    """Code, name and class of a GBK shapefile are all called 环境管控单."""
    hits, _ = found(
        "control_unit",
        **{"环境管控单": ["甲单元", "乙单元"], "环境管控_1": UNITS, "环境管控_2": ["重点管控单元", "一般管控单元"]},
    )
    assert (hits["code"].field, hits["class"].field) == ("环境管控_1", "环境管控_2")
    assert {hits["code"].how, hits["class"].how} == {"cut"}
    assert "name" not in hits  # nothing tells a name: it is left to the user


def test_a_column_of_unit_codes_is_the_unit_code_whatever_it_is_called():
    result = reviewed([SUBJECT], units=Against(layer(*TWO, F7=UNITS, F8=["重点管控", "一般管控"]), "control_unit"))
    assert rows(result, "overlap", "code", "feature_class", "grade") == [
        (UNITS[0], "重点管控", "key"),
        (UNITS[1], "一般管控", "general"),
    ]
    told = result.tables["issue"].query("check_code == 'field_found_by_values'")
    assert set(told["severity"]) == {"info"} and len(told) == 2
    assert "F7" in told["message"].iloc[0] and UNITS[0] in told["message"].iloc[0]


def test_small_numbers_are_no_class():
    assert names(found("control_unit", F7=["1", "2"], F8=["2", "3"])[0]) == {}


def test_a_column_of_divisions_is_the_code_of_an_administrative_area():
    hits, _ = found("admin_area", F1=["156110101", "156110102"], F2=["2021", "2022"])
    assert names(hits) == {"code": "F1"}


def test_two_fields_with_one_claim_are_both_named():
    units = Against(layer(*TWO, HJGKDYBM=UNITS, HJZHGKDYBM=UNITS[::-1]), "control_unit")
    result = reviewed([SUBJECT], units=units)
    (told,) = result.tables["issue"].query("check_code == 'field_ambiguous'").itertuples()
    assert told.severity == "remark" and "HJGKDYBM" in told.message and "HJZHGKDYBM" in told.message


def test_of_two_fields_with_one_claim_the_one_whose_values_fit_is_taken():
    hits, _ = found("control_unit", HJGKDYBM=["1", "2"], HJZHGKDYBM=UNITS)
    assert (hits["code"].field, hits["code"].rivals) == ("HJZHGKDYBM", ())


def test_the_name_of_a_county_is_no_area():
    county = layer(*TWO, HJGKDYBM=UNITS, AREA=["某某县", "某某县"])
    result = reviewed([SUBJECT], units=Against(county, "control_unit"))
    assert only_issue(result, "field_passed_over") == ("units", None, "field_passed_over", "remark")
    assert rows(result, "exposure", "attribute_area_m2") == [(None,)]
    figures = layer(*TWO, HJGKDYBM=UNITS, AREA=["5000", "5000"])
    assert only(reviewed([SUBJECT], options=plane(), units=Against(figures, "control_unit")), "exposure").union_area_m2
    assert names(found("control_unit", AREA=["5000", "5000"])[0]) == {"area": "AREA"}


def only_issue(result, code):
    (found,) = [row for row in issues(result) if row[2] == code]
    return found


def test_what_the_case_names_is_not_looked_for():
    units = Against(layer(*TWO, HJGKDYBM=UNITS, other=["p", "q"]), "control_unit", fields={"code": "other"})
    result = reviewed([SUBJECT], units=units)
    assert rows(result, "overlap", "code") == [("p",), ("q",)]


def test_found_fields_are_told_as_information_and_leave_the_layer_usable():
    result = reviewed([SUBJECT], erl=Against(layer(box(50, 0, 100, 100), HXBM=["H1"], HXMC=["甲"])))
    assert ("erl", None, "fields_found", "info") in issues(result)
    assert rows(result, "overlap", "code", "name") == [("H1", "甲")]


def test_shards_take_the_same_fields(tmp_path):
    """Fields are found once, before the subjects are split: what a shard sees of a layer must not decide."""
    from concurrent.futures import ThreadPoolExecutor

    boxes = [box(100 * k, 0, 100 * k + 90, 90) for k in range(40)]
    codes = [f"ZH9901012{k:04d}" for k in range(39)] + ["?"]
    units = Against(layer(*boxes, F1=codes), "control_unit")
    alone = reviewed(boxes, units=units)
    with ThreadPoolExecutor(2) as executor:
        shared = reviewed(boxes, executor=executor, units=units)
    assert rows(alone, "overlap", "code") == rows(shared, "overlap", "code") == [(code,) for code in codes]
