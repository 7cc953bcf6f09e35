"""What a scheme has to do with the red line or with farmland, in the standard wordings of land-approval texts."""

from __future__ import annotations

import json

from .id_lists import id_list
from .position_words import CROSSES, OCCUPIES, OVERLAPS, PASSES_OVER, PASSES_UNDER, code_of, position_of
from .role_view import amount_text, joined

_PREFIX = {"ecological_red_line": "red_line", "permanent_farmland": "farmland"}
_DECLARED = "declared."  # in the evidence of findings that show a statement
_RANGES = ("plan_boundary", "corridor")
_OPINIONS = {"limited": "recognition_opinion", "major": "unavoidable_opinion"}
_ORDER = ("occupied", "crosses", "unstated", "limited", "major", "no_land", "under", "over", "range", "doubtful")


def line_situation(view, declared, style):
    """The sentences on a `RoleView` of the red line or of farmland, gravest first.

    declared: {subject: {flag: text}} of what is declared on the red line; {} where nothing is to be looked up.
    """
    words, prefix = style.words, _PREFIX[view.role]
    if not view.layers:
        return words.say("ground.no_layer", role=words.code("role", view.role))
    if not view.is_public:
        return words.say("ground.not_public", role=words.code("role", view.role))
    sentences = [_said(how, ids, view, declared, style) for how, ids in _groups(view, declared)]
    if not sentences and len(view.unknown) < len(view.scheme.subjects):
        # Always with the data that it rests on; where some are not answered for, of the others alone.
        key = f"{prefix}.outside_known" if view.unknown else f"{prefix}.outside"
        sentences.append(words.say(key, nearest=view.nearest_text(words), data=view.data()))
    return joined(words, [*sentences, view.unknown_text(words)])


def _groups(view, declared):
    """[(how, subject ids)], in order of gravity; kinds of limited activities apart."""
    found, overlap = {}, view.overlap
    doubt = overlap["within_accuracy"] | overlap["sliver"]
    doubtful = doubt.groupby(overlap["subject_id"], sort=False).all().to_dict()
    subjects = view.scheme.subjects
    for subject in subjects[subjects["subject_id"].isin(doubtful.keys())].itertuples():
        said = declared.get(subject.subject_id, {})
        how = "doubtful" if doubtful[subject.subject_id] else _how(subject, said)
        kind = said["limited_activity"] if how == "limited" else ""
        found.setdefault((_ORDER.index(how), kind), []).append(subject.subject_id)
    return [(_ORDER[place], ids) for (place, _), ids in sorted(found.items())]


def _how(subject, declared):
    """The code of how a subject lies to the ground that it shares, where that is in no doubt."""
    if code_of("part", subject.part) in _RANGES:
        return "range"
    position = position_of(subject, "overlaps")
    if position in (PASSES_UNDER, PASSES_OVER):
        return "under" if position == PASSES_UNDER else "over"
    if declared.get("no_land_in_red_line") == "true":
        return "no_land"
    if declared.get("limited_activity") not in (None, "none"):
        return "limited"
    if declared.get("major_level") == "national":
        return "major"
    return {OCCUPIES: "occupied", CROSSES: "crosses", OVERLAPS: "unstated"}[position]


def _said(how, ids, view, declared, style):
    """One sentence on subjects that lie there in the same way."""
    words = style.words
    every = set(ids) == set(view.involved)
    sizes = view.sizes() if every else view.sizes_of(ids)
    params = {"names": view.names(words, ids), "amount": amount_text(words, style, sizes)}
    if how in _OPINIONS:
        shown = declared[ids[0]].get(_OPINIONS[how]) == "true"
        params["opinion"] = words.say(f"red_line.opinion.{'shown' if shown else 'wanted'}")
    if how == "limited":
        params["activity"] = words.code("limited_activity", declared[ids[0]]["limited_activity"])
    many = len(view.scheme.subjects) > 1
    params["subjects"] = words.say("ground.subjects", subjects=id_list(ids, words), count=len(ids)) if many else ""
    return words.say(f"{_PREFIX[view.role]}.{how}", **params)


def declared_of(view, result, findings):
    """{subject: {flag: text}}: what the case declares, and what the evidence of findings says of each subject."""
    case, scheme = result.case, view.scheme
    stated = dict(case.facts.get("declared", {}))
    for project in case.projects:
        if project.id == scheme.project_id:
            stated.update(project.facts.get("declared", {}))
            for one in project.schemes:
                stated.update(one.facts.get("declared", {}) if one.id == scheme.scheme else {})
    common = {flag: _text(value) for flag, value in stated.items()}
    found = dict.fromkeys(scheme.subjects["subject_id"], common)
    for subject, evidence in zip(findings["subject_id"], findings["evidence"]):
        if evidence and _DECLARED in evidence:
            found[subject] = {**found[subject], **dict(_declared_in(evidence))}
    return found


def _declared_in(evidence):
    """(flag, text) of each statement that the evidence of a finding shows."""
    for fact in json.loads(evidence):
        family, _, flag = fact["fact"].partition(".")
        if family == "declared" and fact["value"] is not None:
            yield flag, _text(fact["value"])


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)
