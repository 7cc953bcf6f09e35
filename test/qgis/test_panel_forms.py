"""The forms of the panel follow the schema: every key can be set by hand, and comes back as the same case."""

import math

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from zoning_review_plugin.host.libraries import load

# What a user types or chooses for free keys, and what the case file then says; values by hand from the contract.
TABLES = {
    "declared": ("limited_activity: none\nmajor_level: 07\nin_approved_plan: true\ncount: 3\nday: 2026-11-22\nno: no",
                 {"limited_activity": "none", "major_level": "07", "in_approved_plan": True, "count": 3,
                  "day": "2026-11-22", "no": "no"}),
    "metrics": ("vocs: {existing: 4.0, added: 1.2, unit: t/a, evidence: 附件3}",
                {"vocs": {"existing": 4.0, "added": 1.2, "unit": "t/a", "evidence": "附件3"}}),
    "projects": ("- {id: P1, name: 扩建, facts: {industry: [C2614]}, schemes: [{id: A}]}", [
                 {"id": "P1", "name": "扩建", "facts": {"industry": ["C2614"]}, "schemes": [{"id": "A"}]}]),
}  # fmt: skip
TEXTS = {"province": "99", "analysis_crs": "EPSG:4490", "project": "P1"}


@pytest.fixture(scope="module", autouse=True)
def libraries(qgis_app):
    assert load() == ""


def type_in(widget, text):
    widget.setFocus()
    widget.selectAll()
    widget.setText(text)
    widget.setModified(True)
    widget.editingFinished.emit()


def set_by_hand(key, field):
    """Set the widget of a key as a user does; returns what the case must then hold."""
    from zoning_review_plugin.host.panel import fields
    from zoning_review_plugin.host.panel.schema_form import GroupField

    if isinstance(field, GroupField):
        return {name: set_by_hand(name, one) for name, one in field.form._fields.items()}
    if isinstance(field, fields.ChoiceField):
        last = field.focus.count() - 1
        field.focus.setCurrentIndex(last)
        field.focus.activated.emit(last)
        return field.focus.itemData(last)
    if isinstance(field, fields.ChoicesField):
        field.focus.setCheckedItems([field.focus.itemText(0), field.focus.itemText(1)])
        return [field.focus.itemData(0), field.focus.itemData(1)]
    if isinstance(field, fields.TruthField):
        field.focus.setChecked(False)
        field.focus.click()
        return True
    if isinstance(field, fields.DateField):
        from qgis.PyQt.QtCore import QDate

        field.focus.setDate(QDate(2022, 10, 14))
        return "2022-10-14"
    if isinstance(field, fields.FileField):
        field.focus.setFilePath(f"/tmp/{key}.gpkg")
        return f"/tmp/{key}.gpkg"
    if isinstance(field, fields.TableField):
        text, value = TABLES[key]
        field.focus.setPlainText(text)
        return value
    return set_text(key, field)


def set_text(key, field):
    parsed = getattr(field._parse, "__name__", None) or f"list of {field._parse.keywords['of'].__name__}"
    text, value = {
        "str": (TEXTS.get(key, "07"), TEXTS.get(key, "07")),
        "number": ("0.5", 0.5),
        "whole_number": ("2030", 2030),
        "listed": ("C2614， C2511", ["C2614", "C2511"]),
        "list of whole_number": ("2030, 2035", [2030, 2035]),
    }[parsed]
    type_in(field.focus, text)
    return value


def every_key(node, resolved):
    node = resolved(node)
    return {key: every_key(one, resolved) for key, one in node.get("properties", {}).items()}


def test_every_key_of_the_schema_can_be_set_and_reads_back(tmp_path):
    from zoning_review_plugin.host.panel.schema_form import SchemaForm, node_of
    from zoning_review_plugin.inputs.case.case_document import case_of_document, document_text
    from zoning_review_plugin.inputs.case.case_file import read_case

    elsewhere = ("schema", "subjects", "constraints", "rules", "decisions", "outputs")  # have pages of their own
    keys = [key for key in node_of()["properties"] if key not in elsewhere]
    form, document = SchemaForm(node_of(), keys), {}
    form.edited.connect(lambda key, value: document.__setitem__(key, value))
    form.show_values({})
    wanted = {key: set_by_hand(key, form.field(key)) for key in keys}
    wanted["options"]["split_by"] = ["erl"]
    assert document["options"].pop("split_by") == ["C2614", "C2511"]
    document["options"]["split_by"] = ["erl"]
    assert document == wanted
    document["subjects"] = [{"source": "a.gpkg"}]
    document["constraints"] = [{"key": "erl", "role": "custom", "source": "b.gpkg"}]
    path = tmp_path / "set.review.yaml"
    path.write_text(document_text(document), encoding="utf-8")
    read, direct = read_case(path), case_of_document(document, tmp_path)
    assert read.facts == direct.facts and read.options == direct.options and read.plan == direct.plan
    assert direct.title == "07" and direct.options.sliver.area_m2 == 0.5 and direct.options.touches
    assert direct.facts["declared"]["major_level"] == "07" and direct.facts["declared"]["no"] == "no"
    shown = SchemaForm(node_of(), keys)
    shown.show_values(document)
    again = {}
    shown.edited.connect(lambda key, value: again.__setitem__(key, value))
    assert again == {}  # showing tells of no edit
    assert shown.field("title").focus.text() == "07"


