"""What the panel edits and what came of it: one document of a case, kept in the project, and its last run."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...inputs.case.case_document import case_of_document, document_of_file, document_text
from ..settings.preferences import new_case, preferences
from .map_sources import held_layers, relative_to

SCOPE, KEY = "zoning_review", "/case"


class Session(QObject):
    """One case under work in a `QgsProject`.

    document: the case as a case file holds it. checked: what the gate said (`Checked`), None before. result: the last
    `Result`, None before; folder: where its files are. stale: whether the case changed since. home: the folder
    of the case file that was opened, None for none.
    """

    changed = pyqtSignal()
    done = pyqtSignal()
    asked_for = pyqtSignal(str)
    decided = pyqtSignal()  # the result is the same but for what people decided
    prejudge_asked = pyqtSignal()
    unit_card_asked = pyqtSignal()
    shown = pyqtSignal(object)  # the layers of the last result, once they are on the map

    def __init__(self, project, parent=None):
        super().__init__(parent)
        self.project = project
        self.document, self.checked, self.result, self.folder = {}, None, None, ""
        self.stale, self.home = False, None
        self.restore()

    def edit(self, path, value):
        """Set the value at `path` (keys and places) of the document; None takes it away. Tells `changed`."""
        document = copy.deepcopy(self.document) or new_case(preferences())
        place = document
        for key, following in zip(path, path[1:]):
            if isinstance(place, dict):
                place = place.setdefault(key, [] if isinstance(following, int) else {})
            else:
                place = place[key]
        if value is None and isinstance(place, dict):
            place.pop(path[-1], None)
        else:
            place[path[-1]] = value
        self.replace(document)

    def replace(self, document):
        """Put another document in the place of this one, and keep it in the project. Tells `changed`."""
        if document == self.document:
            return
        self.stale = True
        self._keep(document)
        self.changed.emit()

    def _keep(self, document):
        self.document = document
        text = json.dumps(document, ensure_ascii=False) if document else ""
        if self.project.readEntry(SCOPE, KEY)[0] != text:
            self.project.writeEntry(SCOPE, KEY, text)

    def restore(self):
        """Take up the case that the project keeps, without the results of another."""
        text, found = self.project.readEntry(SCOPE, KEY)
        try:
            document = json.loads(text) if found and text else {}
        except ValueError:
            document = {}
        self.document = document if isinstance(document, dict) else {}
        self.checked, self.result, self.folder, self.stale = None, None, "", False
        self.home = None
        self.changed.emit()

    def open_file(self, path):
        """Take up a case file; its sources become absolute. Raises CaseFault."""
        document = document_of_file(path)
        self.home = Path(path).resolve().parent
        self.replace(_absolute(document, self.home))

    def save_file(self, path):
        """Write the case as a case file, sources relative to it. Raises CaseFault, OSError."""
        document = relative_to(self.document, Path(path).resolve().parent)
        case_of_document(document, Path(path).resolve().parent)
        Path(path).write_text(document_text(document), encoding="utf-8")

    def case(self):
        """The `Case` as it stands. Raises CaseFault, which names the key."""
        return case_of_document(self.document, self.project.absolutePath() or Path.home())

    def held(self):
        """{source: `Layer`} of the layers that only QGIS can read. Call it on the main thread."""
        return held_layers(self.document, self.project)

    def take_check(self, checked):
        """Keep what the gate said."""
        self.checked = checked
        self.done.emit()

    def take_result(self, result, folder):
        """Keep the result of a run."""
        self.result, self.folder, self.stale = result, folder, False
        self.done.emit()

    def take_decided(self, result, path):
        """Keep the result with other decisions of people on it, which the file at `path` holds."""
        self.result = result
        self._keep({**self.document, "decisions": path})
        self.done.emit()
        self.decided.emit()


def _absolute(document, folder):
    """The document with every path of it written whole."""

    def whole(text):
        path, bar, rest = text.partition("|")
        remote = "://" in path or path.startswith(("PG:", "/vsi", "WFS:"))
        return text if remote else str((folder / path).resolve()) + bar + rest

    def moved(value, key=""):
        if isinstance(value, dict):
            return {name: moved(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [whole(one) if key == "rules" else moved(one) for one in value]
        return whole(value) if key in ("source", "decisions", "template", "boundary") and value else value

    return moved(document)
