"""The subjects of a review: every feature of every subject source, none ever lost."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ..inputs.checks.chosen import About, feature_checks
from ..inputs.files.damage import accepted
from ..inputs.files.known import key_of_pass
from ..inputs.gate import Gate
from ..inputs.meaning.fields import named_fields
from ..inputs.places.crs import Grade, crs_name, crs_of_text, degrees_box, move_between, on_earth
from ..inputs.places.crs_causes import CODES as CAUSES
from ..inputs.places.known_crs import same
from ..inputs.places.misplaced import CODES as MISPLACED
from ..inputs.places.whereabouts import whereabouts_of
from ..inputs.texts.text_values import number
from ..model.code_readings import spoken_codes
from ..model.codes import MODES, NATURES, PARTS, Kind, Severity
from ..model.errors import InputFault, Place
from ..model.records import Issue
from .doubt import open_subjects
from .elsewhere import likely_crs, subject_causes
from .frame import Frame

_FACTS = ("project", "scheme", "name", "part", "mode", "land_use", "industry", "nature", "declared_area")
_CODES = {"part": PARTS, "mode": MODES, "nature": NATURES}
_BATCHES = 32  # of a source that are looked at to know where it lies

_MOST_MARKS = 2_000


@dataclass(frozen=True)
class Subjects:
    """Subjects in order of the inputs.

    table: one row each, columns `subject_id source` and our field names, text or None.
    geometry: object array in the analysis CRS, None where there is none. gates: one for each source. open: bool (n,),
    whether the shape of a subject rests on a repair that is open.
    """

    table: pd.DataFrame
    geometry: np.ndarray
    gates: tuple
    issues: tuple
    open: np.ndarray

    def __len__(self):
        return len(self.table)

    @property
    def ids(self):
        """(n,) the `subject_id` of each."""
        return self.table["subject_id"].to_numpy()

    @property
    def kind(self):
        """Geometry kind of each subject, None where it has no geometry."""
        names = np.array([*Kind.ALL, None], dtype=object)
        return names[shapely.get_dimensions(self.geometry)]

    def bounds(self):
        """(min_x, min_y, max_x, max_y) of all subjects. Raises InputFault where none has geometry."""
        box = shapely.total_bounds(self.geometry)
        if not np.isfinite(box).all():
            raise self._without_geometry()
        return tuple(float(value) for value in box)

    def marks(self):
        """(n, 2) up to `_MOST_MARKS` corners, each of another place, taken evenly from all subjects."""
        # As complex numbers, which sort by x and then by y, several times faster than rows do.
        places = np.unique(shapely.get_coordinates(self.geometry).view(complex))
        return places.view(float).reshape(-1, 2)[:: max(1, -(-len(places) // _MOST_MARKS))]

    def _without_geometry(self):
        causes = [issue for codes in (CAUSES, MISPLACED) for issue in self.issues if issue.check_code in codes]
        cause = next(iter(causes), None)
        if cause is None:
            return InputFault("subjects_without_geometry")
        return InputFault(cause.check_code, Place(layer=cause.layer), **cause.params)


def analysis_crs(case, layers):
    """The CRS where layers meet: the one the case names, else the first subject source's own."""
    for source, layer in zip(case.subjects, layers.subjects):
        place = Place(file=source.source, layer=layer.name)
        if layer.crs is None:
            raise InputFault("subject_crs_missing", place, likely=likely_crs(layer, layers))
        if not on_earth(layer.crs):
            raise InputFault("subject_crs_unusable", place, got=crs_name(layer.crs))
    if case.options.analysis_crs.lower() != "auto":
        return crs_of_text(case.options.analysis_crs, Place(key="options.analysis_crs"))
    return layers.subjects[0].crs


def read_subjects(case, layers, crs, progress, threads=1):
    """All `Subjects`, clean and in `crs`.

    Raises InputFault where a source cannot be used as the case stands, CaseFault for a field that is not there.
    """
    area_of = Frame(crs, case.options.area_basis, (0.0, 0.0, 0.0, 0.0)).on_ellipsoid.area
    tables, geometry, gates, told = [], [], [], []
    for place, (source, layer) in enumerate(zip(case.subjects, layers.subjects)):
        progress.step("stage.subjects", place / len(case.subjects))
        gate = _gate(case, place, layer, crs, area_of, threads)
        for features in gate.features():
            tables.append(_rows(features, layer, source, place))
            geometry.append(features.geometry)
        gates.append(gate)
        told.append(_incomplete(case, source, gate))
    if not tables:
        raise InputFault("subjects_empty", Place(file=", ".join(s.source for s in case.subjects)))
    table, geometry = pd.concat(tables, ignore_index=True), np.concatenate(geometry)
    causes = subject_causes(gates, shapely.total_bounds(geometry), crs, layers)
    clashes = _unique_ids(table)
    issues = [*_named(told, table), *causes, *clashes, *_known_codes(table, case)]
    return Subjects(table, geometry, tuple(gates), tuple(issues), open_subjects(table, gates))


