"""Integers nearest to true values whose sums agree across and down a table: a flow of least cost.

Rows are zero-sum: the last column is the total of the row with the opposite sign. A unit that is too much for one
column of a node goes on to another through the row below it that bears the change most cheaply, or to the node above,
until it meets a column that lacks one. Costs are squares of distances from the true values, so that each way leaves the
table optimal for what it holds (successive shortest paths). Floors and ceilings always suffice (Bacharach 1966).
"""

from __future__ import annotations

import heapq

import numpy as np

_AT_ONCE = 20_000  # rows looked at: what that takes beside them, for a province at once, is more than the table


def balanced(true, low, high, tree, fine):
    """Integers (n, k) in units, within `low` and `high`; None where there are none.

    true: (n, k) in `fine` parts of a unit, rows summing to 0, of all rows and nodes of the `Tree`. Rows of the result
    sum to 0, and those below a node to the node.
    """
    units = np.clip((true + fine // 2) // fine, low, high)
    for first in range(0, tree.rows + 1, _AT_ONCE):  # the grand total, behind the rows, is a row of its own
        mine = slice(first, min(first + _AT_ONCE, tree.rows + 1))
        units[mine] = _zero_sum(units[mine], true[mine], low[mine], high[mine], fine)
        if units[mine].sum(axis=1).any():
            return None
    flow = _Flow(units, true, low, high, tree, fine)
    return units if flow.settle() else None


def _costs(units, true, low, high, fine):
    """What it costs to raise, and to lower, each value by one unit; infinite where that is not allowed."""
    off = 2.0 * (units * fine - true)
    return np.where(units < high, off + fine, np.inf), np.where(units > low, fine - off, np.inf)


def _zero_sum(units, true, low, high, fine):
    """The rows nearest to `true` that sum to 0; those for which there is none stay as near as they come."""
    units = units.copy()
    for step, side in ((-1, 1), (1, 0)):
        while True:
            cost = _costs(units, true, low, high, fine)[side]
            best = cost.argmin(axis=1)
            off = (units.sum(axis=1) * step < 0) & np.isfinite(cost[np.arange(len(units)), best])
            if not off.any():
                break
            units[off, best[off]] += step
    return units


class _Flow:
    """The table while units travel. Places of the way are (node, column), numbered node after node."""

    def __init__(self, units, true, low, high, tree, fine):
        self._units, self._bounds, self._tree = units, (true, low, high, fine), tree
        self._width = units.shape[1]
        nodes = range(tree.rows, len(units))
        self._below = {node: tree.rows_of(node) for node in nodes}
        self._nodes_below = {node: [] for node in nodes}
        for node in nodes[1:]:
            self._nodes_below[tree.parent[node]].append(node)
        self._through = {}
        excess = units[tree.rows :].copy()
        below = np.flatnonzero(tree.parent >= 0)
        np.subtract.at(excess, tree.parent[below] - tree.rows, units[below])
        self._excess = excess.ravel()
        self._potential = np.zeros(len(self._excess))

    def settle(self):
        """Whether every surplus could be brought to where it lacks."""
        for place in np.flatnonzero(self._excess > 0).tolist():
            while self._excess[place] > 0:
                way = self._way(place)
                if way is None:
                    return False
                for start, end, changes in way:
                    self._change(changes)
                    self._excess[start] -= 1
                    self._excess[end] += 1
        return True

    def _way(self, source):
        """Steps (from, to, changes) of the cheapest way of a unit from `source` to where one lacks."""
        distance, came, done, heap = {source: 0.0}, {}, [], [(0.0, source)]
        settled = set()
        while heap:
            far, place = heapq.heappop(heap)
            if place in settled:
                continue
            settled.add(place)
            done.append(place)
            if self._excess[place] < 0:
                for one in done:
                    self._potential[one] += distance[one] - far
                return self._steps(place, came)
            for end, cost, changes in self._edges(place):
                there = far + cost + self._potential[place] - self._potential[end]
                if there < distance.get(end, np.inf):
                    distance[end], came[end] = there, (place, changes)
                    heapq.heappush(heap, (there, end))
        return None

    @staticmethod
    def _steps(place, came):
        steps = []
        while place in came:
            start, changes = came[place]
            steps.append((start, place, changes))
            place = start
        return steps[::-1]

    def _edges(self, place):
        """(to, cost, changes) of each step from a place; changes: (row or node, column, +1 or -1)."""
        node, column = divmod(place, self._width)
        node += self._tree.rows
        if len(self._below[node]):
            cost, row = self._cheapest(node)
            for other in range(self._width):
                if other != column and cost[column, other] < np.inf:
                    through = row[column, other]
                    yield place - column + other, cost[column, other], ((through, column, 1), (through, other, -1))
        for child in self._nodes_below[node]:
            raised, _ = self._cost(child)
            if raised[column] < np.inf:
                yield self._place(child, column), raised[column], ((child, column, 1),)
        raised, lowered = self._cost(node)
        above = self._tree.parent[node]
        if lowered[column] < np.inf and above >= 0:
            yield self._place(above, column), lowered[column], ((node, column, -1),)
        if lowered[column] < np.inf and above < 0:
            for other in range(self._width):
                if other != column and raised[other] < np.inf:
                    changes = (node, column, -1), (node, other, 1)
                    yield place - column + other, lowered[column] + raised[other], changes

    def _place(self, node, column):
        return (node - self._tree.rows) * self._width + column

    def _cost(self, which):
        true, low, high, fine = self._bounds
        return _costs(self._units[which], true[which], low[which], high[which], fine)

    def _cheapest(self, node):
        """(k, k): of raising one column and lowering another in a row below the node the least cost, and that row."""
        if node not in self._through:
            rows, size = self._below[node], (self._width,) * 2
            cost, row = np.full(size, np.inf), np.full(size, -1, dtype=np.int64)
            for first in range(0, len(rows), _AT_ONCE):
                self._find_cheaper(rows[first : first + _AT_ONCE], cost, row)
            self._through[node] = cost, row
        return self._through[node]

    def _find_cheaper(self, rows, cost, row):
        """Put what costs less in one of `rows` than in `row`, all of them before, into `cost` and `row`."""
        raised, lowered = self._cost(rows)
        for up in range(self._width):
            both = raised[:, up : up + 1] + lowered
            best = both.argmin(axis=0)
            found = both[best, range(self._width)]
            less = found < cost[up]
            cost[up, less], row[up, less] = found[less], rows[best[less]]

    def _change(self, changes):
        for which, column, by in changes:
            self._units[which, column] += by
            if which < self._tree.rows:
                self._through.pop(self._tree.parent[which], None)