@pytest.mark.parametrize("section,name", [("subjects", "subject_source"), ("constraints", "constraint")])
def test_every_key_of_an_entry_can_be_set(section, name):
    from zoning_review_plugin.host.panel.layer_form import LayerForm
    from zoning_review_plugin.host.panel.schema_form import resolved

    node = resolved({"$ref": f"#/definitions/{name}"})
    form, entry = LayerForm(node, QgsProject.instance()), {"source": "a.gpkg"}
    form.edited.connect(lambda key, value: entry.__setitem__(key, value))
    form.show_values({"source": "a.gpkg"})
    fields = {key: field for one in form._forms for key, field in one._fields.items()}
    wanted = {key: set_by_hand(key, field) for key, field in fields.items()}
    assert {key: entry[key] for key in wanted} == wanted
    assert set(wanted) | {"source", "fields", "coverage"} >= set(node["properties"])
    assert set(form._combos) == set(node["properties"]["fields"]["properties"])


def test_coverage_is_everything_a_layer_or_not_stated(qgis_app):
    from zoning_review_plugin.host.panel.coverage_field import CoverageField

    field, told = CoverageField(QgsProject.instance()), []
    field.edited.connect(told.append)
    field.show_value({"source": "/data/admin.gpkg|layername=county"})
    combo = field.findChild(QComboBox)
    assert combo.currentText() == "county"
    for data in ("full", None):
        place = combo.findData(data)
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
    place = combo.findData("/data/admin.gpkg|layername=county")
    combo.activated.emit(place)
    assert told == ["full", None, {"source": "/data/admin.gpkg|layername=county"}]


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "three", "1,5"])
def test_what_is_no_number_is_marked_and_not_taken(text):
    from zoning_review_plugin.host.panel.fields import TextField, number

    field, told = TextField(number), []
    field.edited.connect(told.append)
    type_in(field.focus, text)
    assert told == [] and field.focus.accessibleDescription()
    type_in(field.focus, "1.5")
    assert told == [1.5] and not field.focus.accessibleDescription() and math.isfinite(told[0])


@pytest.mark.parametrize("values", [["a"], ["a, b", "c"], ["甲，乙", "丙"], ["  x".strip(), "y"], []])
def test_a_list_shown_reads_back(values):
    from zoning_review_plugin.host.panel.fields import listed, shown_list

    assert listed(shown_list(values)) == values


@pytest.mark.parametrize("text", ["just words", "- a\n- b", "a: [", "a: *b", "metal: {unit: 3, more: 4}"])
def test_a_wrong_table_is_told_and_not_taken(text):
    from zoning_review_plugin.host.panel.fields import TableField
    from zoning_review_plugin.host.panel.schema_form import node_of
    from zoning_review_plugin.model.words import Words

    field, told = TableField("metrics", node_of("facts", "metrics"), Words("en")), []
    field.edited.connect(told.append)
    field.focus.setPlainText(text)
    assert told == [] and len(field._problem.text()) > 10


def test_a_date_can_be_taken_away(qgis_app):
    from zoning_review_plugin.host.panel.fields import DateField

    field, told = DateField(), []
    field.edited.connect(told.append)
    field.show_value("2022-10-14")
    assert told == [] and field.focus.date().year() == 2022
    field.focus.clear()
    assert told == [None]


def described(node, found):
    """Keys of the schema's objects, and those among them that the schema describes."""
    for key, one in node.get("properties", {}).items():
        found.setdefault(key, False)
        found[key] = found[key] or "description" in one
    for one in node.values():
        for child in one if isinstance(one, list) else [one]:
            if isinstance(child, dict):
                described(child, found)
    return found


# Elsewhere than in a form: pages of their own, buttons, and the widgets that QGIS has for layers and fields.
NOT_IN_FORMS = ("schema", "subjects", "constraints", "rules", "decisions", "outputs", "fields")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_has_a_name_and_what_the_schema_says_of_it_in_both_languages(language):
    from zoning_review_plugin.host.panel.schema import case_schema, help_of, label_of
    from zoning_review_plugin.model.words import Words

    words, keys = Words(language), described(case_schema(), {})
    assert len(keys) > 60
    assert [key for key in keys if label_of(key, words) == key] == []
    assert [key for key, said in keys.items() if said and key not in NOT_IN_FORMS and not help_of(key, words)] == []


def test_the_date_of_a_layer_is_not_that_of_the_review():
    from zoning_review_plugin.host.panel.schema import label_of
    from zoning_review_plugin.model.words import Words

    words = Words("zh")
    assert label_of("date", words) == "审查日期" and label_of("date", words, "constraint") == "成果日期"
    assert label_of("role", words, "constraint") == label_of("role", words) == "图层类型"


def test_a_date_taken_away_is_shown_as_none(qgis_app):
    """QGIS's own widget would show today's date in grey, which reads as a date."""
    from zoning_review_plugin.host.panel.fields import DateField

    window, field = QWidget(), DateField()
    layout = QVBoxLayout(window)
    layout.addWidget(QLineEdit())  # has the focus
    layout.addWidget(field)
    window.show()
    qgis_app.processEvents()
    for value in ("2022-10-14", None):
        field.show_value(value)
    qgis_app.processEvents()
    assert field.focus.isNull() and field.focus.text() == "(not stated)"
