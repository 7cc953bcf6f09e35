"""The spatial index of a GeoPackage table (an R-tree of SQLite) written whole, instead of row by row.

Nodes are packed by sort-tile-recursive and written as SQLite stores them (https://sqlite.org/rtree.html, section 6).
"""

from __future__ import annotations

import sqlite3

import numpy as np

_CELL = np.dtype([("id", ">i8"), ("box", ">f4", 4)])  # min_x, max_x, min_y, max_y
_HEAD = 4  # bytes of a node before its cells: the depth of the tree, in the root alone, and how many cells it has
_ROOT = 1


def fill(connection, name, boxes):
    """Fill the R-tree `name`, which is there and empty.

    boxes: (n, 4) min_x, min_y, max_x, max_y of the rows 1 to n; NaN where a row has none. The tree keeps them as
    float32, rounded outwards.
    """
    rows = np.flatnonzero(~np.isnan(boxes[:, 0]))
    if not len(rows):
        return
    numbers, boxes = rows + 1, _outwards(boxes[rows])
    (size,) = connection.execute(f'SELECT length(data) FROM "{name}_node"').fetchone()  # nosec B608: our own names
    try:
        _pack(connection, name, size, numbers, boxes)
    except sqlite3.DatabaseError:  # an SQLite that lets nobody write into its own tables
        values = zip(numbers.tolist(), *boxes.T.tolist())
        connection.executemany(f'INSERT INTO "{name}" VALUES (?, ?, ?, ?, ?)', values)  # nosec B608


def _pack(connection, name, size, numbers, boxes):
    """Write the nodes, leaves first: they become the cells of the level above, until one node holds them all."""
    room, depth, used = (size - _HEAD) // _CELL.itemsize, 0, _ROOT
    while True:
        order = _neighbours(boxes, room)
        numbers, boxes = numbers[order], boxes[order]
        starts = np.arange(0, len(numbers), room)
        nodes = used + 1 + np.arange(len(starts)) if len(starts) > 1 else np.array([_ROOT])
        blobs = _blobs(numbers, boxes, room, size, depth if len(starts) == 1 else 0)
        connection.executemany(f'INSERT OR REPLACE INTO "{name}_node" VALUES (?, ?)', zip(nodes.tolist(), blobs))  # nosec B608
        above = "parent" if depth else "rowid"
        links = np.column_stack([numbers, nodes[np.arange(len(numbers)) // room]])[np.argsort(numbers)]
        connection.executemany(f'INSERT INTO "{name}_{above}" VALUES (?, ?)', links.tolist())  # nosec B608
        if len(starts) == 1:
            return
        low, high = np.minimum.reduceat(boxes, starts), np.maximum.reduceat(boxes, starts)
        numbers, boxes = nodes, np.where([True, False, True, False], low, high)
        depth, used = depth + 1, used + len(nodes)


def _neighbours(boxes, room):
    """An order of the boxes in which those of a node lie together: strips from left to right, each from below."""
    x, y = boxes[:, 0] + boxes[:, 1], boxes[:, 2] + boxes[:, 3]
    strips = int(np.ceil(np.sqrt(len(boxes) / room)))
    strip = np.empty(len(boxes), np.int64)
    strip[np.argsort(x, kind="stable")] = np.arange(len(boxes)) * strips // len(boxes)
    return np.lexsort([y, strip])


def _blobs(numbers, boxes, room, size, depth):
    """The nodes that hold these cells as SQLite stores them, `room` cells in each but the last."""
    count = -(-len(numbers) // room)
    cells = np.zeros(count * room, _CELL)
    cells["id"][: len(numbers)], cells["box"][: len(numbers)] = numbers, boxes
    nodes = np.zeros((count, size), np.uint8)
    held = np.minimum(room, len(numbers) - room * np.arange(count))
    nodes[:, :_HEAD] = np.column_stack([np.full(count, depth), held]).astype(">u2").view(np.uint8)
    nodes[:, _HEAD : _HEAD + room * _CELL.itemsize] = cells.view(np.uint8).reshape(count, -1)
    return [node.tobytes() for node in nodes]


def _outwards(boxes):
    """float32 boxes min_x, max_x, min_y, max_y that hold those of doubles."""
    low, high = boxes[:, :2].astype(np.float32), boxes[:, 2:].astype(np.float32)
    low = np.where(low > boxes[:, :2], np.nextafter(low, np.float32(-np.inf)), low)
    high = np.where(high < boxes[:, 2:], np.nextafter(high, np.float32(np.inf)), high)
    return np.column_stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]])
