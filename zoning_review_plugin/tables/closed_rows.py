"""Rows with subtotals and a total whose figures close as printed, from rows that know where they belong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .closing import close_below, close_tree

_NOISE = 1e-9  # of a total: what sums of parts may lack


@dataclass(frozen=True)
class ClosedColumn:
    """Figures of one column: of the rows, and of the nodes by path, as printed; NaN where unknown. adjusted: bool."""

    rows: np.ndarray
    adjusted: np.ndarray
    nodes: dict[tuple, tuple[float, bool]]


class ClosedRows:
    """Rows (areas >= 0, NaN where unknown) below nodes, closed column by column on one total.

    paths: the node of each row. total: of each row, known. decimals: of the figures as printed.
    """

    def __init__(self, paths, total, decimals):
        self._paths, self._total, self._decimals = paths, np.asarray(total, dtype=float), decimals
        self._closed, self._true = {}, {}
        self.columns = {}

    def order(self):
        """What is printed, in order: numbers of rows, and paths of nodes behind what they sum."""
        below, rows = {}, {}
        for number, path in enumerate(self._paths):
            rows.setdefault(path, []).append(number)
            for depth in range(len(path)):
                below.setdefault(path[:depth], {})[path[: depth + 1]] = None
        found = []

        def visit(node):
            found.extend(rows.get(node, ()))
            for child in below.get(node, ()):
                visit(child)
            found.append(node)

        visit(())
        return found

    def divide(self, parts, rest):
        """Close the total on its parts, {key: areas}; what no part says goes to the key `rest`."""
        cells = np.column_stack([np.asarray(area, dtype=float) for area in parts.values()])
        known = ~np.isnan(cells).any(axis=1)
        cells[~known] = 0.0
        left = np.maximum(self._total - cells.sum(axis=1), 0.0)
        left[left <= _NOISE * self._total] = 0.0
        cells = np.column_stack([cells, left])
        found = close_tree(cells, self._paths, self._decimals)
        self._keep("total", found, self._total, np.ones(len(known), dtype=bool))
        for place, key in enumerate([*parts, rest]):
            self._keep(key, found.column(place), cells[:, place], known)

    def below(self, whole, key, areas):
        """Close `areas` that are part of the column `whole`, whose rest is not printed: nowhere above that column."""
        areas, known = _known(areas)
        limit = self._true[whole]
        if self._exceeds(areas, limit):  # areas by attributes may be more than the ground
            found = close_tree(areas[:, None], self._paths, self._decimals)
        else:
            found = close_below(np.minimum(areas, limit), self._paths, self._decimals, self._closed[whole])
        self._keep(key, found, areas, known)

    def split(self, whole, key, areas, rest, answered):
        """Close the column `whole` on `areas` and what is left of it, under the key `rest`.

        answered: bool, rows of which it is known what lies outside `areas`.
        """
        areas, known = _known(areas)
        limit = self._true[whole]
        if self._exceeds(areas, limit):
            self.below(whole, key, np.where(known, areas, np.nan))
            self.below(whole, rest, np.full(len(areas), np.nan))
            return
        areas = np.minimum(areas, limit)
        cells = np.column_stack([areas, limit - areas])
        found = close_tree(cells, self._paths, self._decimals, self._closed[whole])
        self._keep(key, found.column(0), cells[:, 0], known)
        self._keep(rest, found.column(1), cells[:, 1], known & answered)

    def _exceeds(self, areas, limit):
        return bool((areas > limit + 0.05 * 10.0**-self._decimals).any())

    def _keep(self, key, tree, true, known):
        self._closed[key], self._true[key] = tree, true
        lacking = {path[:depth] for path, sure in zip(self._paths, known) if not sure for depth in range(len(path) + 1)}
        nodes = {
            node: (np.nan, False) if node in lacking else (float(one.values), bool(one.adjusted))
            for node, one in tree.node_totals.items()
        }
        values = np.where(known, tree.totals.values, np.nan)
        self.columns[key] = ClosedColumn(values, tree.totals.adjusted & known, nodes)


def _known(areas):
    """(areas with 0 for what is unknown, bool: what is known)."""
    areas = np.asarray(areas, dtype=float)
    return np.where(np.isnan(areas), 0.0, areas), ~np.isnan(areas)
