"""One process, threads, a pool of processes: the same tables to the last digit, `run` aside (contract section 5)."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from pandas.testing import assert_frame_equal

from zoning_review_plugin.command.executors import process_pool
from zoning_review_plugin.model.case import Coverage, Options, Sliver
from zoning_review_plugin.review.shares import shards_by_place

from .independent import array_of, star
from .small_reviews import ORIGIN, Against, box, layer, line, missing, point, reviewed

TABLES = ("subject", "piece", "overlap", "exposure", "issue")


def stars(seed, count, size, spread, shift=0.0):
    """Polygons scattered over a square of `spread` m, `shift` m to the east of the others."""
    random = np.random.default_rng(seed)
    centres = np.array(ORIGIN) + (shift, 0) + random.uniform(0, spread, (count, 2))
    return [shapely.Polygon(star(seed + k, centre, size, 9)) for k, centre in enumerate(centres)]


def coast():
    """A polygon of 4000 vertices through the middle of the subjects."""
    angles = np.linspace(0, 2 * np.pi, 4000, endpoint=False)
    radii = 1500 * (1 + 0.2 * np.cos(11 * angles) + 0.02 * np.cos(301 * angles))
    return shapely.Polygon(np.array(ORIGIN) + 2000 + np.column_stack([radii * np.cos(angles), radii * np.sin(angles)]))


def subjects():
    """Some 190 subjects in two places 60 km apart, so that some layers lie near one shard and far from another."""
    shapes = stars(1, 65, 120, 4000) + stars(500, 65, 120, 4000, shift=60_000.0)
    shapes += [line((x, 0), (x + 900, 4000), (x + 300, 3000)) for x in range(0, 3000, 100)]
    shapes += [point(x, 0.7 * x) for x in range(0, 4000, 150)]
    shapes += [None, shapely.Polygon(), shapes[0], box(0, 0, 9000, 30), *stars(900, 2, 150, 4000)]
    return layer(*shapes, name="subjects")


def constraints():
    tiles = [box(x, y, x + 2500, y + 2500) for x in (-3000, -500, 2000, 58_000) for y in (-3000, -500, 2000)]
    farmland = stars(900, 60, 150, 4000)
    wells = [point(x, 4000 - x) for x in range(0, 4000, 400)]
    in_degrees = shapely.box(114.0, 32.52, 114.02, 32.54)
    return {
        "unit": Against(layer(*tiles, XZQDM=[f"33{k:04d}" for k in range(len(tiles))]), "admin_area"),
        "erl": Against(
            layer(coast(), *stars(700, 9, 300, 4000), BSM=["same"] * 10),
            coverage=Coverage("c.gpkg"),
            coverage_layer=layer(box(-2000, -2000, 3800, 400), box(-2000, 400, 300, 9000)),
            accuracy_m=20.0,
        ),
        "pbf": Against(layer(*farmland, TBMJ=[str(100 * k) for k in range(60)]), "permanent_farmland", coverage="full"),
        "river": Against(layer(*stars(40, 5, 200, 4000), line((0, 0), (4000, 4000))), "river_lake", secrecy="secret"),
        "well": Against(layer(*wells, None), "sensitive_target"),
        "zone": Against(layer(in_degrees, crs=4490), "planning_zone", coverage="full"),
        "old": Against(layer(in_degrees, crs=4610)),
        "gone": Against(missing("gone"), coverage="full"),
        "empty": Against(layer(), coverage="full"),
    }


OPTIONS = Options(
    split_by=("unit",), sliver=Sliver(50.0, 0.001, 2.0), list_within_m=150.0, touches=True, overlap_geometry="all"
)


def tables(executor=None, threads=1, options=OPTIONS):
    """The tables of the review, geometries as WKB."""
    found = reviewed([subjects()], executor, threads, options=options, **constraints()).tables
    return {
        name: found[name].assign(geom=[None if g is None else g.wkb for g in found[name]["geom"]])
        if "geom" in found[name]
        else found[name]
        for name in TABLES
    }


@pytest.fixture(scope="module")
def alone():
    """The tables made in one piece by one thread."""
    found = tables()
    assert len(found["exposure"]) == len(found["subject"]) * len(constraints())
    assert {"involved", "not_involved", "partly_known", "no_data"} == set(found["exposure"]["status"])
    assert {"within", "contains", "equals", "overlaps", "crosses", "near"} <= set(found["overlap"]["relation"])
    return found


def assert_same(alone, other):
    for name in TABLES:
        assert_frame_equal(alone[name], other[name], check_exact=True, obj=name)


def test_in_threads_of_an_executor(alone):
    with ThreadPoolExecutor(3) as executor:
        assert_same(alone, tables(executor))


def test_in_a_pool_of_processes(alone):
    with process_pool(2) as executor:
        assert_same(alone, tables(executor))


def test_with_several_threads_in_one_piece(alone):
    assert_same(alone, tables(threads=3))


def test_again(alone):
    assert_same(alone, tables())


@pytest.mark.parametrize("basis", ["geodesic", "projected", "attribute"])
def test_with_every_basis(basis):
    options = Options(area_basis=basis, search_distance_m=300.0)
    with ThreadPoolExecutor(2) as executor:
        assert_same(tables(options=options), tables(executor, options=options))


def test_one_worker_needs_no_pool():
    with process_pool(1) as executor:
        assert executor is None


def test_each_subject_is_in_one_shard():
    shapes = array_of([shapely.Point(x % 37, x // 37) for x in range(1000)] + [None] * 5)
    shards = shards_by_place(shapes, 16)
    assert len(shards) > 4 and all(len(shard) for shard in shards)
    assert sorted(np.concatenate(shards).tolist()) == list(range(1005))
    assert all((np.diff(shard) > 0).all() for shard in shards)


class Weighing(ThreadPoolExecutor):
    """Threads that weigh what would travel to a process: (function, bytes) of each task."""

    workers = 2

    def __init__(self):
        super().__init__(2)
        self.weights = []

    def submit(self, function, *arguments):
        self.weights.append((function.__name__, len(pickle.dumps(arguments))))
        return super().submit(function, *arguments)


def test_a_shard_gets_of_layers_in_memory_what_lies_near_it():
    fields = layer(*(box(x, 0, x + 60, 60) for x in range(0, 300_000, 100)))
    county = layer(*(box(x, -500, x + 1000, 500) for x in range(0, 300_000, 1000)), XZQDM=[str(k) for k in range(300)])
    subjects = [box(x, 10, x + 30, 30) for x in range(0, 300_000, 1000)]
    against = {"pbf": Against(fields, "permanent_farmland"), "unit": Against(county, "admin_area")}
    options = Options(search_distance_m=500.0, split_by=("unit",))
    with Weighing() as executor:
        reviewed(subjects, executor, options=options, **against)
    surveys, shards = ([w for name, w in executor.weights if name == kind] for kind in ("_survey", "_shard"))
    assert len(surveys) == 2 and len(shards) >= 4
    assert surveys == sorted(surveys, reverse=True)  # the largest layer first
    assert max(shards) < 2.5 * sum(surveys) / len(shards)
