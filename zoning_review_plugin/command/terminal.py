"""What a person at a terminal sees: progress with an estimate of time left, and lines of remarks."""

from __future__ import annotations

import sys
import time

from ..model.progress import Progress

_BAR = 24
_LEAST_S = 0.1  # between two drawings of the bar
_LINE_S = 10.0  # between two lines where there is no terminal


class QuietProgress(Progress):
    """Shows nothing."""

    def close(self):
        """Nothing was drawn."""


class TerminalProgress(Progress):
    """Progress on standard error: one line that is drawn again on a terminal, now and then a line elsewhere."""

    def __init__(self, words, stream=None):
        self._words, self._stream = words, stream or sys.stderr
        self._live = self._stream.isatty()
        self._start = self._last = time.monotonic()
        self._drawn = False

    def step(self, stage, fraction):
        now = time.monotonic()
        if now - self._last < (_LEAST_S if self._live else _LINE_S):
            return
        self._last = now
        text = f"{100 * fraction:3.0f} %  {self._words.say(stage)}{self._left(fraction, now)}"
        if self._live:
            filled = int(_BAR * fraction)
            self._stream.write(f"\r\x1b[K[{'#' * filled}{'.' * (_BAR - filled)}] {text}")
            self._drawn = True
        else:
            self._stream.write(text + "\n")
        self._stream.flush()

    def close(self):
        """Take the bar away, so that what follows begins on a clean line."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False

    def _left(self, fraction, now):
        """How long the rest will take at the pace so far; nothing while that is a mere guess."""
        spent = now - self._start
        if fraction < 0.02 or spent < 1.0:
            return ""
        seconds = spent * (1.0 - fraction) / fraction
        key, value = ("time.seconds", seconds) if seconds < 90 else ("time.minutes", seconds / 60)
        return "  " + self._words.say("time.left", time=self._words.say(key, value=f"{value:.0f}"))
