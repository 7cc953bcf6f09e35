"""What a review comes to: tables of figures and verdicts. Outputs and studies read nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.case import Case
from ..model.columns import TABLES
from ..rules.land_use_matrix import LandUseMatrix
from .addresses import addresses


@dataclass(frozen=True)
class Result:
    """Tables by name (contract section 5), as pandas frames; `geom` holds shapely geometries in `crs`.

    Unknown is None in text, NaN in figures. crs: the analysis CRS (pyproj). matrix: the `LandUseMatrix` that the case
    names, None for the one shipped.
    """

    case: Case
    crs: object
    tables: dict[str, pd.DataFrame]
    matrix: LandUseMatrix | None = None

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
    """`frame` with exactly these columns, (name, kind) each; those that it lacks hold what stands for unknown.

    A province has millions of rows: a column that says one thing throughout keeps it once, and is not to be written
    into; of equal texts one is kept.
    """
    if not (isinstance(frame.index, pd.RangeIndex) and frame.index.start == 0 and frame.index.step == 1):
        frame = frame.reset_index(drop=True)  # which copies: of a million findings only where it must be
    return _typed(columns, {name: frame[name] for name in frame}, len(frame))


def table_of(name, columns, count):
    """`as_table` of columns (name → Series of `count` rows, numbered from 0), which are let go one by one as theirs is
    made: so that a table of millions is never there twice.
    """
    return _typed([(column.name, column.kind) for column in TABLES[name]], columns, count)


def _typed(columns, given, count):
    """given: name → Series; taken out of it."""
    nothing = _constant(None, count, _OBJECT)
    unknown = {kind: _TYPED[kind](nothing) for kind in {kind for key, kind in columns if key not in given}}
    values = {key: _TYPED[kind](given.pop(key)) if key in given else unknown[kind] for key, kind in columns}
    return _Apart(values, columns=[key for key, _ in columns], copy=False)


class _Apart(pd.DataFrame):
    """A frame whose columns stay apart: picking rows would else first copy all of it, and every column that says one
    thing throughout in full, into blocks. What is made of it is a frame like any other."""

    @property
    def _constructor(self):
        return pd.DataFrame

    def _consolidate_inplace(self):
        pass


def _text(values):
    found = values.to_numpy(dtype=object)
    if len(found) < _LONG:
        found = _with_none(found)
        return pd.Series(found if found.flags.writeable else found.copy(), dtype=_OBJECT)
    objects, place = _objects(found)  # mostly few: each is looked at once
    objects = _with_none(objects)
    if pd.api.types.infer_dtype(objects, skipna=True) not in ("string", "empty"):
        return pd.Series(objects[place], dtype=_OBJECT)
    places, texts = pd.factorize(objects)
    texts = np.append(texts, None)  # at -1, where factorizing puts what is unknown
    if len(texts) == 1 or len(texts) == 2 and not (places < 0).any():
        return _constant(texts[0], len(found), _OBJECT)
    return pd.Series((texts[places] if len(texts) <= len(found) // _TIMES_SAID else objects)[place], dtype=_OBJECT)


def _objects(values):
    """(the different objects of an object array, the place there of each value): by their addresses, unseen."""
    values = np.ascontiguousarray(values)
    place, different = pd.factorize(addresses(values))
    first = np.empty(len(different), np.intp)
    first[place[::-1]] = np.arange(len(values))[::-1]
    return values[first], place


def _geometry(values):
    found = _with_none(values.to_numpy(dtype=object))
    return pd.Series(found if found.flags.writeable else found.copy(), dtype=_OBJECT)  # shapely asks for its own


def _with_none(found):
    """An object array with None for all that is unknown."""
    unknown = pd.isna(found)
    if unknown.any() and not np.equal(found[unknown], None).all():
        found = found.copy()
        found[unknown] = None
    return found


def _real(values):
    found = pd.to_numeric(values).astype(_REAL)
    if len(found) < _LONG:
        return found
    figures = np.ascontiguousarray(found.to_numpy())
    bits = figures.view("int64")  # unknown is not equal to itself, and zero has two signs
    return _constant(figures[0], len(figures), _REAL) if (bits == bits[0]).all() else found


def _constant(value, count, dtype):
    """A column that holds one value in all rows, in the room of one."""
    return pd.Series(said_once(value, count, dtype))


def said_once(value, count, dtype=object):
    """An array that holds one value `count` times, in the room of one. Not to be written to.

    Of a single row it is one like any other: comparing columns, pandas 1.5 makes a copy only of what is spread.
    """
    one = np.empty(1, dtype=dtype)
    one[0] = value
    return np.broadcast_to(one, count) if count > 1 else np.repeat(one, count)


_LONG = 1_000  # rows, from which memory matters more than the time to look through a column
_TIMES_SAID = 2  # on average, from which sharing texts is worth a list of them
# Made once: pandas takes its time over types that are called by name.
_REAL, _INT, _OBJECT = np.dtype("float64"), pd.Int64Dtype(), np.dtype(object)
_TYPED = {
    "text": _text,
    "geom": _geometry,
    "real": _real,
    "int": lambda values: pd.to_numeric(values).astype(_INT),
    "bool": lambda values: values.eq(True).fillna(False).astype(bool),
}
