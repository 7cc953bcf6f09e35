"""Subjects cut by splitting layers: pieces sum to the subject, and their figures to those of the whole."""

import numpy as np
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from zoning_review_plugin.model.case import Options

from .independent import star
from .small_reviews import ORIGIN, Against, box, layer, line, missing, plane, point, reviewed, rows

RANDOM = settings(derandomize=True, deadline=None, max_examples=10, phases=[Phase.explicit, Phase.generate])
SUBJECT = box(0, 0, 100, 100)
COUNTIES = Against(
    layer(box(-50, -50, 30, 150), box(30, -50, 90, 150), XZQDM=["330106", "330110"], BSM=["c1", "c2"]), "admin_area"
)
LAND = Against(layer(box(-50, -50, 150, 40), box(-50, 40, 150, 150), DLBM=["0101", "1001"]), "land_survey")


def split(subjects, *keys, options=None, **constraints):
    """The result of a review split by the counties, or by the layers named."""
    options = options or plane(split_by=keys or ("county",))
    return reviewed(subjects, options=options, **{"county": COUNTIES, **constraints})


def test_pieces_carry_the_code_of_the_county_and_the_rest_none():
    result = split([SUBJECT])
    assert rows(result, "piece", "piece_id", "subject_id", "admin_code", "county", "area_m2", "length_m") == [
        ("1/1", "1", "330106", "330106", pytest.approx(3000, rel=1e-9), None),
        ("1/2", "1", "330110", "330110", pytest.approx(6000, rel=1e-9), None),
        ("1/3", "1", None, None, pytest.approx(1000, rel=1e-9), None),
    ]


def test_several_layers_cut_one_after_the_other():
    result = split([SUBJECT], "county", "land", land=LAND)
    assert rows(result, "piece", "county", "land", "admin_code", "area_m2") == [
        ("330106", "0101", "330106", pytest.approx(1200, rel=1e-9)),
        ("330106", "1001", "330106", pytest.approx(1800, rel=1e-9)),
        ("330110", "0101", "330110", pytest.approx(2400, rel=1e-9)),
        ("330110", "1001", "330110", pytest.approx(3600, rel=1e-9)),
        (None, "0101", None, pytest.approx(400, rel=1e-9)),
        (None, "1001", None, pytest.approx(600, rel=1e-9)),
    ]


def test_lines_and_points_are_cut_too():
    result = split([line((0, 10), (100, 10)), point(10, 10), None])
    assert rows(result, "piece", "subject_id", "admin_code", "area_m2", "length_m") == [
        ("1", "330106", None, pytest.approx(30, rel=1e-9)),
        ("1", "330110", None, pytest.approx(60, rel=1e-9)),
        ("1", None, None, pytest.approx(10, rel=1e-9)),
        ("2", "330106", None, None),
    ]


def test_a_splitting_layer_that_cannot_be_used_leaves_its_column_empty():
    result = split([SUBJECT], "gone", gone=Against(missing("gone")))
    assert rows(result, "piece", "gone", "area_m2") == [(None, pytest.approx(10_000, rel=1e-9))]
    assert ("gone", "no_data") in rows(result, "exposure", "constraint_key", "status")


def test_overlaps_are_told_by_piece_and_sum_to_the_pair():
    """A feature over x from 20 to 95: 1000 m2 in the first county, 6000 in the second, 500 in none."""
    result = split([SUBJECT], erl=Against(layer(box(20, -10, 95, 110))))
    columns = ("constraint_key", "piece_id", "area_m2", "share_of_subject", "relation")
    mine = [row[1:] for row in rows(result, "overlap", *columns) if row[0] == "erl"]
    assert mine == [
        ("1/1", pytest.approx(1000, rel=1e-9), pytest.approx(0.10, rel=1e-9), "overlaps"),
        ("1/2", pytest.approx(6000, rel=1e-9), pytest.approx(0.60, rel=1e-9), "overlaps"),
        ("1/3", pytest.approx(500, rel=1e-9), pytest.approx(0.05, rel=1e-9), "overlaps"),
    ]
    exposed = [
        row for row in rows(result, "exposure", "constraint_key", "union_area_m2", "feature_count") if row[0] == "erl"
    ]
    assert exposed == [("erl", pytest.approx(7500, rel=1e-9), 1)]


def stations_by_piece(subject, feature):
    """{county code: (from, to)} of one line subject."""
    result = split([subject], options=plane(split_by=("county",)), erl=Against(layer(feature)))
    codes = dict(rows(result, "piece", "piece_id", "admin_code"))
    found = rows(result, "overlap", "constraint_key", "piece_id", "station_from_m", "station_to_m")
    return {codes[piece]: (start, end) for key, piece, start, end in found if key == "erl"}


def test_stations_of_pieces_are_those_along_the_whole_line():
    found = stations_by_piece(line((0, 10), (100, 10)), box(20, 0, 95, 20))
    assert found == {
        "330106": pytest.approx((20, 30)),
        "330110": pytest.approx((30, 90)),
        None: pytest.approx((90, 95)),
    }


