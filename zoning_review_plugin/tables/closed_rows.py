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

    paths: the node of each row. total: of each row, known. decimals: of the figures as printed. wholes: keys of the
    columns that others close on; of the others only what is printed is kept.
    """

    def __init__(self, paths, total, decimals, wholes):
        self._paths, self._total, self._decimals = paths, np.asarray(total, dtype=float), decimals
        self._wholes, self._closed, self._true = frozenset(wholes), {}, {}
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

    def divide(self, parts, areas, rest):
        """Close the total on its parts; what no part says goes to the key `rest`.

        parts: their keys. areas: function of a key → its areas, asked once.
        """
        cells = np.zeros((len(self._total), len(parts) + 1))
        for place, key in enumerate(parts):
            cells[:, place] = areas(key)
        known = ~np.isnan(cells).any(axis=1)
        cells[~known] = 0.0
        cells[:, -1] = left = np.maximum(self._total - cells.sum(axis=1), 0.0)
        cells[left <= _NOISE * self._total, -1] = 0.0
        del left
        found = close_tree(cells, self._paths, self._decimals)
        self._keep("total", found.alone(), self._total, np.ones(len(known), dtype=bool))
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
        if key in self._wholes:
            self._closed[key], self._true[key] = tree.alone(), true.copy()
        lacking = {path[:depth] for path, sure in zip(self._paths, known) if not sure for depth in range(len(path) + 1)}
        nodes = {
            node: (np.nan, False) if node in lacking else (float(one.values), bool(one.adjusted))
            for node, one in tree.node_totals.items()
        }
        values, adjusted = tree.totals.values, tree.totals.adjusted
        if not known.any():  # said once: a province has many rows
            values, adjusted = np.broadcast_to(np.nan, len(known)), np.broadcast_to(False, len(known))
        elif not known.all():
            values, adjusted = np.where(known, values, np.nan), adjusted & known
        self.columns[key] = ClosedColumn(values, adjusted, nodes)


def _known(areas):
    """(areas with 0 for what is unknown, bool: what is known)."""
    areas = np.asarray(areas, dtype=float)
    return np.where(np.isnan(areas), 0.0, areas), ~np.isnan(areas)
