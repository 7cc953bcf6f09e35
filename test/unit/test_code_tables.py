"""Tables of codes, and how codes as they are written are read."""

import csv
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoning_review_plugin.model.code_readings import admin_code, industry_readings, land_use_reading, section_of
from zoning_review_plugin.model.code_tables import code_table, invented

NOW, TRIAL, SURVEY = code_table("land_use_2023"), code_table("land_use_2020"), code_table("land_survey")


def levels(table):
    sizes = [len(code) for code in table.names]
    return [sizes.count(2), sizes.count(4), sizes.count(6)]


def test_the_classifications_have_as_many_classes_as_their_guides_say():
    assert levels(NOW) == [24, 111, 40]
    assert levels(TRIAL) == [24, 106, 39]
    assert NOW.names["2005"] == "其他交通运输用海"
    assert {code for code in NOW.names if len(code) > 2 and code[:-2] not in NOW} == set()
    assert {code for code in TRIAL.names if len(code) > 2 and code[:-2] not in TRIAL} == set()


def test_divisions_are_whole_and_dated():
    table = code_table("admin_divisions")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", table.as_of)
    assert len([code for code in table.names if code.endswith("0000")]) == 34
    assert table.names["110101"] == "东城区" and table.names["360000"] == "江西省"
    assert code_table("admin_divisions_retired").rows["110103"]["became"] == "110101"  # 崇文区, merged in 2010
    assert not set(code_table("admin_divisions_retired").names) & set(table.names)
    assert not any(invented(code) for code in table.names) and invented("990101")


def test_sections_hold_every_division_once():
    assert "".join(section_of(f"{k:02d}") for k in range(1, 98)) == "".join(
        letter * count
        for letter, count in zip(
            "ABCDEFGHIJKLMNOPQRST", (5, 7, 31, 3, 4, 2, 8, 2, 3, 4, 1, 2, 3, 4, 3, 1, 2, 5, 6, 1), strict=True
        )
    )
    assert section_of("00") is None and section_of("98") is None


def test_sections_agree_with_a_table_that_others_made(reference):
    """Manufacturing has kept its divisions since 2011; the mixed table has letters before its codes."""
    with open(reference / "codes" / "gbt4754_mixed_2011_2017_INCOMPLETE.csv", encoding="utf-8") as stream:
        codes = [row["code"] for row in csv.DictReader(stream) if re.fullmatch(r"[A-N]\d\d", row["code"])]
    assert len(codes) > 50
    assert [code for code in codes if section_of(code[1:]) != code[0]] == []


@pytest.mark.parametrize(
    ("text", "code", "how"),
    [
        ("07", "07", "as_written"),
        ("7", "07", "zero_lost"),
        ("101", "0101", "zero_lost"),
        ("70101", "070101", "zero_lost"),
        ("070000", "07", "padded"),
        ("080600", "0806", "padded"),
        ("70000", "07", "zero_lost"),
        ("1001", "1001", "as_written"),
        ("0603", "0603", "as_written"),  # of the trial edition only
        ("9999", "9999", "unknown"),
        ("R2", "R2", "unknown"),
    ],
)
def test_how_codes_of_land_use_are_read(text, code, how):
    assert land_use_reading(text, NOW, TRIAL) == (code, how)


@pytest.mark.parametrize(("text", "code"), [("303", "0303"), ("8H1", "08H1"), ("0101", "0101"), ("10100", "0101")])
def test_how_codes_of_the_land_survey_are_read(text, code):
    assert land_use_reading(text, SURVEY).code == code


@given(st.sampled_from(sorted(NOW.names)), st.booleans(), st.booleans())
def test_what_was_lost_or_added_comes_back(code, as_number, padded):
    """Two codes of one table that only differ by padding would be read as one; there are none."""
    text = code.ljust(6, "0") if padded else code
    text = str(int(text)) if as_number else text
    assert land_use_reading(text, NOW).code == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C2614", [("C2614", "as_written")]),
        ("2614", [("C2614", "letter_missing")]),
        ("c2614", [("C2614", "letter_missing")]),
        ("A2614", [("C2614", "letter_wrong")]),
        ("C3042特种玻璃制造", [("C3042", "as_written")]),
        ("C2614;2929、C26", [("C2614", "as_written"), ("C2929", "letter_missing"), ("C26", "as_written")]),
        ("9900", [("9900", "unknown")]),
        ("化工", [("化工", "unknown")]),
        ("C", [("C", "as_written")]),
        ("1", [("A01", "letter_missing")]),
        ("26144", [("26144", "unknown")]),
    ],
)
def test_how_codes_of_industries_are_read(text, found):
    assert industry_readings(text) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [("110101", "110101"), ("156110101", "110101"), ("110101001", "110101"), ("110101001002", "110101"),
     ("11", "110000"), ("1101", "110100"), ("1101011", None), ("", None), ("东城区", None)],
)  # fmt: skip
def test_how_codes_of_divisions_are_read(text, code):
    assert admin_code(text) == code


def test_a_users_table_stands_in_place_of_ours(tmp_path, monkeypatch):
    (tmp_path / "industry.csv").write_text("code,name\nC2614,有机化学原料制造\n", encoding="utf-8")
    (tmp_path / "land_use_2023.csv").write_text("code,name\nR2,二类居住用地\n", encoding="utf-8")
    assert not code_table("industry")
    monkeypatch.setenv("ZONING_REVIEW_CODES", os.fspath(tmp_path))
    assert code_table("land_use_2023").names == {"R2": "二类居住用地"}
    assert industry_readings("2614") == [("C2614", "letter_missing")]
    assert industry_readings("C2651") == [("C2651", "unknown")]
    monkeypatch.delenv("ZONING_REVIEW_CODES")
    assert "07" in code_table("land_use_2023")
