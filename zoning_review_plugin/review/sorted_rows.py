"""Rows of many layers and shards as one frame in the order of the result. A province has millions of them."""

from __future__ import annotations

import numpy as np
import pandas as pd


def sorted_rows(frames, keys):
    """All rows, by their `number`, the place of their layer and `keys` as far as they have them; equals stay in order.

    frames: (place of the layer, frame) each. A column that a frame lacks is unknown in its rows (NaN).
    """
    frames = [(place, frame) for place, frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame(columns=["number", *keys])
    places = np.concatenate([np.full(len(frame), place) for place, frame in frames])
    frames = [frame for _, frame in frames]
    names = dict.fromkeys(name for frame in frames for name in frame.columns)
    by = [_joined(frames, name) for name in ("number", *keys) if name in names]
    order = np.lexsort((*reversed(by[1:]), places, by[0]))
    return pd.DataFrame({name: _joined(frames, name)[order] for name in names}, copy=False)


def _joined(frames, name):
    """One column of all frames, as an array: pandas looks at every value of what knows none to find out its type."""
    kinds = {frame[name].dtype for frame in frames if name in frame}
    lacks = object if any(kind.kind in "bO" for kind in kinds) else np.float64
    parts = [frame[name].to_numpy() if name in frame else np.full(len(frame), np.nan, lacks) for frame in frames]
    return np.concatenate(parts)
