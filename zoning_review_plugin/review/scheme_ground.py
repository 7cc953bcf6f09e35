"""What a whole scheme shares with each layer, ground counted once where its subjects overlap one another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ..overlay.areas import overlapping
from ..overlay.engines import engine_called
from ..overlay.pairs import LEAST_AREA_M2
from ..overlay.shapes import Shapes
from .exposure_rows import only_what_applies
from .shard import review_shard

# Which subjects a figure of a conclusion counts, by their part.
COUNTED = {"area_m2": None, "permanent_m2": "permanent", "temporary_m2": "temporary"}


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


class SchemeGround:
    """Areas and lengths of schemes, own and shared.

    work: the `Work` of the review, all subjects. shapes: their `Shapes`. part: of each, text or None. exposure: rows of
    the review with `number`. accounts: by constraint key.
    """

    def __init__(self, work, shapes, part, exposure, accounts):
        self._work, self._shapes, self._part, self._accounts = work, shapes, part, accounts
        by_key = {key: rows.set_index("number") for key, rows in exposure.groupby("constraint_key", sort=False)}
        every = range(len(part))
        self._shared = {
            key: {name: rows[name].reindex(every).to_numpy(float) for name in ("union_area_m2", "length_m")}
            for key, rows in by_key.items()
        }
        self._merged, self._of = [], {}

    def figures(self, schemes):
        """A frame: `place` of the scheme, `constraint_key` (None: its own ground) and its figures."""
        overlapping = self._pairs(schemes)
        for place, scheme in enumerate(schemes):
            for name, part in COUNTED.items():
                self._of[place, name] = self._counted(scheme, part, overlapping.get(place, ()))
        clusters = Shapes(np.array([*self._merged, None], dtype=object)[:-1], self._shapes.measure)
        shared = self._of_clusters(clusters)
        found = []
        for place in range(len(schemes)):
            found.append({"place": place, "constraint_key": None, **self._own(place, clusters)})
            for key in self._shared:
                found.append({"place": place, "constraint_key": key, **self._with(place, key, shared.get(key))})
        return pd.DataFrame(found)

    def _pairs(self, schemes):
        """{place of a scheme: [(a, b), …]} of its subjects that share ground."""
        areal = np.flatnonzero(self._shapes.dimension == 2)
        of = np.full(len(self._part), -1)
        for place, scheme in enumerate(schemes):
            of[scheme.rows] = place
        engine = engine_called(self._work.engine)
        i, j, area = overlapping(self._shapes.taken(areal), of[areal], engine, self._work.threads)
        real, found = ~(area <= LEAST_AREA_M2), {}
        for a, b in zip(areal[i[real]].tolist(), areal[j[real]].tolist()):
            found.setdefault(int(of[a]), []).append((a, b))
        return found

    def _counted(self, scheme, part, overlapping):
        """(rows counted as they are, places of merged shapes) of the subjects of one part, of all where it is None."""
        rows = scheme.rows if part is None else scheme.rows[self._part[scheme.rows] == part]
        clusters = _clusters([pair for pair in overlapping if part is None or (self._part[list(pair)] == part).all()])
        merged = list(range(len(self._merged), len(self._merged) + len(clusters)))
        self._merged += [shapely.union_all(self._shapes.geometry[members]) for members in clusters]
        alone = np.setdiff1d(rows, np.concatenate([*clusters, np.empty(0, np.int64)]))
        return alone, merged

    def _own(self, place, clusters):
        found = {}
        for name in COUNTED:
            alone, merged = self._of[place, name]
            found[name] = _sum(self._shapes.area[alone], clusters.area[merged])
        alone, _ = self._of[place, "area_m2"]
        return {**found, "length_m": _sum(self._shapes.length[alone][self._shapes.dimension[alone] == 1])}

    def _with(self, place, key, shared):
        areas, found = self._shared[key]["union_area_m2"], {}
        measured = ~np.isnan(areas).all()
        for name in COUNTED:
            alone, merged = self._of[place, name]
            more = shared["union_area_m2"].to_numpy(float)[merged] if merged and shared is not None else np.empty(0)
            patches = areas[alone[self._shapes.dimension[alone] == 2]]
            failed = measured and np.isnan(np.concatenate([patches, more])).any()
            found[name] = np.nan if failed else _sum(areas[alone], more)  # a sum with an unknown part is unknown
        alone, _ = self._of[place, "area_m2"]
        return {**found, "length_m": _sum(self._shared[key]["length_m"][alone])}

    def _of_clusters(self, clusters):
        """{constraint key: exposure of the merged shapes}, by a review of these alone."""
        if not len(clusters):
            return {}
        number = np.arange(len(clusters))
        options = replace(self._work.case.options, search_distance_m=0.0, list_within_m=0.0, overlap_geometry="none")
        case = replace(self._work.case, options=options)
        geometry, names = clusters.geometry, number.astype(str).astype(object)
        work = replace(self._work, case=case, number=number, id=names, geometry=geometry, pieces=None, windowed=True)
        found = {}
        for rows in review_shard(work):
            key = rows.exposure["constraint_key"].iloc[0]
            account = self._accounts[key]
            if account.usable and "union_area_m2" in rows.exposure:
                found[key] = only_what_applies(rows.exposure, account, clusters.dimension)
        return found


def _sum(*parts):
    """The sum of what is known; NaN where nothing is."""
    values = np.concatenate([np.asarray(part, float) for part in parts])
    known = values[~np.isnan(values)]
    return float(known.sum()) if len(known) else np.nan


def _clusters(pairs):
    """Groups of numbers that pairs link, each sorted."""
    root = {}

    def find(x):
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for one, other in pairs:
        root[find(one)] = find(other)
    groups = {}
    for x in sorted(root):
        groups.setdefault(find(x), []).append(x)
    return [np.array(group) for group in groups.values()]
