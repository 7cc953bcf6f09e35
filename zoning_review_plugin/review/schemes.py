"""The schemes of a review, and which of their subjects count for what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.code_readings import spoken_codes


@dataclass(frozen=True)
class Scheme:
    """One project × scheme. rows: its subjects, ascending."""

    project_id: str | None
    scheme: str | None
    rows: np.ndarray


def schemes_of(table):
    """The `Scheme`s of the subjects (columns `project`, `scheme`), in order of first appearance."""
    project = table["project"].where(table["project"].notna(), None)
    keys = pd.Series(list(zip(project, table["scheme"].where(table["scheme"].notna(), None))))
    place, unique = pd.factorize(keys)
    order = np.argsort(place, kind="stable")
    ends = np.cumsum(np.bincount(place, minlength=len(unique)))[:-1]
    return [Scheme(*key, rows) for key, rows in zip(unique, np.split(order, ends))]


def parts_of(texts):
    """(n,) the code of the part of each subject; the text where it means none, or several."""
    codes = {text: spoken_codes("part", text) for text in texts.dropna().unique()}
    plain = {text: found[0] if len(found) == 1 else text for text, found in codes.items()}
    return np.array([*map(plain.get, texts), None], dtype=object)[:-1]
