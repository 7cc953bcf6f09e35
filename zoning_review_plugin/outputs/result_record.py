"""What `review.gpkg` keeps beside the tables of a Result, so that the Result can be had back from it.

These are rows of its table `run` under keys that begin with `record.`; a Result itself has none of them.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from ..model.case_record import case_of, record_of
from ..review.result import as_table
from ..rules.land_use_matrix import LandUseMatrix
from .table_hash import table_hash

SCHEMA = "zoning-review/result/1"
_PREFIX = "record."
_MULTI = (shapely.GeometryType.MULTIPOINT, shapely.GeometryType.MULTILINESTRING, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True)
class ResultRecord:
    """case: as it was reviewed. matrix: of the Result. hashes: `table_hash` by table. collections: by table whose
    single geometries a GeoPackage stores as collections of one, the numbers of those that were such before.
    """

    case: object
    hashes: dict
    collections: dict
    matrix: LandUseMatrix | None = None


def run_with_record(result, folder, wrapped):
    """The table `run` of a Result, with the record of it.

    folder: where the file will lie. wrapped: names of tables whose geometry is stored as collections.
    """
    tables, case = result.tables, result.case
    values = {
        "schema": SCHEMA,
        "case": _text(record_of(case)),
        "case_folder": _relative(case.folder, folder),
        "land_use_matrix": result.matrix and _text(result.matrix.document),
        "collections": _text({name: _spans(_collections(tables[name])) for name in wrapped}),
        **{f"sha256.{name}": table_hash(frame) for name, frame in tables.items()},
    }
    rows = [(f"{_PREFIX}{key}", value) for key, value in values.items() if value is not None]
    added = pd.DataFrame(rows, columns=["key", "value"])
    return as_table("run", pd.concat([tables["run"], added], ignore_index=True))


def record_in(run, folder):
    """(the table `run` of the Result, its `ResultRecord`) from that of a file in `folder`.

    Raises KeyError where there is no record, ValueError where it cannot be read or is of another version.
    """
    mine = run["key"].str.startswith(_PREFIX, na=False)
    values = {key[len(_PREFIX) :]: value for key, value in zip(run.loc[mine, "key"], run.loc[mine, "value"])}
    if values["schema"] != SCHEMA:
        raise ValueError(values["schema"])
    case = _found(case_of(json.loads(values["case"])), values.get("case_folder"), Path(folder))
    hashes = {key.partition(".")[2]: value for key, value in values.items() if key.startswith("sha256.")}
    spans = json.loads(values["collections"])
    collections = {name: _numbers(found) for name, found in spans.items()}
    matrix = LandUseMatrix.of(json.loads(values["land_use_matrix"])) if "land_use_matrix" in values else None
    return run[~mine].reset_index(drop=True), ResultRecord(case, hashes, collections, matrix)


def _relative(folder, start):
    """The way from the folder of the file to that of the case; None where there is none, or no folder is named."""
    if not folder.is_absolute():
        return None
    try:
        return Path(os.path.relpath(folder.resolve(), Path(start).resolve())).as_posix()
    except ValueError:  # another drive
        return None


def _found(case, way, here):
    """The case where it lies now: file and results may have been moved together."""
    if way is None:
        return case
    folder = (here / way).resolve()
    if folder == case.folder or not folder.is_dir():
        return case
    if case.path is None:
        return case if case.folder.is_dir() else replace(case, folder=folder)
    path = folder / case.path.name
    return replace(case, folder=folder, path=path) if path.is_file() else case


def _collections(frame):
    """The numbers of rows whose geometry is a collection of one."""
    shapes = frame["geom"].to_numpy(dtype=object)
    return np.flatnonzero(np.isin(shapely.get_type_id(shapes), _MULTI) & (shapely.get_num_geometries(shapes) == 1))


def _spans(numbers):
    """Ascending numbers as [first, count] of those that follow each other."""
    if not len(numbers):
        return []
    parts = np.split(numbers, np.flatnonzero(np.diff(numbers) != 1) + 1)
    return [[int(part[0]), len(part)] for part in parts]


def _numbers(spans):
    found = [np.arange(first, first + count) for first, count in spans]
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _text(values):
    """JSON as a file can store it: lone surrogates, which are no UTF-8, as escapes."""
    found = json.dumps(values, ensure_ascii=False)
    try:
        found.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(values)
    return found
