"""What expressions remember between features: layers kept warm, roles told, verdicts. Dropped when a layer changes."""

from __future__ import annotations

import threading
from collections import OrderedDict

_MOST = 32  # things remembered; the one asked for longest ago goes first


class Store:
    """Things by key, each made once, by the thread that asks for it first. Any thread may ask."""

    def __init__(self):
        self._lock, self._slots = threading.Lock(), OrderedDict()

    def get(self, key, owner, make):
        """The thing of `key`; made by `make()` where it is not there. owner: id of the map layer that it comes from."""
        with self._lock:
            slot = self._slots.setdefault(key, _Slot(owner))
            self._slots.move_to_end(key)
            while len(self._slots) > _MOST:
                self._slots.popitem(last=False)
        return slot.thing(make)

    def drop(self, owner):
        """Forget what comes from a map layer; None: everything."""
        with self._lock:
            gone = [key for key, slot in self._slots.items() if owner is None or slot.owner == owner]
            for key in gone:
                del self._slots[key]

    def __len__(self):
        return len(self._slots)


class _Slot:
    def __init__(self, owner):
        self.owner, self._lock, self._made, self._thing = owner, threading.Lock(), False, None

    def thing(self, make):
        with self._lock:
            if not self._made:
                self._thing, self._made = make(), True
            return self._thing
