"""A Result as the public may see it: what is not public is left out or generalised, by role, and the result says so.

Which and how is data: resources/public_version.json.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from ..model.codes import Severity
from ..model.records import Issue
from ..model.words import RESOURCES, Words
from ..review.coverage import coverage_name
from ..review.issues import issue_table
from ..review.pieces import split_column
from ..review.result import as_table
from .coarser import distances_on_grid, on_grid
from .public_texts import coarse_distance, grounds_of, masked, short_source, told_coarsely, without_places

FACT = "public"  # key of the `run` table that a public version has
_KEEP, _GENERALISE, _LEAVE_OUT, _WITHHOLD = "keep", "generalise", "leave_out", "withhold"
_DEGREE_M = 111_320.0
_OF_SECRETS = ("role", "secrecy", "usability")  # facts on a secret layer that stay


@dataclass(frozen=True)
class _Policy:
    """What is done to each layer. actions: by key; grids: in metres, by key, 0 for what is left out.

    hidden: keys and roles of layers that are left out. secret: of those, the secret ones. grid_m: of all coordinates.
    """

    actions: dict
    grids: dict
    hidden: frozenset
    secret: frozenset
    grid_m: float

    def doing(self, *actions):
        """Keys of the layers to which one of these is done, and the names under which issues speak of them."""
        keys = {key for key, action in self.actions.items() if action in actions}
        return keys | {coverage_name(key) for key in keys}


def is_public(result):
    """Whether a Result is a public version."""
    return FACT in result.facts()


def layers_not_shown(result):
    """Keys of the layers of which a public version holds no features; none of any other Result.

    What tables count of their features, or say of where they lie, would be wrong.
    """
    facts = result.facts()
    return frozenset(
        one.key for one in result.case.constraints if facts.get(f"{FACT}.{one.key}") in (_LEAVE_OUT, _WITHHOLD)
    )


def tables_left_out():
    """Keys of the review tables that a public version does not show."""
    return frozenset(_data()["tables_left_out"])


def public_result(result):
    """The public version of a Result; a public version stays as it is.

    Verdicts and what is public stay. Geometry and coordinates are rounded, features of other layers generalised or
    left out with the evidence that tells where they lie, secret layers always. The tables `issue` and `run` say so.
    """
    if is_public(result):
        return result
    policy, words = _policy(result.case), Words(result.case.language)
    unit = _metres_per_unit(result.crs)
    tables = {
        **result.tables,
        "subject": _subject(result.tables["subject"], policy, unit),
        "piece": _piece(result, policy, unit),
        "overlap": _overlap(result.tables["overlap"], policy, unit, result.case),
        "exposure": _exposure(result.tables["exposure"], policy),
        "finding": _finding(result.tables["finding"], policy, result.case),
        "conclusion": _conclusion(result, policy, words),
        "issue": _issue(result, policy, unit),
        "run": _run(result, policy),
    }
    return replace(result, case=_case(result.case, words), tables=tables)


@lru_cache(maxsize=1)
def _data():
    return json.loads((RESOURCES / "public_version.json").read_text(encoding="utf-8"))


def _policy(case):
    data, actions, grids = _data(), {}, {}
    for one in case.constraints:
        said = data["roles"].get(one.role, data["others"])
        action = {"public": _KEEP, "secret": _WITHHOLD}.get(one.secrecy, said["do"])
        actions[one.key] = action
        grids[one.key] = float({_KEEP: data["coordinates_m"], _GENERALISE: said.get("grid_m", 0)}.get(action, 0))
    roles = {one.key: one.role for one in case.constraints}
    hidden = {key for key, action in actions.items() if action in (_LEAVE_OUT, _WITHHOLD)}
    secret = {key for key, action in actions.items() if action == _WITHHOLD}
    return _Policy(
        actions,
        grids,
        frozenset(hidden | {roles[key] for key in hidden}),
        frozenset(secret | {roles[key] for key in secret}),
        float(data["coordinates_m"]),
    )


def _metres_per_unit(crs):
    factor = crs.axis_info[0].unit_conversion_factor if crs.axis_info else 1.0
    return _DEGREE_M if crs.is_geographic else factor or 1.0


def _geometry(frame, grid_m, unit):
    """The frame with geometry on a grid of so many metres (a number or one a row; 0: without geometry)."""
    shapes = on_grid(frame["geom"].to_numpy(dtype=object), np.asarray(grid_m, dtype=float) / unit)
    return frame.assign(geom=pd.Series(shapes, dtype=object))


def _subject(frame, policy, unit):
    sources = {source: short_source(source) for source in frame["source"].dropna().unique()}
    return _geometry(frame.assign(source=frame["source"].map(sources)), policy.grid_m, unit)


def _piece(result, policy, unit):
    frame, cuts = result.tables["piece"], result.case.options.split_by
    frame = _geometry(frame, _cut_grid(cuts, policy), unit)
    hidden = {split_column(key) for key in cuts if key in policy.hidden} & set(frame.columns)
    return frame.assign(**dict.fromkeys(hidden))


def _cut_grid(cuts, policy):
    """The grid of what layers cut: the coarsest of them, none where one of them is left out."""
    grids = [policy.grids[key] for key in cuts]
    return 0.0 if 0.0 in grids else max([policy.grid_m, *grids])


def _overlap(frame, policy, unit, case):
    frame = frame[~frame["constraint_key"].isin(policy.hidden)].reset_index(drop=True)
    grids = frame["constraint_key"].map(policy.grids).to_numpy(dtype=float)
    cut = frame["piece_id"].notna().to_numpy()
    grid = _cut_grid(case.options.split_by, policy)
    grids = np.where(cut, np.maximum(grids, grid) if grid else 0.0, grids)
    frame = _geometry(frame, grids, unit)
    coarse = frame["constraint_key"].isin(policy.doing(_GENERALISE)).to_numpy()
    for column in ("distance_m", "station_from_m", "station_to_m"):
        frame[column] = distances_on_grid(frame[column], np.where(coarse, grids, 0.0))
    return frame.assign(bearing_deg=frame["bearing_deg"].mask(coarse))


def _exposure(frame, policy):
    frame = frame[~frame["constraint_key"].isin(policy.doing(_WITHHOLD))].reset_index(drop=True)
    coarse = frame["constraint_key"].isin(policy.doing(_GENERALISE)).to_numpy()
    out = frame["constraint_key"].isin(policy.doing(_LEAVE_OUT)).to_numpy()
    grids = frame["constraint_key"].map(policy.grids).to_numpy(dtype=float)
    frame["nearest_m"] = distances_on_grid(frame["nearest_m"], np.where(coarse, grids, 0.0)).mask(out)
    frame["bearing_deg"] = frame["bearing_deg"].mask(coarse | out)
    frame["nearest_id"] = frame["nearest_id"].where(~out, None)
    frame["nearest_name"] = frame["nearest_name"].where(~out, None)
    return frame


def _finding(frame, policy, case):
    frame, coarse = frame.copy(), _coarse_names(case, policy)
    grounds = {text: grounds_of(text) for text in frame["evidence"].dropna().unique()}
    out = frame["evidence"].map(lambda text: bool(grounds.get(text, set()) & policy.hidden)).to_numpy(dtype=bool)
    secret = frame["evidence"].map(lambda text: bool(grounds.get(text, set()) & policy.secret)).to_numpy(dtype=bool)
    evidence = {text: masked(without_places(coarse_distance(text, coarse), policy.hidden)) for text in grounds}
    whole = frame["evidence"]
    frame["evidence"] = frame["evidence"].map(evidence).where(~secret & frame["evidence"].notna(), None)
    frame["feature_code"] = frame["feature_code"].where(~out, None)
    for language in ("zh", "en"):
        column, words = f"statement_{language}", Words(language)
        said = [words.say("public.statement", verdict=words.code("verdict", verdict)) for verdict in frame["verdict"]]
        rows = zip(frame[column], whole, frame["clause_text"], said)
        frame[column] = [told_coarsely(text, known, clause, coarse) or other for text, known, clause, other in rows]
        frame[column] = frame[column].map(masked).where(~out, pd.Series(said, dtype=object))
    frame["override_reason"] = frame["override_reason"].map(masked)
    return as_table("finding", frame)


def _coarse_names(case, policy):
    """{key or role of a layer that is generalised: its grid in m}; of layers of one role the coarsest."""
    found = {}
    for one in case.constraints:
        if policy.actions[one.key] == _GENERALISE:
            for name in (one.key, one.role):
                found[name] = max(found.get(name, 0.0), policy.grids[one.key])
    return found


def _conclusion(result, policy, words):
    frame = result.tables["conclusion"].copy()
    secret = frame["topic"].isin(policy.secret).to_numpy()
    for column in ("area_m2", "permanent_m2", "temporary_m2", "length_m"):
        frame[column] = frame[column].mask(secret)
    said = [words.say("public.statement", verdict=words.code("verdict", verdict)) for verdict in frame["verdict"]]
    frame["statement"] = frame["statement"].map(masked).where(~secret, pd.Series(said, dtype=object))
    return as_table("conclusion", frame)


def _issue(result, policy, unit):
    """The issues without places of what is not public, and before them one for each change that was made."""
    frame, case = result.tables["issue"].copy(), result.case
    out = frame["layer"].isin(policy.doing(_LEAVE_OUT, _WITHHOLD)).to_numpy()
    named = {**policy.grids, **{coverage_name(key): grid for key, grid in policy.grids.items()}}
    frame = _geometry(frame, frame["layer"].map(named).fillna(policy.grid_m).to_numpy(dtype=float), unit)
    frame["feature_id"] = frame["feature_id"].where(~out, None)
    paths = {text: short_source(text) for text in _paths(result)}
    for column in ("message", "action"):
        frame[column] = [masked(_without(text, paths)) for text in frame[column]]
    return pd.concat([issue_table(_told(policy), case.language), frame], ignore_index=True)


def _told(policy):
    issues = [Issue(FACT, "public_version", Severity.REMARK, params={"grid": f"{policy.grid_m:g}"})]
    for key, action in policy.actions.items():
        if action == _WITHHOLD:
            issues.append(Issue(key, "public_withheld", Severity.REMARK))
        elif action == _LEAVE_OUT:
            issues.append(Issue(key, "public_left_out", Severity.REMARK))
        elif action == _GENERALISE:
            grid = f"{policy.grids[key]:g}"
            issues.append(Issue(key, "public_generalised", Severity.REMARK, params={"grid": grid}))
    return issues


def _paths(result):
    """Every text of the case and the run that names a place of a file, longest first."""
    facts = result.facts()
    named = [text for key, text in facts.items() if _names_a_place(key)]
    return sorted(filter(None, named), key=len, reverse=True)


def _without(text, paths):
    for path, short in paths.items():
        text = text.replace(path, short) if isinstance(text, str) else text
    return text


def _run(result, policy):
    left, found = set(_data()["facts_left_out"]), []
    for key, value in result.facts().items():
        if key in left or _of_a_secret(key, policy):
            continue
        if key == "title":
            value = Words(result.case.language).say("public.title", title=value)
        found.append((key, short_source(value) if _names_a_place(key) else value))
    found.append((FACT, "true"))
    for key, action in policy.actions.items():
        found.append((f"{FACT}.{key}", f"{action} {policy.grids[key]:g} m" if policy.grids[key] else action))
    return as_table("run", pd.DataFrame(found, columns=["key", "value"]))


def _of_a_secret(key, policy):
    """Whether a fact of the run tells more of a secret layer than that it was reviewed."""
    family, _, rest = key.partition(".")
    layer, _, name = rest.rpartition(".")
    return family in ("constraint", "coverage") and layer in policy.doing(_WITHHOLD) and name not in _OF_SECRETS


def _names_a_place(key):
    """Whether a fact of the run names the place of a file."""
    return key == "case" or key.endswith((".source", ".coverage", ".file"))


def _case(case, words):
    """The case without the places of its files."""

    def short(text):
        return None if text is None else short_source(text)

    def covered(coverage):
        return replace(coverage, source=short(coverage.source)) if hasattr(coverage, "source") else coverage

    constraints = [
        replace(one, source=one.key if one.is_secret else short(one.source), coverage=covered(one.coverage))
        for one in case.constraints
    ]
    return replace(
        case,
        title=words.say("public.title", title=case.title),
        subjects=tuple(replace(one, source=short(one.source)) for one in case.subjects),
        constraints=tuple(constraints),
        rules=tuple(map(short, case.rules)),
        decisions=short(case.decisions),
        land_use_matrix=short(case.land_use_matrix),
        plan=case.plan and replace(case.plan, boundary=short(case.plan.boundary)),
        report=replace(case.report, template=None),
        options=replace(case.options, keep_secret_geometry=False),
        folder=Path(),
        path=None,
        lines={},
    )
