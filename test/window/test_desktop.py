"""A real QGIS window with an empty profile: the zip is installed, the plugin loads, a review runs and is drawn.

Run under Xvfb. With ZONING_REVIEW_PICTURES set, the pictures are kept in that folder.
"""

import json
import os
import pathlib
import shutil
import site
import subprocess
import zipfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASE = ROOT / "resources" / "samples" / "demo" / "demo.review.yaml"


@pytest.fixture(scope="module")
def plugin_zip():
    """The package as the plugin site gets it."""
    subprocess.run(["bash", str(ROOT / "scripts" / "package.sh")], check=True, capture_output=True)
    return ROOT / "zoning_review.zip"


@pytest.fixture(scope="module", params=["en", "zh-Hans"])
def seen(request, plugin_zip, tmp_path_factory):
    """(language, what the script saw in QGIS, folder with its pictures)."""
    folder = tmp_path_factory.mktemp("qgis")
    profile = folder / "profiles" / "default"
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True)
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(plugins)
    (profile / "QGIS").mkdir()
    (profile / "QGIS" / "QGIS3.ini").write_text(
        "[PythonPlugins]\nprocessing=true\nzoning_review=true\n"
        f"[locale]\noverrideFlag=true\nuserLocale={request.param}\n[qgis]\ncheckVersion=false\n[app]\nfirstRun=false\n"
    )
    scratch = folder / "scratch"
    scratch.mkdir()
    environment = {
        **os.environ,
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "xcb",
        "TMPDIR": str(scratch),  # QGIS marks layers below it as temporary
        "PYTHONPATH": site.getsitepackages()[0],
        "ZR_CASE": str(plugins / "zoning_review" / CASE.relative_to(ROOT)),
        "ZR_PLACE": "529284 3652702",  # in permanent basic farmland
        "ZR_OUT": str(folder),
    }
    script = ROOT / "test" / "window" / "in_qgis.py"
    command = [
        shutil.which("qgis"),
        "--profiles-path",
        str(folder),
        "--nologo",
        "--noversioncheck",
        "--code",
        str(script),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert (folder / "seen.json").is_file(), done.stderr[-3000:]
    keep = os.environ.get("ZONING_REVIEW_PICTURES")
    if keep:
        pathlib.Path(keep).mkdir(parents=True, exist_ok=True)
        for picture in folder.glob("*.png"):
            shutil.copyfile(picture, pathlib.Path(keep) / f"{picture.stem}_{request.param}.png")
    return request.param, json.loads((folder / "seen.json").read_text(encoding="utf-8")), folder


ALGORITHMS = ("checkinputs", "conformity", "exportsurvey", "importsurvey", "lintrules", "overlap", "prejudge", "review",
              "where")  # fmt: skip


def test_nothing_went_wrong(seen):
    assert "error" not in seen[1], seen[1].get("error")


def test_the_plugin_loads_from_the_zip(seen):
    assert seen[1]["plugin"]
    assert seen[1]["algorithms"] == [f"zoningreview:{name}" for name in ALGORITHMS]
    assert len(seen[1]["menu"]) >= 3
    if seen[0] == "zh-Hans":
        assert any("符合性" in text for text in seen[1]["menu"])


def test_the_review_runs_and_is_drawn_in_its_own_style(seen):
    assert seen[1]["subjects"] > 300 and seen[1]["overlaps"] > 300
    for layer in ("subject Polygon", "overlap Polygon"):
        assert seen[1][layer]["valid"] and seen[1][layer]["renderer"] == "categorizedSymbol"
        assert seen[1][layer]["count"] > 10


def test_a_click_on_the_map_is_pre_judged(seen):
    chinese = seen[0] == "zh-Hans"
    assert seen[1]["prejudge without a case"]
    card = seen[1]["prejudge"]
    assert ("初步研判：" if chinese else "First look:") in card
    assert ("永久基本农田" if chinese else "permanent basic farmland") in card and "C2614" in card
    assert "东砚区" in card


def test_the_pictures_are_not_blank(seen):
    from qgis.PyQt.QtGui import QImage

    for name in ("desktop", "dialog", "prejudge"):
        image = QImage(str(seen[2] / f"{name}.png"))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        assert image.width() > 600 and len(colours) > 50, name
