"""The rows of a review: their order and ids, what is listed beside overlaps, and which geometries are kept."""

import itertools

import numpy as np
import pytest
import shapely

from zoning_review_plugin.model.case import Options

from .small_reviews import ORIGIN, Against, box, issues, layer, line, only, plane, point, reviewed, rows

SUBJECT = box(0, 0, 100, 100)
ERL = "ecological_red_line"


# Order


def test_rows_keep_the_order_of_the_inputs():
    """Subjects as delivered, then constraints as the case has them, then features by feature id."""
    first = layer(box(0, 0, 10, 10), box(50, 0, 60, 10), name="first")
    second = layer(box(20, 0, 30, 10), point(5, 5), name="second")
    zebra = Against(layer(box(-5, -5, 25, 15), box(-5, -5, 70, 15)))
    apple = Against(layer(box(-9, -9, 99, 99)), "custom")
    result = reviewed([first, second], zebra=zebra, apple=apple)
    assert rows(result, "subject", "source", "subject_id") == [
        ("first.gpkg", "1"),
        ("first.gpkg", "2"),
        ("second.gpkg", "second:1"),
        ("second.gpkg", "second:2"),
    ]
    ids = [row[0] for row in rows(result, "subject", "subject_id")]
    assert rows(result, "exposure", "subject_id", "constraint_key") == list(itertools.product(ids, ("zebra", "apple")))
    assert rows(result, "overlap", "subject_id", "constraint_key", "feature_id") == [
        ("1", "zebra", "1"),
        ("1", "zebra", "2"),
        ("1", "apple", "1"),
        ("2", "zebra", "2"),
        ("2", "apple", "1"),
        ("second:1", "zebra", "1"),
        ("second:1", "zebra", "2"),
        ("second:1", "apple", "1"),
        ("second:2", "zebra", "1"),
        ("second:2", "zebra", "2"),
        ("second:2", "apple", "1"),
    ]


# Ids


def test_ids_are_those_of_the_field_else_the_feature_id():
    named = layer(SUBJECT, box(200, 0, 210, 10), box(300, 0, 310, 10), name="parcels", DKBH=["07", None, "7"])
    result = reviewed([named], fields={"id": "DKBH"}, erl=Against(layer(SUBJECT, BSM=["R-1"])))
    assert rows(result, "subject", "subject_id") == [("07",), ("2",), ("7",)]
    assert only(result, "overlap").feature_id == "R-1"


def test_ids_that_clash_between_sources_get_the_name_of_the_later_source():
    sources = [layer(SUBJECT, name="north", ID=["a"]), layer(box(0, 0, 5, 5), name="south", ID=["a"])]
    result = reviewed(sources, fields={"id": "ID"}, erl=Against(layer(SUBJECT)))
    assert rows(result, "subject", "subject_id") == [("a",), ("south:a",)]
    assert [(issue[0], issue[2]) for issue in issues(result)] == [("south", "duplicate_id")]
    assert rows(result, "overlap", "subject_id", "relation") == [("a", "equals"), ("south:a", "within")]


def test_ids_that_clash_within_a_source_are_told_apart_and_nothing_is_merged():
    subjects = layer(SUBJECT, box(0, 0, 5, 5), box(9, 9, 10, 10), name="parcels", ID=["a", "a", "a"])
    result = reviewed([subjects], fields={"id": "ID"}, erl=Against(layer(SUBJECT)))
    ids = [row[0] for row in rows(result, "subject", "subject_id")]
    assert len(set(ids)) == 3 and ids[0] == "a"
    assert [row[0] for row in rows(result, "exposure", "subject_id")] == ids
    assert [issue[2] for issue in issues(result)] == ["duplicate_id"] * 2


def test_files_of_one_name_in_many_folders_never_share_an_id():
    result = reviewed([layer(SUBJECT, name="p", DKBH=["1"]) for _ in range(5)], fields={"id": "DKBH"})
    ids = [row[0] for row in rows(result, "subject", "subject_id")]
    assert ids[:3] == ["1", "p:1", "p:1#1"] and len(set(ids)) == 5


