"""Preferences: typed, the environment first, defaults of new cases only; and their page in QGIS's options."""

import dataclasses

import pytest
from qgis.core import QgsProject, QgsSettings

from zoning_review_plugin.host.settings.page import OptionsFactory, OptionsPage
from zoning_review_plugin.host.settings.preferences import PREFIX, Preferences, keep, new_case, preferences

_WRONG = [
    ("language", "fr"),
    ("sliver_share", "1.5"),
    ("sliver_area_m2", "-1"),
    ("sliver_width_m", "nan"),
    ("processes", "x"),
]
OTHER = Preferences("zh", "/out", "/packs", "/templates", "/styles", "张三", 2.5, 0.01, 0.3, "mu", "A3", 3)


@pytest.fixture(autouse=True)
def unset(qgis_app, monkeypatch):
    """Settings as in a fresh profile, before and after."""
    for one in dataclasses.fields(Preferences):
        QgsSettings().remove(PREFIX + one.name)
        monkeypatch.delenv("ZONING_REVIEW_" + one.name.upper(), raising=False)
    yield
    keep(Preferences())


def test_kept_and_read_again():
    assert preferences() == Preferences()
    keep(OTHER)
    assert preferences() == OTHER
    assert float(QgsSettings().value("zoning_review/sliver_area_m2")) == 2.5
    keep(Preferences())
    assert not QgsSettings().contains("zoning_review/sliver_area_m2")


def test_the_environment_comes_first(monkeypatch):
    keep(OTHER)
    monkeypatch.setenv("ZONING_REVIEW_AREA_UNIT", "km2")
    monkeypatch.setenv("ZONING_REVIEW_PROCESSES", "many")
    assert preferences() == dataclasses.replace(OTHER, area_unit="km2")


@pytest.mark.parametrize(
    "name,value",
    [
        ("language", "fr"),
        ("sliver_share", "1.5"),
        ("sliver_area_m2", "-1"),
        ("sliver_width_m", "nan"),
        ("processes", "x"),
    ],
)
def test_what_is_not_of_its_kind_counts_as_not_set(name, value):
    QgsSettings().setValue(PREFIX + name, value)
    assert preferences() == Preferences()


def test_a_new_case_begins_with_them_and_an_old_one_stays():
    from zoning_review_plugin.host.panel.session import Session
    from zoning_review_plugin.inputs.case.case_document import case_of_document

    assert new_case(Preferences()) == {}
    keep(OTHER)
    project = QgsProject()
    session = Session(project)
    assert session.document == {}
    session.edit(("subjects",), [{"source": "a.gpkg"}])
    session.edit(("constraints",), [{"key": "erl", "role": "ecological_red_line", "source": "b.gpkg"}])
    case = case_of_document(session.document, "/")
    sliver = case.options.sliver
    assert (case.language, case.report.area_unit, case.report.paper) == ("zh", "mu", "A3")
    assert (sliver.area_m2, sliver.share, sliver.width_m) == (2.5, 0.01, 0.3)
    keep(Preferences())
    session.edit(("title",), "x")
    assert session.case().report.area_unit == "mu"


def test_an_opened_case_stays_as_it_is(tmp_path):
    from zoning_review_plugin.host.panel.session import Session

    keep(OTHER)
    path = tmp_path / "old.review.yaml"
    text = "schema: zoning-review/case/1\nsubjects: [{source: a.gpkg}]\nconstraints:\n"
    path.write_text(text + "  - {key: erl, role: ecological_red_line, source: b.gpkg}\n", encoding="utf-8")
    session = Session(QgsProject())
    session.open_file(path)
    session.edit(("title",), "x")
    assert not {"language", "options", "report"} & set(session.document)


def test_the_page_shows_and_keeps_them():
    keep(OTHER)
    page = OptionsPage()
    assert page.values() == OTHER
    page.show_values(Preferences(user="=cmd|'/c calc'!A1", processes=2))
    assert preferences() == OTHER
    page.apply()
    assert preferences() == Preferences(user="=cmd|'/c calc'!A1", processes=2)
    for name in (one.name for one in dataclasses.fields(Preferences)):
        assert page.findChild(object, name).accessibleName()
    assert OptionsFactory().title() and not OptionsFactory().icon().isNull()


def test_the_record_names_the_user(provider):
    import types

    import pandas as pd

    from zoning_review_plugin.review.provenance import signed
    from zoning_review_plugin.review.result import Result

    run = pd.DataFrame({"key": ["program", "user"], "value": ["x", "root"]})
    result = Result(types.SimpleNamespace(), None, {"run": run})
    assert signed(result, "张三").facts() == {"program": "x", "user": "张三"}
    assert result.facts()["user"] == "root" and signed(result, "") is result
