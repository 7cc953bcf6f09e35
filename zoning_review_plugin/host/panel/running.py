"""A long job off the main thread: progress with the time left, cancel, and faults as sentences."""

from __future__ import annotations

import time
from functools import partial

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...model.errors import Cancelled, LibraryFault, ReviewFault
from ...model.progress import Progress
from ...model.words import Words
from ..libraries import load
from ..thread_state import keep_thread_state
from ..translation import language, tr

_WAIT_MS = 3000  # for a job that was asked to stop


class TaskProgress(Progress):
    """Tells a `Job` how far its work is; raises `Cancelled` once the user asked to stop."""

    def __init__(self, job):
        self._job = job

    def step(self, stage, fraction):
        if self._job.isCanceled():
            raise Cancelled()
        self._job.tell(stage, fraction)


class Job(QgsTask):
    """Runs `work(progress)` in a thread. Signals are told on the main thread.

    stepped: (stage in words, seconds left, -1 where unknown). ended: the job itself, which then has `value`, or
    `sentence` with what went wrong, or `stopped` is true. QGIS may have deleted the task itself by then.
    """

    stepped = pyqtSignal(str, float)
    ended = pyqtSignal(object)

    def __init__(self, title, work):
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._words, self._started, self._told = work, Words(language()), time.monotonic(), 0.0
        self.value, self.sentence, self.stopped = None, "", False

    def run(self):
        keep_thread_state()
        try:
            problem = load()
            if problem:
                self.sentence = problem
                return False
            self.value = self._work(TaskProgress(self))
        except Cancelled:
            return False
        except ReviewFault as fault:
            self.sentence = "\n".join(self._words.fault(one) for one in (fault, *fault.others))
        except ImportError as error:
            fault = LibraryFault("library_missing", library=error.name or str(error), how=f"pip install {error.name}")
            self.sentence = self._words.fault(fault)
        except MemoryError:
            self.sentence = self._words.fault(ReviewFault("out_of_memory"))
        except Exception as error:
            self.sentence = tr("Something went wrong inside the plugin: {problem}").format(problem=repr(error))
            QgsApplication.messageLog().logMessage(_traceback(error), "Zoning Review", notifyUser=False)
        return not self.sentence

    def finished(self, succeeded):
        self.stopped = self.isCanceled()
        self.ended.emit(self)

    def tell(self, stage, fraction):
        """Pass on how far the work is, some times a second at most."""
        self.setProgress(100.0 * fraction)
        now = time.monotonic()
        if now - self._told > 0.2:
            self._told = now
            passed = now - self._started
            left = passed * (1 - fraction) / fraction if fraction > 0.02 and passed > 1 else -1.0
            self.stepped.emit(self._words.say(stage), left)


class Runner(QObject):
    """Runs one `Job` at a time."""

    started = pyqtSignal(object)
    ended = pyqtSignal(object)
    refused = pyqtSignal(str)  # a sentence: one job is under way already

    def __init__(self, parent=None):
        super().__init__(parent)
        self.job = None
        self._wanted = True  # whether anybody waits for what the job gives
        self._end = _nothing

    @property
    def busy(self):
        """Whether a job is under way."""
        return self.job is not None

    def start(self, title, work, done, begin=None):
        """Run `work(progress)`; then `done(value)` on the main thread where all went well.

        Where done is a generator function, each of its steps has a turn of the event loop to itself.

        begin: called as the job begins; it returns what is called as the job ends, whichever way.

        Returns False, and tells `refused`, where a job is under way.
        """
        if self.busy:
            told = tr("“{title}” is still running. Wait for it, or cancel it.")
            self.refused.emit(told.format(title=self.job.description()))
            return False
        self.job, self._wanted = Job(title, work), True
        self.job.ended.connect(lambda job: self._ended(job, done))
        self._end = begin() if begin else _nothing
        self.started.emit(self.job)
        QgsApplication.taskManager().addTask(self.job)
        return True

    def cancel(self):
        """Ask the job to stop."""
        if self.busy:
            self.job.cancel()

    def forget(self):
        """Ask the job to stop; nothing of it is taken, also where it is just done."""
        self._wanted = False
        self.cancel()

    def close_down(self):
        """Stop the job, wait for its thread, and hear no more of it."""
        job, self.job = self.job, None
        if job is None:
            return
        job.ended.disconnect()  # nothing else than this runner hears it
        job.cancel()
        job.waitForFinished(_WAIT_MS)
        self._end()

    def _ended(self, job, done):
        try:
            good = self._wanted and not job.sentence and not job.stopped
            self._take_turns(job, iter(done(job.value) or ()) if good else iter(()))
        except Exception:
            self._finish(job)
            raise

    def _take_turns(self, job, steps):
        """Go one step on with what `done` does, and leave the rest to a later turn."""
        if self.job is not job:
            return  # closed down meanwhile
        try:
            if self._wanted:
                next(steps)
                QTimer.singleShot(0, partial(self._take_turns, job, steps))
                return
        except StopIteration:
            pass
        except Exception:
            self._finish(job)
            raise
        self._finish(job)

    def _finish(self, job):
        self.job = None
        self._end()
        self.ended.emit(job)


def _nothing():
    """What there is to do at the end of a job that holds nothing."""


def _traceback(error):
    import traceback

    return "".join(traceback.format_exception(type(error), error, error.__traceback__)) + getattr(error, "trace", "")
