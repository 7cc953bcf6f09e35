"""T2, the control units and element zones that each scheme meets, with what it shares with them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.code_tables import code_table
from ..model.codes import Kind
from ..rules.dimension_names import admin_of_unit
from .headings import heading, table_title
from .id_lists import id_list
from .limits import table_limits
from .notes import overlap_notes
from .picked import picked
from .schemes import schemes_of, split_by_scheme
from .shared_ground import Ground, shares_ground
from .table import Table, TableColumn

KEY = "units_involved"
ROLES = ("control_unit", "element_zone")
# Of overlaps: of a province's, every column more is copied several times.
_READ = ["subject_id", "constraint_key", "role", "feature_id", "code", "name", "feature_class", "grade", "relation",
         "area_m2", "length_m", "share_of_subject", "share_of_feature", "sliver", "within_accuracy",
         "geom"]  # fmt: skip


def units_involved(result, style):
    """One row for each scheme × control unit or element zone that it shares ground with."""
    ground, rows, overlap = Ground(result), [], result.tables["overlap"]
    shared = picked(overlap, overlap["role"].isin(ROLES) & shares_ground(overlap), _READ)
    divisions, borders = _Divisions(overlap), _Borders(result)
    schemes = schemes_of(result, style.words)
    for scheme, mine in zip(schemes, split_by_scheme(shared, schemes)):
        own = ground.own(scheme.subjects["subject_id"])
        own_length = scheme.subjects["length_m"].sum(min_count=1)
        for features in _by_feature(mine):
            rows.append(_row(scheme, features, ground.amounts(features), (own, own_length), divisions, borders, style))
    frame = pd.DataFrame(rows, columns=[key for key, *_ in _COLUMNS])
    frame.insert(0, "no", range(1, len(frame) + 1))
    differ = not np.allclose(frame["area"].astype(float), frame["sum"].astype(float), rtol=1e-9, equal_nan=True)
    columns = [column for column in _columns(style) if differ or column.key != "sum"]
    notes = [*overlap_notes(result, style.words), style.words.say("note.units_involved"), borders.note(style.words)]
    if differ:
        notes.append(style.words.say("note.union_and_sum"))
    title = table_title(KEY, style)
    return Table(KEY, title, tuple(columns), frame, tuple(notes), needs=_needs(result, style.words))


_COLUMNS = (
    ("scheme", "text", 0, 18),
    ("code", "text", 0, 18),
    ("name", "text", 0, 28),
    ("city", "text", 0, 12),
    ("county", "text", 0, 12),
    ("list_type", "text", 0, 16),
    ("control_type", "text", 0, 20),
    ("subjects", "integer", 0, 8),
    ("area", "area", 0, 12),
    ("sum", "area", 0, 12),
    ("share_of_project", "percent", 2, 10),
    ("share_of_unit", "percent", 2, 10),
    ("length_km", "number", 3, 10),
    ("remark", "text", 0, 24),
)


def _columns(style):
    found = [TableColumn("no", heading(KEY, "no", style), "integer", width=6)]
    for key, kind, decimals, width in _COLUMNS:
        title = heading(KEY, key, style)
        if kind == "area":
            found.append(style.area(key, title, width))
        else:
            found.append(TableColumn(key, title, kind, decimals, width))
    return found


def _by_feature(rows):
    """Yield the rows of each feature in the order of roles, then of codes; a province's are not sorted as a frame."""
    keys = pd.DataFrame(
        {
            "role": rows["role"].map({role: place for place, role in enumerate(ROLES)}).to_numpy(),
            "layer": rows["constraint_key"].to_numpy(),
            "shown": rows["code"].where(rows["code"].notna(), rows["feature_id"]).to_numpy(),
        }
    )
    order = keys.sort_values(["role", "layer", "shown"], kind="stable").index.to_numpy()
    del keys
    feature = rows.groupby(["role", "constraint_key", "feature_id"], sort=False).ngroup().to_numpy()
    place = pd.factorize(feature[order])[0]
    together = place.argsort(kind="stable")
    for mine in np.split(order[together], np.flatnonzero(np.diff(place[together])) + 1) if len(order) else ():
        yield rows.iloc[mine]


