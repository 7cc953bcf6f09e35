"""The benchmarks' own code: the data, the comparing, medians and ratios, kept runs, tables."""

import dataclasses
import functools
import json
import sys

import numpy as np
import pytest
import shapely

from bench import data, pairs_file, plan
from bench.compare import compare
from bench.engines import ENGINES
from bench.figures import Figure, added, of_runs, ratio, scaled
from bench.making import region
from bench.making.contours import ground_above
from bench.making.fields import Field, rough_field
from bench.making.files import ids_of
from bench.making.layers import make_layers
from bench.measure import measure
from bench.runs import Job, Run, Runs
from bench.tables import DOCUMENTS, markdown, put_in
from bench.workplace import Workplace

TINY = region.Size(500, 1500.0, 300, 2000.0, (6, 5), 1500.0, 3, 1500.0)


@functools.lru_cache(maxsize=None)
def _layers():
    return make_layers(TINY)


# The data


def test_data_is_valid_complete_and_the_same_each_time():
    layers, again = _layers(), make_layers(TINY)
    assert {name: len(polygons) for name, polygons in layers.items() if name not in ("udb", "redline")} == {
        "parcels": 500,
        "farmland": 300,
        "units": 30,
    }
    for name, polygons in layers.items():
        assert shapely.is_valid(polygons).all(), name
        assert shapely.equals_exact(polygons, again[name]).all(), name


def test_units_tile_the_region_with_shared_edges():
    units = _layers()["units"]
    whole = shapely.coverage_union_all(units)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert shapely.area(units).sum() == pytest.approx(whole.area, rel=1e-12)


def test_red_line_is_few_large_features_with_holes():
    redline = _layers()["redline"]
    assert 1 < len(redline) <= TINY.redline_features
    assert shapely.get_num_interior_rings(shapely.get_parts(redline)).sum() > 0


def test_some_parcels_are_farmland_cells_to_the_last_bit():
    layers = _layers()
    farmland = {polygon.wkb for polygon in layers["farmland"]}
    assert sum(polygon.wkb in farmland for polygon in layers["parcels"]) >= 10


def test_contours_of_a_cone_are_circles_with_a_hole():
    x, y = np.meshgrid(np.arange(200) + 0.5, np.arange(100) + 0.5)
    distance = np.hypot(x - 90, y - 50)
    (ring,) = ground_above(Field(-np.abs(distance - 25.0), 1.0), -10.0, 1.0)
    assert shapely.get_num_interior_rings(ring) == 1
    assert ring.area == pytest.approx(np.pi * (35.0**2 - 15.0**2), rel=2e-3)
    assert shapely.get_coordinates(ring.centroid)[0] - [region.X0, region.Y0] == pytest.approx([90, 50], abs=0.01)


def test_contours_close_at_the_rim_and_keep_rings_apart_in_saddles():
    field = rough_field(np.random.default_rng(5), 5000.0, 2.0)
    polygons = ground_above(field, field.above(0.5), 0.0)
    assert shapely.is_valid(polygons).all()
    share = shapely.area(polygons).sum() / (region.WIDTH * region.HEIGHT)
    assert share == pytest.approx(0.5, abs=0.1)


def test_data_command_writes_layers_with_ids(tmp_path, monkeypatch):
    monkeypatch.setitem(data.SIZES, "XS", TINY)
    written = dict(data.make("XS", tmp_path))
    assert data.complete(tmp_path)
    assert ids_of(tmp_path / "parcels.gpkg").tolist() == list(range(500))
    lon, lat = shapely.get_coordinates(written["units"]).mean(axis=0)
    assert (lon, lat) == pytest.approx((108.0, 30.5), abs=0.5)


def test_samples_are_nested(tmp_path, monkeypatch):
    monkeypatch.setitem(data.SIZES, "XS", TINY)
    assert dict(data.make("XS", tmp_path / "data"))
    place = Workplace(tmp_path, "XS")
    few, many = (ids_of(place.sample(count)) for count in (10, 100))
    assert (len(few), len(many)) == (10, 100)
    assert set(few) < set(many)


