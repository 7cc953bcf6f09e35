"""The spatial index written whole: SQLite's own R-tree finds it sound, and answers as a look at every box does."""

import sqlite3

import numpy as np
import pytest

from zoning_review_plugin.outputs import rtree


class Guarded(sqlite3.Connection):
    """Of an SQLite that defends the tables behind its own."""

    def executemany(self, statement, rows):
        if '"r_node"' in statement:
            raise sqlite3.OperationalError("table r_node may not be modified")
        return super().executemany(statement, rows)


def made(boxes, kind=sqlite3.Connection):
    """A connection with an R-tree `r` of these boxes."""
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=kind)
    connection.execute("CREATE VIRTUAL TABLE r USING rtree(id, minx, maxx, miny, maxy)")
    rtree.fill(connection, "r", boxes)
    return connection


def scattered(count, seed=1, size=0.01):
    """`count` boxes in degrees, some without an extent and some with none at all."""
    generator = np.random.default_rng(seed)
    corner = generator.uniform((100, 20), (120, 40), (count, 2))
    boxes = np.column_stack([corner, corner + generator.uniform(0, size, (count, 2))])
    boxes[::7, 2:] = boxes[::7, :2]
    boxes[3::11] = np.nan
    return boxes


def asked(connection, low, high):
    """The rows whose box may meet that from `low` to `high`."""
    question = "SELECT id FROM r WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?"
    found = connection.execute(question, (low[0], high[0], low[1], high[1]))
    return {row for (row,) in found}


def looked_at(boxes, low, high):
    """The same by a look at every box."""
    meets = (boxes[:, 2] >= low[0]) & (boxes[:, 0] <= high[0]) & (boxes[:, 3] >= low[1]) & (boxes[:, 1] <= high[1])
    return set((np.flatnonzero(meets) + 1).tolist())


@pytest.mark.parametrize("kind", [sqlite3.Connection, Guarded])
@pytest.mark.parametrize("count", [1, 2, 51, 52, 53, 51 * 51, 51 * 51 + 60, 9000])
def test_sound_and_answers_as_a_look_at_every_box(count, kind):
    boxes = scattered(count)
    connection = made(boxes, kind)
    assert connection.execute("SELECT rtreecheck('r')").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM r").fetchone()[0] == int((~np.isnan(boxes[:, 0])).sum())
    generator = np.random.default_rng(2)
    for _ in range(40):
        low = generator.uniform((100, 20), (120, 40))
        high = low + generator.uniform(0, 3, 2)
        found, sure = asked(connection, low, high), looked_at(boxes, low, high)
        assert sure <= found
        near = looked_at(boxes, low - 1e-5, high + 1e-5)  # figures are kept as float32
        assert found <= near


@pytest.mark.parametrize("scale", [1.0, -1.0, 1e-30, 1e30])
def test_boxes_are_rounded_outwards(scale):
    boxes = scattered(500, size=1e-9) * scale
    boxes = np.column_stack([np.minimum(boxes[:, :2], boxes[:, 2:]), np.maximum(boxes[:, :2], boxes[:, 2:])])
    kept = made(boxes).execute("SELECT id, minx, miny, maxx, maxy FROM r").fetchall()
    for number, *box in kept:
        own = boxes[number - 1]
        assert box[0] <= own[0] and box[1] <= own[1] and box[2] >= own[2] and box[3] >= own[3]
        assert np.allclose(box, own, rtol=1e-6, atol=0)


def test_rows_come_and_go_afterwards():
    boxes = scattered(3000)
    connection = made(boxes)
    connection.execute("DELETE FROM r WHERE id % 3 = 0")
    connection.executemany("INSERT INTO r VALUES (?, 0, 1, 0, 1)", [(10_000 + k,) for k in range(500)])
    assert connection.execute("SELECT rtreecheck('r')").fetchone() == ("ok",)
    assert asked(connection, (0, 0), (1, 1)) == set(range(10_000, 10_500))


def test_a_table_without_geometry_has_an_empty_index():
    connection = made(np.full((5, 4), np.nan))
    assert connection.execute("SELECT count(*) FROM r").fetchone() == (0,)
    assert connection.execute("SELECT rtreecheck('r')").fetchone() == ("ok",)