def test_features_whose_ids_clash_are_told_apart():
    features = layer(box(0, 0, 60, 100), box(40, 0, 100, 100), box(0, 0, 9, 9), BSM=["x", "x", "y"])
    result = reviewed([SUBJECT], erl=Against(features))
    ids = [row[0] for row in rows(result, "overlap", "feature_id")]
    assert len(set(ids)) == 3 and (ids[0], ids[2]) == ("x", "y")
    assert ("erl", None, "duplicate_ids", "warning") in issues(result)


# What lies near


NEIGHBOURS = (box(110, 0, 120, 100), box(0, 130, 100, 140), box(-170, 0, -160, 100), box(100, 20, 105, 30))


def test_nothing_but_overlaps_is_listed_unless_asked_for():
    result = reviewed([SUBJECT], options=plane(), erl=Against(layer(*NEIGHBOURS), coverage="full"))
    assert len(result.tables["overlap"]) == 0
    row = only(result, "exposure")
    assert (row.status, row.nearest_id, row.nearest_m) == ("not_involved", "4", 0.0)


def test_features_within_a_distance_are_listed_with_distance_and_bearing():
    options = plane(list_within_m=50.0)
    result = reviewed([SUBJECT], options=options, erl=Against(layer(*NEIGHBOURS, box(50, 50, 200, 60))))
    found = rows(result, "overlap", "feature_id", "relation", "distance_m", "bearing_deg")
    near = pytest.approx
    assert found == [
        ("1", "near", near(10, rel=1e-6), near(90, abs=0.01)),
        ("2", "near", near(30, rel=1e-6), near(0, abs=0.01)),
        ("4", "touches", 0.0, None),
        ("5", "overlaps", 0.0, None),
    ]
    shares = rows(result, "overlap", "area_m2", "share_of_subject", "sliver", "within_accuracy", "geom")
    assert shares[:3] == [(0.0, 0.0, False, False, None)] * 3
    assert only(result, "exposure").feature_count == 1  # what is near is not involved


def test_touches_are_listed_if_asked_for():
    result = reviewed([SUBJECT], options=plane(touches=True), erl=Against(layer(*NEIGHBOURS), coverage="full"))
    assert rows(result, "overlap", "feature_id", "relation", "area_m2", "distance_m") == [("4", "touches", 0.0, 0.0)]
    assert only(result, "exposure").status == "not_involved"


@pytest.mark.parametrize(
    ("subject", "feature"),
    [
        (SUBJECT, box(100, 100, 120, 120)),  # a corner
        (line((0, 0), (50, 0)), box(50, -10, 80, 10)),  # the end of a line
        (point(0, 50), SUBJECT),  # a point on a border
        (line((0, 0), (50, 0)), line((50, 0), (50, 90))),  # end to end
    ],
)
def test_every_kind_can_touch(subject, feature):
    result = reviewed([subject], options=plane(touches=True), x=Against(layer(feature), "custom", coverage="full"))
    assert rows(result, "overlap", "relation", "distance_m") == [("touches", 0.0)]
    assert only(result, "exposure").status == "not_involved"


def test_lines_and_points_near_have_no_area():
    result = reviewed(
        [line((0, 0), (50, 0)), point(0, 5)], options=plane(list_within_m=50.0), x=Against(layer(box(0, 20, 50, 30)))
    )
    figures = rows(result, "overlap", "relation", "area_m2", "length_m", "share_of_subject")
    assert figures == [("near", None, 0.0, 0.0), ("near", None, None, None)]


def test_the_nearest_is_looked_for_up_to_the_search_distance():
    against = Against(layer(box(700, 0, 800, 100), box(0, 1600, 100, 1700)), coverage="full")
    row = only(reviewed([SUBJECT], options=plane(search_distance_m=700), erl=against), "exposure")
    assert (row.nearest_id, row.nearest_m) == ("1", pytest.approx(600, rel=1e-9))
    assert row.bearing_deg == pytest.approx(90, abs=0.01)
    row = only(reviewed([SUBJECT], options=plane(search_distance_m=599), erl=against), "exposure")
    assert row.nearest_id is None and np.isnan([row.nearest_m, row.bearing_deg]).all()
    row = only(reviewed([SUBJECT], options=plane(search_distance_m=0), erl=against), "exposure")
    assert row.nearest_id is None