def _gate(case, place, layer, crs, area_of, threads):
    source = case.subjects[place]
    columns = named_fields(layer, source.fields, f"subjects[{place + 1}]")
    checks = feature_checks(About(None, columns, layer.crs, area_of, "m2", case.date, crs))
    move = _move(case, source, layer, crs)
    known = key_of_pass(layer, columns, move, crs)
    return Gate(layer.name, layer, columns, source.values, move, area_of, threads, checks, known)


def _move(case, source, layer, crs):
    move = _step(layer, crs)
    if move.grade == Grade.UNKNOWN and not (move.apply and case.options.accept_datum_shift):
        place = Place(file=source.source, layer=layer.name)
        raise InputFault("subject_datum_unknown", place, source_crs=crs_name(layer.crs), target_crs=crs_name(crs))
    return move


def _step(layer, crs):
    """The `Move` of a subject source to the analysis CRS `crs`, as it fits the place where its features lie."""
    if same(layer.crs, crs):
        return move_between(layer.crs, crs)
    middle = whereabouts_of(layer, _BATCHES).middle
    return move_between(layer.crs, crs, ground=middle and degrees_box(layer.crs, middle))


def _rows(features, layer, source, place):
    ids = features.attributes.get("id", np.full(len(features), None, dtype=object))
    rows = {
        "id": [text or str(fid) for text, fid in zip(ids, features.fid)],
        "fid": features.fid,
        "stem": layer.stem,
        "layer": layer.name,
        "source": source.source,
        "place": place,
    }
    for name in _FACTS:
        rows[name] = features.attributes.get(name, np.full(len(features), None, dtype=object))
    return pd.DataFrame(rows)


def _incomplete(case, source, gate):
    """The gate's issues and, where the case accepts it, what the source is short of; else that is a fault."""
    short, damage = gate.missing(), gate.damage()
    if case.options.accept_incomplete:
        return [*accepted(gate.issues), *([replace(short, severity=Severity.WARNING)] if short else [])]
    if damage is not None:
        place = Place(file=source.source, layer=gate.layer.name)
        raise InputFault(damage.check_code, place, **damage.params)
    if short is not None:
        raise InputFault("subjects_incomplete", Place(file=source.source, layer=gate.layer.name), **short.params)
    return gate.issues


def _named(told, table):
    """The issues of all sources, with features called as in the table `subject`. told: lists of issues, by `place`."""
    other = table[table["subject_id"] != table["id"]]
    names = {place: dict(zip(rows["fid"].tolist(), rows["subject_id"])) for place, rows in other.groupby("place")}
    return [issue.named(names.get(place, {})) for place, issues in enumerate(told) for issue in issues]


def _unique_ids(table):
    """Give each row its `subject_id`; ids that clash get the source's name before them, or the feature id behind."""
    issues, taken, ids = [], {}, []
    if table["id"].is_unique:
        table["subject_id"] = table["id"]
        return issues
    for row in table.itertuples():
        found = row.id
        if found in taken:
            if taken[found] != row.place:
                found = f"{row.stem}:{row.id}"
            if found in taken:
                found = f"{found}#{row.fid}"
            again, count = found, 1
            while found in taken:  # folders of files with one name, and in each the same feature ids
                count += 1
                found = f"{again}.{count}"
            params = {"id": row.id, "used": found}
            issues.append(Issue(row.layer, "duplicate_id", Severity.WARNING, found, params))
        taken.setdefault(found, row.place)
        ids.append(found)
    table["subject_id"] = ids
    return issues


def _known_codes(table, case):
    """Remarks on codes that are none of ours; the text stays as it is."""
    issues = []
    known = dict(_CODES)
    if case.projects:
        known["project"] = [project.id for project in case.projects]
    for name, codes in known.items():
        told = [text for text in table[name].dropna().unique() if text.strip() and _told(name, text, codes)]
        for row in table[table[name].notna() & ~table[name].isin(told)].itertuples():
            params = {"field": name, "value": getattr(row, name), "known": ", ".join(codes)}
            issues.append(Issue(row.layer, "unknown_code", Severity.WARNING, row.subject_id, params))
    return issues


def _told(name, text, codes):
    """Whether a text is one of the codes, or means some of them."""
    return text in codes or (name in _CODES and set(spoken_codes(name, text)) <= set(codes))


def declared_areas(table):
    """(n,) m2 that the subjects declare, NaN where they declare none that is a number."""
    return np.array([number(text) for text in table["declared_area"]], dtype=float)
