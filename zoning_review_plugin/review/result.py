"""What a review comes to: tables of figures and verdicts. Outputs and studies read nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.case import Case
from ..model.columns import TABLES


@dataclass(frozen=True)
class Result:
    """Tables by name (contract section 5), as pandas frames; `geom` holds shapely geometries in `crs`.

    Unknown is None in text, NaN in figures. crs: the analysis CRS (pyproj).
    """

    case: Case
    crs: object
    tables: dict[str, pd.DataFrame]

    def facts(self):
        """The `run` table as a dict."""
        run = self.tables["run"]
        return dict(zip(run["key"], run["value"]))


def as_table(name, frame, extra=()):
    """`frame` with exactly the columns of table `name` and text columns `extra` before `geom`, typed.

    Columns that the frame lacks are filled with what stands for unknown.
    """
    columns = [(column.name, column.kind) for column in TABLES[name]]
    if extra:
        columns[-1:-1] = [(key, "text") for key in extra]
    return typed(columns, frame)


def typed(columns, frame):
    """`frame` with exactly these columns, (name, kind) each; those that it lacks hold what stands for unknown."""
    frame = frame.reset_index(drop=True)
    nothing = pd.Series([None] * len(frame), dtype=object)
    unknown = {kind: _TYPED[kind](nothing) for kind in {kind for key, kind in columns if key not in frame}}
    values = {key: _TYPED[kind](frame[key]) if key in frame else unknown[kind] for key, kind in columns}
    return pd.DataFrame(values, columns=[key for key, _ in columns], copy=False)


def _text(values):
    found = values.to_numpy(dtype=object)
    unknown = pd.isna(found) & ~np.equal(found, None)
    if unknown.any():
        found = found.copy()
        found[unknown] = None
    return pd.Series(found, dtype=_OBJECT)


_REAL, _INT, _OBJECT = (
    np.dtype("float64"),
    pd.Int64Dtype(),
    np.dtype(object),
)  # pandas takes its time over types that are called by name
_TYPED = {
    "text": _text,
    "geom": _text,
    "real": lambda values: pd.to_numeric(values).astype(_REAL),
    "int": lambda values: pd.to_numeric(values).astype(_INT),
    "bool": lambda values: values.eq(True).fillna(False).astype(bool),
}
