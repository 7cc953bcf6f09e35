"""Rows below nodes, nodes below nodes: who sums into whom."""

from __future__ import annotations

import numpy as np


class Tree:
    """rows: their number; numbers from there on are nodes, each before those below it, the grand total first.

    paths: of the nodes, in their order. parent: for each row and node the number of the node above; -1 for the first.
    """

    def __init__(self, paths):
        self.rows = len(paths)
        found = {}
        for path in ((), *dict.fromkeys(map(tuple, paths))):
            for depth in range(len(path) + 1):
                found.setdefault(tuple(path[:depth]), None)
        self.paths = sorted(found, key=len)
        number = {path: self.rows + place for place, path in enumerate(self.paths)}
        self.parent = np.empty(self.rows + len(self.paths), dtype=np.int64)
        self.parent[: self.rows] = np.fromiter((number[tuple(path)] for path in paths), np.int64, self.rows)
        self.parent[self.rows :] = [number[path[:-1]] if path else -1 for path in self.paths]

    def summed(self, values):
        """`values` of the rows (n, k) with those of the nodes below them, which are sums."""
        nodes = len(self.paths)
        found = np.concatenate([values, np.zeros((nodes, values.shape[1]), dtype=values.dtype)])
        np.add.at(found, self.parent[: self.rows], values)
        for number in range(self.rows + nodes - 1, self.rows, -1):
            found[self.parent[number]] += found[number]
        return found

    def rows_of(self, node):
        """Numbers of the rows right below a node."""
        return np.flatnonzero(self.parent[: self.rows] == node)
