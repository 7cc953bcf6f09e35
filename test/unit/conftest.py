"""Fixtures for tests that run the headless command on small cases."""

import os
import signal
from functools import partial

import pytest

from zoning_review_plugin.inputs.files import known

from .small_cases import Answer, square, write_case, write_layer


@pytest.fixture(autouse=True)
def no_notes(tmp_path_factory, monkeypatch):
    """No test sees what an earlier one noted of a file."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr(known, "cache_folder", lambda: folder)


@pytest.fixture
def small_case(tmp_path):
    """A function → the path of a case with two subjects (ids a, b) and one red line that covers half of a.

    Keyword arguments replace keys of the case; `folder` is where it is made.
    """

    def make(folder=tmp_path, subjects=None, constraints=None, **more):
        folder.mkdir(parents=True, exist_ok=True)
        write_layer(
            folder / "parcels.gpkg",
            [(square(0, 0, 100), "a", "first"), (square(1000, 0, 100), "b", "second")],
            ["DKBH", "DKMC"],
        )
        write_layer(folder / "line.gpkg", [(square(50, 0, 100), "r1", "Red & <Line>")], ["BSM", "HXMC"])
        more.setdefault("outputs", ["json"])
        subjects = subjects or [{"source": "parcels.gpkg", "fields": {"id": "DKBH", "name": "DKMC"}}]
        erl = {"key": "erl", "role": "ecological_red_line", "source": "line.gpkg", "coverage": "full"}
        return write_case(folder / "small.review.yaml", subjects, constraints or [erl], **more)

    return make


@pytest.fixture
def command(capfd, monkeypatch):
    """A function that runs the headless command in this process → `Answer`; also what C libraries print is seen."""
    from zoning_review_plugin.command.main import main

    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("ZONING_REVIEW_ALLOW_NETWORK", raising=False)

    def call(*arguments):
        capfd.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = stop.code
        out, err = capfd.readouterr()
        return Answer(status, out, err)

    return call


@pytest.fixture
def environment(root):
    """Environment and working folder with which a fresh Python finds the command: keywords for subprocess.

    It can be interrupted, also where the tests themselves were started in the background and cannot.
    """
    found = {"cwd": root, "env": {**os.environ, "PYTHONPATH": str(root), "LC_ALL": "C.UTF-8"}}
    if os.name != "nt":
        found["preexec_fn"] = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return found
