"""Step 2: the layers to review against, each with its role; roles are found and may be put right."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QPushButton

from ....inputs.case.unique_key import unique_key
from ....model.words import Words
from ...libraries import load
from ...translation import language, tr
from ..layer_list import LayerList
from ..map_sources import source_of, vector_layers
from ..work import recognising
from .page import MISSING, READY, REMARKS, Page, State, Told

_SUBJECT = "subject"


class ConstraintsPage(Page):
    """Finds the roles of the project's layers, and keeps the list."""

    NAME = "constraints"

    def build(self):
        self._find = QPushButton(tr("Find Layers of the Project"))
        self._find.setObjectName("find_layers")
        self._find.setToolTip(tr("Recognises by names, fields and values which layer is what. You may put it right."))
        self._find.clicked.connect(self.find)
        self._told = Told("constraints_told")
        self._layers = LayerList("constraints", self.session, self.runner)
        for widget in (self._find, self._told, self._layers):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.refresh()

    def find(self):
        """Recognise the layers of the project that the case does not name yet."""
        from ...feature_source import layer_of_map_layer

        problem = load()
        if problem:
            self._told.setText(problem)
            return
        known = {one["source"] for key in ("subjects", "constraints") for one in self.session.document.get(key, ())}
        new = {source_of(layer): layer for layer in vector_layers(self.session.project)}
        new = {source: layer for source, layer in new.items() if source not in known}
        names = {source: layer.name() for source, layer in new.items()}
        opened = {source: layer_of_map_layer(layer) for source, layer in new.items()}
        if not opened:
            self._told.setText(tr("Every layer of the project is in the list already."))
            return
        self.runner.start(tr("Recognising layers"), recognising(opened), lambda found: self._take(found, names))

    def refresh(self):
        self._layers.refresh()

    def title(self):
        return tr("Constraints")

    def state(self):
        entries = self.session.document.get("constraints", ())
        if not entries:
            return State(MISSING, tr("Add the layers to review against."))
        unknown = sum(one["role"] == "custom" for one in entries)
        uncovered = sum("coverage" not in one for one in entries)
        if unknown:
            return State(REMARKS, tr("Layers without a role: {count}").format(count=unknown))
        if uncovered:
            return State(
                REMARKS, tr("Layers that do not say which ground they answer for: {count}").format(count=uncovered)
            )
        return State(READY, tr("Layers to review against: {count}").format(count=len(entries)))

    def _take(self, found, names):
        """Take what was recognised into the case."""
        from ....inputs.case.case_text import reasons

        words, document = Words(language()), dict(self.session.document)
        subjects, constraints = list(document.get("subjects", [])), list(document.get("constraints", []))
        for source, proposal in found.items():
            self._layers.reasons[source] = words.say("punctuation.semicolon").join(reasons(proposal, words))
            entry = {"source": source, **({"fields": dict(proposal.fields)} if proposal.fields else {})}
            if proposal.role == _SUBJECT:
                subjects.append(entry)
                continue
            key = unique_key(names[source], [one["key"] for one in constraints])
            unit = proposal.area_unit
            extra = {"area_unit": unit} if unit and unit != "m2" and "area" in proposal.fields else {}
            constraints.append({"key": key, "role": proposal.role, **entry, **extra})
        told = tr("Layers recognised: {count}. Look at the roles, and put right what is wrong.")
        self._told.setText(told.format(count=len(found)))
        self.session.replace({**document, "subjects": subjects, "constraints": constraints})
