"""A draft of the access list of a park or another plan (HJ 131), from the clauses that bear on what it plans."""

from __future__ import annotations

from ..model.codes import LEVELS
from ..rules.dimension_names import dimension_name, dimensions_of
from . import heads

_CLAUSE = ["pack", "rule_id"]
_MOST = 8  # units that are named of one clause


def access_list_draft(result, style):
    """The `Table`: a row for each clause, of all levels, that bears on a subject of the plan; by dimension and level.

    Of several limits on one thing the strictest is kept, and those that give way to it stay listed as such. Subjects of
    the plan are those that belong to no project of the case, all where it has none but projects.
    """
    words = style.words
    columns = (
        heads.integer("number", words, 6),
        heads.text("dimension", words, 18),
        heads.text("modality", words, 10),
        heads.text("requirement", words, 60),
        heads.text("binding", words, 8),
        heads.text("level", words, 10),
        heads.text("clause_of", words, 26),
        heads.text("units", words, 24),
        heads.integer("subjects", words),
        heads.text("kept", words, 34),
        heads.text("argued", words, 20),
    )
    if result.case.plan is None:
        return heads.table("access_list_draft", words, columns, (), needs=(words.say("needs.plan"),))
    found = _of_plan(result)
    if not len(found):
        return heads.table("access_list_draft", words, columns, (), needs=(words.say("needs.rules"),))
    clauses = _clauses(found, style.province)
    rows = [_row(number, *one, style) for number, one in enumerate(clauses, 1)]
    kind = words.say("draft.of", plan=result.case.plan.type) if result.case.plan.type else ""
    notes = (words.say("note.draft", plan=kind), words.say("note.draft_scope"))
    return heads.table("access_list_draft", words, columns, rows, notes)


def _of_plan(result):
    """Findings of the subjects of the plan."""
    subject, found = result.tables["subject"], result.tables["finding"]
    mine = subject[subject["project_id"].isna()]
    ids = (mine if len(mine) else subject)["subject_id"]
    return found[found["subject_id"].isin(ids)]


def _clauses(found, province):
    """[(first finding of a clause, number of its subjects, their units, winners by count)] by dimension and level."""
    order = [*dimensions_of(province), None]
    clauses = [
        (rows.iloc[0], rows["subject_id"].nunique(), _units(rows["feature_code"]), rows["superseded_by"].dropna())
        for _, rows in found.groupby(_CLAUSE, sort=False)
    ]
    return sorted(
        clauses,
        key=lambda one: (order.index(one[0]["dimension"]), len(one[3]) == one[1], LEVELS.index(one[0]["level"])),
    )


def _units(codes):
    """Each code once, in order; a finding lists several with commas."""
    return list(dict.fromkeys(code for text in codes.dropna().unique() for code in text.split(", ")))


def _row(number, clause, subjects, units, winners, style):
    words, dimension = style.words, clause["dimension"]
    line = words.code("line", clause["line"])
    named = dimension_name(dimension, style.province, words.language) if dimension else line
    return {
        "number": number,
        "dimension": named,
        "modality": words.code("modality", clause["modality"]),
        "requirement": clause["clause_text"],
        "binding": words.code("binding", clause["binding"]),
        "level": words.code("level", clause["level"]),
        "clause_of": f"{clause['pack']} {clause['clause_no'] or clause['rule_id']}",
        "units": _listed(units, words),
        "subjects": subjects,
        "kept": _kept(subjects, winners, words),
        "argued": "",
    }


def _listed(units, words):
    """The first units by their codes, and how many there are in all."""
    text = words.say("punctuation.list").join(units[:_MOST])
    return words.say("draft.and_more", first=text, count=len(units)) if len(units) > _MOST else text


def _kept(subjects, winners, words):
    """Whether the clause stands, gives way to stricter ones, or gives way on some subjects only."""
    if not len(winners):
        return words.say("draft.kept")
    named = words.say("punctuation.list").join(winners.unique())
    key = "draft.superseded" if len(winners) == subjects else "draft.partly_superseded"
    return words.say(key, winners=named, count=len(winners))