def test_runs_on_different_data_are_not_mixed(tmp_path):
    Workplace(tmp_path / "out", "S", tmp_path)
    Workplace(tmp_path / "out", "S", tmp_path)
    with pytest.raises(SystemExit, match="--out"):
        Workplace(tmp_path / "out", "S")


# Comparing


def _table(**layers):
    columns = {name: tuple(np.array(column) for column in zip(*rows)) for name, rows in layers.items()}
    return pairs_file.joined({name: (*parts, parts[2] / 100) for name, parts in columns.items()})


def test_same_pairs_are_equal_whatever_their_order_and_pieces():
    one = _table(units=[(1, 7, 30.0), (2, 7, 50.0)], udb=[(1, 0, 5.0)])
    other = _table(udb=[(1, 0, 5.0)], units=[(2, 7, 20.0), (1, 7, 30.0), (2, 7, 30.0), (5, 7, 1e-7)])
    found = compare(one, other)
    assert found.equal
    assert (found.pairs, found.total) == (3, pytest.approx(0, abs=1e-12))


def test_missing_and_extra_pairs_are_named_with_their_areas():
    found = compare(_table(units=[(1, 7, 30.0), (2, 7, 50.0)]), _table(units=[(1, 7, 33.0), (2, 8, 40.0)]))
    assert not found.equal
    assert found.missing == (("units", 2, 7, 50.0),)
    assert found.extra == (("units", 2, 8, 40.0),)
    assert found.largest_m2 == pytest.approx(3.0)
    assert any("missing: units, parcel 2, constraint 7" in line for line in found.lines())


def test_a_sample_and_a_part_of_the_layers_are_compared_alone():
    reference = _table(units=[(1, 7, 30.0), (2, 7, 50.0)], udb=[(1, 0, 5.0)])
    assert compare(reference, _table(units=[(2, 7, 50.0)]), np.array([2])).equal


def test_tables_come_back_from_files(tmp_path):
    table = _table(units=[(1, 7, 30.0)], udb=[(1, 0, 5.0)])
    pairs_file.write(tmp_path / "t.npz", table)
    back = pairs_file.read(tmp_path / "t.npz")
    assert back.layers == ("units", "udb")
    assert compare(table, back).equal
    assert pairs_file.summary(back) == {"units": {"pairs": 1, "total": 30.0}, "udb": {"pairs": 1, "total": 5.0}}


# Figures


def test_medians_leave_failed_runs_out():
    runs = [Run(3.0, 10), Run(1.0, 30), Run(9.0, 1, "broke"), Run(2.0, 20)]
    assert of_runs(runs) == Figure(2.0, 20, 3)
    assert of_runs([Run(1.0, 1, "broke")]).fault == "broke"
    assert of_runs([]).seconds is None


def test_only_what_grows_with_the_parcels_is_scaled():
    figure = scaled(Figure(10.0, 1, 1), Figure(30.0, 2, 1), few=50, many=1050, all_=100_050)
    assert figure.seconds == pytest.approx(10.0 + 0.02 * 100_000)
    assert (figure.parcels, figure.mark) == (1050, "*")
    assert scaled(Figure(None, fault="broke"), Figure(1.0), 1, 2, 3).fault == "broke"


def test_parts_add_up_and_stay_marked():
    figure = added(Figure(10.0, 500, 3), Figure(90.0, 700, 1, parcels=2000))
    assert (figure.seconds, figure.peak, figure.mark) == (100.0, 700, "*")
    assert added(Figure(1.0), Figure(None, fault="broke")).fault == "broke"


def test_ratio_of_what_is_unknown_is_unknown():
    assert ratio(Figure(30.0), Figure(2.0)) == 15.0
    assert ratio(Figure(None), Figure(2.0)) is None
    assert ratio(None, Figure(2.0)) is None


# Runs


def _environment():
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def test_a_process_is_measured_with_its_children(tmp_path):
    child = "x = bytearray(200_000_000); import time; time.sleep(1.5)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('{{\"pairs\": 3}}')"
    found = measure([sys.executable, "-c", code], _environment(), tmp_path / "log", 60)
    assert (found.status, found.answer) == (0, {"pairs": 3})
    assert found.wall > 0.5
    assert found.peak > 200_000_000


