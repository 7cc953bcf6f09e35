"""Things made ahead in a thread: in order, with their faults, and closed where they were made."""

import threading

import pytest

from zoning_review_plugin.inputs.ogr.read_ahead import read_ahead


def counted(number, log, fault=None):
    try:
        for k in range(number):
            log.append(threading.get_ident())
            yield k
        if fault:
            raise fault
    finally:
        log.append(("closed", threading.get_ident()))


def test_all_in_order_from_one_other_thread():
    log = []
    assert list(read_ahead(counted(50, log))) == list(range(50))
    assert len(set(log[:-1])) == 1 and log[0] != threading.get_ident()
    assert log[-1] == ("closed", log[0])


def test_nothing_runs_before_it_is_asked_for():
    log = []
    read_ahead(counted(3, log))
    assert log == []


def test_a_fault_reaches_the_one_who_asked():
    items, log = [], []
    with pytest.raises(KeyError, match="broken"):
        for item in read_ahead(counted(3, log, KeyError("broken"))):
            items.append(item)
    assert items == [0, 1, 2]


def test_who_stops_early_leaves_nothing_open():
    log, before = [], threading.active_count()
    items = read_ahead(counted(1000, log))
    assert [next(items), next(items)] == [0, 1]
    items.close()
    assert log[-1] == ("closed", log[0]) and len(log) < 10
    assert threading.active_count() == before
