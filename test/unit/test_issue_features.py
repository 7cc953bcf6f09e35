"""Issues on features of one id: each is told, by the name that the other tables have for the feature."""

import pytest
import shapely

from .small_reviews import Against, box, layer, plane, reviewed

_BOW = shapely.Polygon([(500_000, 3_600_000), (500_100, 3_600_100), (500_100, 3_600_000), (500_000, 3_600_100)])


def _told(result, code, table="issue"):
    frame = result.tables[table]
    return frame.loc[frame["check_code"] == code, ["layer", "feature_id"]].apply(tuple, axis=1).tolist()


def test_each_feature_of_one_id_has_its_own_row():
    red = layer(box(0, 0, 9, 9), None, None, b"\x01\x03junk", None, id=["A", "A", "A", "A", None])
    result = reviewed([box(0, 0, 50, 50)], red=Against(red, fields={"id": "id"}), options=plane())
    assert _told(result, "geometry_null") == [("red", "A#2"), ("red", "A#3"), ("red", "5")]
    assert _told(result, "geometry_unreadable") == [("red", "A#4")]


def test_repairs_and_doubles_are_called_as_in_the_table_of_overlaps():
    red = layer(_BOW, _BOW, id=["A", "A"])
    result = reviewed([box(0, 0, 100, 100)], red=Against(red, fields={"id": "id"}), options=plane())
    named = result.tables["overlap"]["feature_id"].tolist()
    assert named == ["A", "A#2"]
    assert _told(result, "geometry_repaired_open") == [("red", name) for name in named]
    issue = result.tables["issue"]
    double = issue[issue["check_code"] == "features_duplicate"]
    assert double["feature_id"].tolist() == ["A#2"] and "“A”" in double["message"].iloc[0]


def test_figures_that_are_none_are_told_for_each_of_one_id():
    red = layer(box(0, 0, 9, 9), box(20, 0, 29, 9), id=["A", "A"], mj=["81 m2", "81 m2"])
    fields = {"id": "id", "area": "mj"}
    result = reviewed([box(0, 0, 50, 50)], red=Against(red, fields=fields, area_unit="m2"), options=plane())
    assert _told(result, "number_unreadable") == [("red", "A"), ("red", "A#2")]


@pytest.mark.parametrize("names", [("north", "south"), ("plots", "plots")])
def test_subjects_of_several_sources_are_told_apart(names):
    sources = [layer(box(k, 0, k + 9, 9), None, None, name=name, id=["S", "S", "T"]) for k, name in enumerate(names)]
    result = reviewed(sources, fields={"id": "id"}, red=Against(layer(box(0, 0, 5, 5))), options=plane())
    subject = result.tables["subject"]
    without = subject.loc[subject["geometry_kind"].isna(), "subject_id"].tolist()
    assert len(set(without)) == 4
    assert [feature for _, feature in _told(result, "geometry_null")] == without


def test_overlaps_among_units_of_one_code_name_both():
    units = layer(box(0, 0, 60, 60), box(50, 0, 110, 60), code=["ZH99010120001"] * 2)
    against = Against(units, role="control_unit", fields={"id": "code", "code": "code"})
    result = reviewed([box(0, 0, 100, 50)], units=against, options=plane())
    issue = result.tables["issue"]
    row = issue[issue["check_code"] == "tiles_overlap"].iloc[0]
    assert row["feature_id"] == "ZH99010120001"
    assert "ZH99010120001#2" in row["message"]