# Geometry


@pytest.mark.parametrize(
    ("wanted", "role", "secrecy", "keep", "kept"),
    [
        ("none", ERL, "internal", False, False),
        ("conflicts", ERL, "internal", False, True),
        ("conflicts", "permanent_farmland", "public", False, True),
        ("conflicts", "admin_area", "internal", False, False),
        ("conflicts", "custom", "internal", False, False),
        ("all", "admin_area", "internal", False, True),
        ("all", ERL, "secret", False, False),
        ("conflicts", ERL, "secret", False, False),
        ("all", ERL, "secret", True, True),
        ("none", ERL, "secret", True, False),
    ],
)
def test_which_geometries_are_kept(wanted, role, secrecy, keep, kept):
    options = Options(overlap_geometry=wanted, keep_secret_geometry=keep)
    result = reviewed([SUBJECT], options=options, x=Against(layer(box(60, 0, 160, 100)), role, secrecy=secrecy))
    geometry = only(result, "overlap").geom
    assert geometry.equals(box(60, 0, 100, 100)) if kept else geometry is None


@pytest.mark.parametrize(("code", "kept"), [("ZH33010610001", True), ("ZH33010620001", False)])
def test_a_priority_unit_is_a_conflict_and_others_are_not(code, kept):
    units = Against(layer(SUBJECT, HJGKDYBM=[code]), "control_unit")
    row = only(reviewed([SUBJECT], units=units), "overlap")
    assert row.code == code
    assert (row.geom is not None) == kept


def test_a_secret_layer_leaves_figures_and_no_geometry_anywhere():
    secret = Against(layer(box(60, 0, 160, 100)), secrecy="secret")
    result = reviewed([SUBJECT], options=plane(overlap_geometry="all", split_by=("units",)), secret=secret, units=UNITS)
    assert only_rows(result, "secret", "area_m2") == [pytest.approx(1000, rel=1e-9), pytest.approx(3000, rel=1e-9)]
    assert only_rows(result, "secret", "geom") == [None, None]


UNITS = Against(layer(box(-50, -50, 70, 150), box(70, -50, 150, 150)), "admin_area")


def only_rows(result, key, column):
    """A column of the overlap rows of one constraint."""
    return [value for found, value in rows(result, "overlap", "constraint_key", column) if found == key]


@pytest.mark.parametrize("keep", [False, True])
def test_pieces_and_issues_show_no_secret_geometry_unless_it_is_kept(keep):
    """A secret layer that cuts the subject, and that holds a bow tie which had to be repaired."""
    bow_tie = shapely.Polygon(np.array([(0, 0), (10, 10), (10, 0), (0, 10)]) + ORIGIN)
    secret = Against(layer(box(0, 0, 50, 100), bow_tie), "permanent_farmland", secrecy="secret")
    options = Options(split_by=("pbf",), keep_secret_geometry=keep, overlap_geometry="all")
    result = reviewed([SUBJECT], options=options, pbf=secret, erl=Against(layer(SUBJECT)))
    for table in ("piece", "overlap", "issue"):
        shown = result.tables[table]["geom"].notna()
        assert len(shown) and shown.any() == keep, table
    messages = dict(rows(result, "issue", "check_code", "message"))
    assert ("500005, 3600005" in messages["geometry_repaired_open"]) == keep
    assert result.tables["subject"]["geom"].notna().all()


def test_geometry_is_what_the_two_share():
    bay = shapely.union_all([box(50, 0, 60, 100), box(80, 20, 300, 40)])
    result = reviewed([SUBJECT], options=Options(overlap_geometry="all"), x=Against(layer(bay)))
    assert only(result, "overlap").geom.equals(bay.intersection(SUBJECT))