def test_what_takes_too_long_is_ended(tmp_path):
    found = measure([sys.executable, "-c", "import time; time.sleep(60)"], _environment(), tmp_path / "log", 0.3)
    assert found.status == -9
    assert found.wall < 10


def test_a_series_goes_on_where_it_broke(tmp_path):
    job = Job("kernel", "all", (sys.executable, "-c", "print('{}')"))
    assert not Runs(tmp_path, _environment()).finished(job, 2)
    Runs(tmp_path, _environment()).run(job, {})
    runs = Runs(tmp_path, _environment())
    assert len(runs.of(job)) == 1
    runs.run(job, {})
    assert runs.finished(job, 2)
    assert runs.finished(dataclasses.replace(job, work="x"), 2) is False
    runs.forget(["kernel"])
    assert runs.of(job) == []


def test_a_failed_run_tells_its_last_words(tmp_path):
    runs = Runs(tmp_path, _environment())
    run = runs.run(Job("qgis", "all", (sys.executable, "-c", "raise SystemExit('no such layer')")), {})
    assert run.fault == "no such layer (status 1)"


# Plan and tables


def test_whoever_is_sampled_on_the_red_line_is_asked_in_parts():
    assert plan.works_of("M", "qgis", False) == ["simple", "redline"]
    assert plan.works_of("M", "duckdb", False) == ["all", "simple"]
    assert plan.works_of("L", "kernel", True) == ["all", "simple"]


def _results(kernel_s=1.0):
    def engine(name, all_s, simple_s, missing=""):
        works = {
            "all": dataclasses.asdict(Figure(all_s, 3e8, 3)),
            "simple": dataclasses.asdict(Figure(simple_s, 3e8, 3)),
        }
        pairs = {"all": {"pairs": 34209, "missing": 0, "extra": 0}}
        return {
            "title": name,
            "missing": missing,
            "versions": {name: "1.0"},
            "works": {} if missing else works,
            "pairs": {} if missing else pairs,
        }

    engines = {"kernel": engine("kernel", kernel_s, 0.9), "shapely": engine("shapely", 1.4, 1.2)}
    engines |= {"qgis": engine("qgis", 95.0, 8.2), "duckdb": engine("duckdb", 0, 0, "no spatial (status 1)")}
    machine = {"cpus": "2 of 2", "model": "m", "memory": "24 GiB", "system": "s", "load": "0.1"}
    own = {"engine": "kernel", "review": dataclasses.asdict(Figure(3.5, 1, 3))}
    return {
        "size": "S",
        "date": "d",
        "commit": "c",
        "machine": machine,
        "libraries": {"numpy": "1"},
        "engines": engines,
        "own": own,
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_hold_ratios_beside_aims_and_leave_nobody_out(language):
    text = markdown(json.loads(json.dumps(_results())), language)
    assert "| 95 (≥ 80) | 9.1 (≥ 8) | 34,209 " in text
    assert "no spatial (status 1)" in text
    assert "| 3.5 | ≤ 4.0 |" in text


def test_a_missed_aim_is_told():
    assert "| 48 (≥ 80) **missed** |" in markdown(_results(kernel_s=2.0), "en")


def test_tables_go_between_their_markers():
    text = "a\n<!-- bench S -->\nold\n<!-- end of bench S -->\nb\n"
    assert put_in(text, "S", "new\n") == "a\n<!-- bench S -->\nnew\n<!-- end of bench S -->\nb\n"
    with pytest.raises(ValueError):
        put_in(text, "M", "new\n")


def test_documents_have_markers_and_every_engine_a_name():
    for path in DOCUMENTS.values():
        for size in ("S", "M", "L"):
            put_in(path.read_text(encoding="utf-8"), size, "")
    assert {engine.name for engine in ENGINES} >= set(plan.KERNEL["S"]) | {"kernel", "shapely"}
