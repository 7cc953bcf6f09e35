"""Decisions, unit cards and the layer action in a real QGIS window with an empty profile, by keys and clicks.

Run under Xvfb. With ZONING_REVIEW_PICTURES set, the pictures are kept in that folder.
"""

import json
import os
import pathlib
import shutil
import site
import subprocess

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASE = ROOT / "resources" / "samples" / "demo" / "demo.review.yaml"
SCRIPT = ROOT / "test" / "window" / "decide_in_qgis.py"
SETTINGS = """\
[PythonPlugins]
processing=true
zoning_review=true
[locale]
overrideFlag=true
userLocale={locale}
[qgis]
checkVersion=false
[app]
firstRun=false
"""


@pytest.fixture(scope="module", params=["en", "zh-Hans"])
def seen(request, tmp_path_factory):
    """What the script saw in QGIS."""
    folder = tmp_path_factory.mktemp("decide")
    profile = folder / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "python" / "plugins" / "zoning_review").symlink_to(ROOT)
    (profile / "QGIS").mkdir()
    (profile / "QGIS" / "QGIS3.ini").write_text(SETTINGS.format(locale=request.param), encoding="utf-8")
    (folder / "scratch").mkdir()
    environment = {
        **os.environ,
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "xcb",
        "TMPDIR": str(folder / "scratch"),
        "PYTHONPATH": site.getsitepackages()[0],
        "ZR_CASE": str(CASE),
        "ZR_OUT": str(folder),
    }
    options = ["--profiles-path", str(folder), "--nologo", "--noversioncheck", "--code", str(SCRIPT)]
    command = [shutil.which("qgis"), *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert (folder / "seen.json").is_file(), done.stderr[-3000:]
    keep = os.environ.get("ZONING_REVIEW_PICTURES")
    if keep:
        pathlib.Path(keep).mkdir(parents=True, exist_ok=True)
        for picture in folder.glob("*.png"):
            shutil.copyfile(picture, pathlib.Path(keep) / f"{picture.stem}_{request.param}.png")
    return json.loads((folder / "seen.json").read_text(encoding="utf-8"))


def test_nothing_went_wrong(seen):
    assert "error" not in seen, seen.get("error")


def test_two_items_are_decided_by_keys(seen):
    wanted = ["reason", "by", "at", "at", "at", "evidence"]  # a date has three parts
    assert seen["tabs"] == [f"decision_{name}" for name in wanted]
    entries = yaml.safe_load(seen["file"])["decisions"]
    mine = [entry for entry in entries if entry["by"] == "Somebody"]
    assert [(one["verdict"], one["reason"], one["evidence"]) for one in mine] == [
        ("basically_conforms", "OK =1+1 <b>", "Minutes 8")
    ] * 2
    assert all(entry["computed"] == "to_be_judged" and len(entry["facts"]) == 16 for entry in mine)
    assert len(entries) == 5 and "# 人工条款：由人判定" in seen["file"]  # those of the sample, with their comments
    assert "2" in seen["told"]


def test_two_items_fewer_are_open(seen):
    before, after = (int("".join(filter(str.isdigit, seen[name]))) for name in ("open_before", "open_after"))
    assert before - after == 2 and len(seen["card"]) > 50


def test_a_click_shows_the_card_of_the_unit_and_the_next_is_warm(seen):
    assert seen["unit"] in seen["unit_text"] and len(seen["unit_text"]) > 1000
    assert seen["clipboard"].count("\n") > 20 and seen["clipboard"].count("\t") > 200
    assert seen["again_s"] < seen["first_s"]
    assert seen["unit_card_beside"]  # as high as the panel, not squeezed in below it


def test_the_layer_action_shows_one_subject_and_goes_with_the_plugin(seen):
    assert seen["shown"] == [seen["feature"]]
    assert seen["actions_left"] == 0 and not seen["tool_left"]


def test_the_sample_is_as_it_was():
    done = subprocess.run(
        ["git", "status", "--porcelain", "resources"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "decisions" not in done.stdout
