"""What fresh eyes found the gate silent about, or unclear: each was so once."""

import zipfile

import pytest

from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.model.errors import InputFault
from zoning_review_plugin.review.check import check

from .small_cases import square, write_case, write_layer
from .small_reviews import Against, box, layer, plane, reviewed, rows, small_case


def _told(result, code):
    issue = result.tables["issue"]
    return issue.loc[issue["check_code"] == code, "message"].tolist()


@pytest.mark.parametrize(
    "role, known, unknown",
    [
        ("water_source", ["一级", "二级保护区", "准"], ["甲级", None]),
        ("nature_reserve", ["核心保护区", "一般控制区"], ["甲级", ""]),
        ("development_boundary", ["城镇集中建设区"], ["甲级"]),
    ],
)
def test_classes_that_mean_no_grade_are_told(role, known, unknown):
    classes = [*known, *unknown]
    shapes = [box(10 * k, 0, 10 * k + 9, 9) for k in range(len(classes))]
    against = Against(layer(*shapes, kind=classes), role, fields={"class": "kind"})
    result = reviewed([box(0, 0, 100, 9)], options=plane(), zone=against)
    grades = [grade for _, grade in rows(result, "overlap", "feature_id", "grade")]
    assert [grade is None for grade in grades] == [False] * len(known) + [True] * len(unknown)
    (said,) = _told(result, "class_not_known")
    assert said.startswith(f"{len(unknown)} features") and "甲级" in said


def test_a_reserve_whose_classes_are_all_known_is_silent():
    against = Against(layer(box(0, 0, 9, 9), kind=["核心区"]), "nature_reserve", fields={"class": "kind"})
    assert _told(reviewed([box(0, 0, 5, 5)], options=plane(), zone=against), "class_not_known") == []


def test_unit_codes_in_small_letters_are_found_by_their_values_and_told():
    codes = ["zh99010120001", " ZH99010120002", "ＺＨ99010120003"]
    units = layer(*(box(50 * k, 0, 50 * k + 50, 50) for k in range(3)), F7=codes)
    result = reviewed([box(0, 0, 150, 50)], options=plane(), units=Against(units, "control_unit"))
    assert [code for _, code in rows(result, "overlap", "feature_id", "code")] == codes
    (said,) = _told(result, "unit_code_malformed")
    assert "3 features" in said and "ZH99010120001" in said


def test_fields_of_dates_and_divisions_can_be_named():
    units = layer(box(0, 0, 9, 9), bm=["ZH99010120001"], qx=["990102"], a=["2030-01-01"], b=["2031-01-01"])
    fields = {"code": "bm", "admin": "qx", "valid_from": "a", "valid_to": "b"}
    result = reviewed([box(0, 0, 5, 5)], options=plane(), units=Against(units, "control_unit", fields=fields))
    assert len(_told(result, "unit_admin_differs")) == len(_told(result, "features_not_in_force")) == 1


def test_a_case_may_name_them(tmp_path):
    from zoning_review_plugin.inputs.case.case_file import read_case

    fields = {"admin": "qx", "valid_from": "a", "valid_to": "b"}
    constraint = {"key": "u", "role": "control_unit", "source": "u.gpkg", "fields": fields}
    case = read_case(write_case(tmp_path / "x.review.yaml", [{"source": "s.gpkg"}], [constraint]))
    assert case.constraints[0].fields == fields


def test_an_archive_tells_what_to_name(tmp_path):
    write_layer(tmp_path / "red.gpkg", [(square(0, 0, 50),)])
    with zipfile.ZipFile(tmp_path / "red.zip", "w") as archive:
        archive.write(tmp_path / "red.gpkg", "data/red.gpkg")
        archive.writestr("data/big.gdb/a0001.gdbtable", b"")
        archive.writestr("data/big.gdb/a0002.gdbtable", b"")
        archive.writestr("readme.txt", b"")
    with pytest.raises(InputFault) as caught:
        open_source("red.zip", "auto", tmp_path)
    params = caught.value.params
    assert (caught.value.code, params["holds"]) == ("archive_not_entered", "data/big.gdb, data/red.gpkg")
    named = params["example"].replace("big.gdb", "red.gpkg")
    assert open_source(named, "auto", tmp_path).declared_count == 1


def test_a_virtual_layer_that_names_itself_is_not_taken_for_one_on_the_network(tmp_path):
    """Whoever follows the advice to allow the network would be no wiser."""
    own = '<OGRVRTDataSource><OGRVRTLayer name="v"><SrcDataSource relativeToVRT="1">v.vrt</SrcDataSource></OGRVRTLayer>'
    (tmp_path / "v.vrt").write_text(own + "</OGRVRTDataSource>")
    with pytest.raises(InputFault) as caught:
        open_source("v.vrt", "auto", tmp_path)
    assert caught.value.code == "source_reaches_out"


def test_check_says_the_same_of_classes():
    against = Against(layer(box(0, 0, 9, 9), kind=["甲级"]), "water_source", fields={"class": "kind"})
    case, layers = small_case([box(0, 0, 5, 5)], plane(), {"zone": against}, language="zh")
    found = check(case, layers)
    assert "class_not_known" in found.issue["check_code"].tolist()
    assert found.verdicts()["zone"]["verdict"] == "usable_with_remarks"
