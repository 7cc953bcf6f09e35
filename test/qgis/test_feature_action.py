"""The layer action "Review This Feature": where it is offered, and what it shows."""

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsGui, QgsMapLayerAction

from .panel_cases import case_with_rules, reviewed_panel, until


@pytest.fixture
def asked():
    """Layers and features that the action was chosen on."""
    return []


@pytest.fixture
def action(qgis_app, asked):
    from zoning_review_plugin.host.feature_action import registered, withdrawn

    QgsProject.instance().clear()
    made = registered(QgsProject.instance(), lambda layer, feature: asked.append((layer.name(), feature.id())))
    yield made
    withdrawn(made)
    QgsProject.instance().clear()


def offered(layer):
    found = QgsGui.mapLayerActionRegistry().mapLayerActions(layer, QgsMapLayerAction.Target.SingleFeature)
    return [one for one in found if one.objectName() == "zoning_review_feature"]


def subjects_layer(project):
    return next(one for one in project.mapLayers().values() if one.name() == "site")


def feature_called(layer, name):
    return next(one for one in layer.getFeatures() if one["BSM"] == name)


def test_it_is_offered_on_results_and_subjects_alone(action, asked, qgis_iface, tmp_path):
    panel = reviewed_panel(qgis_iface, case_with_rules(tmp_path), tmp_path / "out")
    project = QgsProject.instance()
    subjects = subjects_layer(project)
    results = [one for one in project.mapLayers().values() if "review.gpkg" in one.source()]
    named = {one.source().rpartition("layername=")[2].split("|")[0] for one in results if offered(one)}
    assert named == {"subject", "overlap"} and offered(subjects)
    other = QgsVectorLayer("Polygon?crs=EPSG:4547&field=a:string", "other", "memory")
    project.addMapLayer(other)
    constraint = next(one for one in project.mapLayers().values() if one.name() == "erl")
    assert not offered(other) and not offered(constraint)
    offered(subjects)[0].triggerForFeature(subjects, feature_called(subjects, "site2"))
    assert asked == [("site", feature_called(subjects, "site2").id())]
    finish(panel)


def finish(panel):
    until(lambda: not panel.runner.busy)
    panel.close_down()
    panel.results.deleteLater()
    panel.deleteLater()


def shown(panel):
    frame, model = panel.results._view.frame, panel.results._findings
    return {frame["subject_id"].iat[place] for place in model.places()}


def test_it_shows_the_findings_on_the_feature(action, qgis_iface, tmp_path):
    panel = reviewed_panel(qgis_iface, case_with_rules(tmp_path), tmp_path / "out")
    subjects = subjects_layer(QgsProject.instance())
    for name in ("site2", "site3"):
        panel.review_feature(subjects, feature_called(subjects, name))
        assert shown(panel) == {name} and not panel.runner.busy
    result = next(one for one in QgsProject.instance().mapLayers().values() if "layername=overlap" in one.source())
    overlap = next(one for one in result.getFeatures() if one["subject_id"] == "site1")
    panel.review_feature(result, overlap)
    assert shown(panel) == {"site1"}
    finish(panel)


def test_without_a_result_the_feature_alone_is_reviewed(action, qgis_iface, tmp_path):
    from zoning_review_plugin.host.panel.dock import ReviewDock

    panel = ReviewDock(qgis_iface, QgsProject.instance())
    panel.open_case(case_with_rules(tmp_path))
    subjects = subjects_layer(QgsProject.instance())
    panel.review_feature(subjects, feature_called(subjects, "site2"))
    until(lambda: not panel.runner.busy)
    assert shown(panel) == {"site2"}
    frame = panel.results._view.frame.set_index("rule_id")
    assert frame.loc["ERL", "verdict"] == "does_not_conform"
    assert panel.session.result is None and list(tmp_path.glob("out*")) == []
    finish(panel)


def test_it_is_gone_once_the_plugin_is(qgis_app):
    from zoning_review_plugin.host.feature_action import registered, withdrawn

    layer = QgsVectorLayer("Polygon?crs=EPSG:4547&field=subject_id:string&field=verdict:string", "r", "memory")
    made = registered(QgsProject.instance(), lambda *_: None)
    assert len(offered(layer)) == 1
    withdrawn(made)
    assert offered(layer) == []
