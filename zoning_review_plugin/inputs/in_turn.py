"""Calls made one after the other in a thread of their own, while the one who asked for them goes on."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


@contextmanager
def in_turn():
    """Yield a function that takes a call: function, arguments. At the end of the block all calls have been made.

    One call is under way at most when the function returns, so that little is held for those that wait. What a call
    raises comes up with the next one or at the end.
    """
    given = deque()
    with ThreadPoolExecutor(1) as pool:

        def call(function, *arguments):
            given.append(pool.submit(function, *arguments))
            while len(given) > 1:
                given.popleft().result()

        yield call
        while given:
            given.popleft().result()
