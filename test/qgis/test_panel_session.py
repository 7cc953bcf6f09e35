"""The case of a panel: kept in the project, opened and saved as a file, its layers recognised and read safely."""

import json
import zipfile

import pytest
import yaml
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

from zoning_review_plugin.host.libraries import load

from .cases import write_case
from .layers import memory, square


@pytest.fixture
def project(qgis_app):
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def session(project):
    assert load() == ""
    from zoning_review_plugin.host.panel.session import Session

    return Session(project)


@pytest.fixture
def case_path(tmp_path):
    case = write_case(tmp_path, {"site": [square(500000, 4000000)]}, {"erl": [square(500050, 4000000)]})
    document = yaml.safe_load(open(case, encoding="utf-8"))
    document["constraints"][0]["coverage"] = {"source": "erl.geojson"}
    document |= {"rules": ["packs/own.json"], "decisions": "decided.yaml", "facts": {"declared": {"source": "a.gpkg"}}}
    document |= {"report": {"template": "own.docx"}, "plan": {"boundary": "site.geojson"}}
    path = tmp_path / "small.review.yaml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    return path


def paths_of(document):
    found = [document["subjects"][0]["source"], document["constraints"][0]["source"]]
    found += [document["constraints"][0]["coverage"]["source"], document["rules"][0], document["decisions"]]
    return [*found, document["report"]["template"], document["plan"]["boundary"]]


RELATIVE = ["site.geojson", "erl.geojson", "erl.geojson", "packs/own.json", "decided.yaml", "own.docx", "site.geojson"]


def test_a_case_is_kept_in_the_project_file(project, session, case_path, tmp_path):
    session.open_file(case_path)
    before = session.document
    assert project.write(str(tmp_path / "kept.qgz"))
    session.replace({})
    assert project.read(str(tmp_path / "kept.qgz"))
    session.restore()
    assert session.document == before and paths_of(before) == [str(tmp_path / name) for name in RELATIVE]


def test_each_path_is_whole_inside_and_relative_in_a_saved_file(session, case_path, tmp_path):
    session.open_file(case_path)
    assert session.document["facts"]["declared"] == {"source": "a.gpkg"}  # a fact of that name is no path
    (tmp_path / "below").mkdir()
    session.save_file(tmp_path / "below" / "again.review.yaml")
    saved = yaml.safe_load((tmp_path / "below" / "again.review.yaml").read_text(encoding="utf-8"))
    assert paths_of(saved) == [f"../{name}" for name in RELATIVE]
    kept = dict(session.document)
    session.replace({})
    session.open_file(tmp_path / "below" / "again.review.yaml")
    assert {key: value for key, value in session.document.items() if key != "schema"} == {
        key: value for key, value in kept.items() if key != "schema"
    }


def test_files_in_archives_are_found_from_wherever_the_case_is_kept(session, case_path, tmp_path):
    """As `init` proposes them: the session knows no folder of the case, and another file may lie elsewhere."""
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.write(tmp_path / "site.geojson", "a/site.geojson")
    document = yaml.safe_load(case_path.read_text(encoding="utf-8"))
    document["subjects"][0]["source"] = "/vsizip/data.zip/a/site.geojson|layername=site"
    document["constraints"][0]["source"] = "/vsizip/{data.zip}/a/site.geojson"
    document["constraints"][0]["coverage"] = {"source": "/vsizip/none.zip/x.geojson"}
    case_path.write_text(yaml.safe_dump(document), encoding="utf-8")
    session.open_file(case_path)
    assert paths_of(session.document)[:3] == [
        f"/vsizip/{tmp_path}/data.zip/a/site.geojson|layername=site",
        f"/vsizip/{{{tmp_path}/data.zip}}/a/site.geojson",
        "/vsizip/none.zip/x.geojson",
    ]
    (tmp_path / "below").mkdir()
    session.save_file(tmp_path / "below" / "again.review.yaml")
    saved = yaml.safe_load((tmp_path / "below" / "again.review.yaml").read_text(encoding="utf-8"))
    assert paths_of(saved)[:2] == [
        "/vsizip/../data.zip/a/site.geojson|layername=site", "/vsizip/{../data.zip}/a/site.geojson"
    ]  # fmt: skip
    kept = paths_of(session.document)
    session.replace({})
    session.open_file(tmp_path / "below" / "again.review.yaml")
    assert paths_of(session.document) == kept
    from zoning_review_plugin.inputs.layers import open_layers

    (subject,) = open_layers(session.case()).subjects
    assert subject.declared_count == 1


