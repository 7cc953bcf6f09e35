"""What a review knows of each subject against each layer: statuses, coverage, layers that cannot be used.

Missing data never turns into `not_involved` (contract section 3).
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely

from zoning_review_plugin.model.case import Coverage, Options
from zoning_review_plugin.model.errors import InputFault

from .small_reviews import ORIGIN, Against, box, issues, layer, line, missing, only, plane, point, reviewed, rows

FAR = box(900, 900, 950, 950)
SUBJECT = box(0, 0, 100, 100)
FIGURES = (
    "covered_share feature_count union_area_m2 sum_area_m2 attribute_area_m2 length_m sum_length_m "
    "share_of_subject remainder_m2 nearest_id nearest_m bearing_deg"
).split()


def exposure(subject, against, **options):
    """The exposure row of one subject against one constraint."""
    return only(reviewed([subject], options=plane(**options), layer=against), "exposure")


def covered_by(*ground, features=(FAR,), role="ecological_red_line", crs=4547):
    """A constraint that answers for some ground."""
    return Against(layer(*features), role, layer(*ground, crs=crs), coverage=Coverage("coverage.gpkg"))


# What is met, and what is known of the rest


@pytest.mark.parametrize("subject", [SUBJECT, line((0, 50), (100, 50)), point(50, 50)])
def test_what_shares_ground_is_involved(subject):
    row = exposure(subject, Against(layer(box(40, 40, 60, 60)), coverage=None))
    assert (row.status, row.feature_count) == ("involved", 1)


@pytest.mark.parametrize("subject", [SUBJECT, line((0, 50), (100, 50)), point(50, 50)])
def test_nothing_met_on_full_coverage_is_not_involved(subject):
    row = exposure(subject, Against(layer(FAR), coverage="full"))
    assert (row.status, row.covered_share, row.feature_count) == ("not_involved", 1.0, 0)


@pytest.mark.parametrize("subject", [SUBJECT, line((0, 50), (100, 50)), point(50, 50)])
def test_nothing_met_on_unknown_coverage_is_no_data(subject):
    row = exposure(subject, Against(layer(FAR)))
    assert row.status == "no_data" and np.isnan(row.covered_share)


@pytest.mark.parametrize(
    ("subject", "status", "share"),
    [
        (box(10, 10, 90, 90), "not_involved", 1.0),
        (box(0, 0, 100, 100), "not_involved", 1.0),
        (box(50, 0, 150, 100), "partly_known", 0.5),
        (box(99, 0, 199, 100), "partly_known", 0.01),
        (box(99.9999, 0, 199.9999, 100), "partly_known", 1e-6),
        (box(0, 0, 100.001, 100), "partly_known", 100 / 100.001),
        (line((10, 10), (90, 90)), "not_involved", 1.0),
        (line((10, 10), (10, 130)), "partly_known", 0.75),
        (point(50, 50), "not_involved", 1.0),
    ],
)
def test_a_coverage_layer_answers_for_its_ground(subject, status, share):
    row = exposure(subject, covered_by(SUBJECT))
    assert row.status == status
    assert row.covered_share == (1.0 if share == 1.0 else pytest.approx(share, rel=1e-6))


@pytest.mark.parametrize("subject", [box(200, 0, 300, 100), line((200, 0), (300, 0)), point(200, 50)])
def test_outside_all_coverage_nothing_is_known(subject):
    row = exposure(subject, covered_by(SUBJECT))
    assert (row.status, row.covered_share) == ("no_data", 0.0)


def test_coverage_in_parts_is_counted_once():
    parts = [box(-10, -10, 50, 110), box(50, -10, 90, 110), box(30, -10, 90, 110)]
    assert exposure(SUBJECT, covered_by(*parts)).covered_share == pytest.approx(0.9, rel=1e-9)
    row = exposure(SUBJECT, covered_by(*parts, box(90, -10, 110, 110)))
    assert (row.status, row.covered_share) == ("not_involved", 1.0)
    crossing = exposure(line((0, 50), (100, 50)), covered_by(*parts, box(90, -10, 110, 110)))
    assert (crossing.status, crossing.covered_share) == ("not_involved", 1.0)


def test_coverage_comes_in_its_own_crs():
    """A cell of EPSG:4490 around the subject, on the same datum."""
    row = exposure(SUBJECT, covered_by(shapely.box(113.9, 32.4, 114.1, 32.6), crs=4490))
    assert (row.status, row.covered_share) == ("not_involved", 1.0)


def test_what_is_met_is_involved_whatever_the_coverage():
    against = covered_by(box(0, 0, 25, 100), features=(box(90, 0, 200, 100),))
    row = exposure(SUBJECT, against)
    assert (row.status, row.covered_share) == ("involved", pytest.approx(0.25, rel=1e-9))


@pytest.mark.parametrize(
    ("coverage", "code"),
    [(missing("layer"), "coverage_unreadable"), (layer(SUBJECT, crs=None), "coverage_crs_missing")],
)
def test_a_coverage_that_cannot_be_used_leaves_the_status_unknown(coverage, code):
    against = Against(layer(FAR), "ecological_red_line", coverage, coverage=Coverage("coverage.gpkg"))
    result = reviewed([SUBJECT], layer=against)
    row = only(result, "exposure")
    assert row.status == "no_data" and np.isnan(row.covered_share)
    assert ("layer", None, code, "error") in issues(result)


@pytest.mark.parametrize("role", ["control_unit", "land_survey", "admin_area"])
def test_roles_that_tile_the_ground_answer_for_what_they_cover(role):
    units = Against(layer(box(0, 0, 60, 100), box(60, 0, 90, 100)), role)
    row = exposure(SUBJECT, units)
    assert (row.status, row.feature_count) == ("involved", 2)
    assert row.covered_share == pytest.approx(0.9, rel=1e-9)
    assert exposure(box(10, 10, 80, 20), units).covered_share == 1.0
    outside = exposure(box(200, 0, 210, 10), units)
    assert (outside.status, outside.covered_share) == ("no_data", 0.0)
    assert exposure(point(50, 50), units).status == "involved"
    assert exposure(point(500, 50), units).status == "no_data"


# Layers that cannot be used


UNUSABLE = {
    "file_missing": Against(missing("layer"), coverage="full"),
    "layer_empty": Against(layer(), coverage="full"),
    "crs_missing": Against(layer(SUBJECT, crs=None), coverage="full"),
    "datum_unknown": Against(layer(shapely.box(113.9, 32, 114.1, 33), crs=4610), coverage="full"),
    "wrong_geometry_kind": Against(layer(line((0, 0), (50, 50))), coverage="full"),
    "layer_incomplete": Against(layer(SUBJECT, declared=3), coverage="full"),
}


@pytest.mark.parametrize("code", UNUSABLE)
def test_a_layer_that_cannot_be_used_gives_no_data_and_an_issue(code):
    result = reviewed([SUBJECT, line((0, 50), (100, 50)), point(50, 50)], layer=UNUSABLE[code])
    assert rows(result, "exposure", "status") == [("no_data",)] * 3
    assert rows(result, "exposure", *FIGURES) == [(None,) * len(FIGURES)] * 3
    assert len(result.tables["overlap"]) == 0
    assert ("layer", None, code, "error") in issues(result)


def test_a_layer_with_features_but_no_geometry_gives_no_data():
    result = reviewed([SUBJECT], layer=Against(layer(None, None), coverage="full"))
    assert rows(result, "exposure", "status") == [("no_data",)]


def test_one_unusable_layer_leaves_the_others_alone():
    result = reviewed([SUBJECT], bad=UNUSABLE["crs_missing"], good=Against(layer(SUBJECT)))
    assert rows(result, "exposure", "constraint_key", "status") == [("bad", "no_data"), ("good", "involved")]


def test_a_guessed_datum_step_is_taken_only_where_the_case_accepts_it():
    """Xian 1980 against CGCS2000: PROJ knows no step between the two, only that both are degrees."""
    subject = layer(shapely.box(113.99, 32.5, 114.01, 32.51), crs=4490, name="subjects")
    against = Against(layer(shapely.box(113.9, 32, 114.1, 33), crs=4610), coverage="full")
    refused = reviewed([subject], layer=against)
    assert only(refused, "exposure").status == "no_data"
    assert ("layer", None, "datum_unknown", "error") in issues(refused)
    accepted = reviewed([subject], options=Options(accept_datum_shift=True), layer=against)
    row = only(accepted, "exposure")
    assert (row.status, row.share_of_subject) == ("involved", 1.0)
    assert ("layer", None, "datum_shift_accepted", "warning") in issues(accepted)


def test_a_short_layer_is_taken_only_where_the_case_accepts_it():
    short = Against(layer(SUBJECT, declared=3), coverage="full")
    result = reviewed([SUBJECT], options=Options(accept_incomplete=True), layer=short)
    assert only(result, "exposure").status == "involved"
    assert ("layer", None, "layer_incomplete", "warning") in issues(result)


def test_a_named_pipeline_settles_the_datum_step():
    """Half a second of longitude eastwards, as a plain offset: about 13 m at 32 degrees."""
    subject = layer(shapely.box(114.0, 32.5, 114.001, 32.501), crs=4490, name="subjects")
    pipeline = "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=geogoffset +dlon=0.5 "
    pipeline += "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    against = Against(layer(shapely.box(113.9, 32, 114.0, 33), crs=4610), transform=pipeline)
    row = only(reviewed([subject], layer=against), "exposure")
    assert row.status == "involved"
    assert row.share_of_subject == pytest.approx(0.5 / 3.6, rel=1e-6)


def test_a_feature_that_may_lie_anywhere_may_lie_here():
    """Nothing met, full coverage, and yet one feature without geometry: that is not "not involved"."""
    against = Against(layer(FAR, None), coverage="full")
    result = reviewed([SUBJECT, FAR], layer=against)
    assert rows(result, "exposure", "status") == [("partly_known",), ("involved",)]
    assert ("layer", None, "features_unplaced", "warning") in issues(result)
    accepted = reviewed([SUBJECT], options=Options(accept_incomplete=True), layer=against)
    assert rows(accepted, "exposure", "status") == [("not_involved",)]
    with ThreadPoolExecutor(2) as executor:
        assert rows(reviewed([SUBJECT], executor, layer=against), "exposure", "status") == [("partly_known",)]


def test_a_feature_without_any_ground_hides_none():
    flat = shapely.Polygon(np.array([(5, 5), (10, 10), (20, 20), (5, 5)]) + ORIGIN)
    result = reviewed([SUBJECT], layer=Against(layer(FAR, flat), coverage="full"))
    assert rows(result, "exposure", "status") == [("not_involved",)]


def test_a_point_between_two_patches_lies_in_their_layer():
    """On the border that two patches of one layer share, and so inside of what they make together."""
    patches = layer(box(0, 0, 50, 100), box(50, 0, 100, 100))
    inside, on_rim = point(50, 50), point(50, 0)
    for against in (Against(patches, coverage="full"), Against(patches, "control_unit")):
        result = reviewed([inside, on_rim], layer=against)
        assert rows(result, "exposure", "status", "feature_count")[0] == ("involved", 2)
        assert rows(result, "exposure", "status")[1] != ("involved",)
    by_ground = Against(layer(FAR), "ecological_red_line", patches, coverage=Coverage("coverage.gpkg"))
    assert rows(reviewed([inside], layer=by_ground), "exposure", "status") == [("not_involved",)]


@pytest.mark.parametrize("basis", ["ellipsoidal", "geodesic", "projected"])
def test_bent_edges_close_no_hole_in_the_coverage(basis):
    """Two coverage patches along an edge of 18 km, a wedge of 0.1 hm2 between them, under every area rule."""
    subject = shapely.box(110.0, 35.0, 110.2, 35.02)
    cover = [shapely.Polygon([(110, 35), (110.2, 35), (110.2, 35.01), (110.1, 35.009999), (110, 35.01)])]
    cover.append(shapely.box(110, 35.01, 110.2, 35.02))
    ground = layer(*cover, crs=4490)
    against = Against(
        layer(shapely.box(120, 35, 121, 36), crs=4490), "custom", ground, coverage=Coverage("coverage.gpkg")
    )
    options = Options(area_basis=basis)
    row = only(reviewed([layer(subject, crs=4490, name="s")], options=options, layer=against), "exposure")
    assert row.status == "partly_known" and 0.999 < row.covered_share < 1
    row = only(
        reviewed([layer(subject, crs=4490, name="s")], options=options, u=Against(ground, "control_unit")), "exposure"
    )
    assert row.share_of_subject < 1 and row.remainder_m2 > 900


def test_a_coverage_without_polygons_is_told():
    against = Against(
        layer(FAR), "ecological_red_line", layer(line((0, 0), (9, 9))), coverage=Coverage("coverage.gpkg")
    )
    result = reviewed([SUBJECT], layer=against)
    assert rows(result, "exposure", "status") == [("no_data",)]
    assert ("layer", None, "coverage_without_polygons", "error") in issues(result)


# Subjects that cannot be placed keep their row


with np.errstate(invalid="ignore"):
    NOT_FINITE = shapely.Polygon([(0, 0), (1, 0), (np.nan, 1), (0, 0)])
BOW_TIE = shapely.Polygon(np.array([(0, 0), (10, 10), (10, 0), (0, 10)]) + ORIGIN)
MIXED = shapely.GeometryCollection([box(0, 0, 20, 10), line((0, 0), (5, 5)), point(1, 1)])
ODD = {
    "geometry_null": None,
    "geometry_empty": shapely.Polygon(),
    "coordinates_not_finite": NOT_FINITE,
    "geometry_unreadable": b"\x01\x03\x00\x00\x00\xff\xff",
}


@pytest.mark.parametrize("code", ODD)
def test_a_subject_without_usable_geometry_keeps_its_row(code):
    result = reviewed([ODD[code], SUBJECT], fields={}, erl=Against(layer(SUBJECT), coverage="full"))
    assert rows(result, "subject", "subject_id", "geometry_kind") == [("1", None), ("2", "polygon")]
    assert rows(result, "subject", "area_m2", "length_m", "geom")[0] == (None, None, None)
    assert rows(result, "exposure", "subject_id", "status") == [("1", "no_data"), ("2", "involved")]
    assert rows(result, "exposure", *FIGURES)[0] == (None,) * len(FIGURES)
    assert [issue[:3] for issue in issues(result)] == [("subjects", "1", code)]


def test_a_bow_tie_is_repaired_and_told():
    """Two triangles of 25 m2."""
    result = reviewed([BOW_TIE], options=plane(), erl=Against(layer(SUBJECT)))
    assert only(result, "subject").area_m2 == pytest.approx(50.0, rel=1e-9)
    assert only(result, "exposure").union_area_m2 == pytest.approx(50.0, rel=1e-9)
    assert [issue[:3] for issue in issues(result)] == [("subjects", "1", "geometry_repaired_open")]


def test_a_mixed_geometry_is_reviewed_by_its_areas_and_told():
    result = reviewed([MIXED], options=plane(), erl=Against(layer(SUBJECT)))
    assert rows(result, "subject", "geometry_kind", "area_m2") == [("polygon", pytest.approx(200.0, rel=1e-9))]
    assert [issue[:3] for issue in issues(result)] == [("subjects", "1", "geometry_mixed")]


def test_subjects_that_all_lack_geometry_are_a_fault():
    with pytest.raises(InputFault) as fault:
        reviewed([None, shapely.Polygon()], erl=Against(layer(SUBJECT)))
    assert fault.value.code == "subjects_without_geometry"
