"""Which boxes meet: those of one side packed into a tree, those of the other asked one by one.

Packed as by S. Leutenegger, M. Lopez, J. Edgington (STR: a simple and efficient algorithm for R-tree packing, ICDE
1997): in slices across x, within a slice in order of y, so many in a node.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .compiling import compiled, compiled_lean
from .polygons import FAN, enclose

_DEPTH = 24  # levels of a tree at most: FAN to this power is more boxes than there can be


class Tree(NamedTuple):
    """Boxes (n, 4: min x, min y, max x, max y), level by level: those that are asked for first, the root last.

    row: (m,) which of the boxes that the tree was made of the first m are. level: (levels + 1,) where each begins.
    Node k of a level lies around the nodes from FAN·k on of the one below.
    """

    box: np.ndarray
    row: np.ndarray
    level: np.ndarray


def tree_of(box):
    """The `Tree` of boxes (m, 4); one that is no box (with NaN, or min above max) is left out."""
    row = np.flatnonzero((box[:, 0] <= box[:, 2]) & (box[:, 1] <= box[:, 3]))
    with np.errstate(invalid="ignore"):  # the middle of an infinite box: wherever that is put will do
        row = row[_packed(box[row, 0] + box[row, 2], box[row, 1] + box[row, 3])]
    levels = [np.ascontiguousarray(box[row], dtype=np.float64)]
    while len(levels[-1]) > 1:
        levels.append(_parents(levels[-1]))
    begin = np.cumsum([0, *map(len, levels)])
    return Tree(np.concatenate(levels), row, begin)


def _packed(x, y):
    """Places in their order in the leaves. x, y: of the middles, on any scale."""
    slices = max(1, int(np.ceil(np.sqrt(len(x) / FAN))))
    by_x = np.argsort(x, kind="stable")
    number = np.empty(len(x), np.int64)
    number[by_x] = np.arange(len(x)) * slices // max(len(x), 1)
    return np.lexsort((y, number))


@compiled
def _parents(box):
    """The boxes around every `FAN` of those given."""
    found = np.empty(((len(box) + FAN - 1) // FAN, 4))
    for k in range(len(found)):
        enclose(found, k, box, k * FAN, min(k * FAN + FAN, len(box)))
    return found


@compiled
def meeting(tree, box):
    """(rows of `box`, rows of the tree's boxes) of all pairs of boxes that meet, (p,) each."""
    room = 4 * len(box) + FAN
    asked, found, open_ = np.empty(room, np.int64), np.empty(room, np.int64), np.empty((_DEPTH * FAN, 2), np.int64)
    size = done = 0
    while done < len(box):
        done, size = _met(tree, box, done, size, asked, found, open_)
        if done < len(box):
            asked, found = _longer(asked), _longer(found)
    return asked[:size], found[:size]


@compiled
def _longer(values):
    found = np.empty(2 * len(values), values.dtype)
    found[: len(values)] = values
    return found


@compiled_lean
def _met(tree, box, begin, size, asked, found, open_):
    """Write down the pairs of boxes from `begin` on, after `size` others, as long as there is room.

    open_: room for the nodes to be looked at. Returns (first box that is left over, number of pairs by then).
    """
    own, row, level, leaf = tree.box, tree.row, tree.level, len(tree.row)
    root = len(level) - 2
    for k in range(begin, len(box)):
        x0, y0, x1, y1 = box[k, 0], box[k, 1], box[k, 2], box[k, 3]
        before, waiting = size, 0
        if leaf > 0 and x0 <= x1 and y0 <= y1 and _meet(own, level[root], x0, y0, x1, y1):
            open_[0, 0], open_[0, 1], waiting = root, 0, 1
        while waiting > 0:
            waiting -= 1
            depth, node = open_[waiting, 0], open_[waiting, 1]
            if depth == 0:
                if size == len(asked):
                    return k, before
                asked[size], found[size] = k, row[node]
                size += 1
                continue
            base, end = level[depth - 1], level[depth] - level[depth - 1]
            for child in range(node * FAN, min(node * FAN + FAN, end)):
                if _meet(own, base + child, x0, y0, x1, y1):
                    open_[waiting, 0], open_[waiting, 1] = depth - 1, child
                    waiting += 1
    return len(box), size


@compiled_lean
def _meet(own, o, x0, y0, x1, y1):
    return own[o, 0] <= x1 and own[o, 2] >= x0 and own[o, 1] <= y1 and own[o, 3] >= y0
