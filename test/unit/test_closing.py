"""Closed figures: parts sum to totals as printed, by hand, by trial of all roundings, and for any amounts."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoning_review_plugin.tables import closing_flow
from zoning_review_plugin.tables.closing import close, close_tree

AMOUNTS = st.one_of(
    st.floats(0, 1e5, allow_subnormal=False),
    st.integers(0, 10**9).map(lambda n: n / 1e4),
    st.sampled_from([0.0, 0.00005, 0.00004, 1 / 3, 2 / 3]),
)
DECIMALS = 4
UNIT = 10.0**-DECIMALS


def in_units(values):
    """Whole units of the last decimal; fails where a value is no whole number of them."""
    units = np.asarray(values, dtype=float) / UNIT
    assert np.abs(units - np.rint(units)).max(initial=0) < 1e-3
    return np.rint(units).astype(np.int64)


def are_neighbours(rounded, true):
    """Whether each value is the floor or the ceiling of the true one, computing noise aside."""
    off = np.asarray(rounded) - np.asarray(true)
    return bool((np.abs(off) < UNIT * (1 + 1e-3)).all())


# one dimension


def test_thirds_close_on_one():
    """0.33 + 0.33 + 0.33 lacks 0.01; remainders are equal, so that the first rises."""
    closed = close([1 / 3, 1 / 3, 1 / 3], 1.0, 2)
    assert closed.values.tolist() == [0.34, 0.33, 0.33]
    assert closed.adjusted.tolist() == [True, False, False]


def test_the_largest_remainder_rises():
    """Floors 0.70 + 0.20 + 0.05 = 0.95 of 0.97: remainders .6, .7 and .7 of a hundredth; half up gives 0.98."""
    closed = close([0.706, 0.207, 0.057], 0.97, 2)
    assert closed.values.tolist() == [0.70, 0.21, 0.06]
    assert closed.adjusted.tolist() == [True, False, False]


def test_the_permanent_and_temporary_land_of_a_real_report_close():
    """0.77776 + 0.82606 = 1.60382 hm2; half up alone prints 0.7778 + 0.8261 = 1.6039 beside 1.6038."""
    closed = close([0.77776, 0.82606], 0.77776 + 0.82606, 4)
    assert closed.values.tolist() == [0.7778, 0.8260]
    assert closed.adjusted.tolist() == [False, True]


def test_parts_that_do_not_make_the_total_are_refused():
    with pytest.raises(ValueError):
        close([1.0, 2.0], 4.0, 4)
    for unknown in (math.nan, math.inf, -1.0):
        with pytest.raises(ValueError):
            close([unknown], 1.0, 4)


@given(st.lists(AMOUNTS, max_size=30))
def test_parts_sum_and_stay_within_one_unit(values):
    closed = close(values, math.fsum(values), DECIMALS)
    assert abs(in_units(closed.values).sum() - math.fsum(values) / UNIT) <= 0.5 + 1e-3
    assert are_neighbours(closed.values, values)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_nothing_is_adjusted_where_nothing_needs_it(units):
    closed = close([n * UNIT for n in units], sum(units) * UNIT, DECIMALS)
    assert in_units(closed.values).tolist() == units
    assert not closed.adjusted.any()


# Ten-thousandths of a unit in the last decimal, which are noise below that: no two remainders within two of them.
DIFFERENT_RESTS = st.lists(st.integers(0, 3332).map(lambda n: 3 * n), min_size=2, max_size=12, unique=True)


@given(DIFFERENT_RESTS, st.data())
def test_the_order_of_parts_with_different_remainders_does_not_matter(rests, data):
    wholes = st.integers(0, 10**9)
    noise = st.integers(0, 999).map(lambda n: Fraction(n, 1000))
    fine = [data.draw(wholes) * 10_000 + rest + data.draw(noise) for rest in rests]
    values = [float(Fraction(one, 10_000 * 10**DECIMALS)) for one in fine]
    order = data.draw(st.permutations(range(len(values))))
    total = math.fsum(values)
    there = close([values[k] for k in order], total, DECIMALS).values
    assert there.tolist() == close(values, total, DECIMALS).values[order].tolist()


@pytest.mark.parametrize("units", [(0.50049999, 0.50050001), (0.50050001, 0.50049999)])
def test_of_remainders_that_differ_by_noise_alone_the_first_rises(units):
    """They lie less than a ten-thousandth of a unit apart; one unit is to be given away."""
    values = [share * UNIT for share in units]
    assert close(values, math.fsum(values), DECIMALS).values.tolist() == [UNIT, 0.0]


# tables


def roundings(cells, paths):
    """All floor-or-ceiling tables of small tables: cells, row totals, nodes; only those that close. (cost, cells).

    Their grand total is the true one, rounded half up.
    """
    cells = np.asarray(cells)
    floors, ceilings = np.floor(cells).astype(int), np.ceil(cells).astype(int)
    nodes = sorted({path[:depth] for path in paths for depth in range(len(path) + 1)} | {()})
    members = [[row for row, path in enumerate(paths) if path[: len(node)] == node] for node in nodes]
    sums = [[row] for row in range(len(paths))] + members
    for flat in itertools.product(*[range(a, b + 1) for a, b in zip(floors.ravel(), ceilings.ravel())]):
        table = np.array(flat).reshape(cells.shape)
        if table.sum() != math.floor(round(cells.sum(), 9) + 0.5):
            continue
        cost = ((table - cells) ** 2).sum()
        for rows in sums:
            true = np.append(cells[rows].sum(axis=0), cells[rows].sum())
            found = np.append(table[rows].sum(axis=0), table[rows].sum())
            if (np.abs(found - true) > 1 - 1e-9).any():
                break
            one_row = len(rows) == 1 and rows == sums[rows[0]]
            cost += ((found - true) ** 2)[-1 if one_row else 0 :].sum()
        else:
            yield cost, table


def cost_of(closed, cells, paths):
    """The same sum of squares, of what was found."""
    cells = np.asarray(cells)
    cost = ((closed.cells.values - cells) ** 2).sum() + ((closed.totals.values - cells.sum(axis=1)) ** 2).sum()
    for node, found in closed.node_cells.items():
        rows = [row for row, path in enumerate(paths) if path[: len(node)] == node]
        cost += ((found.values - cells[rows].sum(axis=0)) ** 2).sum()
        cost += (closed.node_totals[node].values - cells[rows].sum()) ** 2
    return cost


def test_a_table_by_hand():
    """Half up prints rows 0 + 0 + 1 = 1 over columns 1, 1, 2 = 4: no row adds to the first two columns."""
    cells = [[0.3, 0.3, 0.6], [0.3, 0.3, 0.6], [0.3, 0.3, 0.6]]
    closed = close_tree(cells, [()] * 3, 0)
    assert closed.node_cells[()].values.tolist() == [1, 1, 2]
    assert closed.node_totals[()].values == 4
    assert closed.cells.values.sum(axis=0).tolist() == [1, 1, 2]
    assert closed.cells.values.sum(axis=1).tolist() == closed.totals.values.tolist()


@pytest.mark.parametrize("at_once", [1, 3, 20_000])
@pytest.mark.parametrize("seed", range(6))
def test_no_rounding_that_closes_is_nearer(seed, at_once, monkeypatch):
    """Held against all floor-or-ceiling tables there are, however many rows are looked at together."""
    monkeypatch.setattr(closing_flow, "_AT_ONCE", at_once)
    random = np.random.default_rng(seed)
    cells = random.uniform(0, 3, (4, 3)).round(2) * (random.uniform(size=(4, 3)) > 0.2)
    paths = [("a",), ("a",), ("b",), ("b",)] if seed % 2 else [()] * 4
    best = min(cost for cost, _ in roundings(cells, paths))
    closed = close_tree(cells, paths, 0)
    assert cost_of(closed, cells, paths) == pytest.approx(best, abs=1e-6)


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 5))
    cells = [[draw(AMOUNTS) for _ in range(columns)] for _ in range(rows)]
    place = st.sampled_from([(), ("p",), ("t",), ("p", "990101"), ("p", "990102"), ("t", "990101")])
    return np.array(cells), [draw(place) for _ in range(rows)]


def assert_closes(closed, paths):
    """Across every row and down every node, as printed."""
    cells, totals = in_units(closed.cells.values), in_units(closed.totals.values)
    assert (cells.sum(axis=1) == totals).all()
    for node, found in closed.node_cells.items():
        below = [row for row, path in enumerate(paths) if path[: len(node)] == node]
        assert in_units(found.values).tolist() == cells[below].sum(axis=0).tolist()
        assert in_units(closed.node_totals[node].values) == totals[below].sum()


@given(tables())
def test_tables_close_across_and_down_within_one_unit(table):
    cells, paths = table
    closed = close_tree(cells, paths, DECIMALS)
    assert_closes(closed, paths)
    assert are_neighbours(closed.cells.values, cells)
    assert are_neighbours(closed.totals.values, cells.sum(axis=1))
    assert not closed.node_totals[()].adjusted
    for node, found in closed.node_cells.items():
        below = [row for row, path in enumerate(paths) if path[: len(node)] == node]
        assert are_neighbours(found.values, cells[below].sum(axis=0))
        assert are_neighbours(closed.node_totals[node].values, cells[below].sum())


@given(tables())
def test_a_table_of_whole_units_stays_as_it_is(table):
    cells, paths = table
    closed = close_tree(np.floor(cells), paths, 0)
    assert (closed.cells.values == np.floor(cells)).all()
    parts = [closed.cells, closed.totals, *closed.node_cells.values(), *closed.node_totals.values()]
    assert not any(np.any(part.adjusted) for part in parts)


@given(tables(), st.integers(0, 2**32))
def test_other_cells_close_on_the_same_totals(table, seed):
    cells, paths = table
    first = close_tree(cells, paths, DECIMALS)
    share = np.random.default_rng(seed).choice([0, 0.1, 0.5, 1.0], (len(cells), 1))
    total = cells.sum(axis=1, keepdims=True)
    other = np.hstack([total * share, total * (1 - share)])
    closed = close_tree(other, paths, DECIMALS, first)
    assert_closes(closed, paths)
    assert are_neighbours(closed.cells.values, other)
    assert in_units(closed.totals.values).tolist() == in_units(first.totals.values).tolist()


def test_a_node_gives_way_where_totals_leave_no_other():
    """Rows of 0.5 rise to 1, 1, 0, 0 (or any two): in the other cells the column of the first two then needs 2."""
    first = close_tree([[0.6], [0.6], [0.4], [0.4]], [()] * 4, 0)
    assert first.totals.values.tolist() == [1, 1, 0, 0]
    other = [[0.6, 0], [0.6, 0], [0, 0.4], [0, 0.4]]
    closed = close_tree(other, [()] * 4, 0, first)
    assert closed.cells.values.tolist() == [[1, 0], [1, 0], [0, 0], [0, 0]]
    assert closed.node_cells[()].values.tolist() == [2, 0]
    assert closed.node_cells[()].adjusted.tolist() == [True, True]


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_rows_does_not_matter(seed):
    random = np.random.default_rng(seed)
    cells = random.uniform(0, 1, (30, 4))
    paths = [(f"99010{k}",) for k in random.integers(1, 4, 30)]
    order = random.permutation(30)
    there = close_tree(cells[order], [paths[k] for k in order], DECIMALS)
    assert there.cells.values.tolist() == close_tree(cells, paths, DECIMALS).cells.values[order].tolist()


def test_rows_that_do_not_make_their_totals_are_refused():
    first = close_tree([[1.0], [2.0]], [(), ()], 4)
    with pytest.raises(ValueError):
        close_tree([[1.0, 1.0], [2.0, 0.0]], [(), ()], 4, first)


def test_no_rows_are_a_table_of_zero():
    assert close_tree(np.empty((0, 2)), [], 4).node_totals[()].values == 0
