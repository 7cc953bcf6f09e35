"""What Python keeps for a thread of QGIS's stays there between two calls into Python."""

import threading
import time

from qgis.PyQt.QtCore import QRunnable, QThreadPool

from zoning_review_plugin.host.thread_state import keep_thread_state


class _Call(QRunnable):
    """Does one thing in a thread of a pool."""

    def __init__(self, work, done):
        super().__init__()
        self._work, self._done = work, done

    def run(self):
        try:
            self._work()
        finally:
            self._done.set()


def _in_one_thread(*works):
    """Do each work in a call of its own into Python, all in the same thread of Qt."""
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    pool.setExpiryTimeout(-1)
    threads = set()
    for work in works:
        done = threading.Event()
        pool.start(_Call(lambda work=work: (threads.add(threading.get_ident()), work()), done))
        assert done.wait(60)
        time.sleep(0.05)  # the call itself ends
    assert len(threads) == 1


def test_a_value_kept_for_a_thread_is_there_in_its_next_call(qgis_app):
    kept, seen = threading.local(), []

    def first():
        keep_thread_state()
        kept.value = 7

    def second():
        keep_thread_state()
        seen.append(getattr(kept, "value", None))

    _in_one_thread(first, second, second)
    assert seen == [7, 7]


def test_without_it_the_value_is_gone(qgis_app):
    """What the module is for: should this fail, QGIS's threads keep their state themselves."""
    kept, seen = threading.local(), []
    _in_one_thread(lambda: setattr(kept, "value", 1), lambda: seen.append(getattr(kept, "value", None)))
    assert seen == [None]


def test_crs_of_one_job_is_used_in_the_next_of_the_same_thread(qgis_app):
    """pyproj from 3.7 on ended the process here."""
    from pyproj import CRS

    found = []

    def read():
        keep_thread_state()
        found.append(CRS.from_epsg(4547))
        assert all(crs.is_projected for crs in found)

    _in_one_thread(read, read, read)
    assert len(found) == 3
