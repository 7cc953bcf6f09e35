"""The plugin is reloaded, and QGIS closed while a review runs: it ends, nothing is left running, results stay.

Run under Xvfb.
"""

import pathlib
import sqlite3
import time

import pytest

from .windows import seen_in_qgis


@pytest.fixture(scope="module")
def seen(plugin_zip, tmp_path_factory):
    """(what the script saw in QGIS, folder with its results)."""
    folder = tmp_path_factory.mktemp("leave")
    return seen_in_qgis(plugin_zip, folder, "en", "leave_in_qgis.py", kinds=["gpkg"]), folder


def test_qgis_ends_as_it_should(seen):
    assert "error" not in seen[0], seen[0].get("error")
    assert seen[0]["busy"] and seen[0]["exit_status"] == 0


def test_the_reloaded_plugin_has_a_panel_of_its_own(seen):
    assert seen[0]["reviewed"] and seen[0]["reloaded"] and seen[0]["another"]


def test_the_results_before_are_whole(seen):
    folder = seen[1] / "results"
    assert [path.name for path in folder.glob("*.gpkg*")] == ["review.gpkg"]
    with sqlite3.connect(folder / "review.gpkg") as review:
        assert review.execute("pragma integrity_check").fetchone() == ("ok",)
        assert review.execute("select count(*) from finding").fetchone()[0] > 1000


def test_no_process_of_it_is_left(seen):
    mark = f"ZR_OUT={seen[1]}".encode()
    end = time.monotonic() + 30
    while time.monotonic() < end and _running(mark):
        time.sleep(0.5)
    assert _running(mark) == []


def _running(mark):
    """Ids of the processes whose environment holds `mark`, where the system tells."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in path.read_bytes().split(b"\0"):
                found.append(path.parent.name)
        except OSError:
            continue  # it has just ended, or is another user's
    return found
