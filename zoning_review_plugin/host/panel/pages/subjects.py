"""Step 1: what is reviewed, and what is known of it."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtWidgets import QVBoxLayout

from ...translation import tr
from ..layer_list import LayerList
from ..schema_form import SchemaForm, node_of
from .page import MISSING, READY, Page, State

_GENERAL = ("title", "language", "date", "review", "plan", "facts", "projects")


class SubjectsPage(Page):
    """The sources of subjects, the review itself, and the facts that rules ask for."""

    NAME = "subjects"

    def build(self):
        self._layers = LayerList("subjects", self.session, self.runner)
        self.body.addWidget(self._layers)
        box = QgsCollapsibleGroupBox(tr("The review"))
        self._general = SchemaForm(node_of(), _GENERAL)
        self._general.edited.connect(lambda key, value: self.session.edit((key,), value))
        QVBoxLayout(box).addWidget(self._general)
        self.body.addWidget(box)
        self.body.addStretch()
        self.refresh()

    def refresh(self):
        self._layers.refresh()
        self._general.show_values(self.session.document)

    def title(self):
        return tr("Subjects")

    def state(self):
        count = len(self.session.document.get("subjects", ()))
        if not count:
            return State(MISSING, tr("Add the layer with what is to be reviewed."))
        return State(READY, tr("Layers to review: {count}").format(count=count))
