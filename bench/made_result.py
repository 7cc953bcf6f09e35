"""A `Result` of any size without a review: subjects on a grid, against a control unit layer, a red line and farmland.

Case and facts of the run come from a real review of a single subject; the tables are made by number, so that the same
call gives the same Result. Every subject lies in a control unit; one in 50 also meets the red line, one in 20 farmland.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import shapely

from zoning_review_plugin.inputs.layer import Batch, MemoryLayer
from zoning_review_plugin.inputs.layers import Layers
from zoning_review_plugin.model.case import FULL, Case, Constraint, Options, SubjectSource
from zoning_review_plugin.review.result import Result, as_table
from zoning_review_plugin.review.review import review

_SIDE, _STEP = 90.0, 100.0  # of a subject and of the grid, m
_ORIGIN = 400_000.0, 3_500_000.0
_UNITS = 500
_ROLES = {"units": "control_unit", "redline": "ecological_red_line", "farmland": "permanent_farmland"}
_EVERY = {"units": 1, "redline": 50, "farmland": 20}  # each how many-th subject meets the layer
_USES = ("070102", "0901", "100101", "100102", "1207", "1301")
_SUBJECTS = "parcels.gpkg"
_PACKS = ("national", "city")
_LINES = ("red_line", "quality_bottom_line", "resource_upper_line", "access_list")
_DIMENSIONS = ("spatial_layout", "pollutant_discharge", "environmental_risk", "resource_efficiency")
_VERDICTS = ("conforms", "does_not_conform", "to_be_judged", "information_missing")


def made_result(subjects, clauses=0, schemes=0, land_use=True):
    """The `Result` of so many subjects: findings on `clauses` clauses for each (0: no rules), in `schemes` schemes of
    one project (0: no project). land_use: whether subjects state it, so that they are planned parcels."""
    small = _one_subject()
    subject = _subject(subjects, schemes, land_use)
    overlap = pd.concat([_overlap(subject, key) for key in _ROLES], ignore_index=True)
    overlap = overlap.sort_values("place", kind="stable", ignore_index=True).drop(columns="place")
    tables = {
        **small.tables,
        "overlap": as_table("overlap", overlap),
        "exposure": as_table("exposure", _exposure(subject)),
    }
    if clauses:
        tables["finding"] = as_table("finding", _finding(subject, clauses))
        subject["verdict"], subject["hard_breaches"], subject["open_hard"] = "does_not_conform", 1, 1
        subject["open_items"] = 2
    tables["conclusion"] = as_table("conclusion", _conclusion(subject, bool(clauses)))
    tables["subject"] = as_table("subject", subject)
    return Result(small.case, small.crs, tables)


def _one_subject():
    """A review of one subject against the three layers, which have one feature each."""
    crs, here = pyproj.CRS.from_epsg(4547), shapely.to_wkb(shapely.box(*_ORIGIN, _ORIGIN[0] + 1, _ORIGIN[1] + 1))

    def layer(name):
        content = Batch(np.array([1]), np.array([here], dtype=object), {})
        return MemoryLayer(name, name, (), crs, 1, {}, content)

    constraints = tuple(Constraint(key, role, f"{key}.gpkg", coverage=FULL) for key, role in _ROLES.items())
    case = Case("bench", (SubjectSource(_SUBJECTS),), constraints, date="2026-11-22", options=Options())
    return review(case, Layers((layer("parcels"),), {key: layer(key) for key in _ROLES}, {}))


def _numbers(subject):
    return subject["number"].to_numpy()


def _subject(count, schemes, land_use):
    number = np.arange(count)
    columns = max(1, int(np.sqrt(count)))
    x, y = _ORIGIN[0] + _STEP * (number % columns), _ORIGIN[1] + _STEP * (number // columns)
    frame = {
        "number": number,
        "subject_id": _texts("P-{:07d}", number),
        "name": _texts("地块{}", number),
        "source": _of(number, (_SUBJECTS,)),
        "part": _of(number, ("permanent", "temporary", None)),
        "geometry_kind": _of(number, ("polygon",)),
        "area_m2": np.full(count, _SIDE**2),
        "declared_area_m2": _SIDE**2 + number % 7,
        "geom": shapely.box(x, y, x + _SIDE, y + _SIDE),
    }
    if land_use:
        frame["land_use"] = _of(number, _USES)
    if schemes:
        frame["project_id"] = _of(number, ("P1",))
        frame["scheme"] = np.array([f"S{k:04d}" for k in range(schemes)], dtype=object)[number * schemes // count]
    return pd.DataFrame(frame)


def _overlap(subject, key):
    mine = subject[_numbers(subject) % _EVERY[key] == 0]
    number = _numbers(mine)
    names = [f"{key}-{k:04d}" for k in range(_UNITS)]
    share = np.where(number % 3 == 0, 1.0, (number % 97 + 1) / 100)
    frame = {
        "place": mine.index.to_numpy(),
        "subject_id": mine["subject_id"].to_numpy(),
        "constraint_key": _of(number, (key,)),
        "role": _of(number, (_ROLES[key],)),
        "feature_id": _of(number // 100, names),
        "name": _of(number // 100, [f"名称{name}" for name in names]),
        "grade": _of(number // 100, ("priority", "key", "general")) if key == "units" else None,
        "relation": np.where(share == 1.0, "within", "overlaps").astype(object),
        "area_m2": _SIDE**2 * share,
        "share_of_subject": share,
        "share_of_feature": share / 1000,
        "sliver": False,
        "within_accuracy": False,
    }
    if key == "units":
        frame["code"] = _of(number // 100, [f"ZH3301{k % 20:02d}{k // 20 % 3 + 1}{k:04d}" for k in range(_UNITS)])
    if key == "redline":
        frame["geom"] = mine["geom"].to_numpy()
    if "scheme" in mine:
        frame["scheme"] = mine["scheme"].to_numpy()
    return pd.DataFrame(frame)


def _exposure(subject):
    """A row for each subject and layer, subject by subject."""
    keys, number = list(_ROLES), np.repeat(_numbers(subject), len(_ROLES))
    layer = np.tile(np.arange(len(keys)), len(subject))
    every = np.array([_EVERY[key] for key in keys])[layer]
    met = number % every == 0
    share = np.where(met, np.where(number % 3 == 0, 1.0, (number % 97 + 1) / 100), 0.0)
    frame = {
        "subject_id": np.repeat(subject["subject_id"].to_numpy(), len(keys)),
        "constraint_key": np.array(keys, dtype=object)[layer],
        "role": np.array([_ROLES[key] for key in keys], dtype=object)[layer],
        "status": np.where(met, "involved", "not_involved").astype(object),
        "covered_share": np.ones(len(number)),
        "feature_count": met.astype(np.int64),
        "union_area_m2": _SIDE**2 * share,
        "sum_area_m2": _SIDE**2 * share,
        "share_of_subject": share,
        "remainder_m2": _SIDE**2 * (1 - share),
        "nearest_m": np.where(met, 0.0, 10.0 + number % 4000),
        "bearing_deg": np.where(met, np.nan, number % 360),
        "nearest_id": _of(number // 100, [f"{keys[0]}-{k:04d}" for k in range(_UNITS)]),
    }
    if "scheme" in subject:
        frame["scheme"] = np.repeat(subject["scheme"].to_numpy(), len(keys))
    return pd.DataFrame(frame)


def _finding(subject, clauses):
    """A row for each subject and clause, subject by subject."""
    number, clause = np.repeat(_numbers(subject), clauses), np.tile(np.arange(clauses), len(subject))
    every = range(clauses)
    verdict = (number + clause) % len(_VERDICTS)
    facts = [{"fact": "layer.ecological_red_line", "value": k % 2 == 0, "area_m2": 100.0 + k} for k in range(50)]
    evidence = [json.dumps([fact]) for fact in facts]
    frame = {
        "subject_id": np.repeat(subject["subject_id"].to_numpy(), clauses),
        "rule_id": _of(clause, [f"r{k}" for k in every]),
        "pack": _of(clause, _PACKS),
        "level": _of(clause, ("national", "city")),
        "line": _of(clause, _LINES),
        "dimension": _of(clause // len(_PACKS), _DIMENSIONS),
        "clause_no": _of(clause, [str(k + 1) for k in every]),
        "clause_text": _of(clause, [f"第{k + 1}条 禁止在该区域内新建、扩建项目。" for k in every]),
        "modality": _of(clause, ("prohibit", "restrict")),
        "binding": _of(clause, ("hard", "soft")),
        "automation": _of(clause, ("auto", "assisted")),
        "verdict": _of(verdict, _VERDICTS),
        "computed": _of(verdict, _VERDICTS),
        "evidence": _of(number, evidence),
        "missing": _of(verdict, (None, None, None, "industry")),
        "statement_zh": _of(number, [f"与生态保护红线重叠 {k} 公顷。" for k in range(50)]),
        "statement_en": _of(number, [f"Overlaps the red line by {k} hm²." for k in range(50)]),
        "facts_hash": _of(number * clauses + clause, [f"{k:016x}" for k in range(200)]),
        "topic": _of(clause, ("ecological_red_line", "permanent_farmland", "access")),
    }
    if "scheme" in subject:
        frame["scheme"] = np.repeat(subject["scheme"].to_numpy(), clauses)
    return pd.DataFrame(frame)


def _conclusion(subject, judged):
    """A row for each scheme and topic."""
    keys = subject["scheme"] if "scheme" in subject else pd.Series("", subject.index)
    parts = []
    for topic in ("overall", *_ROLES.values()):
        mine = subject[_numbers(subject) % _EVERY.get(_key_of(topic), 1) == 0]
        area = mine["area_m2"].groupby(keys[mine.index], sort=False).sum().reindex(keys.unique()).fillna(0.0)
        frame = pd.DataFrame({"topic": topic, "area_m2": area.to_numpy(), "permanent_m2": area.to_numpy() / 3})
        frame = frame.assign(temporary_m2=frame["permanent_m2"], statement="…", number=range(len(frame)))
        if "scheme" in subject:
            frame = frame.assign(project_id="P1", scheme=area.index.to_numpy())
        parts.append(frame)
    found = pd.concat(parts).sort_values("number", kind="stable", ignore_index=True)
    if judged:
        found = found.assign(verdict="does_not_conform", hard_breaches=1, open_hard=1, open_items=2)
    return found


def _key_of(topic):
    return next((key for key, role in _ROLES.items() if role == topic), None)


def _texts(form, numbers):
    return np.array([form.format(number) for number in numbers.tolist()], dtype=object)


def _of(place, values):
    """One of `values` for each place, the same texts shared."""
    values = list(values)
    return np.array([*values, None], dtype=object)[:-1][np.asarray(place) % len(values)]


def in_folder(result, folder):
    """The same Result, its case lying in `folder`, as writers ask where paths start from."""
    return replace(result, case=replace(result.case, folder=Path(folder).resolve()))