@pytest.mark.parametrize("before", [(), (SUBJECT,), (None,), (point(5, 5), SUBJECT)])
def test_stations_of_pieces_do_not_depend_on_the_subjects_before(before):
    bent = line((10, 10), (20, 10), (20, 20), (50, 20), (50, 10))
    result = split([*before, bent], erl=Against(layer(box(15, 0, 60, 100))))
    found = rows(result, "overlap", "constraint_key", "subject_id", "station_from_m", "station_to_m")
    mine = [row[2:] for row in found if row[:2] == ("erl", str(len(before) + 1))]
    assert mine == [pytest.approx((5, 30)), pytest.approx((30, 60))]


def test_stations_of_a_closed_line_reach_its_end():
    """A loop of 60 + 40 + 60 + 40 m that starts in the first county: 0 to 30, and back at 130 to 200."""
    loop = line((0, 0), (60, 0), (60, 40), (0, 40), (0, 0))
    assert stations_by_piece(loop, box(-10, 1, 25, 50)) == {"330106": pytest.approx((135, 199))}
    assert stations_by_piece(loop, box(-10, -10, 29, 50)) == {"330106": pytest.approx((0, 200))}


def test_stations_of_a_line_that_crosses_itself_are_those_of_the_passage():
    """It passes the place (20, 0) after 20 m and after 140 m, and runs on from there for 30 m, through the feature."""
    own = line((0, 0), (50, 0), (50, 30), (20, 30), (20, -30))
    corner = shapely.Polygon(np.array([(20, 0), (10, -40), (30, -40)]) + ORIGIN)
    assert stations_by_piece(own, box(10, -40, 25, -5)) == {"330106": pytest.approx((145, 170))}
    assert stations_by_piece(own, corner) == {"330106": pytest.approx((140, 170))}


@RANDOM
@given(seed=st.integers(0, 10**6))
def test_pieces_sum_to_their_subject_and_overlaps_to_the_unsplit_ones(seed):
    random = np.random.default_rng(seed)

    def stars(first, count, size):
        centres = np.array(ORIGIN) + random.uniform(0, 1000, (count, 2))
        return [shapely.Polygon(star(seed + first + k, centre, size, 8)) for k, centre in enumerate(centres)]

    subjects = [*stars(0, 5, 250), line((0, 0), (1000, 900), (100, 800)), None]
    units = Against(layer(*stars(20, 6, 400)), "admin_area")
    against = Against(layer(*stars(40, 8, 300)))
    whole = reviewed(subjects, options=Options(), county=units, erl=against)
    cut = reviewed(subjects, options=Options(split_by=("county",)), county=units, erl=against)
    assert_frame_equal(whole.tables["subject"].drop(columns="geom"), cut.tables["subject"].drop(columns="geom"))
    assert_frame_equal(whole.tables["exposure"], cut.tables["exposure"])
    pieces = cut.tables["piece"].groupby("subject_id")[["area_m2", "length_m"]].sum()
    sizes = whole.tables["subject"].set_index("subject_id")[["area_m2", "length_m"]].fillna(0).drop("7")
    assert list(pieces.index) == list(sizes.index)
    assert pieces.to_numpy() == pytest.approx(sizes.to_numpy(), rel=1e-9, abs=2e-4)
    keys, figures = ["subject_id", "constraint_key", "feature_id"], ["area_m2", "length_m", "share_of_subject"]
    sums = cut.tables["overlap"].groupby(keys)[figures].sum()
    pairs = whole.tables["overlap"].set_index(keys)[figures].fillna(0).sort_index()
    assert list(sums.index) == list(pairs.index)
    assert sums.to_numpy() == pytest.approx(pairs.to_numpy(), rel=1e-7, abs=1e-3)


def test_a_neighbour_across_a_slanted_border_stays_out_of_the_pieces():
    """Zone-prefixed coordinates: cutting moves new corners by 4e-9 m, over a border of 18 km that makes 8e-6 m2.

    The first subject and its neighbour share an edge bit for bit, so they only touch; nothing may be said of
    ground that a piece of it shares, least of all with the feature of the other subject, 80 km away.
    """
    a, b = (38500776.53473674, 3600582.1017924324), (38518682.211592525, 3601026.3242798154)
    subject = shapely.Polygon([a, b, (38518492.19743604, 3603526.3242798154), (38500586.520580254, 3603082.1017924324)])
    beside = shapely.Polygon([a, b, (38518872.22574901, 3598526.3242798154), (38500966.54889322, 3598082.1017924324)])
    south, north = (38504888.90722101, 3510582.1017924324), (38504844.27774409, 3690582.1017924324)
    county = shapely.Polygon([south, north, (38404888.90722101, north[1]), (38404888.90722101, south[1])])
    far = shapely.box(38_600_000, 3_600_000, 38_600_100, 3_600_100)
    result = reviewed(
        [layer(subject, far, crs=4526, name="s")],
        options=Options(split_by=("county",)),
        county=Against(layer(county, crs=4526), "admin_area"),
        erl=Against(layer(beside, far, crs=4526)),
    )
    found = rows(result, "overlap", "constraint_key", "piece_id", "feature_id", "relation")
    assert [row for row in found if row[0] == "erl"] == [("erl", "2/1", "2", "equals")]