def test_a_layer_that_only_the_project_holds_is_named_and_not_saved(project, session, tmp_path):
    from zoning_review_plugin.host.panel.map_sources import source_of
    from zoning_review_plugin.model.errors import CaseFault
    from zoning_review_plugin.model.words import Words

    drawn = memory("Polygon", [square(500000, 4000000)], name="画的地块_1")
    project.addMapLayer(drawn)
    session.replace(
        {
            "subjects": [{"source": source_of(drawn)}],
            "constraints": [{"key": "a", "role": "custom", "source": source_of(drawn)}],
        }
    )
    with pytest.raises(CaseFault) as told:
        session.save_file(tmp_path / "no.review.yaml")
    assert "画的地块_1" in Words("zh").fault(told.value) and not (tmp_path / "no.review.yaml").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        '{"subjects": 5}',
        '{"subjects": [3]}',
        '{"options": []}',
        '{"constraints": [{"source": "a"}]}',
        '{"rules": [1]}',
        "null",
    ],
)
def test_a_project_with_something_else_in_it_opens(project, session, text):
    project.writeEntry("zoning_review", "/case", text)
    session.restore()
    assert session.document == {}


def test_an_edit_drops_what_the_check_said_only_where_it_bears_on_it(session):
    session.take_check(object())
    session.edit(("title",), "甲")
    assert session.checked is not None
    session.edit(("options", "area_basis"), "projected")
    assert session.checked is None and session.document == {"title": "甲", "options": {"area_basis": "projected"}}


def count_of(layers):
    return [sum(len(batch) for batch in layer.batches([])) for layer in layers.values()]


def saved(tmp_path, name="parcels"):
    path = tmp_path / f"{name}.gpkg"
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = name
    made = memory("Polygon", [square(500000, 4000000), square(500200, 4000000)])
    QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), QgsCoordinateTransformContext(), options)
    return QgsVectorLayer(f"{path}|layername={name}", name, "ogr")


def test_edits_another_crs_and_joined_fields_are_read_as_the_project_shows_them(project, session, tmp_path):
    from zoning_review_plugin.host.panel.map_sources import source_of

    layer = saved(tmp_path)
    project.addMapLayer(layer)
    session.replace({"subjects": [{"source": source_of(layer)}]})
    assert session.held() == {}  # the file says the same
    layer.startEditing()
    added = QgsFeature(layer.fields())
    added.setGeometry(QgsGeometry.fromWkt(square(500400, 4000000)))
    assert layer.addFeature(added)
    assert count_of(session.held()) == [3]  # not yet in the file
    layer.rollBack()
    assert session.held() == {}
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4548"))
    assert [one.crs.to_epsg() for one in session.held().values()] == [4548]


def test_a_layer_removed_while_it_is_read_still_gives_what_it_held(project, session):
    from zoning_review_plugin.host.panel.map_sources import source_of

    layer = memory("Polygon", [square(500000 + 200 * n, 4000000) for n in range(50)])
    project.addMapLayer(layer)
    session.replace({"subjects": [{"source": source_of(layer)}]})
    held = session.held()
    project.removeMapLayer(layer.id())
    assert count_of(held) == [50]


def test_a_removed_layer_to_review_is_named_before_anything_runs(project, session):
    from zoning_review_plugin.host.panel.map_sources import source_of
    from zoning_review_plugin.model.errors import CaseFault

    layer = memory("Polygon", [square(500000, 4000000)], name="会被删除")
    project.addMapLayer(layer)
    entry = {"key": "a", "role": "custom", "source": source_of(layer)}
    session.replace({"subjects": [{"source": source_of(layer)}], "constraints": [entry]})
    project.removeMapLayer(layer.id())
    with pytest.raises(CaseFault) as told:
        session.case()
    assert told.value.code == "held_gone" and told.value.params["names"] == "会被删除"


def test_a_renamed_layer_stays_the_same_source(project, session, tmp_path):
    from zoning_review_plugin.host.panel.map_sources import layer_of, source_of

    for layer in (saved(tmp_path), memory("Polygon", [square(0, 0)])):
        project.addMapLayer(layer)
        source = source_of(layer)
        layer.setName("另一个名字")
        assert source_of(layer) == source and layer_of(source, project) is layer


def test_a_filter_is_part_of_the_source(project, session, tmp_path):
    from zoning_review_plugin.host.panel.map_sources import layer_of, source_of
    from zoning_review_plugin.inputs.layers import open_source

    layer = saved(tmp_path)
    project.addMapLayer(layer)
    assert layer.setSubsetString('"number" = 2')
    source = source_of(layer)
    assert count_of({source: open_source(source, "auto", tmp_path)}) == [1]
    assert layer_of(source, project) is layer


def test_what_is_kept_is_plain_json(session):
    session.edit(("facts", "declared"), {"a": True, "b": "07"})
    text, _ = session.project.readEntry("zoning_review", "/case")
    assert json.loads(text) == {"facts": {"declared": {"a": True, "b": "07"}}}
