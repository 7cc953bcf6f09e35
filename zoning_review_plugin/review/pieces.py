"""Subjects cut by splitting layers (county, land type), so that figures can be told apart by place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..overlay.cut import REMAINDER, cut
from ..overlay.shapes import Shapes
from .constraint_layer import enter, gate_of, read_near
from .left import Left, Pieces


@dataclass(frozen=True)
class PieceTable:
    """All pieces, in order of their subjects. All arrays have one length.

    number: place of the subject among all. id: text. geometry: in the analysis CRS. codes: for each
    splitting layer the code (else id) of the feature that a piece lies in, None for the remainder.
    admin: the same of the splitting layer of administrative areas.
    """

    number: np.ndarray
    id: np.ndarray
    geometry: np.ndarray
    codes: dict[str, np.ndarray]
    admin: np.ndarray

    def of(self, numbers, measure):
        """The `Pieces` of the subjects with these (sorted) numbers."""
        rows = np.flatnonzero(np.isin(self.number, numbers))
        owner = np.searchsorted(numbers, self.number[rows])
        return Pieces(Shapes(self.geometry[rows], measure), owner, self.id[rows])

    def only(self, numbers):
        """The table of the pieces of these subjects alone."""
        rows = np.flatnonzero(np.isin(self.number, numbers))
        codes = {key: column[rows] for key, column in self.codes.items()}
        return PieceTable(self.number[rows], self.id[rows], self.geometry[rows], codes, self.admin[rows])

    def rows(self, subject_ids, measure):
        """The table `piece`."""
        shapes = Shapes(self.geometry, measure)
        columns = {
            "piece_id": self.id,
            "subject_id": subject_ids[self.number],
            "admin_code": self.admin,
            "area_m2": shapes.area,
            "length_m": shapes.length,
            "geom": self.geometry,
        }
        return pd.DataFrame({**columns, **{split_column(key): codes for key, codes in self.codes.items()}})


def split_column(key):
    """The column of `piece` for the splitting layer `key`; a key that is one of the table's own names gets a `_`."""
    own = ("piece_id", "subject_id", "admin_code", "area_m2", "length_m", "geom", "fid")
    return f"{key}_" if key.lower() in own else key


def cut_subjects(case, layers, frame, subjects, progress):
    """The `PieceTable` of the subjects cut by each layer of `split_by` in turn; None where nothing is to be cut.

    A splitting layer that cannot be used leaves its column empty; its own account says why.
    """
    if not case.options.split_by:
        return None
    number = np.flatnonzero(~np.equal(subjects.geometry, None))
    geometry = subjects.geometry[number]
    codes, admin = {}, np.full(len(number), None, dtype=object)
    for key in case.options.split_by:
        progress.step("stage.cut", 0.0)
        constraint = next(c for c in case.constraints if c.key == key)
        features = _features(case, constraint, layers.constraints[key], frame, geometry)
        shapes = Shapes(features.geometry if features else np.empty(0, dtype=object), frame.measure)
        polygons = shapes.rows(2)
        pieces = cut(Shapes(geometry, frame.measure), shapes.taken(polygons))
        names = _names(features, polygons, pieces.feature)
        geometry, number = pieces.geometry, number[pieces.owner]
        codes = {**{k: values[pieces.owner] for k, values in codes.items()}, key: names}
        admin = names if constraint.role == "admin_area" else admin[pieces.owner]
    return PieceTable(number, _ids(subjects, number), geometry, codes, admin)


def _features(case, constraint, layer, frame, geometry):
    entry = enter(case, constraint, layer, frame)
    if entry.refused:
        return None
    left = Left(np.arange(len(geometry)), None, Shapes(geometry, frame.measure))
    gate = gate_of(constraint, layer, entry, frame)
    features = read_near(constraint, gate, left.near(0.0))
    short = gate.missing() or gate.damage()
    return features if short is None or case.options.accept_incomplete else None


def _names(features, polygons, chosen):
    """The code, else the id, of each chosen polygon; None for a remainder."""
    names = np.full(len(chosen), None, dtype=object)
    inside = chosen != REMAINDER
    if features is not None and inside.any():
        rows = polygons[chosen[inside]]
        names[inside] = np.where(np.equal(features.code[rows], None), features.id[rows], features.code[rows])
    return names


def _ids(subjects, number):
    """`<subject id>/<n>`, numbered from 1 within each subject."""
    ids = subjects.table["subject_id"].to_numpy()
    first = np.searchsorted(number, number)
    return np.array([f"{ids[n]}/{k - f + 1}" for k, (n, f) in enumerate(zip(number, first))], dtype=object)
