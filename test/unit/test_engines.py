"""The choice of the engine: never a kernel that is untested, never a wait that nobody asked for."""

import subprocess
import sys

import numpy as np
import pytest

from zoning_review_plugin.command import engine_notice as notices
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.overlay import engines, kernel_engine, shapely_engine, warming

from .small_reviews import Against, box, layer, reviewed


@pytest.fixture
def fresh():
    """What is known of the kernel forgotten, before and after."""
    engines.kernel_agrees.cache_clear()
    yield
    engines.kernel_agrees.cache_clear()


def test_kernel_agrees_on_the_built_in_pairs_and_says_that_it_is_compiled(fresh, tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "_note", lambda: tmp_path / "cache" / "kernel")
    assert engines.chosen("auto", engines.MANY) == ("shapely", "not_compiled")
    assert engines.chosen("kernel", 1) == ("kernel", "asked")
    assert engines.chosen("auto", engines.MANY) == ("kernel", "ready")
    assert engines.chosen("shapely", engines.MANY) == ("shapely", "asked")


def test_kernel_that_is_wrong_on_lines_is_not_used(fresh, monkeypatch):
    def broken(lines, polygons, a, b, threads=1):
        pieces, flagged = shapely_engine.pieces_inside(lines, polygons, a, b)
        return pieces.taken(slice(1, None)), flagged

    monkeypatch.setattr(kernel_engine, "pieces_inside", broken)
    assert engines.chosen("kernel", 1) == ("shapely", "test_failed")


@pytest.mark.parametrize("fault", ["wrong", "raises"])
def test_kernel_that_fails_its_test_is_not_used(fresh, fault, monkeypatch):
    def broken(left, right, a, b, measure, threads=1):
        if fault == "raises":
            raise ValueError("no such instruction")
        return shapely_engine.shared_areas(left, right, a, b, measure) + np.eye(1, len(a))[0]

    monkeypatch.setattr(kernel_engine, "shared_areas", broken)
    assert engines.chosen("kernel", 1) == ("shapely", "test_failed")


def test_without_numba_the_other_engine_serves(monkeypatch):
    monkeypatch.setattr(engines, "kernel_is_installed", lambda: False)
    assert engines.chosen("auto", engines.MANY) == engines.chosen("kernel", 1) == ("shapely", "not_installed")


def test_small_cases_are_not_told_apart_by_what_is_compiled():
    assert engines.chosen("auto", engines.MANY - 1) == ("shapely", "small")


def test_built_in_pairs_are_of_every_kind():
    """Sharing nothing, all of one, and part; with holes and with shared edges."""
    left, right = engines._built_in_pairs()
    shared, smaller = engines.shapely.area(engines.shapely.intersection(left, right)), engines.shapely.area(left)
    assert (shared == 0).sum() > 20 and (np.abs(shared - smaller) < 1e-9).sum() > 5 and (shared > 0).sum() > 200
    assert (engines.shapely.get_num_interior_rings(left) > 0).sum() > 50


def test_review_names_its_engine_and_why(monkeypatch):
    monkeypatch.setattr(engines, "kernel_is_installed", lambda: False)
    result = reviewed([box(0, 0, 10, 10)], engine="kernel", erl=Against(layer(box(5, 0, 15, 10))))
    facts = dict(zip(result.tables["run"]["key"], result.tables["run"]["value"]))
    assert (facts["engine"], facts["engine_because"]) == ("shapely", "not_installed")
    assert "numba" in notices.engine_notice(result, "kernel", Words("en"))
    assert notices.engine_notice(result, "auto", Words("zh")) is None


class Begun:
    """Stands for `subprocess`: keeps what would be started."""

    DEVNULL = subprocess.DEVNULL

    def __init__(self, begun):
        self._begun = begun

    def Popen(self, call, **options):
        self._begun.append((call, options))


def test_kernel_is_compiled_in_the_background_once(tmp_path, monkeypatch):
    begun = []
    monkeypatch.setattr(warming, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(warming, "is_compiled", lambda: False)
    monkeypatch.setattr(warming, "subprocess", Begun(begun))
    monkeypatch.setenv(warming.SWITCH, "0")
    assert not warming.start_compiling()
    monkeypatch.delenv(warming.SWITCH)
    assert warming.start_compiling() and not warming.start_compiling()
    (call, options) = begun[0]
    assert len(begun) == 1 and call[1:] == ["-m", "zoning_review_plugin.overlay.warming"]
    done = subprocess.run(call, env={**options["env"], "XDG_CACHE_HOME": str(tmp_path)}, capture_output=True, text=True)
    assert done.stdout.strip() == "kernel" and list((tmp_path / "zoning_review").glob("kernel-*")), done.stderr
    assert call[0] == sys.executable


WITHOUT_NUMBA = """
import sys
sys.modules["numba"] = None
import numpy as np
from zoning_review_plugin.overlay import engines, kernel_engine, shapely_engine
from zoning_review_plugin.overlay.kernel.compiling import AVAILABLE
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.shapes import Shapes
left, right = (Shapes(shapes[:60], Plane()) for shapes in engines._built_in_pairs())
rows = np.arange(60)
found = [engine.shared_areas(left, right, rows, rows, Plane()) for engine in (kernel_engine, shapely_engine)]
print(AVAILABLE, np.abs(found[0] - found[1]).max() < 1e-9)
"""


def test_kernel_is_right_without_a_compiler_too():
    """Slow, but there for the few pairs that GEOS cannot overlay."""
    done = subprocess.run([sys.executable, "-c", WITHOUT_NUMBA], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True"], done.stderr
