"""Registers the functions while the plugin is loaded, in the desktop and in qgis_process."""

from __future__ import annotations

from qgis.core import QgsExpression, QgsProject

from .functions import FUNCTIONS


class Expressions:
    """The functions of one load of the plugin. Make it, and end it, on the main thread."""

    def __init__(self):
        from .main_thread import MainThread

        self._main, self._answers, self._watch = MainThread(), None, None
        self.functions = [make(self._given) for make in FUNCTIONS]
        for function in self.functions:
            QgsExpression.unregisterFunction(function.name())  # of a load that ended badly
            QgsExpression.registerFunction(function)

    def end(self):
        """Take the functions away again, and all that they remember."""
        for function in self.functions:
            QgsExpression.unregisterFunction(function.name())
        if self._watch is not None:
            self._watch.end()
        self._answers = self._watch = None

    def _given(self):
        """The `Answers`; made on the main thread when they are asked for first."""
        if self._answers is None:
            self._main.do(self._make)
        return self._answers

    def _make(self):
        from .answers import Answers
        from .store import Store
        from .watch import Watch

        if self._answers is None:
            store, project = Store(), QgsProject.instance()
            self._watch = Watch(project, store.drop)
            self._answers = Answers(project, self._main, self._watch, store)
