"""Ctrl-C as an exception of our own, so that the exit status stays ours too."""

import signal
from contextlib import contextmanager


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, as a class that Python does not know.

    Where a plain KeyboardInterrupt leaves text run by `exec` (a dataclass is built so), Python remembers it and ends
    the process by the signal, whatever exit status was asked for; it looks for that very class.
    """


@contextmanager
def own_interrupts():
    """Within the block Ctrl-C raises `Interrupted`.

    Left alone: an interrupt that is ignored (a run in the background), another's handler, and any thread but the main.
    """
    try:
        mine = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        before = signal.signal(signal.SIGINT, _interrupt) if mine else None
    except ValueError:  # only the main thread may set a handler
        before = None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _interrupt(*_):
    raise Interrupted
