"""What rests on shapes whose repair is open: subjects and features that nobody knows to be as they are computed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..model.codes import Severity, Status
from ..model.records import Issue

_MOST_EXAMPLES = 5


class LayerDoubt:
    """The open repairs of one layer (`OpenRepair`s) and the subjects that lie on ground in doubt.

    geometry: of all subjects, in the analysis CRS.
    """

    def __init__(self, open_repairs, geometry):
        self._repairs = open_repairs
        self._subject, self._repair = _on_boxes(open_repairs, geometry)

    def lowered(self, exposure):
        """Rows of `exposure` in which nothing on ground in doubt counts as not involved, or as answered for."""
        doubtful = exposure["number"].isin(self._subject)
        if not doubtful.any():
            return exposure
        unsure = doubtful & (exposure["status"] == Status.NOT_INVOLVED)
        status = exposure["status"].where(~unsure, Status.PARTLY_KNOWN)
        return exposure.assign(status=status, answers=exposure["answers"] & ~doubtful)

    def concerned(self, overlap):
        """(subject, place among the repairs): who meets such a feature, or lies where it is in doubt; each pair once.

        overlap: frames of rows of the layer, with the columns `number`, `fid` and `shares`.
        """
        places = {repair.fid: place for place, repair in enumerate(self._repairs)}
        met = [rows[rows["fid"].isin(places) & rows["shares"].eq(True)] for rows in overlap]
        subject = np.concatenate([self._subject, *(rows["number"].to_numpy(np.int64) for rows in met)])
        repair = np.concatenate([self._repair, *(rows["fid"].map(places).to_numpy(np.int64) for rows in met)])
        width = len(self._repairs) + 1
        key = np.unique(subject * width + repair)
        return key // width, key % width

    def issues(self, key, concerned, ids, renamed):
        """An `Issue` for each open repair that concerns subjects. ids: of all subjects. renamed: feature id → id."""
        subject, repair = concerned
        found = []
        for place in np.unique(repair):
            mine = ids[subject[repair == place]]
            feature = (renamed or {}).get(self._repairs[place].fid, self._repairs[place].feature_id)
            params = {"count": len(mine), "examples": ", ".join(mine[:_MOST_EXAMPLES])}
            found.append(Issue(key, "repair_concerns_subjects", Severity.WARNING, feature, params))
        return found


def _on_boxes(open_repairs, geometry):
    """(subject, place among the repairs) of the subjects that meet ground in doubt."""
    if not open_repairs:
        return np.empty((2, 0), np.int64)
    boxes = np.concatenate([repair.boxes for repair in open_repairs])
    owner = np.repeat(np.arange(len(open_repairs)), [len(repair.boxes) for repair in open_repairs])
    subject, box = shapely.STRtree(shapely.box(*boxes.T)).query(geometry, predicate="intersects")
    return subject.astype(np.int64), owner[box]


def open_subjects(table, gates):
    """bool (n,): rows of the subjects' table (columns `place` and `fid`) whose own shape has an open repair.

    gates: of the sources, by `place`.
    """
    found = np.zeros(len(table), dtype=bool)
    for place, gate in enumerate(gates):
        fids = [repair.fid for repair in gate.open_repairs]
        found |= ((table["place"] == place) & table["fid"].isin(fids)).to_numpy()
    return found


def open_items(own, concerned):
    """Int64 (n,): what is open for each subject; null where nothing is known to be, for nothing was judged."""
    count = pd.Series(own.astype(np.int64) + concerned, dtype="Int64")
    return count.where(count > 0)
