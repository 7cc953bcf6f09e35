"""T4, how each scheme lies to the red line and other sensitive areas: occupied, passed, adjoined, near."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..inputs.meaning.roles import protects
from ..model.codes import ROLES, Kind, Relation, Status
from ..review.facts.grounds import described
from ..studies.public_version import layers_not_shown
from .clause_texts import clause_name, documents_of, in_order
from .figures import distance
from .headings import heading, table_title
from .id_lists import id_list
from .notes import overlap_notes
from .position_words import code_of, direction, position_of
from .role_view import feature_name
from .schemes import findings_that_count, schemes_of, split_by_scheme
from .shared_ground import Ground
from .stations import station_range
from .table import Table, TableColumn

KEY = "positions"
_ELSEWHERE = ("permanent_farmland", "sensitive_target", "contaminated_land")  # in tables of their own
_GROUP = ["role", "constraint_key", "feature_id", "position", "mode_code", "alone"]
_COLUMNS = (
    ("scheme", "text", 0, 16),
    ("name", "text", 0, 24),
    ("role", "text", 0, 14),
    ("type", "text", 0, 14),
    ("grade", "text", 0, 8),
    ("admin", "text", 0, 10),
    ("position", "text", 0, 8),
    ("mode", "text", 0, 8),
    ("stations", "text", 0, 20),
    ("length_km", "number", 3, 10),
    ("permanent", "area", 0, 12),
    ("temporary", "area", 0, 12),
    ("unstated", "area", 0, 12),
    ("share_of_feature", "percent", 2, 10),
    ("distance_m", "number", 1, 10),
    ("direction", "text", 0, 8),
    ("clauses", "text", 0, 30),
    ("remark", "text", 0, 28),
)


def positions(result, style):
    """Rows for each scheme: what it meets, adjoins or has near, by feature; then each layer that it keeps off."""
    layers = [one for one in result.case.constraints if _is_sensitive(one.role)]
    table, ground, rows = _Rows(result, style), Ground(result), []
    schemes = schemes_of(result, style.words)
    exposure = split_by_scheme(result.tables["exposure"], schemes)
    for scheme, shared, exposed in zip(schemes, split_by_scheme(table.overlap, schemes), exposure):
        met = table.listed(scheme, shared, ground)
        seen = {row["layer"] for row in met}
        rows += met
        rows += [row for layer in layers for row in table.apart(scheme, layer, exposed, layer.key in seen)]
    columns = [TableColumn("no", heading(KEY, "no", style), "integer", width=6), *_columns(result, style)]
    frame = pd.DataFrame(rows, columns=[key for key, *_ in _COLUMNS])
    frame.insert(0, "no", range(1, len(frame) + 1))
    words = style.words
    notes = (*overlap_notes(result, words), words.say("note.positions"), words.say("note.stations"))
    needs = () if layers else (words.say("needs.sensitive_layers"),)
    return Table(KEY, table_title(KEY, style), tuple(columns), frame, notes, needs=needs)


def _is_sensitive(role):
    return protects(role) and role not in _ELSEWHERE


def _columns(result, style):
    beyond = f"> {distance(result.case.options.search_distance_m)}"
    for key, kind, decimals, width in _COLUMNS:
        title = heading(KEY, key, style)
        if kind == "area":
            yield style.area(key, title, width)
        else:
            yield TableColumn(key, title, kind, decimals, width, beyond)


class _Rows:
    """Makes the rows of one result."""

    def __init__(self, result, style):
        self._result, self._style, self._words = result, style, style.words
        overlap = result.tables["overlap"]
        self.overlap = overlap[overlap["role"].isin([role for role in ROLES if _is_sensitive(role)])]
        findings = findings_that_count(result)
        self._of_topic = dict(list(findings.groupby("topic", sort=False)))
        self._documents = documents_of(result)
        self._counties = _counties(result)
        first = self.overlap.drop_duplicates(["constraint_key", "feature_id"])
        self._not_shown = layers_not_shown(result)
        self._features = {(row["constraint_key"], row["feature_id"]): row for _, row in first.iterrows()}

    def listed(self, scheme, mine, ground):
        """A row for each feature × position × mode. Lines one by one, as each has stations of its own."""
        if not len(mine):
            return []
        asked = scheme.subjects["subject_id"].isin(mine["subject_id"])
        subjects = {one.subject_id: one for one in scheme.subjects[asked].itertuples()}
        who = [subjects[one] for one in mine["subject_id"]]
        mine = mine.assign(
            position=[position_of(one, relation) for one, relation in zip(who, mine["relation"])],
            mode_code=[code_of("mode", one.mode) or one.mode or "" for one in who],
            part_code=[code_of("part", one.part) or "" for one in who],
            alone=[one.subject_id if one.geometry_kind == Kind.LINE else "" for one in who],
        )
        return [self._row(scheme, rows, ground) for _, rows in mine.groupby(_GROUP, sort=False, dropna=False)]

    def _row(self, scheme, rows, ground):
        first, words = rows.iloc[0], self._words
        nearest = rows.loc[rows["distance_m"].fillna(np.inf).idxmin()]
        return {
            "layer": first["constraint_key"],
            **self._of_feature(first),
            "scheme": scheme.name,
            "admin": words.say("punctuation.list").join(self._admin(rows["subject_id"], rows["piece_id"])),
            "position": words.say(f"position.{first['position']}"),
            "mode": words.code("mode", first["mode_code"]) if first["mode_code"] else "",
            "stations": station_range(rows, words) if first["alone"] else "",
            "length_km": rows["length_m"].sum(min_count=1) * 1e-3,
            **self._areas(rows, ground),
            "distance_m": nearest["distance_m"],
            "direction": direction(words, nearest["bearing_deg"]),
            "clauses": self._clauses(rows["subject_id"], first["role"]),
            "remark": self._remark(rows),
        }

    def _of_feature(self, row):
        words, own = self._words, row["feature_class"]
        return {
            "name": feature_name(row),
            "role": words.code("role", row["role"]),
            "type": own if isinstance(own, str) else "",
            "grade": words.code("grade", row["grade"]) if isinstance(row["grade"], str) else "",
        }

    def _areas(self, rows, ground):
        """Permanent, temporary and other areas apart, each counted once, and the share of the feature."""
        found, per_m2 = {}, self._style.per_m2
        parts = rows["part_code"]
        apart = {"permanent": parts.eq("permanent"), "temporary": parts.eq("temporary")}
        apart["unstated"] = ~(apart["permanent"] | apart["temporary"])
        for name, mine in apart.items():
            found[name] = ground.amounts(rows[mine]).union * per_m2 if mine.any() else np.nan
        known = rows[rows["share_of_feature"].gt(0)]
        whole = (known["area_m2"] / known["share_of_feature"]).max() if len(known) else np.nan
        found["share_of_feature"] = ground.amounts(rows).union / whole if whole > 0 else np.nan
        return found

    def _admin(self, ids, pieces):
        keys = [piece if isinstance(piece, str) else one for one, piece in zip(ids, pieces)]
        return list(dict.fromkeys(name for key in keys for name in self._counties.get(key, ())))

    def _clauses(self, ids, role):
        """The clauses on this role that bear on these subjects, with what they come to."""
        words, said, of_role = self._words, {}, self._of_topic.get(role)
        if of_role is None:
            return ""
        mine = of_role[of_role["subject_id"].isin(set(ids))]
        for row in in_order(mine.drop_duplicates(["pack", "rule_id"])).itertuples():
            found = mine.loc[mine["pack"].eq(row.pack) & mine["rule_id"].eq(row.rule_id), "counts"]
            verdicts = words.say("punctuation.list").join(words.code("verdict", one) for one in dict.fromkeys(found))
            said.setdefault(row.pack, []).append(words.say("clauses.judged", clause=clause_name(row), verdict=verdicts))
        between = words.say("punctuation.semicolon")
        return "\n".join(words.say("clauses.under", document=self._documents[pack], clauses=between.join(each))
                         for pack, each in said.items())  # fmt: skip

    def _remark(self, rows):
        words = self._words
        said = [words.say("remark.subjects", subjects=id_list(rows["subject_id"].drop_duplicates().tolist(), words))]
        said += [words.say(f"remark.{name}") for name in ("within_accuracy", "sliver") if rows[name].all()]
        if rows["piece_id"].isna().all() and any(len(self._counties.get(one, ())) > 1 for one in rows["subject_id"]):
            said.append(words.say("remark.counties_of_subject"))
        if rows["position"].iloc[0] == "overlaps" and rows["part_code"].eq("").all():
            said.append(words.say("remark.part_unstated"))
        return words.say("punctuation.semicolon").join(said)

    def apart(self, scheme, layer, exposure, listed):
        """The row on a layer of which nothing is listed, with its nearest feature; on subjects that it is silent on."""
        mine = exposure[exposure["constraint_key"].eq(layer.key)]
        unknown = mine.loc[mine["status"].isin((Status.NO_DATA, Status.PARTLY_KNOWN)), "subject_id"].tolist()
        found = mine[mine["nearest_m"].notna()]
        if listed and not unknown:
            return []
        words = self._words
        base = {key: np.nan for key, kind, *_ in _COLUMNS if kind != "text"}
        base.update({key: "" for key, kind, *_ in _COLUMNS if kind == "text"})
        base.update(scheme=scheme.name, role=words.code("role", layer.role))
        if layer.key in self._not_shown:
            remark = words.say("ground.not_public", role=base["role"])
            return [{**base, "position": words.say("position.not_public"), "remark": remark}]
        if len(found) and not listed:
            row = found.loc[found["nearest_m"].idxmin()]
            base.update(self._named(layer.key, row), distance_m=row["nearest_m"],
                        direction=direction(words, row["bearing_deg"]),
                        remark=words.say("remark.nearest_to", subject=row["subject_id"]))  # fmt: skip
        elif self._result.case.options.search_distance_m > 0 and not unknown:
            base.update(distance_m=np.inf)
        between = words.say("punctuation.semicolon")
        base["position"] = words.say("position.unknown" if unknown else "position.apart")
        if unknown:
            note = words.say("ground.unknown", role=base["role"], count=len(unknown), subjects=id_list(unknown, words))
            base["remark"] = between.join(filter(None, [base["remark"], note]))
        else:
            base["remark"] = between.join(
                filter(None, [base["remark"], words.say("remark.data", data=described(layer))])
            )
        return [base]

    def _named(self, key, exposure):
        row = self._features.get((key, exposure["nearest_id"]))
        return {"name": exposure["nearest_name"] or exposure["nearest_id"]} if row is None else self._of_feature(row)


def _counties(result):
    """{subject or piece: names of administrative areas that it shares ground with}."""
    overlap, piece = result.tables["overlap"], result.tables["piece"]
    rows = overlap[overlap["role"].eq("admin_area") & ~overlap["relation"].isin((Relation.NEAR, Relation.TOUCHES))]
    found = {}
    for row in rows.itertuples():
        key = row.piece_id if isinstance(row.piece_id, str) else row.subject_id
        found.setdefault(key, []).append(feature_name(row))
    for row in piece.itertuples():
        if row.piece_id not in found and row.admin_code:
            found[row.piece_id] = [row.admin_code]
    return found
