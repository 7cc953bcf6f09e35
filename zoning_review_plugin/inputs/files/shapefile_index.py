"""A `.shp` held against its `.shx` and against itself: lengths, numbers, counts and boxes that each record states."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.codes import Severity
from ..layer import ReadFault
from .stored import beside, bytes_of

HEADER = 100
_RECORD_HEADER = 8
_AT_ONCE = 262_144
_MOST_EXAMPLES = 5
_MOST_WALKED = 1_000_000  # steps through records that the index does not list
_NULL, _POINT, _LINE, _POLYGON, _MULTIPOINT, _MULTIPATCH = 0, 1, 3, 5, 8, 31
_BASE = {kind + more: kind for kind in (_POINT, _LINE, _POLYGON, _MULTIPOINT) for more in (0, 10, 20)}
_BASE[_MULTIPATCH] = _MULTIPATCH


def file_length(content):
    """Bytes that the header of a `.shp` or `.shx` declares, which counts words of two bytes; None without a header."""
    return 2 * int(content[24:28].view(">u4")[0]) if len(content) >= HEADER else None


def listed(index):
    """(offsets, lengths) in bytes, int64, as the content of a `.shx` lists them."""
    whole = (len(index) - HEADER) // 8 * 8
    pairs = index[HEADER : HEADER + max(0, whole)].view(">u4").reshape(-1, 2).astype(np.int64) * 2
    return pairs[:, 0], pairs[:, 1]


def index_faults(path):
    """`ReadFault`s of the `.shp` at `path` and its `.shx`, [] where one of them is not there or no such file."""
    shapes, index = bytes_of(path), beside(path, ".shx")
    index = bytes_of(index) if index else None
    if shapes is None or index is None or min(len(shapes), len(index)) < HEADER:
        return []
    faults = [*length_faults(shapes, ".shp"), *length_faults(index, ".shx")]
    starts, lengths = listed(index)
    found = _Records(shapes, starts, lengths)
    for k in range(0, len(starts), _AT_ONCE):
        found.look(slice(k, k + _AT_ONCE))
    faults += found.faults()
    if not np.array_equal(shapes[32:36], index[32:36]):
        faults.append(ReadFault("shx_differs", {"count": 0, "total": len(starts), "examples": "-"}, Severity.ERROR))
    return faults


def length_faults(content, name):
    """The fault of a `.shp` or `.shx` that is not as long as its header says, if it is one."""
    declared, size = file_length(content), len(content)
    params = {"file": name, "declared": declared, "size": size}
    if size < declared:
        return [ReadFault("file_cut_short", params, Severity.ERROR)]
    return [ReadFault("file_too_long", params, Severity.WARNING)] if size > declared else []


def record_boxes(path):
    """A function of feature ids (n,) → the boxes (n, 4) kept with the shapes of the `.shp` at `path`.

    NaN where there is none. None where the file cannot be looked at.
    """
    shapes, index = bytes_of(path), beside(path, ".shx")
    index = bytes_of(index) if index else None
    if shapes is None or index is None or min(len(shapes), len(index)) < HEADER:
        return None
    starts, lengths = listed(index)
    words = shapes[: len(shapes) // 4 * 4].view("<u4")

    def boxes(fid):
        found = np.full((len(fid), 4), np.nan)
        known = np.flatnonzero((fid >= 0) & (fid < len(starts)))
        start = starts[fid[known]]
        sound = (start % 4 == 0) & (start + 44 <= len(shapes)) & (lengths[fid[known]] >= 40)
        known, start = known[sound], start[sound] // 4
        boxed = np.isin(words[start + 2], [kind for kind, base in _BASE.items() if base != _POINT])
        found[known[boxed]] = words[start[boxed, None] + 3 + np.arange(8)].view("<f8")
        return found

    return boxes


@dataclass
class _Records:
    """Looks at the records of a `.shp` (its content, uint8) where the index says that they begin."""

    shapes: np.ndarray
    starts: np.ndarray
    lengths: np.ndarray

    def __post_init__(self):
        self._little = self.shapes[: len(self.shapes) // 4 * 4].view("<u4")
        self._big = self._little.view(">u4")
        self._kind = int(self._little[8])
        self._box = self.shapes[36:68].view("<f8")
        self._elsewhere, self._damaged, self._numbers, self._outside = [], [], [], 0

    def look(self, some):
        """Look at a slice of the records."""
        row = np.arange(len(self.starts))[some]
        start, length = self.starts[some], self.lengths[some]
        inside = (start >= HEADER) & (start % 4 == 0) & (start + _RECORD_HEADER + length <= len(self.shapes))
        inside &= length >= 4
        self._elsewhere.append(row[~inside])
        row, at, length = row[inside], start[inside] // 4, length[inside]
        fits = 2 * self._big[at + 1].astype(np.int64) == length
        self._elsewhere.append(row[~fits])
        row, at, length = row[fits], at[fits], length[fits]
        self._numbers.append(self._big[at].astype(np.int64) - row)
        kind = self._little[at + 2].astype(np.int64)
        self._damaged.append(row[(kind != self._kind) & (kind != _NULL)])
        shaped = kind == self._kind
        self._content(row[shaped], at[shaped], length[shaped])

    def _content(self, row, at, length):
        """What a record says of its own content: counts of parts and points, and a box."""
        base = _BASE.get(self._kind)
        if base is None or not len(row):
            return
        if base == _POINT:
            self._damaged.append(row[length < 20])
            at = at[length >= 20]
            self._see_boxes(self._little[at[:, None] + 3 + np.array([0, 1, 2, 3, 0, 1, 2, 3])].view("<f8"))
            return
        whole = length >= (40 if base == _MULTIPOINT else 44)
        self._damaged.append(row[~whole])
        row, at, length = row[whole], at[whole], length[whole]
        box = self._little[at[:, None] + 3 + np.arange(8)].view("<f8")
        counted = self._little[at[:, None] + 11 + np.arange(2 if base != _MULTIPOINT else 1)].astype(np.int64)
        parts, points = (counted[:, 0], counted[:, 1]) if base != _MULTIPOINT else (0 * counted[:, 0], counted[:, 0])
        wrong = ~_lengths_fit(self._kind, base, parts, points, length)
        with np.errstate(invalid="ignore"):
            wrong |= (points > 0) & ~((box[:, 0] <= box[:, 2]) & (box[:, 1] <= box[:, 3]))
        if base != _MULTIPOINT:
            wrong[~wrong] = self._parts_wrong(at[~wrong], parts[~wrong], points[~wrong])
        self._damaged.append(row[wrong])
        self._see_boxes(box[~wrong & (points > 0)])

    def _parts_wrong(self, at, parts, points):
        """bool (n,): records whose parts do not begin at 0 or do not follow each other."""
        wrong = (parts == 0) & (points > 0)
        owner = np.repeat(np.arange(len(at)), parts)
        if not len(owner):
            return wrong
        first = np.concatenate([[0], np.cumsum(parts)[:-1]])
        within = np.arange(len(owner)) - first[owner]
        begin = self._little[at[owner] + 13 + within].astype(np.int64)
        bad = np.where(within == 0, begin != 0, begin <= np.concatenate([[-1], begin[:-1]]))
        bad |= begin >= points[owner]
        wrong[owner[bad]] = True
        return wrong

    def _see_boxes(self, boxes):
        with np.errstate(invalid="ignore"):
            low, high = boxes[:, :2] >= self._box[:2], boxes[:, 2:] <= self._box[2:]
        self._outside += int((~(low & high).all(axis=1)).sum())

    def faults(self):
        """`ReadFault`s, once all records have been looked at."""
        found, total = [], len(self.starts)
        elsewhere, damaged = (np.concatenate([np.empty(0, int), *each]) for each in (self._elsewhere, self._damaged))
        elsewhere = np.union1d(elsewhere, self._overlapping())
        for code, rows in (("shx_differs", elsewhere), ("shp_records_damaged", damaged)):
            if len(rows):
                examples = ", ".join(map(str, rows[:_MOST_EXAMPLES]))
                params = {"count": len(rows), "total": total, "examples": examples}
                found.append(ReadFault(code, params, Severity.ERROR))
        steps = np.concatenate([np.empty(0, np.int64), *self._numbers])
        if len(steps) and (steps != steps[0]).any():
            wrong = int((steps != np.median(steps)).sum())
            found.append(ReadFault("shp_numbers_differ", {"count": wrong, "total": total}, Severity.WARNING))
        if self._outside:
            found.append(ReadFault("extent_exceeded", {"count": self._outside, "total": total}, Severity.WARNING))
        unlisted = self._unlisted()
        if unlisted:
            params = {"listed": total, "unlisted": unlisted}
            found.append(ReadFault("shx_too_short", params, Severity.ERROR))
        return found

    def _order(self):
        order = np.argsort(self.starts, kind="stable")
        return order, self.starts[order], self.starts[order] + _RECORD_HEADER + self.lengths[order]

    def _overlapping(self):
        """Rows that the index sends to bytes of another record."""
        order, start, end = self._order()
        return order[1:][start[1:] < np.maximum.accumulate(end)[:-1]] if len(order) else order

    def _unlisted(self):
        """How many whole records follow in the `.shp` behind the last one that the index lists."""
        at, count = int(self._order()[2].max(initial=HEADER)), 0
        top = len(self.starts)
        while count < _MOST_WALKED and at % 4 == 0 and at + _RECORD_HEADER + 4 <= len(self.shapes):
            number, words = (int(value) for value in self._big[at // 4 : at // 4 + 2])
            kind = int(self._little[at // 4 + 2])
            if kind not in (self._kind, _NULL) or number <= top or at + _RECORD_HEADER + 2 * words > len(self.shapes):
                break
            at, count = at + _RECORD_HEADER + 2 * words, count + 1
        return count


def _lengths_fit(kind, base, parts, points, length):
    """bool (n,): whether records are as long as their counts make them; measures may be left out."""
    per_part = {_MULTIPOINT: 0, _MULTIPATCH: 8}.get(base, 4)
    plain = (40 if base == _MULTIPOINT else 44) + per_part * parts + 16 * points
    more = 16 + 8 * points
    if base == _MULTIPATCH or 10 < kind < 20:
        return (length == plain + more) | (length == plain + 2 * more)
    return (length == plain) | (length == plain + more) if kind > 20 else length == plain
