"""Layers in the panel: recognised by role, corrected, added, renamed, styled; the map draws nothing without a place."""

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton

from .cases import write_case
from .layers import memory, square
from .panels import new_panel, page, settle, wait


@pytest.fixture
def panel(qgis_iface):
    QgsProject.instance().clear()
    panel = new_panel(qgis_iface)
    yield panel
    panel.close_down()
    QgsProject.instance().clear()
    panel.results.deleteLater()
    panel.deleteLater()
    settle()


def click(panel, name):
    QTest.mouseClick(panel.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def entries(panel, section="constraints"):
    return panel.session.document.get(section, [])


def test_layers_of_the_project_are_recognised_by_role_with_the_reason(panel):
    made = {"生态保护红线": "ecological_red_line", "永久基本农田": "permanent_farmland", "xyz": "custom"}
    layers = [memory("Polygon", [square(500000, 4000000)], name=name) for name in made]
    QgsProject.instance().addMapLayers(layers)
    page(panel, "constraints").find()
    wait(lambda: not panel.runner.busy)
    assert {one["key"]: one["role"] for one in entries(panel)} == made
    table = page(panel, "constraints")._layers.table
    reasons = {table.item(row, 0).text(): table.item(row, 2).text() for row in range(table.rowCount())}
    assert "生态保护红线" in reasons["生态保护红线"] and len(reasons["永久基本农田"]) > 3
    page(panel, "constraints").find()  # again: every layer is there
    assert not panel.runner.busy and len(entries(panel)) == 3


def test_a_role_is_put_right_in_the_form(panel):
    layer = memory("Polygon", [square(500000, 4000000)], name="xyz")
    QgsProject.instance().addMapLayer(layer)
    layers = page(panel, "constraints")._layers
    layers.add(layer)
    combo = layers.form.field("role").focus
    place = combo.findData("wetland")
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    assert entries(panel)[0]["role"] == "wetland" and combo.findData(None) < 0
    field = layers.form.field("key").focus
    field.clear()
    field.setModified(True)
    field.editingFinished.emit()
    assert entries(panel)[0]["key"] == "xyz" == field.text()  # a layer without a key cannot be


def test_buttons_add_and_remove_the_chosen_layer(panel):
    one, two = (memory("Polygon", [square(500000, 4000000)], name=name) for name in "ab")
    QgsProject.instance().addMapLayers([one, two])
    layers = page(panel, "subjects")._layers
    for layer in (one, two, one):
        layers.combo.setLayer(layer)
        click(panel, "subjects_add")
    assert [entry["source"] for entry in entries(panel, "subjects")] == [f"project:{one.id()}", f"project:{two.id()}"]
    layers.table.selectRow(0)
    click(panel, "subjects_remove")
    assert [entry["source"] for entry in entries(panel, "subjects")] == [f"project:{two.id()}"]


def test_a_field_of_the_layer_is_chosen(panel):
    layer = memory("Polygon", [square(500000, 4000000)], name="a")
    QgsProject.instance().addMapLayer(layer)
    layers = page(panel, "subjects")._layers
    layers.add(layer)
    combo = layers.form._combos["id"]
    combo.setField("code")
    combo.activated.emit(combo.currentIndex())
    assert entries(panel, "subjects")[0]["fields"] == {"id": "code"}
    combo.setField("")
    combo.activated.emit(0)
    assert "fields" not in entries(panel, "subjects")[0]


def test_a_renamed_layer_is_shown_under_its_new_name(panel):
    layer = memory("Polygon", [square(500000, 4000000)], name="before")
    QgsProject.instance().addMapLayer(layer)
    layers = page(panel, "subjects")._layers
    layers.add(layer)
    assert layers.table.item(0, 0).text() == "before"
    layer.setName("after")
    wait(lambda: layers.table.item(0, 0).text() == "after")


def test_layers_of_a_case_file_come_in_the_style_of_their_role(panel, tmp_path):
    more = {"erl": {"role": "ecological_red_line"}}
    panel.open_case(write_case(tmp_path, {"site": [square(0, 0)]}, {"erl": [square(0, 0)]}, more))
    site, red = (QgsProject.instance().mapLayersByName(name)[0] for name in ("site", "erl"))
    plain = QgsVectorLayer(site.source(), "plain", "ogr")
    assert plain.renderer().symbol().symbolLayerCount() == 1
    found = [layer.renderer().dump() for layer in (site, red)]
    assert found[0] != found[1]
    for layer in (site, red):
        name = "under_review" if layer is site else "ecological_red_line"
        styled = QgsVectorLayer(layer.source(), "styled", "ogr")
        from zoning_review_plugin.model.words import RESOURCES

        assert styled.loadNamedStyle(str(RESOURCES / "styles" / "maps" / "en" / f"{name}_polygon.qml"))[1]
        assert layer.renderer().type() == "singleSymbol"  # classes of the maps are not in the source
        assert _colours(layer) == _colours(styled)[-1:]


def test_what_is_reviewed_shows_in_legends_of_both_themes(panel, tmp_path):
    """3:1, as WCAG 2.1 asks of graphics, against the grounds of QGIS's light and dark themes."""
    panel.open_case(write_case(tmp_path, {"site": [square(0, 0)]}, {"erl": [square(0, 0)]}))
    symbol = QgsProject.instance().mapLayersByName("site")[0].renderer().symbol()
    line = symbol.symbolLayer(symbol.symbolLayerCount() - 1).strokeColor()
    for ground in ("#ffffff", "#232323", "#323232"):
        assert _contrast(line, QColor(ground)) >= 3


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _colours(layer):
    from qgis.core import QgsRenderContext

    return [symbol.color().name() for symbol in layer.renderer().symbols(QgsRenderContext())]


def test_opening_the_case_twice_loads_its_layers_once(panel, tmp_path):
    case = write_case(tmp_path, {"site": [square(0, 0)]}, {"erl": [square(0, 0)]})
    for _ in range(2):
        panel.open_case(case)
    assert len(QgsProject.instance().mapLayers()) == 2


def test_nothing_is_zoomed_to_without_a_place_and_a_project_without_crs_is_no_bar(panel, qgis_iface):
    import pyproj
    import shapely
    from qgis.core import QgsCoordinateReferenceSystem

    from zoning_review_plugin.host.panel.showing import zoom_to

    canvas = qgis_iface.mapCanvas()
    before = canvas.mapSettings().destinationCrs()
    plane = pyproj.CRS.from_epsg(4547)
    try:
        canvas.setDestinationCrs(QgsCoordinateReferenceSystem())
        assert zoom_to(qgis_iface, shapely.box(500000, 4000000, 500100, 4000100), plane)
        assert canvas.extent().contains(500050, 4000050)
    finally:
        canvas.setDestinationCrs(before)
    for shape, crs in ((None, plane), (shapely.Point(), plane), (shapely.box(0, 0, 1, 1), None)):
        assert not zoom_to(qgis_iface, shape, crs)
    assert not zoom_to(None, shapely.box(0, 0, 1, 1), plane)


def test_maps_are_drawn_where_they_are_asked_for(panel, tmp_path):
    more = {"erl": {"role": "ecological_red_line", "coverage": "full"}}
    site, red = square(500000, 4000000), square(500050, 4000000)
    panel.open_case(write_case(tmp_path, {"site": [site]}, {"erl": [red]}, more))
    step = page(panel, "review")
    step.folder.setFilePath(str(tmp_path / "out"))
    step.run()
    wait(lambda: not panel.runner.busy)
    assert not (tmp_path / "out" / "maps").exists()
    page(panel, "export")._maps.setChecked(True)
    page(panel, "export").export()
    wait(lambda: not panel.runner.busy, 300)
    pages = sorted((tmp_path / "out" / "maps").glob("*.pdf"))
    assert pages and all(one.read_bytes()[:5] == b"%PDF-" for one in pages)


def test_buttons_that_can_do_nothing_cannot_be_pressed(panel):
    for name in ("subjects", "constraints"):
        layers = page(panel, name)._layers
        assert not layers.findChild(QPushButton, f"{name}_remove").isEnabled()
        layer = memory("Polygon", [square(0, 0)], name=name)
        QgsProject.instance().addMapLayer(layer)
        layers.add(layer)
        assert layers.findChild(QPushButton, f"{name}_remove").isEnabled()
    remove = page(panel, "rules").findChild(QPushButton, "remove_packs")
    assert not remove.isEnabled()
    page(panel, "rules")._add_shipped()
    assert not remove.isEnabled()  # none is chosen
    page(panel, "rules")._list.setCurrentRow(0)
    assert remove.isEnabled()


def test_every_page_fits_a_narrow_panel(panel):
    """At most 420 points wide, as a panel is on a small screen: no page is cut off at its right."""
    wide = {one.NAME: one.minimumSizeHint().width() for one in panel.pages}
    assert {name: width for name, width in wide.items() if width > 420} == {}


def test_rule_packs_are_listed_by_title_and_file(panel, tmp_path):
    (tmp_path / "a.json").write_text(
        '{"schema": "x", "pack": {"id": "A", "title": "准入清单 \\"甲\\""}}', encoding="utf-8"
    )
    (tmp_path / "b.json").write_text('{"pack": {"id": "B"}, "rules": [{"title": "no"}]}', encoding="utf-8")
    (tmp_path / "c.xlsx").write_bytes(b"PK")
    paths = [str(tmp_path / name) for name in ("a.json", "b.json", "c.xlsx", "gone.json")]
    panel.session.edit(("rules",), paths)
    shown = page(panel, "rules")._list
    assert [shown.item(row).text() for row in range(shown.count())] == [
        '准入清单 "甲"  (a.json)', "b.json", "c.xlsx", "gone.json"
    ]  # fmt: skip
    assert [shown.item(row).toolTip() for row in range(shown.count())] == paths


@pytest.mark.parametrize("key", ["decisions", "land_use_matrix"])
def test_the_files_beside_the_rules_are_set_and_shown(panel, tmp_path, key):
    field = page(panel, "rules").findChild(QgsFileWidget, key)
    field.lineEdit().setText(str(tmp_path / "mine.json"))
    assert panel.session.document == {key: str(tmp_path / "mine.json")}
    panel.session.edit((key,), str(tmp_path / "other.json"))
    assert field.filePath() == str(tmp_path / "other.json")
    field.lineEdit().setText("")
    assert panel.session.document == {}


def test_the_name_of_a_layer_is_shown_whole(panel):
    """It tells which layer it is; a long role or reason gives way, and its tooltip has it whole."""
    for name in ("subjects", "constraints"):
        head = page(panel, name)._layers.table.horizontalHeader()
        modes = [head.sectionResizeMode(place) for place in range(head.count())]
        assert modes[0] == head.ResizeMode.ResizeToContents and set(modes[1:]) == {head.ResizeMode.Stretch}
