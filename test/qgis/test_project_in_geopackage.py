"""The QGIS project inside review.gpkg, opened by QGIS: all layers valid, in groups, styled, with relative paths."""

import binascii
import io
import json
import shutil
import sqlite3
import zipfile
from xml.etree import ElementTree

import pytest

from .cases import write_case
from .layers import square

CROSSING = "LINESTRING (499990 3400050, 500200 3400050)"
NASTY = '<a href="x">&"quoted"</a> [% 1+1 %] \u0007 😀 \u202e'


def quoted(text):
    """Text for YAML, harmful characters as escapes."""
    return json.dumps(text, ensure_ascii=False).replace("\u202e", "\\u202e")


@pytest.fixture
def opened(run, tmp_path, qgis_new_project):
    """opened(subjects, constraints, more) → the project in the review's GeoPackage, moved elsewhere before."""
    from qgis.core import QgsProject

    kept = []

    def call(subjects, constraints, more=None, title=None):
        case = write_case(tmp_path, subjects, constraints, more)
        if title:
            with open(case, "a", encoding="utf-8") as file:
                file.write(f"title: {quoted(title)}\n")
        run("review", {"CASE": case, "OUTPUT_FOLDER": str(tmp_path / "out")})
        moved = tmp_path / "移 动"
        moved.mkdir()
        shutil.move(str(tmp_path / "out" / "review.gpkg"), str(moved / "review.gpkg"))
        project = QgsProject()
        kept.append(project)
        assert project.read(f"geopackage:{moved / 'review.gpkg'}?projectName=review")
        return project

    yield call
    for project in kept:
        project.clear()


def counts(project):
    """{(group, layer, kind of geometry): number of features}."""
    found = {}
    for group in project.layerTreeRoot().children():
        for node in group.children():
            layer = node.layer()
            assert layer is not None and layer.isValid(), node.name()
            found[group.name(), node.name(), int(layer.geometryType())] = layer.featureCount()
    return found


def test_layers_in_groups(opened):
    project = opened(
        {"parcels": [square(500000, 3400000), square(600000, 3400000)]},
        {"red": [square(500050, 3400050)], "other": [square(500000, 3400000)]},
        {"red": {"role": "ecological_red_line"}},
    )
    found = counts(project)
    assert found["Subjects", "Subjects", 2] == 2
    assert found["Overlaps", "Ecological red line", 2] == 1
    assert found["Overlaps", "Other layer", 2] == 1
    assert found["Tables without geometry", "Subjects by layer", 4] == 4
    assert project.crs().authid() == "EPSG:4547"


def test_kinds_of_one_table_are_layers_of_their_own(opened):
    project = opened(
        {"parcels": [square(500000, 3400000)], "roads": [CROSSING, CROSSING]}, {"other": [square(500050, 3400000)]}
    )
    found = counts(project)
    assert (found["Subjects", "Subjects", 2], found["Subjects", "Subjects", 1]) == (1, 2)
    assert (found["Overlaps", "Other layer", 2], found["Overlaps", "Other layer", 1]) == (1, 2)


def test_styles_show_what_occurs(opened):
    """The legend of the red line's overlaps has the red line and no other role."""
    project = opened(
        {"parcels": [square(500000, 3400000)]},
        {"red": [square(500050, 3400050)]},
        {"red": {"role": "ecological_red_line"}},
    )
    (layer,) = [layer for layer in project.mapLayers().values() if "overlap" in layer.source()]
    values = [category.value() for category in layer.renderer().categories()]
    assert layer.renderer().classAttribute() == "role" and values == ["ecological_red_line"]


def stored_title(gpkg):
    """The title that stands in the project inside a GeoPackage, by another reader than QGIS."""
    connection = sqlite3.connect(gpkg)
    (content,) = connection.execute("SELECT content FROM qgis_projects").fetchone()
    connection.close()
    archive = zipfile.ZipFile(io.BytesIO(binascii.unhexlify(content)))
    return ElementTree.fromstring(archive.read(archive.namelist()[0])).findtext("title")


def test_harmful_title(opened, tmp_path):
    project = opened({"parcels": [square(500000, 3400000)]}, {"other": [square(500050, 3400000)]}, title=NASTY)
    wanted = NASTY.replace("\u0007", "�")
    assert stored_title(tmp_path / "移 动" / "review.gpkg") == wanted
    # QGIS 3.22 loses characters beyond the first plane of a title once the session has read a project file.
    assert project.title() in (wanted, "".join(letter for letter in wanted if ord(letter) < 0x10000))
    assert counts(project)
