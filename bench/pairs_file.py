"""What every engine hands in: its pairs as one .npz file, the same form for all. Needs numpy alone.

parcel, constraint: values of the column `id`. layer: index into `layers`. area_m2, share: of the parcel.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np


@dataclass(frozen=True)
class Table:
    """Pairs, one a row; all arrays but `layers` have one length."""

    parcel: np.ndarray
    layer: np.ndarray
    constraint: np.ndarray
    area_m2: np.ndarray
    share: np.ndarray
    layers: tuple[str, ...]


def joined(found):
    """The `Table` of {layer: (parcel, constraint, area, share)}."""
    columns = [np.concatenate([np.asarray(part[k]) for part in found.values()]) for k in range(4)]
    layer = np.repeat(np.arange(len(found)), [len(part[0]) for part in found.values()])
    return Table(
        columns[0].astype(np.int64),
        layer.astype(np.int8),
        columns[1].astype(np.int64),
        columns[2].astype(float),
        columns[3].astype(float),
        tuple(found),
    )


def write(path, table):
    """Write a `Table`."""
    columns = {field.name: getattr(table, field.name) for field in fields(Table)}
    columns["layers"] = np.array(table.layers, dtype=str)
    np.savez(path, **columns)


def read(path):
    """The `Table` in a file."""
    with np.load(path) as file:
        columns = {field.name: file[field.name] for field in fields(Table)}
    columns["layers"] = tuple(str(name) for name in columns["layers"])
    return Table(**columns)


def summary(table):
    """{layer: {"pairs": count of those with an area, "total": m2}}."""
    return {
        name: {
            "pairs": int((table.area_m2[table.layer == k] > 0).sum()),
            "total": float(table.area_m2[table.layer == k].sum()),
        }
        for k, name in enumerate(table.layers)
    }
