"""What the panel edits and what came of it: one document of a case, kept in the project, and its last run."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...inputs.case.case_document import case_of_document, document_of_file, document_text
from ...model.codes import ROLES
from ...model.errors import CaseFault, Place
from ..settings.preferences import new_case, preferences
from .case_paths import absolute, relative
from .map_sources import held_layers, held_sources, layer_of

SCOPE, KEY, NAMES, FOLDER = "zoning_review", "/case", "/names", "/output_folder"
# What the gate says depends on these alone.
_CHECKED = ("subjects", "constraints", "options", "date")


class Session(QObject):
    """One case under work in a `QgsProject`.

    document: the case as a case file holds it. checked: what the gate said (`Checked`), None before. result: the last
    `Result`, None before; view: its `FindingsView`; folder: where its files are. stale: whether the case changed since.
    home: the folder of the case file that was opened, None for none.
    """

    changed = pyqtSignal()
    done = pyqtSignal()
    asked_for = pyqtSignal(str)
    decided = pyqtSignal()  # the result is the same but for what people decided
    prejudge_asked = pyqtSignal()
    unit_card_asked = pyqtSignal()
    shown = pyqtSignal(object)  # the layers of the last result, once they are on the map
    left = pyqtSignal()  # another project, or none, took the place of the one whose case this was

    def __init__(self, project, parent=None):
        super().__init__(parent)
        self.project = project
        self.document, self.checked, self.result, self.view, self.folder = {}, None, None, None, ""
        self.stale, self.home, self._names = False, None, {}
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
        if any(document.get(key) != self.document.get(key) for key in _CHECKED):
            self.checked = None
        self.stale = True
        self._keep(document)
        self.changed.emit()

    def _keep(self, document):
        self.document = document
        self._names = {source: self.name_of(source) for source in held_sources(document)}
        for key, value in ((KEY, document), (NAMES, self._names)):
            text = json.dumps(value, ensure_ascii=False) if value else ""
            if self.project.readEntry(SCOPE, key)[0] != text:
                self.project.writeEntry(SCOPE, key, text)

    def name_of(self, source):
        """What a layer is, or was, called that only the project holds."""
        layer = layer_of(source, self.project)
        return layer.name() if layer is not None else str(self._names.get(source, source))

    def restore(self):
        """Take up the case that the project keeps, without the results of another. Tells `left`, then `changed`."""
        document, names = self._kept(KEY), self._kept(NAMES)
        self.document = document if _is_a_case(document) else {}
        self._names = names if isinstance(names, dict) else {}
        self.checked, self.result, self.view, self.folder, self.stale = None, None, None, "", False
        self.home = None
        self.left.emit()
        self.changed.emit()

    def _kept(self, key):
        text, found = self.project.readEntry(SCOPE, key)
        try:
            return json.loads(text) if found and text else {}
        except ValueError:
            return {}

    def open_file(self, path):
        """Take up a case file; its sources become absolute. Raises CaseFault."""
        document = document_of_file(path)
        self.home = Path(path).resolve().parent
        self.replace(absolute(document, self.home))

    def save_file(self, path):
        """Write the case as a case file, its paths relative to it.

        Raises OSError; CaseFault where it is not whole, or names layers that only this project holds.
        """
        held = held_sources(self.document)
        if held:
            raise CaseFault("held_layers", Place(file=str(path)), names=", ".join(map(self.name_of, held)))
        folder = Path(path).resolve().parent
        document = relative(self.document, folder)
        case_of_document(document, folder)
        Path(path).write_text(document_text(document), encoding="utf-8")

    def case(self):
        """The `Case` as it stands. Raises CaseFault, which names the key, also where a layer to review is gone."""
        held = held_sources({"subjects": self.document.get("subjects", ())})
        gone = [source for source in held if layer_of(source, self.project) is None]
        if gone:
            raise CaseFault("held_gone", Place(key="subjects"), names=", ".join(map(self.name_of, gone)))
        return case_of_document(self.document, self.project.absolutePath() or Path.home())

    def held(self):
        """{source: `Layer`} of the layers that only QGIS can read. Call it on the main thread."""
        return held_layers(self.document, self.project)

    def output_folder(self):
        """The folder that the project keeps for results, "" where none was chosen."""
        return self.project.readEntry(SCOPE, FOLDER)[0]

    def keep_output_folder(self, folder):
        """Keep the folder for results in the project."""
        if folder != self.output_folder():
            self.project.writeEntry(SCOPE, FOLDER, folder)

    def take_check(self, checked):
        """Keep what the gate said."""
        self.checked = checked
        self.done.emit()

    def take_result(self, result, folder, view=None):
        """Keep the result of a run. view: its `FindingsView`, where one was made."""
        self.result, self.folder, self.view, self.stale = result, folder, view, False
        self.done.emit()

    def take_decided(self, result, view, path):
        """Keep the result with other decisions of people on it, which the file at `path` holds; view: as above."""
        self.result, self.view = result, view
        self._keep({**self.document, "decisions": path})
        self.done.emit()
        self.decided.emit()


def _is_a_case(document):
    """Whether what a project keeps can be worked on: others may have written there."""
    if not isinstance(document, dict):
        return False
    lists = {name: document.get(name, []) for name in ("subjects", "constraints", "rules", "outputs")}
    groups = [document.get(name, {}) for name in ("review", "facts", "plan", "options", "report")]
    if not all(isinstance(one, list) for one in lists.values()):
        return False
    entries = [*lists["subjects"], *lists["constraints"]]
    return (
        all(isinstance(one, dict) for one in (*groups, *entries))
        and all(isinstance(one.get("source"), str) for one in entries)
        and all(isinstance(one.get("key"), str) and one.get("role") in ROLES for one in lists["constraints"])
        and all(isinstance(one, str) for one in (*lists["rules"], *lists["outputs"]))
    )
