"""Conflicts: the pairs of a subject and a feature that hard breaches rest on, a page each."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ...model.codes import BREACH
from ...tables.overview import on_protected_ground

_PLACES = "admin_area"  # says where a subject lies, never what it breaches


@dataclass(frozen=True)
class Conflict:
    """A subject (its row in the table) and the feature that it breaches, both None where no feature is named.

    findings: rows of the table `finding` that say so, worst subjects first; () where nothing was judged.
    """

    subject: int
    constraint_key: str | None
    feature_id: str | None
    findings: tuple[int, ...] = ()


def conflicts(result):
    """The `Conflict`s of a Result in order of its subjects.

    Where nothing was judged, those pairs that share protected ground.
    """
    if result.tables["subject"]["verdict"].isna().all():
        return _unjudged(result)
    place = {number: row for row, number in enumerate(result.tables["subject"]["subject_id"])}
    roles = {constraint.key: constraint.role for constraint in result.case.constraints}
    by_code, found = _by_code(result.tables["overlap"]), {}
    for row, finding in _hard_breaches(result.tables["finding"]).iterrows():
        for key, feature in _features(finding, roles, by_code) or [(None, None)]:
            found.setdefault((place[finding["subject_id"]], key, feature), []).append(row)
    named = {subject for subject, key, _ in found if key}
    pairs = [(pair, rows) for pair, rows in found.items() if pair[1] or pair[0] not in named]
    pairs.sort(key=lambda one: one[0][0])
    return [Conflict(*pair, tuple(rows)) for pair, rows in pairs]


def _hard_breaches(findings):
    held = findings["override_verdict"].where(findings["override_verdict"].notna(), findings["verdict"])
    return findings[held.eq(BREACH) & findings["binding"].eq("hard") & findings["superseded_by"].isna()]


def _features(finding, roles, by_code):
    """{(constraint key, feature id)} that a finding rests on, in order."""
    found = {}
    for fact in json.loads(finding["evidence"] or "[]"):
        for text in fact.get("rows", ()):
            key, _, feature = str(text).partition("/")
            if feature and roles.get(key, _PLACES) != _PLACES:
                found[key, feature] = True
    for pair in by_code.get((finding["subject_id"], finding["feature_code"]), ()):
        found[pair] = True
    return list(found)


def _by_code(overlap):
    """{(subject, code of a feature): [(constraint key, feature id), …]}."""
    found = {}
    rows = overlap[overlap["code"].notna() & overlap["role"].ne(_PLACES)]
    for subject, code, key, feature in zip(
        rows["subject_id"], rows["code"], rows["constraint_key"], rows["feature_id"]
    ):
        found.setdefault((subject, code), []).append((key, feature))
    return found


def _unjudged(result):
    place = {number: row for row, number in enumerate(result.tables["subject"]["subject_id"])}
    rows = on_protected_ground(result.tables["overlap"])
    pairs = dict.fromkeys(
        (place[subject], key, feature)
        for subject, key, feature in zip(rows["subject_id"], rows["constraint_key"], rows["feature_id"])
    )
    return [Conflict(*pair) for pair in sorted(pairs, key=lambda pair: pair[0])]
