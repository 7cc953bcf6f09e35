"""One idea of a layer for every host: named fields, a CRS, and batches of features by window.

OGR sources, QGIS feature sources and plain arrays are thin adapters of `Layer`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..model.codes import Severity
from .shapes.wkb import boxes

BATCH_SIZE = 32_768


class Field(NamedTuple):
    """A field of a layer: its name, its alias where the format has one, and where it has a domain of codes, its name
    and {code: meaning}."""

    name: str
    alias: str = ""
    domain: str = ""
    meanings: dict[str, str] | None = None


class Window(NamedTuple):
    """A rectangle in the layer's own CRS."""

    min_x: float
    min_y: float
    max_x: float
    max_y: float


class ReadFault(NamedTuple):
    """Something found while a layer was opened or read: a check code, the words that fill its sentence, how grave."""

    code: str
    params: dict[str, object]
    severity: str = Severity.WARNING


@dataclass(frozen=True)
class Batch:
    """Some features as delivered. All arrays have one length.

    fid: int64, the source's feature ids. wkb: bytes or None for each feature.
    attributes: field name → array of text or None.
    """

    fid: np.ndarray
    wkb: np.ndarray
    attributes: dict[str, np.ndarray]

    def __len__(self):
        return len(self.fid)


@dataclass
class Layer:
    """A source of features.

    name: for messages. stem: prefix for ids that clash. crs: a pyproj CRS, or None where the source
    has none. declared_count: how many features the source says it holds, None where it cannot tell.
    facts: what is worth keeping in the `run` table (file hash, encoding, driver …). found: what was noticed when it was
    opened, as `ReadFault`s. kinds: {kind: count} of all
    features where the layer delivers a part of them only, else None.
    """

    kinds = None
    found = ()

    name: str
    stem: str
    fields: tuple
    crs: object
    declared_count: int | None = None
    facts: dict[str, str] = field(default_factory=dict)

    def batches(self, fields, window: Window | None = None, faults=None):
        """Yield a `Batch` at a time: the attributes named in `fields`, the features whose boxes meet `window`.

        What goes wrong on the way is appended to the list `faults` as `ReadFault`.
        """
        raise NotImplementedError

    def checks(self):
        """`Check`s that only this layer knows, for one pass of all its features."""
        return ()

    def portable(self):
        """This layer in a form that another process can open: itself, or a copy in memory."""
        return self

    def within(self, window):
        """This layer for a process that reads it with `window` only: itself, or no more than that part."""
        return self

    def has(self, name):
        """Whether the layer has a field called `name`."""
        return any(field.name == name for field in self.fields)


@dataclass
class MemoryLayer(Layer):
    """Features held in memory as one `Batch`; its attributes hold every field."""

    content: Batch | None = None
    found: tuple[ReadFault, ...] = ()

    def __getstate__(self):
        """What travels to another process: not the boxes, which are made again there."""
        return {name: value for name, value in self.__dict__.items() if name != "_boxes"}

    @cached_property
    def _boxes(self):
        return boxes(self.content.wkb)

    def within(self, window):
        content, rows = self.content, np.flatnonzero(boxes_meet(self._boxes, window))
        attributes = {name: column[rows] for name, column in content.attributes.items()}
        return replace(self, content=Batch(content.fid[rows], content.wkb[rows], attributes))

    def batches(self, fields, window=None, faults=None):
        content = self.content
        chosen = np.arange(len(content)) if window is None else np.flatnonzero(boxes_meet(self._boxes, window))
        for start in range(0, len(chosen), BATCH_SIZE):
            rows = chosen[start : start + BATCH_SIZE]
            yield Batch(content.fid[rows], content.wkb[rows], {name: content.attributes[name][rows] for name in fields})


def in_memory(layer):
    """A `MemoryLayer` with all that `layer` delivers, and what went wrong on the way."""
    names = [field.name for field in layer.fields]
    faults = []
    parts = list(layer.batches(names, faults=faults)) or [
        Batch(np.empty(0, np.int64), np.empty(0, object), {n: np.empty(0, object) for n in names})
    ]
    content = Batch(
        np.concatenate([part.fid for part in parts]),
        np.concatenate([part.wkb for part in parts]),
        {name: np.concatenate([part.attributes[name] for part in parts]) for name in names},
    )
    found = (*layer.found, *faults)
    return MemoryLayer(
        layer.name, layer.stem, layer.fields, layer.crs, layer.declared_count, layer.facts, content, found
    )


def meets(wkb, window):
    """bool (n,): whose boxes, of an array of WKB, meet the `Window`."""
    return boxes_meet(boxes(wkb), window)


def boxes_meet(found, window):
    """bool (n,): which boxes (n, 4) meet the `Window`."""
    return (
        (found[:, 0] <= window.max_x)
        & (found[:, 2] >= window.min_x)
        & (found[:, 1] <= window.max_y)
        & (found[:, 3] >= window.min_y)
    )
