"""Figures rounded so that parts sum to their total as printed: largest remainder, and controlled rounding of tables.

Every figure becomes the floor or the ceiling of its true value in units of the last decimal, as near to the true values
as sums allow (least squares). Which of several equally near roundings is taken follows the order of the figures alone.
A figure of a closed table that rounds to 0 stands as 0: `<0.0001` is no summand. What is not closed prints it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .closing_flow import balanced
from .closing_tree import Tree

_FINE = 10_000  # of a unit of the last decimal: finer differences are noise of computing


@dataclass(frozen=True)
class Closed:
    """values: rounded, in the unit given. adjusted: bool, which were rounded otherwise than half up would have."""

    values: np.ndarray
    adjusted: np.ndarray


@dataclass(frozen=True)
class ClosedTree:
    """A closed table, its rows below nodes: `cells` (n, k) and `totals` (n,) of the rows as `Closed`.

    node_cells, node_totals: the same of the nodes, by their path; () is the grand total.
    """

    cells: Closed | None
    totals: Closed
    node_cells: dict[tuple, Closed]
    node_totals: dict[tuple, Closed]

    def column(self, place):
        """One column of the cells as the totals of a `ClosedTree` that has no cells: others may close on it."""
        totals = Closed(self.cells.values[:, place].copy(), self.cells.adjusted[:, place].copy())
        return ClosedTree(None, totals, {}, {path: _part(one, place) for path, one in self.node_cells.items()})

    def alone(self):
        """The totals as a `ClosedTree` that has no cells."""
        return ClosedTree(None, self.totals, {}, self.node_totals)


def close(values, total, decimals):
    """Largest remainder: `values` (n,), all >= 0, rounded to `decimals` so that they sum to `total` rounded half up.

    Of equal remainders the first rises first. Raises ValueError where no floors and ceilings do.
    """
    fine = _fine(values, decimals)
    floors, rests = fine // _FINE, fine % _FINE
    goal = int(_half_up(_fine(total, decimals)))
    missing = goal - int(floors.sum())
    if not 0 <= missing <= np.count_nonzero(rests):
        raise ValueError(f"parts of {floors.sum()} units do not close on {goal}")
    units = floors.copy()
    units[np.argsort(-rests, kind="stable")[:missing]] += 1
    return _closed(units, fine, decimals)


def close_tree(cells, paths, decimals, totals=None):
    """Controlled rounding of rows below nodes: cells sum to the total of their row, rows to their nodes, those above.

    The grand total is rounded half up, as where it stands alone (controlled rounding with a given total: Causey, Cox
    and Ernst 1985). cells: array (n, k), all >= 0. paths: the node of each row as a tuple, () for none but the grand
    total. totals: the `ClosedTree` of the same rows, whose totals these cells close on. Then cells of rows are floors
    or ceilings still; cells of nodes go further off only where there is no other way. Raises ValueError where rows do
    not make the totals.
    """
    tree, true, low, high = _bounds(cells, paths, decimals)
    if totals is None:
        # Integral flows reach every whole number between the least and the most total, so both its floor and its
        # ceiling: the grand total stands as everywhere else, and the parts give way.
        low[tree.rows, -1] = high[tree.rows, -1] = -_half_up(-true[tree.rows, -1])
        units = balanced(true, low, high, tree, _FINE)
        del low, high
        return _closed_tree(units, true, tree, decimals)
    low[:, -1] = high[:, -1] = -_units(totals, tree, decimals)
    gives = [1] * (low.shape[1] - 1) + [0]
    return _closed_tree(_giving_way(true, low, high, tree, gives, gives), true, tree, decimals)


def close_below(areas, paths, decimals, limits):
    """Controlled rounding of one column: rows sum to their nodes, none above what `limits` prints there.

    areas: (n,), each from 0 to what `limits`, a `ClosedTree` of the same rows, was made of; it has one column of cells.
    """
    tree, true, low, high = _bounds(np.asarray(areas, dtype=float)[:, None], paths, decimals)
    most = _units(limits, tree, decimals)
    high[:, 0] = np.minimum(high[:, 0], most)
    low[:, 0] = np.minimum(low[:, 0], most)
    low[:, 1], high[:, 1] = -high[:, 0], -low[:, 0]
    return _closed_tree(_giving_way(true, low, high, tree, [1, 0], [0, 1]), true, tree, decimals)


def _bounds(cells, paths, decimals):
    """(tree, true values with the negative total of each row, their floors, their ceilings) of rows and nodes."""
    tree = Tree(paths)
    true = tree.summed(_zero_sums(_fine(cells, decimals)))
    high = -true
    high //= _FINE
    return tree, true, true // _FINE, np.negative(high, out=high)  # in place: a province has many rows


def _zero_sums(fine):
    return np.column_stack([fine, -fine.sum(axis=1)])


def _units(closed, tree, decimals):
    """The totals of a `ClosedTree` in units, of rows and nodes."""
    printed = np.concatenate([closed.totals.values, [closed.node_totals[path].values for path in tree.paths]])
    return np.rint(printed * 10.0**decimals).astype(np.int64)


def _giving_way(true, low, high, tree, down, up):
    """Balanced units; where none are, nodes leave their bounds as far as least squares take them.

    down, up: for each column 1 where nodes may fall below, or rise above, their bounds.
    """
    found = balanced(true, low, high, tree, _FINE)
    if found is None:
        far = 2 + len(true)
        low[tree.rows :] -= far * np.array(down)
        high[tree.rows :] += far * np.array(up)
        np.maximum(low[:, :-1], 0, out=low[:, :-1])
        np.minimum(high[:, -1], 0, out=high[:, -1])
        found = balanced(true, low, high, tree, _FINE)
    if found is None:
        raise ValueError("cells do not close on the totals of their rows")
    return found


def _closed_tree(units, true, tree, decimals):
    cells = _closed(units[:, :-1], true[:, :-1], decimals)
    totals = _closed(-units[:, -1], -true[:, -1], decimals)
    nodes = list(enumerate(tree.paths, tree.rows))
    return ClosedTree(
        _part(cells, slice(tree.rows)),
        _part(totals, slice(tree.rows)),
        {path: _part(cells, node) for node, path in nodes},
        {path: _part(totals, node) for node, path in nodes},
    )


def _part(closed, which):
    return Closed(closed.values[which], closed.adjusted[which])


def _closed(units, fine, decimals):
    return Closed(np.round(units / 10.0**decimals, decimals), units != _half_up(fine))


def _fine(values, decimals):
    """Whole parts of a unit of the last decimal. Raises ValueError for what is unknown, infinite or below 0."""
    values = np.asarray(values, dtype=float)
    if not (np.isfinite(values) & (values >= 0)).all():
        raise ValueError("only known amounts from 0 on can be closed")
    fine = values * (10.0**decimals * _FINE)
    return np.rint(fine, out=fine).astype(np.int64) if fine.ndim else np.rint(fine).astype(np.int64)


def _half_up(fine):
    return (fine + _FINE // 2) // _FINE
