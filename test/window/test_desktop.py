"""A real QGIS window with an empty profile: the zip is installed, the plugin loads, a review runs and is drawn.

Run under Xvfb. With ZONING_REVIEW_PICTURES set, the pictures are kept in that folder.
"""

import pytest

from .windows import seen_in_qgis


@pytest.fixture(scope="module", params=["en", "zh-Hans"])
def seen(request, plugin_zip, tmp_path_factory):
    """(language, what the script saw in QGIS, folder with its pictures)."""
    folder = tmp_path_factory.mktemp("qgis")
    # Only review.gpkg is looked at here; test_panel.py has all outputs written by the plugin as it is in the zip.
    found = seen_in_qgis(plugin_zip, folder, request.param, "in_qgis.py", kinds=["gpkg"])
    return request.param, found, folder


ALGORITHMS = ("checkinputs", "conformity", "exportsurvey", "exporttables", "importsurvey", "lintrules", "overlap",
              "prejudge", "review", "unitcards", "where")  # fmt: skip


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
