"""Work that must be done on the main thread, asked for from any thread: expressions are evaluated on many."""

from __future__ import annotations

import threading

from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, pyqtSignal

_PATIENCE_S = 10.0


class MainThreadBusy(Exception):
    """The main thread did not answer in time: it may itself be waiting for the thread that asked."""


class MainThread(QObject):
    """Does work on the main thread. Make it there."""

    _asked = pyqtSignal(object)

    def __init__(self):
        super().__init__()
        self._asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def do(self, work):
        """The value of `work()`. Raises what it raises, and MainThreadBusy where no answer comes in time."""
        application = QCoreApplication.instance()
        if application is None or QThread.currentThread() == application.thread():
            return work()
        question = _Question(work)
        self._asked.emit(question)
        return question.answer()

    def _do(self, question):
        question.settle()


class _Question:
    """One piece of work, and what came of it."""

    def __init__(self, work):
        self._work, self._settled = work, threading.Event()
        self._value, self._error = None, None

    def settle(self):
        try:
            self._value = self._work()
        except Exception as error:
            self._error = error
        self._settled.set()

    def answer(self):
        if not self._settled.wait(_PATIENCE_S):
            raise MainThreadBusy()
        if self._error is not None:
            raise self._error
        return self._value
