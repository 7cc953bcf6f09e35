"""A real case of open data in the panel of a real QGIS window, every step by what a user can click and type.

Run under Xvfb. The figures are held against tables that PostGIS computed. With ZONING_REVIEW_PICTURES set, a picture of
each step is kept in that folder.
"""

import csv
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from .windows import seen_in_qgis

SUBJECT = "1619"  # more than half of this site lies in a national park


@pytest.fixture(scope="module")
def case(reference, tmp_path_factory):
    """The case file in a folder that may be written, beside its layers."""
    folder, source = tmp_path_factory.mktemp("dc"), reference / "cases" / "us-dc"
    shutil.copyfile(source / "dc-sites.review.yaml", folder / "dc-sites.review.yaml")
    (folder / "layers").symlink_to(source / "layers")
    return folder / "dc-sites.review.yaml"


@pytest.fixture(scope="module")
def seen(case, plugin_zip, tmp_path_factory):
    """(what the script saw in QGIS, folder with its results)."""
    folder = tmp_path_factory.mktemp("real")
    found = seen_in_qgis(plugin_zip, folder, "en", "dc_in_qgis.py", case=case, ZR_SUBJECT=SUBJECT)
    return found, folder


@pytest.fixture(scope="module")
def parks(reference):
    """{site: m2 in national parks}, as PostGIS has them."""
    with open(reference / "cases" / "us-dc" / "expected" / "site_review.csv", encoding="utf-8") as stream:
        return {row["site_id"]: float(row["redline_parks_m2"]) for row in csv.DictReader(stream)}


def test_nothing_went_wrong(seen):
    assert "error" not in seen[0], seen[0].get("error")


def test_the_case_is_shown_and_edited(seen):
    told = seen[0]
    assert told["layers"] == 7 and told["id_field"] == "objectid" and told["title"] == "Sites by hand =1+1"
    assert [row[0] for row in told["constraints"]] == [
        "redline_parks", "wetlands", "flood", "heritage", "overlay_zones", "units",
    ]  # fmt: skip
    assert told["roles"]["heritage"] == "heritage" and told["roles"]["flood"] == "custom"
    assert told["packs"] >= 3


def test_the_gate_counts_the_features_of_each_layer(seen):
    """As many as the provenance of the case lists; 28 of 150 wetlands are upland, which its filter leaves out."""
    counts = {row[0]: int(row[2]) for row in seen[0]["checked"]}
    wanted = {"redline_parks": 457, "wetlands": 122, "flood": 314, "heritage": 62, "overlay_zones": 83, "units": 1648}
    assert {key: counts[key] for key in wanted} == wanted


def test_the_figures_are_those_of_postgis(seen, reference):
    script = [sys.executable, str(reference / "cases" / "check.py"), "dc-sites"]
    done = subprocess.run(
        [*script, str(seen[1] / "results" / "review.gpkg")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert int(re.search(r"(\d+) figures agree", done.stdout)[1]) > 1500


def test_the_card_shows_how_much_of_the_park_is_met(seen, parks):
    assert f"{parks[SUBJECT] / 10_000:.4f}" == "3.3956"
    assert any("redline_parks" in card and "3.3956 hm²" in card for card in seen[0]["cards"])
    assert seen[0]["zoomed"] < 0.05


def test_a_decision_is_taken_and_handed_in(seen):
    told, folder = seen
    assert told["to_decide"] > 0 and "1" in told["decided"]
    for name in ("review.xlsx", "review.html"):
        assert (folder / "results" / name).stat().st_size > 10_000
    assert "Surveyor" in (folder / "results" / "review.html").read_text(encoding="utf-8")


def test_the_saved_case_is_what_the_panel_held(seen):
    saved = yaml.safe_load((seen[1] / "saved.review.yaml").read_text(encoding="utf-8"))
    assert saved["title"] == "Sites by hand =1+1" and len(saved["rules"]) == seen[0]["packs"]
    assert {one["key"]: one["role"] for one in saved["constraints"]} == seen[0]["roles"]
