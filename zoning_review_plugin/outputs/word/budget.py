"""What one template may use up: rounds of loops, characters, time."""

from __future__ import annotations

import time

MOST_ROUNDS = 100_000
MOST_CHARACTERS = 50_000_000
LONGEST_STRING = 1_000_000
MOST_SECONDS = 60.0


class Exhausted(Exception):
    """A template asks for more than any report needs."""


class Budget:
    """Counts down while one template is rendered; raises `Exhausted`."""

    def __init__(self, rounds=MOST_ROUNDS, characters=MOST_CHARACTERS, seconds=MOST_SECONDS):
        self._rounds, self._characters, self._end = rounds, characters, time.monotonic() + seconds

    def counted(self, values, cost):
        """`values` as a list, paid for: each round of a loop costs `cost` characters."""
        values = list(values)
        self._rounds -= len(values)
        self.spend(cost * len(values))
        if self._rounds < 0 or time.monotonic() > self._end:
            raise Exhausted
        return values

    def spend(self, characters):
        """Take `characters` off what may still be written."""
        self._characters -= characters
        if self._characters < 0:
            raise Exhausted
