"""Whether a vertex of one polygon lies inside another: a ray to the east, counted down the tree of boxes."""

from __future__ import annotations

from .compiling import compiled_lean
from .polygons import FAN, FROM, GROUP, RUN, TO
from .ties import left_of_moved, moved_left_of


@compiled_lean
def inside(px, py, polygons, p, moved, room):
    """1 where the point lies inside polygon `p`, 0 where outside; there are no ties (see `ties`).

    moved: 1 where the polygon counts as moved by (e, e²), -1 where the point does. room: as in `signs.side`.
    """
    first, run, run_box, group_box, xy = polygons.first, polygons.run, polygons.run_box, polygons.group_box, polygons.xy
    crossed = 0
    for g in range(first[p, GROUP], first[p + 1, GROUP]):
        if not _ray_meets(group_box, g, px, py):
            continue
        begin = first[p, RUN] + (g - first[p, GROUP]) * FAN
        for r in range(begin, min(begin + FAN, first[p + 1, RUN])):
            if _ray_meets(run_box, r, px, py):
                crossed += _crossed_of_run(px, py, xy, run[r, FROM], run[r, TO], run_box[r, 0] > px, moved, room)
    return crossed % 2


@compiled_lean
def _ray_meets(box, k, px, py):
    return box[k, 1] <= py and box[k, 3] >= py and box[k, 2] >= px


@compiled_lean
def _crossed_of_run(px, py, xy, begin, end, east, moved, room):
    """How many edges of a run the ray crosses; of one that lies east of the point, only whether that is odd."""
    if east:
        return 1 if _above(xy[begin, 1], py, moved) != _above(xy[end, 1], py, moved) else 0
    crossed = 0
    for e in range(begin, end):
        up = _above(xy[e + 1, 1], py, moved)
        if _above(xy[e, 1], py, moved) != up:
            if moved > 0:
                left = left_of_moved(xy[e, 0], xy[e, 1], xy[e + 1, 0], xy[e + 1, 1], px, py, room)
            else:
                left = moved_left_of(xy[e, 0], xy[e, 1], xy[e + 1, 0], xy[e + 1, 1], px, py, room)
            crossed += 1 if left == up else 0
    return crossed


@compiled_lean
def _above(y, py, moved):
    """Whether a vertex at `y` lies above the ray; one at its height does if it counts as moved up."""
    return y >= py if moved > 0 else y > py
