"""Bulk GEOS calls on several threads (GEOS lets go of the interpreter's lock).

A prepared geometry builds its index on first use, and not thread-safely: two threads that meet in one
crash the process. So calls on prepared geometries are grouped, each geometry in one thread only.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import shapely

_WORTH_IT = 2048  # fewer calls than this are not worth a thread
_SLICES_PER_THREAD = 8


def spread(function, threads, *arrays):
    """`function(*arrays)` for functions that work row by row on unprepared geometries."""
    rows = len(arrays[0])
    if threads < 2 or rows < _WORTH_IT:
        return function(*arrays)
    cuts = np.linspace(0, rows, threads * _SLICES_PER_THREAD + 1).astype(int)
    return _run(function, threads, cuts, arrays)


def spread_prepared(function, threads, prepared, *arrays):
    """`function(*arrays)`, rows with the same number in `prepared` kept in one thread."""
    rows = len(prepared)
    if threads < 2 or rows < _WORTH_IT:
        return function(*arrays)
    order = np.argsort(prepared, kind="stable")
    keys = prepared[order]
    wanted = np.linspace(0, rows - 1, threads * _SLICES_PER_THREAD + 1).astype(int)
    cuts = np.unique(np.concatenate([[0], np.searchsorted(keys, keys[wanted]), [rows]]))
    found = _run(function, threads, cuts, [array[order] for array in arrays])
    result = np.empty(rows, dtype=found.dtype)
    result[order] = found
    return result


def own_copies(geometry, rows):
    """An array as long as `geometry`, with copies of `rows`, None elsewhere: to be prepared by one caller alone.

    What is prepared stays so for all who hold the same object, also in threads that know nothing of one another.
    """
    used = np.unique(rows)
    copies = np.full(len(geometry), None, dtype=object)
    copies[used] = shapely.force_2d(geometry[used])  # the quickest way to a copy: all is in two dimensions anyway
    return copies


def spread_rows(function, threads, rows):
    """Call `function(slice)` for slices that make up `rows` rows; for functions that write their results themselves."""
    if threads < 2 or rows < _WORTH_IT:
        function(slice(0, rows))
        return
    cuts = np.linspace(0, rows, threads * _SLICES_PER_THREAD + 1).astype(int)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(function, [slice(a, b) for a, b in zip(cuts, cuts[1:])]))


def in_order(function, items, threads):
    """Yield `function(item)` for items in their order, up to `threads` at work at once and as many more ready."""
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        waiting = deque()
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _run(function, threads, cuts, arrays):
    slices = [slice(a, b) for a, b in zip(cuts, cuts[1:]) if b > a]
    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(lambda rows: function(*(array[rows] for array in arrays)), slices)))
