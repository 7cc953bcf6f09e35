"""Polynomials through Chebyshev's nodes on [-1, 1] (L. N. Trefethen, Approximation Theory and Practice, 2013)."""

from __future__ import annotations

import numpy as np
from numpy.polynomial import chebyshev


def chebyshev_nodes(count):
    """The zeros of the Chebyshev polynomial of degree `count`, (count,), ascending."""
    return chebyshev.chebpts1(count)


def coefficients_from(nodes, degree=None):
    """Matrix (degree + 1, n): values at the nodes → coefficients of 1, u, u², … of the polynomial fitted to them.

    With fewer coefficients than nodes it is the projection that the nodes' weights give: rounding is smoothed.
    """
    degree = len(nodes) - 1 if degree is None else degree
    series = np.linalg.pinv(chebyshev.chebvander(nodes, len(nodes) - 1))[: degree + 1]
    return np.column_stack([_padded(chebyshev.cheb2poly(column), degree + 1) for column in series.T])


def derivative_at(nodes):
    """Matrix (n, n): values at the nodes → the derivative there of the polynomial through them."""
    series = np.linalg.inv(chebyshev.chebvander(nodes, len(nodes) - 1))
    slopes = np.column_stack([_padded(chebyshev.chebder(column), len(nodes)) for column in series.T])
    return chebyshev.chebvander(nodes, len(nodes) - 1) @ slopes


def _padded(values, size):
    return np.concatenate([values, np.zeros(size - len(values))])
