"""What every step of the panel is: a widget that edits the session and says how far it is."""

from __future__ import annotations

from typing import NamedTuple

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ....model.words import Words
from ...translation import language

READY, REMARKS, MISSING = "ready", "remarks", "missing"


def told(fault):
    """What is said of a fault, a line for it and one for each that was found with it."""
    words = Words(language())
    return "\n".join(words.fault(one) for one in (fault, *fault.others))


class Told(QLabel):
    """A sentence of a page; it takes no room while there is nothing to say."""

    def __init__(self, name):
        super().__init__()
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def setText(self, text):
        super().setText(text)
        self.setVisible(bool(text))


class State(NamedTuple):
    """How far a step is: `READY`, `REMARKS` or `MISSING`, and a sentence that says why."""

    level: str
    sentence: str = ""


class Page(QWidget):
    """One step. `NAME` finds it; `title()` is shown; `state()` is asked whenever the session changes."""

    NAME = ""

    def __init__(self, session, runner, iface, parent=None):
        super().__init__(parent)
        self.session, self.runner, self.iface = session, runner, iface
        self.body = QVBoxLayout(self)
        self.build()
        session.changed.connect(self.refresh)
        session.done.connect(self.renew)

    def build(self):
        """Make the widgets."""

    def refresh(self):
        """Show what the session holds now."""

    def renew(self):
        """Show what a job came to. For the steps that show anything of it."""

    def title(self):
        """What the step is called."""
        raise NotImplementedError

    def state(self):
        """The `State` of this step."""
        raise NotImplementedError
