"""What a scheme takes, ground and ways counted once where its subjects overlap one another, by closed forms."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import shapely
from pandas.testing import assert_frame_equal

from zoning_review_plugin.review.review import review

from .independent import star
from .small_packs import document
from .small_reviews import ORIGIN, Against, box, layer, line, plane, rows, small_case

ERL = {"id": "ERL", "modality": "prohibit", "test": {"overlap": {"role": "ecological_red_line"}}}


@pytest.fixture
def concluded(tmp_path):
    """A function: subjects, features of a layer → {topic: (area, length)} of the only scheme, or the whole `Result`."""

    def call(subjects, red_lines, result=False, executor=None, role="ecological_red_line", **fields):
        subjects = layer(*subjects, name="s", **fields)
        named = {{"FA": "scheme", "BF": "part"}[name]: name for name in fields}
        against = {"erl": Against(layer(*red_lines), role, coverage="full")}
        case, layers = small_case([subjects], plane(), against, named)
        (tmp_path / "p.json").write_text(json.dumps(document(ERL, jurisdiction=[])), encoding="utf-8")
        found = review(replace(case, folder=tmp_path, rules=("p.json",)), layers, executor=executor)
        if result:
            return found
        return {topic: figures for topic, *figures in rows(found, "conclusion", "topic", "area_m2", "length_m")}

    return call


def lengths(found):
    return {topic: pytest.approx(length, abs=1e-9) for topic, (_, length) in found.items()}


ROUTE = ((0, 0), (100, 0), (100, 50))


@pytest.mark.parametrize("again", [ROUTE, ROUTE[::-1], ((0, 0), (33, 0), (100, 0), (100, 21.5), (100, 50))])
def test_a_route_drawn_twice_counts_once(concluded, again):
    found = concluded([line(*ROUTE), line(*again)], [box(80, -5, 120, 20)])
    assert lengths(found) == {"overall": 150.0, "ecological_red_line": 40.0}


def test_of_two_alternatives_the_common_stretch_counts_once(concluded):
    other = line((40, 0), (100, 0), (100, 80))
    found = concluded([line(*ROUTE), other], [box(80, -5, 120, 70)])
    assert lengths(found) == {"overall": 150 + 140 - 110.0, "ecological_red_line": 20 + 70.0}


def test_an_oblique_common_stretch_counts_once(concluded):
    common = ((0, 0), (30, 40), (90, 120))
    found = concluded([line(*common, (190, 120)), line((90, 220), *common[::-1])], [box(60, 80, 300, 200)])
    assert lengths(found) == {"overall": 150 + 100 + 100.0, "ecological_red_line": 50 + 100 + 80.0}


def test_lines_one_after_the_other_count_once(concluded):
    pieces = [line((0, 0), (10, 0)), line((5, 0), (15, 0)), line((8, 0), (20, 0)), line((9, 0), (9.5, 0))]
    found = concluded(pieces, [box(6, -1, 12, 1)])
    assert lengths(found) == {"overall": 20.0, "ecological_red_line": 6.0}


def test_lines_that_only_cross_or_touch_are_added(concluded):
    found = concluded([line((0, 0), (10, 0)), line((5, -5), (5, 5)), line((10, 0), (20, 0))], [box(0, -1, 20, 1)])
    assert lengths(found) == {"overall": 30.0, "ecological_red_line": 22.0}


def test_a_route_along_a_river_that_is_a_line_counts_once(concluded):
    found = concluded([line((0, 0), (10, 0)), line((4, 0), (14, 0))], [line((2, 0), (12, 0))], role="river_lake")
    assert {topic: lengths(found)[topic] for topic in ("overall", "river_lake")} == {
        "overall": 14.0,
        "river_lake": 10.0,
    }


def test_schemes_are_counted_apart(concluded):
    found = concluded([line(*ROUTE), line(*ROUTE)], [box(80, -5, 120, 20)], result=True, FA=["A", "B"])
    told = rows(found, "conclusion", "scheme", "topic", "length_m")
    assert [(scheme, topic, round(length, 9)) for scheme, topic, length in told] == [
        ("A", "overall", 150.0), ("A", "ecological_red_line", 40.0),
        ("B", "overall", 150.0), ("B", "ecological_red_line", 40.0),
    ]  # fmt: skip


def test_ground_of_three_that_overlap_counts_once_and_so_do_lines_in_it(concluded):
    parcels = [box(0, 0, 10, 10), box(5, 0, 15, 10), box(8, 0, 20, 10), box(1, 1, 2, 2)]
    found = concluded(parcels, [box(0, 0, 100, 5), line((-5, 7), (50, 7))], role="river_lake")
    assert (found["overall"], found["river_lake"]) == ([200.0, None], [100.0, 20.0])


def test_parts_are_counted_once_each_by_itself(concluded):
    """The second lies in the first, but is of another part; the third has something with both."""
    parcels = [box(0, 0, 10, 10), box(2, 2, 4, 4), box(3, 2, 13, 4)]
    found = concluded(
        parcels, [box(0, 0, 100, 3)], result=True, BF=["permanent", "temporary", "temporary"]
    )  # fmt: skip
    told = rows(found, "conclusion", "topic", "area_m2", "permanent_m2", "temporary_m2")
    assert told == [("overall", 106.0, 100.0, 22.0), ("ecological_red_line", 33.0, 30.0, 11.0)]


def stars(seed, count, size, spread):
    random = np.random.default_rng(seed)
    centres = np.array(ORIGIN) + random.uniform(0, spread, (count, 2))
    return [shapely.Polygon(star(seed + k, centre, size, 9)) for k, centre in enumerate(centres)]


def test_of_many_that_overlap_it_is_the_union_whatever_the_executor(concluded):
    parcels, red_lines = stars(3, 90, 120, 900), stars(300, 12, 200, 900)
    parts = ["permanent" if k % 3 else "temporary" for k in range(len(parcels))]
    found = concluded(parcels, red_lines, result=True, BF=parts)
    told = rows(found, "conclusion", "area_m2", "permanent_m2", "temporary_m2")
    ground = shapely.union_all(red_lines)
    for place, clip in enumerate((None, ground)):
        for name, wanted in (("area_m2", None), ("permanent_m2", "permanent"), ("temporary_m2", "temporary")):
            shape = shapely.union_all([one for one, part in zip(parcels, parts) if wanted in (None, part)])
            shape = shape if clip is None else shape.intersection(clip)
            column = ("area_m2", "permanent_m2", "temporary_m2").index(name)
            assert told[place][column] == pytest.approx(shape.area, rel=1e-9)
    with ThreadPoolExecutor(2) as executor:
        split = concluded(parcels, red_lines, result=True, executor=executor, BF=parts)
    assert_frame_equal(found.tables["conclusion"], split.tables["conclusion"], check_exact=True)
