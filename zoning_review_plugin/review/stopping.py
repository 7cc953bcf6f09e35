"""A wish to stop that reaches tasks wherever they run.

On one machine it is a file that is there, or not. An executor whose tasks run elsewhere brings a sign of its own:
`executor.stop_sign()`, a context manager that yields an object with `put_up()` and `is_up()` that can be pickled.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass

from ..model.errors import Cancelled
from ..model.progress import Progress


@dataclass(frozen=True)
class StopSign:
    """Put up once, seen by every process of this machine that has been told its path."""

    path: str

    def put_up(self):
        """Ask all tasks to stop at their next step."""
        with open(self.path, "wb"):
            pass

    def is_up(self):
        """Whether the tasks should stop."""
        return os.path.exists(self.path)


def sign_for(executor):
    """A context manager that yields a sign which is not up and which the tasks of `executor` see."""
    own = getattr(executor, "stop_sign", None)
    return own() if own else _file_sign()


@contextmanager
def _file_sign():
    with tempfile.TemporaryDirectory(prefix="zoning_review_") as folder:
        yield StopSign(os.path.join(folder, "stop"))


class StoppableProgress(Progress):
    """Shows nothing; raises `Cancelled` once the sign is up."""

    def __init__(self, sign):
        self._sign = sign

    def step(self, stage, fraction):
        if self._sign.is_up():
            raise Cancelled()
