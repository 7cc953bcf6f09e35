"""How a long job tells its host how far it is, and learns that it should stop."""

import threading


class Progress:
    """Says nothing and never stops; hosts derive from it.

    `step` may raise `model.errors.Cancelled`; jobs call it often and let that pass.
    """

    def step(self, stage, fraction):
        """Report that `stage` (a words key, e.g. `stage.overlay`) is done to `fraction` (0 to 1) of the whole run."""

    def warn(self, code, place, **params):
        """Report something that the user should see at once, though the job goes on."""


class Span(Progress):
    """The stretch from `start` to `end` of a longer progress, seen by a part of the job as 0 to 1."""

    def __init__(self, whole, start, end):
        self._whole, self._start, self._end = whole, start, end

    def step(self, stage, fraction):
        self._whole.step(stage, self._start + (self._end - self._start) * min(1.0, max(0.0, fraction)))

    def warn(self, code, place, **params):
        self._whole.warn(code, place, **params)


class Onward(Progress):
    """What several threads tell one host: one at a time, and never back."""

    def __init__(self, whole):
        self._whole, self._lock, self._farthest = whole, threading.Lock(), 0.0

    def step(self, stage, fraction):
        with self._lock:
            self._farthest = max(self._farthest, fraction)
            self._whole.step(stage, self._farthest)

    def warn(self, code, place, **params):
        with self._lock:
            self._whole.warn(code, place, **params)
