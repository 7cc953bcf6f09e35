"""Areas that polygons share and where lines run in them, by GEOS: bulk tests first, overlays where boundaries cross.

A pair is decided by the cheapest question that settles it: apart, one inside the other (its area is
known), or crossing (an overlay, then its area). Large polygons are asked tile by tile.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.errors import GEOSException

from .line_edges import LineEdges
from .parallel import own_copies, spread, spread_prepared
from .ragged import only_parts

NAME = "shapely"
BATCHES_AT_ONCE = False  # GEOS makes its indexes when they are first asked
_DIGITS = (15, 14, 13, 12)  # of grids on which pairs are overlaid that GEOS cannot overlay exactly


def make_ready(left):
    """Make what is made once of the left `Shapes`."""
    return left.cover_index, left.tiles, left.area


def candidates(left, right):
    """(part of left, part of right) of all pairs of polygon parts that may meet, each once, sorted."""
    return left.cover_index.pairs(right.cover)


def shared_areas(left, right, a, b, measure, threads=1):
    """The area that the polygon parts `a` of left and `b` of right share, for each pair.

    left, right: `Shapes`. a, b: (p,) rows of their parts. measure: the `Measure` to apply. Returns (p,) m2;
    NaN where GEOS could not overlay the pair.
    """
    if len(a) == 0:
        return np.zeros(0)
    if measure.straight is not measure:  # not additive: tiles would not sum to the whole
        return _areas(left.parts.geometry, right.parts.geometry, a, b, measure, threads)
    pair, i, j = _tile_pairs(left.tiles, right.tiles, a, b)
    amounts = _areas(left.tiles.geometry, right.tiles.geometry, i, j, measure, threads)
    return np.bincount(pair, amounts, minlength=len(a))


def rough_areas(shapes, a, b, measure, threads=1):
    """As `shared_areas` of parts of the same `Shapes`, where all that matters is whether they share any ground."""
    return shared_areas(shapes, shapes, a, b, measure, threads)


def areas(shapes, rows, measure, threads=1):
    """m2 of the polygons at some rows (p,) of `Shapes`, each computed once."""
    used, back = np.unique(rows, return_inverse=True)
    return measure.area(shapes.geometry[used])[back]


def interiors_meet(left, right, threads=1):
    """bool (p,): whether the polygons left[k] and right[k] share ground. Of most neighbours GEOS tells sooner that they
    only touch than what they share.
    """
    return spread(_interiors_meet, threads, left, right)


def _interiors_meet(left, right):
    return shapely.relate_pattern(left, right, "2********")


def pieces_inside(lines, polygons, a, b, threads=1):
    """Where the parts `a` of lines run in the parts `b` of polygons: (`Pieces`, flagged (p,)).

    lines, polygons: `Shapes`. a, b: (p,) rows of their parts, each pair once. `Pieces.on` is the place in `a`, and
    `edge` counts the edges of all parts. An area is closed. Flagged pairs are left to GEOS: here there are none.
    """
    parts, used = np.unique(a), np.unique(b)
    edges = LineEdges(lines.line_parts.geometry[parts])
    width = int(b.max(initial=0)) + 1
    pairs = a * width + b
    order = np.argsort(pairs)
    pairs = np.append(pairs[order], -1)

    def place(polygon, edge):
        """The place of a pair among the sorted ones, and whether it is one of them."""
        key = parts[edges.owner[edge]] * width + used[polygon]
        at = np.searchsorted(pairs[:-1], key)
        return at, pairs[at] == key

    found = edges.pieces_on(polygons.parts.geometry[used], lambda polygon, edge: place(polygon, edge)[1])
    number = _edge_numbers(lines.line_parts.geometry, parts)
    pair = order[place(found.on, found.edge)[0]]
    return found._replace(on=pair, edge=number[found.edge]), np.zeros(len(a), dtype=bool)


def _edge_numbers(lines, rows):
    """Which of the edges of all `lines` those of the lines `rows` are."""
    counts = shapely.get_num_coordinates(lines) - 1
    first = np.cumsum(counts) - counts
    own = counts[rows]
    return np.repeat(first[rows] - (np.cumsum(own) - own), own) + np.arange(own.sum())


def overlays(left, right, threads=1):
    """The polygon parts of `left[k]` ∩ `right[k]`, row by row; None where there are none or GEOS fails."""
    return _polygons(_overlaid(left, right, threads))


def _overlaid(left, right, threads):
    """`left[k]` ∩ `right[k]`, whatever that is, row by row; None where GEOS fails.

    Interiors may meet by less than overlays can hold: where the overlay on a grid is empty as well, it is believed.
    """
    shapes = spread(_overlay, threads, left, right)
    doubtful = _doubtful(shapes, left, right)
    shapes[doubtful] = [_on_grid(a, b) for a, b in zip(left[doubtful], right[doubtful])]
    return shapes


def _polygons(shapes):
    """The polygon parts of each; None where there are none."""
    shapes = shapes.copy()
    collections = np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)
    for row in collections:
        shapes[row] = only_parts(shapes[row], 2)
    return np.where(shapely.get_dimensions(shapes) == 2, np.where(shapely.is_empty(shapes), None, shapes), None)


def _tile_pairs(lefts, rights, a, b):
    """(pair, left tile, right tile) for the tiles of each pair of parts that may meet, sorted by pair."""
    first_a, count_a = _of_owners(lefts, a)
    first_b, count_b = _of_owners(rights, b)
    cut = (count_a != 1) | (count_b != 1)
    plain = np.flatnonzero(~cut)
    if len(plain) == len(a):
        return plain, first_a, first_b
    open_ = np.flatnonzero(cut)
    pair, i, j = _met_tiles(lefts, rights, a[open_], b[open_])
    pair, i, j = (np.append(x, y) for x, y in ((plain, open_[pair]), (first_a[plain], i), (first_b[plain], j)))
    order = np.lexsort((j, i, pair))
    return pair[order], i[order], j[order]


def _of_owners(tiles, rows):
    """(first tile, number of tiles) of each of the parts `rows`."""
    first = np.searchsorted(tiles.owner, rows, "left")
    return first, np.searchsorted(tiles.owner, rows, "right") - first


def _met_tiles(lefts, rights, a, b):
    """(place in `a`, left tile, right tile) of the pairs whose boxes meet."""
    used_a, used_b = (np.flatnonzero(np.isin(t.owner, rows)) for t, rows in ((lefts, a), (rights, b)))
    found_b, found_a = shapely.STRtree(lefts.geometry[used_a]).query(rights.geometry[used_b])
    i, j = used_a[found_a], used_b[found_b]
    width = int(b.max()) + 1
    wanted = a * width + b
    order = np.argsort(wanted)
    found = lefts.owner[i] * width + rights.owner[j]
    at = np.minimum(np.searchsorted(wanted[order], found), len(wanted) - 1)
    keep = (wanted[order][at] == found) & (rights.owner[j] < width)
    return order[at[keep]], i[keep], j[keep]


def _areas(left, right, a, b, measure, threads):
    left, right = own_copies(left, a), own_copies(right, b)
    amounts = np.zeros(len(a))
    open_ = np.flatnonzero(_meeting(left, right, a, b, threads))
    for inner, outer, rows_in, rows_out in ((left, right, a, b), (right, left, b, a)):
        inside = _inside(inner, outer, rows_in[open_], rows_out[open_], threads)
        known = open_[inside]
        rows, back = np.unique(rows_in[known], return_inverse=True)
        amounts[known] = measure.area(inner[rows])[back]
        open_ = open_[~inside]
    shapes = _overlaid(left[a[open_]], right[b[open_]], threads)
    polygons = _polygons(shapes)
    amounts[open_] = np.where(np.equal(polygons, None), 0.0, measure.area(polygons))
    amounts[open_[np.equal(shapes, None)]] = np.nan
    return amounts


def _meeting(left, right, a, b, threads):
    """bool (p,): pairs that share at least a point. The side with many more vertices is the prepared one."""
    vertices_left, vertices_right = shapely.get_num_coordinates(left)[a], shapely.get_num_coordinates(right)[b]
    by_left = vertices_left > 4 * vertices_right
    meeting = np.zeros(len(a), dtype=bool)
    for chosen, prepared, other, key, rest in ((by_left, left, right, a, b), (~by_left, right, left, b, a)):
        rows = np.flatnonzero(chosen)
        if len(rows):
            shapely.prepare(prepared[np.unique(key[rows])])
            meeting[rows] = spread_prepared(
                shapely.intersects, threads, key[rows], prepared[key[rows]], other[rest[rows]]
            )
    return meeting


def _inside(inner, outer, rows_in, rows_out, threads):
    """bool (p,): pairs whose inner polygon lies wholly in the outer one."""
    box_in, box_out = shapely.bounds(inner)[rows_in], shapely.bounds(outer)[rows_out]
    possible = np.flatnonzero(
        (box_in[:, :2] >= box_out[:, :2]).all(axis=1) & (box_in[:, 2:] <= box_out[:, 2:]).all(axis=1)
    )
    inside = np.zeros(len(rows_in), dtype=bool)
    if len(possible):
        key = rows_out[possible]
        shapely.prepare(outer[np.unique(key)])
        inside[possible] = spread_prepared(shapely.covers, threads, key, outer[key], inner[rows_in[possible]])
    return inside


def _overlay(left, right):
    """Row-wise intersection; pairs at which GEOS gives up are tried again."""
    try:
        return shapely.intersection(left, right)
    except GEOSException:
        return np.array([_stubborn(a, b) for a, b in zip(left, right)], dtype=object)


def _doubtful(shapes, left, right):
    """Rows whose overlay is not to be believed: GEOS, at odds with itself, gives a polygon whole, or next to nothing.

    Whole although that one does not lie in the other; nothing although the interiors meet.
    """
    area, sizes = shapely.area(shapes), np.minimum(shapely.area(left), shapely.area(right))
    whole = np.flatnonzero(area >= (1.0 - 1e-9) * sizes)
    whole = whole[~(shapely.covers(right[whole], left[whole]) | shapely.covers(left[whole], right[whole]))]
    nothing = np.flatnonzero(area <= 1e-12 * sizes)
    nothing = nothing[shapely.relate_pattern(left[nothing], right[nothing], "2********")]
    return np.concatenate([whole, nothing])


def _stubborn(a, b):
    """The intersection of a difficult pair: exact, else on a very fine grid; None where GEOS cannot do it at all."""
    try:
        return shapely.intersection(a, b)
    except GEOSException:
        return _on_grid(a, b)


def _on_grid(a, b):
    """The intersection with coordinates rounded to the last of their digits with which GEOS succeeds; None for none."""
    largest = math.ceil(math.log10(float(np.abs([shapely.bounds(a), shapely.bounds(b)]).max()) or 1.0))
    for digits in _DIGITS:
        try:
            return shapely.intersection(a, b, grid_size=10.0 ** (largest - digits))
        except GEOSException:
            continue
    return None
