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

    cells: Closed
    totals: Closed
    node_cells: dict[tuple, Closed]
    node_totals: dict[tuple, Closed]


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

    cells: array (n, k), all >= 0. paths: the node of each row as a tuple, () for none but the grand total. totals: the
    `ClosedTree` of the same rows whose totals these cells close on too. Then cells of rows still are floors or ceilings;
    cells of nodes go further off only where there is no other way. Raises ValueError where rows do not make the totals.
    """
    fine = _fine(cells, decimals)
    tree = Tree(paths)
    true = tree.summed(np.column_stack([fine, -fine.sum(axis=1)]))
    low, high = true // _FINE, -(-true // _FINE)
    if totals is not None:
        fixed = np.concatenate([totals.totals.values, [totals.node_totals[path].values for path in tree.paths]])
        low[:, -1] = high[:, -1] = -np.rint(fixed * 10.0**decimals).astype(np.int64)
    slack = 0
    units = balanced(true, low, high, tree, _FINE)
    while units is None:
        slack += 1
        if totals is None or slack > 1 + len(paths):
            raise ValueError("cells do not close on the totals of their rows")
        wide = low.copy(), high.copy()
        wide[0][tree.rows :, :-1] = np.maximum(low[tree.rows :, :-1] - slack, 0)
        wide[1][tree.rows :, :-1] += slack
        units = balanced(true, *wide, tree, _FINE)
    return _closed_tree(units, true, tree, decimals)


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
    return np.rint(values * (10.0**decimals * _FINE)).astype(np.int64)


def _half_up(fine):
    return (fine + _FINE // 2) // _FINE
