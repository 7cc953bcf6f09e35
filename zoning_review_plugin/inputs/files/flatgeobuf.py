"""A FlatGeobuf file held against itself: its header, its index of boxes, and the chain of its features.

The format: eight bytes of signature; the header, behind its length; if the header gives the nodes of the index a size,
the index, a packed R-tree whose last nodes are the features' boxes and places; then each feature behind its length.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from ...model.codes import Severity
from ..layer import ReadFault
from .crs_twice import crs_differs, same_crs
from .flatgeobuf_feature import properties_fit
from .flatgeobuf_header import FlatHeader, flat_header
from .stored import bytes_of

_NODE = np.dtype([("box", "<f8", 4), ("at", "<u8")])
# Values of larger files are not looked at: that takes as long as reading them.
_MOST_BYTES = 100_000_000
_MOST_EXAMPLES = 5


@dataclass(frozen=True)
class FlatGeobuf:
    """A file of which the header could be read. content: its bytes. nodes: of the index, the features' own last."""

    header: FlatHeader
    content: np.ndarray
    nodes: np.ndarray

    @staticmethod
    def of(path):
        """Of the file at `path`; None where it has no header that can be read."""
        content = bytes_of(path)
        header = None if content is None else flat_header(content)
        if header is None:
            return None
        start, count = header.end, sum(_levels(header))
        held = max(0, min(count, (len(content) - start) // _NODE.itemsize))
        return FlatGeobuf(header, content, content[start : start + held * _NODE.itemsize].view(_NODE))

    @property
    def leaves(self):
        """The nodes of the features; none where there is no index."""
        return self.nodes[len(self.nodes) - self.header.count :] if len(self.nodes) else self.nodes

    @property
    def first(self):
        """Where the first feature begins."""
        return self.header.end + sum(_levels(self.header)) * _NODE.itemsize

    def boxes(self, fid):
        """(n, 4) the boxes that the index states for features, by their numbers; NaN where it states none."""
        found = np.full((len(fid), 4), np.nan)
        known = (fid >= 0) & (fid < len(self.leaves))
        found[known] = self.leaves["box"][fid[known]]
        found[~(found[:, 0] <= found[:, 2])] = np.nan
        return found

    def extent(self):
        """The box that the header states for all features, None where it states none."""
        box = self.header.envelope
        return box if box is not None and np.isfinite(box).all() else None

    def faults(self):
        """`ReadFault`s of what contradicts itself."""
        found = self._of_crs()
        if self.first > len(self.content):
            return [*found, self._cut(self.first)]
        starts, end = self._chain()
        if end > len(self.content):
            return [*found, self._cut(end)]
        declared = self.header.count
        bad = self._misplaced(starts) + self._loose_nodes()
        if bad:
            params = {"count": len(bad), "examples": ", ".join(map(str, bad[:_MOST_EXAMPLES]))}
            found.append(ReadFault("spatial_index_differs", params, Severity.ERROR))
        if declared and declared != len(starts):
            found.append(_damaged(abs(declared - len(starts)), declared, f"{declared} / {len(starts)}"))
        elif len(self.content) <= _MOST_BYTES:
            odd = [row for row, at in enumerate(starts.tolist()) if not self._sound(at)]
            found += [_damaged(len(odd), len(starts), ", ".join(map(str, odd[:_MOST_EXAMPLES])))] if odd else []
        return found

    def _of_crs(self):
        """Where a code and a definition of the CRS contradict each other."""
        authority, code, definition = self.header.crs
        if code and definition and (authority or "EPSG").upper() == "EPSG" and not same_crs(code, definition):
            return [crs_differs(f"EPSG:{code}", definition[:60])]
        return []

    def _cut(self, declared):
        params = {"file": "FlatGeobuf", "declared": declared, "size": len(self.content)}
        return ReadFault("file_cut_short", params, Severity.ERROR)

    def _chain(self):
        """(where the features begin, the end of the last), each found from the length of the one before it."""
        starts, at, content = [], self.first, memoryview(self.content)
        while at + 4 <= len(content):
            starts.append(at)
            at += 4 + struct.unpack_from("<I", content, at)[0]
        return np.array(starts, np.int64), at if at <= len(content) else max(at, len(content) + 1)

    def _misplaced(self, starts):
        """Numbers of the features that the index does not place where they are."""
        stated = self.leaves["at"].astype(np.int64) + self.first
        known = min(len(stated), len(starts))
        wrong = np.flatnonzero(stated[:known] != starts[:known]).tolist()
        return wrong + list(range(known, len(stated)))

    def _loose_nodes(self):
        """["node …"] of nodes whose box is not that of the nodes below it, or that point elsewhere."""
        levels, size, found = _levels(self.header), self.header.node_size, []
        if not len(self.nodes):
            return found
        ends = len(self.nodes) - np.cumsum([0, *levels])
        for below, here in zip(range(len(levels) - 1), range(1, len(levels))):
            children = self.nodes[ends[below + 1] : ends[below]]
            parents = self.nodes[ends[here + 1] : ends[here]]
            first = np.arange(0, len(children), size)
            low = np.minimum.reduceat(children["box"][:, :2], first)
            high = np.maximum.reduceat(children["box"][:, 2:], first)
            same = (parents["box"] == np.hstack([low, high])).all(axis=1)
            same &= parents["at"] == (first + ends[below + 1]).astype(np.uint64)
            found += [f"node {ends[here + 1] + row}" for row in np.flatnonzero(~same)]
        extent = self.extent()
        return found if extent is None or (self.nodes["box"][0] == extent).all() else [*found, "node 0"]

    def _sound(self, at):
        size = struct.unpack_from("<I", self.content, at)[0]
        return properties_fit(self.content[at + 4 : at + 4 + size].tobytes(), self.header.columns)


def flatgeobuf_faults(path):
    """`ReadFault`s of the FlatGeobuf file at `path`."""
    file = FlatGeobuf.of(path)
    return [_damaged(1, 1, "header")] if file is None else file.faults()


def _damaged(count, total, examples):
    params = {"count": count, "total": total, "examples": examples}
    return ReadFault("flatgeobuf_damaged", params, Severity.ERROR)


def _levels(header):
    """How many nodes the index has, the features' own first, up to the one at the top; [] without an index."""
    if not header.node_size or not header.count:
        return []
    found = [header.count]
    while len(found) == 1 or found[-1] > 1:
        found.append(-(-found[-1] // header.node_size))
    return found
