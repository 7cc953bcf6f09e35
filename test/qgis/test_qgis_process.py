"""`qgis_process` on the five real cases: the figures agree, and every host gives the same tables."""

import json
import os
import pathlib
import shutil
import site
import sqlite3
import subprocess
import sys

import pytest

from .cases import write_case
from .every_algorithm import ANSWERS, question
from .layers import square

CASES = {
    "fr-sites": "fr-aubais/aubais-sites",
    "fr-routes": "fr-aubais/aubais-routes",
    "dc-sites": "us-dc/dc-sites",
    "dc-routes": "us-dc/dc-routes",
    "tw-routes": "tw-taoyuan/taoyuan-routes",
}
TABLES = ("subject", "piece", "overlap", "exposure", "issue")
BINARIES = ("/usr/bin/qgis_process.bin", "/usr/lib/qgis/qgis_process", "/usr/bin/qgis_process")


@pytest.fixture(scope="module")
def qgis_process(root, tmp_path_factory):
    """call(argument, …) → the finished process; this checkout is the plugin, the profile is empty."""
    binary = next((path for path in BINARIES if os.access(path, os.X_OK)), None) or shutil.which("qgis_process")
    assert binary, "qgis_process is part of the package qgis"
    home, plugins = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("plugins")
    (plugins / "zoning_review").symlink_to(root)
    environment = {
        **os.environ,
        "HOME": str(home),
        "QGIS_CUSTOM_CONFIG_PATH": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_PLUGINPATH": str(plugins),
        "PYTHONPATH": os.pathsep.join(site.getsitepackages()[:1]),
    }

    def call(*arguments):
        return subprocess.run(
            [binary, *arguments], env=environment, capture_output=True, text=True, timeout=300, check=False
        )

    assert call("plugins", "enable", "zoning_review").returncode == 0
    return call


def tables(folder):
    with sqlite3.connect(pathlib.Path(folder) / "review.gpkg") as review:
        return {name: review.execute(f"select * from {name}").fetchall() for name in TABLES}


@pytest.mark.parametrize("check", CASES)
def test_real_case_in_every_host(qgis_process, reference, root, tmp_path, check):
    """Headless, headless with two workers and qgis_process: identical tables, and `check.py` finds no difference."""
    case = str(reference / "cases" / f"{CASES[check]}.review.yaml")
    for name, more in (("one", ()), ("two", ("--workers", "2"))):
        command = [
            sys.executable,
            "-m",
            "zoning_review_plugin",
            "review",
            case,
            "--output",
            str(tmp_path / name),
            "--quiet",
            *more,
        ]
        assert subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == 0
    done = qgis_process("run", "zoningreview:review", "--", f"CASE={case}", f"OUTPUT_FOLDER={tmp_path / 'qgis'}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tables(tmp_path / "one") == tables(tmp_path / "two") == tables(tmp_path / "qgis")
    script = [sys.executable, str(reference / "cases" / "check.py"), check, str(tmp_path / "qgis" / "review.gpkg")]
    answer = subprocess.run(script, capture_output=True, text=True, check=False)
    assert answer.returncode == 0 and ", 0 differ" in answer.stdout, answer.stdout


def test_failure_has_an_exit_status(qgis_process, tmp_path):
    done = qgis_process("run", "zoningreview:review", "--", f"CASE={tmp_path / 'none.review.yaml'}")
    assert done.returncode == 1
    assert "none.review.yaml" in done.stdout + done.stderr and "Traceback" not in done.stdout + done.stderr


def test_overlay_that_cannot_be_used_has_an_exit_status(qgis_process, tmp_path):
    """A script that asks for conflicts must not take a broken layer for none."""
    write_case(tmp_path, {"parcels": [square(500000, 3400000)]}, {"zones": []})
    parameters = (f"INPUT={tmp_path / 'parcels.geojson'}", f"OVERLAY={tmp_path / 'zones.geojson'}")
    done = qgis_process("run", "zoningreview:overlap", "--", *parameters, f"OUTPUT={tmp_path / 'out.gpkg'}")
    assert done.returncode == 1 and "zones: the layer has no" in done.stdout + done.stderr
    assert not (tmp_path / "out.gpkg").exists()


@pytest.mark.parametrize("name,sink", [("review", "EXPOSURE"), ("checkinputs", "ISSUE")])
def test_help_lists_parameters_and_outputs(qgis_process, name, sink):
    text = qgis_process("help", f"zoningreview:{name}").stdout
    for parameter in (
        "CASE",
        "SUBJECTS",
        "CONSTRAINTS",
        "RULES",
        "OUTPUT_FOLDER",
        "AREA_BASIS",
        "ANALYSIS_CRS",
        "WORKERS",
        "ENGINE",
        sink,
    ):
        assert f"\n{parameter}: " in text


def test_overlap_with_json_answer(qgis_process, root, reference, tmp_path):
    layers = reference / "cases" / "fr-aubais" / "layers"
    lines, zones = layers / "30014_PRESCRIPTION_LIN_20171013.shp", layers / "30014_ZONE_URBA_20171013.shp"
    target = tmp_path / "out.gpkg"
    parameters = (f"INPUT={lines}", f"OVERLAY={zones}", "AREA_BASIS=projected", f"OUTPUT={target}")
    done = qgis_process("--json", "run", "zoningreview:overlap", "--", *parameters)
    answer = json.loads(done.stdout)
    assert answer["results"]["SUBJECT_COUNT"] == 15
    with sqlite3.connect(target) as result:
        assert result.execute("select count(*) from out").fetchone()[0] == answer["results"]["OVERLAP_COUNT"] > 15


@pytest.mark.parametrize("name", ANSWERS)
def test_every_algorithm_answers(qgis_process, tmp_path, name):
    if name == "exporttables":
        first, _ = question("review", tmp_path)
        assert qgis_process("run", "zoningreview:review", "--", *(f"{k}={v}" for k, v in first.items())).returncode == 0
    asked, made = question(name, tmp_path)
    done = qgis_process("--json", "run", f"zoningreview:{name}", "--", *(f"{key}={asked[key]}" for key in asked))
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(done.stdout)["results"]
    assert {key: results[key] for key in ANSWERS[name]} == {
        key: pytest.approx(ANSWERS[name][key]) for key in ANSWERS[name]
    }
    assert os.path.exists(made)


def test_every_algorithm_is_asked(qgis_process):
    listed = json.loads(qgis_process("--json", "list").stdout)["providers"]["zoningreview"]["algorithms"]
    assert {one.partition(":")[2] for one in listed} == set(ANSWERS)
