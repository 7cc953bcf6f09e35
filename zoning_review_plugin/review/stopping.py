"""A wish to stop that reaches tasks in other processes of this machine: a file that is there, or not."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass

from ..model.errors import Cancelled
from ..model.progress import Progress


@dataclass(frozen=True)
class StopSign:
    """Put up once, seen by every process that has been told its path."""

    path: str

    def put_up(self):
        """Ask all tasks to stop at their next step."""
        with open(self.path, "wb"):
            pass

    def is_up(self):
        """Whether the tasks should stop."""
        return os.path.exists(self.path)


@contextmanager
def stop_sign():
    """Yield a `StopSign` that is not up; afterwards nothing of it is left."""
    with tempfile.TemporaryDirectory(prefix="zoning_review_") as folder:
        yield StopSign(os.path.join(folder, "stop"))


class StoppableProgress(Progress):
    """Shows nothing; raises `Cancelled` once the sign is up."""

    def __init__(self, sign):
        self._sign = sign

    def step(self, stage, fraction):
        if self._sign.is_up():
            raise Cancelled()
