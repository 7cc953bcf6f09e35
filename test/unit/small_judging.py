"""Subjects judged by small packs: facts made by hand for the rules alone, and whole reviews of a few shapes."""

import json
from dataclasses import replace

import pandas as pd

from zoning_review_plugin.review.review import review
from zoning_review_plugin.rules.conditions.ground import Ground
from zoning_review_plugin.rules.conditions.reading import condition_of
from zoning_review_plugin.rules.facts import Facts, GroundFacts, Members, Statements
from zoning_review_plugin.rules.truth import told, truths

from .independent import array_of
from .small_packs import document
from .small_reviews import plane, small_case

OWN_FIELDS = ("id", "name", "part", "mode", "land_use", "industry", "nature", "project", "scheme")
INF = float("inf")
DAY = "2026-11-22"


def stated(*values):
    """`Statements` of one value for each subject; None where nothing is stated."""
    known = [value for value in values if value is not None]
    place, count = [], 0
    for value in values:
        place.append(-1 if value is None else count)
        count += value is not None
    return Statements(pd.array(place, dtype="int64").to_numpy(), tuple(known), tuple(map(str, known)))


def ground_facts(met, whole=None, crossed=None, **amount):
    """`GroundFacts` of some subjects. met, whole, crossed: True, False or None each; amounts: (least, most) each."""
    size = len(met)
    amounts = {}
    for name in ("area", "share", "length", "distance"):
        ends = amount.get(name, [(0.0, INF)] * size)
        for place, end in enumerate(("least", "most")):
            amounts[f"{name}_{end}"] = pd.Series([one[place] for one in ends], dtype=float).to_numpy()
    nothing = [None] * size
    truth = {"met": truths(met), "whole": truths(whole or nothing), "crossed": truths(crossed or nothing)}
    empty = array_of(nothing)
    return GroundFacts(truth, amounts, array_of(['"value": null'] * size), empty, empty, empty)


def facts(size, members=None, grounds=None, **statements):
    """`Facts`. statements: `Statements` by name, dots written as `__`; grounds: `GroundFacts` by `Ground`."""
    named = {name.replace("__", "."): one for name, one in statements.items()}
    return Facts(size, named, grounds or {}, members)


def members(size, complete, **by_code):
    """`Members`: rows by unit code."""
    rows = {code: pd.array(sorted(found), dtype="int64").to_numpy() for code, found in by_code.items()}
    return Members(rows, pd.array(complete, dtype="bool").to_numpy())


def truth_of(written, known):
    """[True, False or None] of a condition as packs write it, for all subjects of `known`."""
    return told(condition_of(written).truth(known, pd.RangeIndex(known.size).to_numpy()))


RED_LINE = Ground("ecological_red_line")


def judged_review(folder, packs, subjects, language="zh", options=None, **more):
    """The `Result` for subjects (a layer) against constraints (`Against`, by key) under packs (documents).

    more: constraints; and `facts`, `projects`, `date`, `decisions` of the case.
    """
    said = {name: more.pop(name) for name in ("facts", "projects", "date", "decisions") if name in more}
    fields = {field.name: field.name for field in subjects.fields if field.name in OWN_FIELDS}
    case, layers = small_case([subjects], options or plane(), more, fields, language)
    paths = []
    for place, pack in enumerate(packs):
        path = folder / f"{place}.json"
        path.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
        paths.append(path.name)
    case = replace(case, **{"date": DAY, **said}, folder=folder, rules=tuple(paths))
    return review(case, layers)


def rule_pack(*rules, **head):
    """The document of a pack that binds everywhere. rules: dicts of changes to the innocent rule."""
    return document(*rules, **{"jurisdiction": None, **head})


def verdicts(result):
    """{subject: {rule: verdict}}."""
    found = {subject: {} for subject in result.tables["subject"]["subject_id"]}
    for row in result.tables["finding"].itertuples():
        found[row.subject_id][row.rule_id] = row.verdict
    return found
