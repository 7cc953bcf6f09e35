"""Questions about places, asked of one case that is kept warm, each in a job of its own; never two at a time."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..panel.running import Runner
from ..translation import tr
from .work import asking, figuring, warming

_PAUSE_MS = 150  # the cursor must rest so long before figures are asked for


class Answers(QObject):
    """Keeps the warm case of a `Session` and asks it.

    answered: a `Prejudgement`. figured: `LayerFigure`s of what is being drawn. told: a sentence on what is under way,
    or what went wrong; "" where nothing is. busy_changed: whether a question or the reading of layers is under way.
    """

    answered = pyqtSignal(object)
    figured = pyqtSignal(object)
    told = pyqtSignal(str)
    busy_changed = pyqtSignal(bool)

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session, self.runner, self._live = session, Runner(self), Runner(self)
        self._warm, self._next, self._drawn = None, None, None
        self._following = False  # whether something is being drawn
        self._epoch = 0  # of the case: what was read for an earlier one is not kept
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._figure)
        self.runner.started.connect(self._begun)
        self.runner.ended.connect(self._ended)
        self._live.ended.connect(self._figured_once)
        session.changed.connect(self.forget)

    @property
    def is_warm(self):
        """Whether the layers of the case have been read."""
        return self._warm is not None

    def forget(self):
        """Keep nothing of a case that has changed."""
        self._warm, self._next, self._drawn = None, None, None
        self._epoch += 1
        self.runner.cancel()

    def warm(self, case, held):
        """Read the layers of `case` where that has not been done. held: those that QGIS holds, by source."""
        if self._warm is None and not self.runner.busy:
            epoch = self._epoch
            self.runner.start(
                tr("Reading layers for pre-judgement"), warming(case, held), lambda found: self._keep(found, epoch)
            )

    def ask(self, place, told):
        """Ask about a place (see `work.asking`), as soon as the layers are read; a later question replaces it."""
        self._next = place, told
        self.stop_following()
        self._go_on()

    def follow(self, place):
        """Ask for the figures of what is being drawn, once the cursor rests."""
        self._drawn, self._following = place, True
        if self.is_warm:
            self._timer.start()

    def stop_following(self):
        """Nothing is being drawn any more."""
        self._drawn, self._following = None, False
        self._timer.stop()

    def save(self, work, done):
        """Run `work` where nothing else is under way; False where something is."""
        return self.runner.start(tr("Writing the report"), work, done)

    def _keep(self, found, epoch):
        if epoch == self._epoch:
            self._warm = found
            self.told.emit("")

    def _go_on(self):
        if self._next and self.is_warm and not self.runner.busy:
            (place, told), self._next = self._next, None
            self.runner.start(tr("Pre-judgement"), asking(self._warm, place, told), self.answered.emit)

    def _figure(self):
        if self._drawn is not None and self.is_warm and not (self._live.busy or self.runner.busy):
            place, self._drawn = self._drawn, None
            self._live.start(tr("Figures of what is drawn"), figuring(self._warm, place), self._figures)

    def _figures(self, found):
        if self._following:
            self.figured.emit(found)

    def _figured_once(self, job):
        if self._drawn is not None:  # the cursor has moved on
            self._timer.start()

    def _begun(self, job):
        self.busy_changed.emit(True)
        self.told.emit(job.description() + "…")
        job.stepped.connect(lambda stage, left: self.told.emit(stage))

    def _ended(self, job):
        self.busy_changed.emit(False)
        if job.sentence or job.isCanceled():
            self.told.emit(job.sentence)
            self._next = None
        self._go_on()
