"""Calls in a thread of their own: in their order, all of them, and their faults are not lost."""

import threading
import time

import pytest

from zoning_review_plugin.inputs.in_turn import in_turn


def test_calls_are_made_in_order_beside_the_one_who_asks_and_all_are_made():
    made, threads = [], set()

    def work(number):
        time.sleep(0.002 * (number % 3))
        made.append(number)
        threads.add(threading.get_ident())

    with in_turn() as call:
        for number in range(20):
            call(work, number)
            assert number - len(made) <= 1  # little is held for those that wait
    assert made == list(range(20))
    assert len(threads) == 1 and threading.get_ident() not in threads


@pytest.mark.parametrize("calls", [1, 2, 5])
def test_what_a_call_raises_comes_up(calls):
    with pytest.raises(ValueError, match="first"), in_turn() as call:
        for number in range(calls):
            call(fail, "first" if number == 0 else "later")


def test_what_the_one_who_asks_raises_is_not_hidden():
    made = []
    with pytest.raises(KeyError), in_turn() as call:
        call(made.append, 1)
        raise KeyError
    assert made == [1]


def fail(text):
    raise ValueError(text)