def _row(scheme, features, amounts, own, divisions, borders, style):
    first, words = features.iloc[0], style.words
    code = first["code"] or first["feature_id"]
    city, county = divisions.of(code)
    shares = features.loc[features["share_of_feature"].gt(0)]
    whole = (shares["area_m2"] / shares["share_of_feature"]).max() if len(shares) else np.nan
    along, length = features["length_m"].notna().any(), own[1]
    return {
        "scheme": scheme.name,
        "code": code,
        "name": first["name"],
        "city": city,
        "county": county,
        "list_type": words.code("role", first["role"]),
        "control_type": first["feature_class"] or words.code("unit_class", first["grade"]),
        "subjects": features["subject_id"].nunique(),
        "area": amounts.union * style.per_m2,
        "sum": amounts.sum * style.per_m2,
        "share_of_project": amounts.union / own[0] if amounts.sum == amounts.sum else _part(amounts.length, length),
        "share_of_unit": amounts.union / whole if whole > 0 else np.nan,
        "length_km": amounts.length * 1e-3 if along else np.nan,
        "remark": _remark(features, borders, words),
    }


def _part(length, own):
    return length / own if own > 0 else np.nan


def _remark(features, borders, words):
    """What is said of rows that are all slivers, or all within the accuracy of their layer; subjects near a border."""
    said = [words.say(f"remark.{name}") for name in ("within_accuracy", "sliver") if features[name].all()][:1]
    ids = borders.near(features)
    if ids:
        said.append(words.say("remark.border", subjects=id_list(ids, words), m=f"{borders.within_m:g}"))
    return words.say("punctuation.semicolon").join(said)


class _Borders:
    """Which subjects have another control unit of the same layer so near that a small shift changes their unit.

    The tables tell of units that share ground, and of those that the case has listed by `touches` and `list_within_m`.
    """

    def __init__(self, result):
        overlap, subject = result.tables["overlap"], result.tables["subject"]
        self.within_m = table_limits()["units_involved"]["border_m"]
        self._listed_m = result.case.options.list_within_m
        sites = subject.loc[subject["geometry_kind"].ne(Kind.LINE), "subject_id"]
        here = (
            overlap["role"].isin(ROLES) & ~overlap["distance_m"].gt(self.within_m) & overlap["subject_id"].isin(sites)
        )
        rows = picked(overlap, here, ["subject_id", "constraint_key", "feature_id"]).drop_duplicates()
        several = rows[rows.duplicated(["subject_id", "constraint_key"], keep=False)]
        self._near = set(zip(several["subject_id"], several["constraint_key"]))

    def near(self, features):
        """The subjects of rows with one feature that have another one that near: ids in order."""
        key = features["constraint_key"].iloc[0]
        return [one for one in features["subject_id"].unique() if (one, key) in self._near]

    def note(self, words):
        """The sentence on what the remark rests on, and what would show more."""
        whole = self._listed_m >= self.within_m
        return words.say("note.border" if whole else "note.border_unlisted", m=f"{self.within_m:g}")


class _Divisions:
    """Names of cities and counties: of the layer of administrative areas, else of the table of codes."""

    def __init__(self, overlap):
        areas = overlap[overlap["role"].eq("admin_area") & overlap["code"].notna() & overlap["name"].notna()]
        self._own, self._known = dict(zip(areas["code"], areas["name"])), code_table("admin_divisions").names

    def of(self, code):
        """(city, county) of a unit by its code; a code stands for a name that nobody knows, "" where there is none."""
        admin = admin_of_unit(code)
        if admin is None:
            return "", ""
        return self._name(f"{admin[:4]}00"), self._name(admin) if admin[4:] != "00" else ""

    def _name(self, code):
        return self._own.get(code) or self._known.get(code) or code


def _needs(result, words):
    """What is missing to name the units: a layer of them that can be used."""
    exposure, found = result.tables["exposure"], []
    for role in ROLES:
        mine = exposure[exposure["role"].eq(role)]
        if not len(mine):
            found.append(words.say("needs.layer_of_role", role=words.code("role", role)))
            continue
        unknown = int(mine["status"].isin(("no_data", "partly_known")).sum())
        if unknown:
            found.append(words.say("needs.ground_unknown", role=words.code("role", role), count=unknown))
    return tuple(found)
