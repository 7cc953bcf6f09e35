"""Things made in a thread of their own while the one before is worked on; GDAL lets go of the interpreter's lock."""

from __future__ import annotations

import queue
import threading

_POLL_S = 0.1
_END = object()


def read_ahead(items, depth=1):
    """Yield what the generator `items` yields, up to `depth` of them made ahead, all in one other thread.

    The generator is closed, in that thread, before this one ends, also where its user stops early.
    """
    made, stop = queue.Queue(depth), threading.Event()
    thread = threading.Thread(target=_make, args=(items, made, stop), daemon=True)
    thread.start()
    try:
        while True:
            item, error = made.get()
            if error is not None:
                raise error
            if item is _END:
                return
            yield item
    finally:
        stop.set()
        thread.join()


def _make(items, made, stop):
    end = (_END, None)
    try:
        for item in items:
            if not _put((item, None), made, stop):
                break
        items.close()
    except BaseException as error:  # whatever it is, it belongs to the one who asked
        end = (_END, error)
    _put(end, made, stop)


def _put(item, made, stop):
    """Whether the item could be handed over before the other side stopped."""
    while not stop.is_set():
        try:
            made.put(item, timeout=_POLL_S)
            return True
        except queue.Full:
            continue
    return False
