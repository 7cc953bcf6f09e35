"""Layer action "Review This Feature": from a feature on the map to its findings."""

from __future__ import annotations

import json

from qgis.core import Qgis, QgsMapLayer
from qgis.gui import QgsGui, QgsMapLayerAction
from qgis.PyQt.QtGui import QIcon

from .panel.map_sources import source_of
from .provider_icons import icon_path
from .translation import tr

_OF_RESULTS = {"subject_id", "verdict"}, {"subject_id", "constraint_key"}  # fields that tell tables of results


class ReviewFeatureAction(QgsMapLayerAction):
    """Offered on layers of results, and on those that the case of the project reviews."""

    def __init__(self, project, parent=None):
        if hasattr(Qgis, "MapLayerActionTarget"):  # QGIS 3.30 moved the enums
            single, kind = Qgis.MapLayerActionTarget.SingleFeature, Qgis.LayerType.Vector
        else:
            single, kind = QgsMapLayerAction.Target.SingleFeature, QgsMapLayer.LayerType.VectorLayer
        icon = QIcon(icon_path("zoning_review.svg"))
        super().__init__(tr("Review This Feature"), parent, kind, single, icon)
        self.setObjectName("zoning_review_feature")
        self._project = project

    def canRunUsingLayer(self, layer, context=None):
        """Whether a feature of a layer is, or was, reviewed."""
        return can_be_reviewed(layer, self._project)


def registered(project, review):
    """The action, registered; `review(layer, feature)` is called where somebody chooses it."""
    action = ReviewFeatureAction(project)
    action.triggeredForFeature.connect(lambda layer, feature: review(layer, feature))
    QgsGui.mapLayerActionRegistry().addMapLayerAction(action)
    return action


def withdrawn(action):
    """Take the action away again."""
    QgsGui.mapLayerActionRegistry().removeMapLayerAction(action)
    action.deleteLater()


def can_be_reviewed(layer, project):
    """Whether a map layer shows results, or is a source of subjects in the case that the project keeps."""
    if not hasattr(layer, "fields") or not layer.isValid():
        return False
    names = {field.name() for field in layer.fields()}
    if any(wanted <= names for wanted in _OF_RESULTS):
        return True
    text, found = project.readEntry("zoning_review", "/case")
    try:
        document = json.loads(text) if found and text else {}
    except ValueError:
        return False
    subjects = document.get("subjects") if isinstance(document, dict) else None
    return source_of(layer) in [one.get("source") for one in subjects or () if isinstance(one, dict)]
