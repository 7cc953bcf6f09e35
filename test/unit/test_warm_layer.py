"""A layer kept warm tells of one place what a whole review tells of it, by a way of its own."""

import numpy as np
import pyproj
import pytest
import shapely

from zoning_review_plugin.model.case import Coverage
from zoning_review_plugin.review.review import review
from zoning_review_plugin.studies.warm_layer import NO_DATA, met_by_all, place_of, warm

from .small_reviews import Against, box, layer, line, missing, point, small_case

CRS = pyproj.CRS.from_epsg(4547)
FEATURES = [box(0, 0, 100, 100), box(80, 0, 180, 100), box(300, 0, 400, 100), box(400, 0, 500, 100)]
PLACES = {
    "inside one": box(10, 10, 60, 60),
    "on two that overlap": box(50, 20, 150, 80),
    "all of two": box(250, -50, 600, 150),
    "beside": box(180, 0, 300, 100),
    "far away": box(5000, 0, 5100, 100),
    "partly on the coverage": box(900, 0, 1100, 100),
    "with a hole": shapely.difference(box(0, 0, 500, 100), box(20, 20, 400, 80)),
    "a line": line((-50, 50), (550, 50)),
    "a line beside": line((200, 0), (280, 90)),
    "a point": point(90, 50),
    "a point beside": point(250, 50),
}
GROUND = layer(box(-200, -200, 1000, 300), name="ground")
COVERAGES = {
    "unknown": {},
    "full": {"coverage": "full"},
    "layer": {"coverage": Coverage("ground.gpkg"), "coverage_layer": GROUND},
}


def asked(place, **constraint):
    """(`Met` of the warm layer, exposure row of a review) of one place."""
    case, layers = small_case([place], None, {"erl": Against(layer(*FEATURES, BSM=list("ABCD")), **constraint)})
    where = place_of(shapely.to_wkb(place), CRS)
    row = review(case, layers).tables["exposure"].iloc[0]
    return warm(case, layers, where).met(where), row


@pytest.mark.parametrize("coverage", COVERAGES)
@pytest.mark.parametrize("name", PLACES)
def test_the_figures_are_those_of_a_review(name, coverage):
    met, row = asked(PLACES[name], role="ecological_red_line", **COVERAGES[coverage])
    assert met.status == row["status"]
    for ours, theirs in ((met.area, row["union_area_m2"]), (met.share, row["share_of_subject"])):
        np.testing.assert_allclose(ours, np.nan if theirs is None else float(theirs), rtol=1e-9)


def test_what_shares_most_is_named_first():
    met, _ = asked(box(90, 0, 180, 100), role="ecological_red_line")
    assert met.codes == ("B", "A")
    assert met.share == 1.0


@pytest.mark.parametrize("wkb", [None, b"\x00", shapely.to_wkb(shapely.Polygon()), shapely.to_wkb(point(np.nan, 0))])
def test_no_place(wkb):
    assert place_of(wkb, CRS) is None


def test_a_bow_tie_is_asked_as_the_ground_it_encloses():
    bow = shapely.Polygon([(560000, 3400000), (560010, 3400010), (560010, 3400000), (560000, 3400010)])
    assert place_of(shapely.to_wkb(bow), CRS).geometry.area == pytest.approx(50)


def test_a_layer_that_cannot_be_used_has_no_data():
    place = box(0, 0, 10, 10)
    for source in (missing("erl"), layer(*FEATURES, crs=None), layer(name="empty"), layer(*FEATURES, declared=9)):
        case, layers = small_case([place], None, {"erl": Against(source, coverage="full")})
        where = place_of(shapely.to_wkb(place), CRS)
        assert warm(case, layers, where).met(where) == NO_DATA


def test_several_layers_of_one_role():
    place = place_of(shapely.to_wkb(box(0, 0, 100, 100)), CRS)

    def one(*shapes, **more):
        case, layers = small_case([place.geometry], None, {"erl": Against(layer(*shapes), **more)})
        return warm(case, layers, place)

    known, unknown = one(box(900, 0, 990, 90), coverage="full"), one(box(900, 0, 990, 90))
    assert met_by_all([known, known], place).status == "not_involved"
    assert met_by_all([known, unknown], place).status == "no_data"
    assert met_by_all([], place) == NO_DATA
    both = met_by_all([one(box(0, 0, 60, 100)), unknown, one(box(40, 0, 80, 100))], place)
    assert both.share == pytest.approx(0.8, abs=1e-6) and both.status == "involved"
