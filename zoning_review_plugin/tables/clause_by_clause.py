"""T3, clause by clause: each clause that bears on a scheme, its subjects grouped by what was found, none left out."""

from __future__ import annotations

import pandas as pd

from ..model.codes import LEVELS, RANK_OF_VERDICT, VERDICTS
from ..rules.dimension_names import dimension_name, dimensions_of
from ..rules.statement import missing_words
from .clause_texts import clause_name, documents_of, in_order
from .completeness import completeness_needs, completeness_notes
from .evidence_words import evidence_text
from .headings import heading, table_title
from .id_lists import id_list
from .schemes import schemes_of
from .table import Table, TableColumn

KEY = "clause_by_clause"
_MOST_SENTENCES = 8
_CLAUSE = ["dimension", "level", "pack", "rule_id"]
_GROUP = ["verdict", "override_verdict", "override_by", "override_at", "override_reason", "override_state",
          "superseded_by"]  # fmt: skip
_TEXTS = (
    ("dimension", 14, False),
    ("level", 8, False),
    ("document", 22, False),
    ("clause_no", 8, False),
    ("requirement", 44, False),
    ("scheme", 16, False),
    ("subjects", 8, False),
    ("subject_list", 30, True),
    ("situation", 50, False),
    ("verdict", 12, False),
    ("decision", 24, False),
    ("missing", 24, False),
    ("evidence", 36, True),
    ("review", 12, False),
)


def clause_by_clause(result, style):
    """One row for each clause × scheme × verdict, by dimension, level and clause, the worst verdict of each first."""
    words, documents = style.words, documents_of(result)
    finding = _ordered(result, style)
    keys = [*_CLAUSE, "place", *_GROUP]
    rows = [_row(mine, documents, style) for _, mine in finding.groupby(keys, sort=False, dropna=False)]
    columns = [TableColumn("no", heading(KEY, "no", style), "integer", width=6)]
    columns += [
        TableColumn(key, heading(KEY, key, style), "integer" if key == "subjects" else "text", 0, width, folded=folded)
        for key, width, folded in _TEXTS
    ]
    frame = pd.DataFrame(rows, columns=[key for key, *_ in _TEXTS])
    frame.insert(0, "no", range(1, len(frame) + 1))
    notes = (words.say("note.clause_by_clause", most=_MOST_SENTENCES), *completeness_notes(result, words))
    needs = completeness_needs(result, words) if len(result.tables["finding"]) else (words.say("needs.packs"),)
    return Table(KEY, table_title(KEY, style), tuple(columns), frame, notes, needs=needs)


def _ordered(result, style):
    """The findings with the place and name of their scheme, in the order of the table."""
    finding = result.tables["finding"]
    schemes = schemes_of(result, style.words)
    place = {one: k for k, scheme in enumerate(schemes) for one in scheme.subjects["subject_id"]}
    places = finding["subject_id"].map(place)
    packs = {pack: k for k, pack in enumerate(dict.fromkeys(finding["pack"]))}
    holds = finding["override_verdict"].where(finding["override_verdict"].notna(), finding["verdict"])
    dimensions = {code: k for k, code in enumerate(dimensions_of(style.province))}
    found = finding.assign(
        place=places,
        scheme_name=[schemes[k].name for k in places],
        by_dimension=finding["dimension"].map(dimensions).fillna(len(dimensions)),
        by_level=finding["level"].map({level: k for k, level in enumerate(LEVELS)}).fillna(len(LEVELS)),
        by_pack=finding["pack"].map(packs),
        by_clause=_by_number(finding),
        rank=holds.map(RANK_OF_VERDICT).where(finding["superseded_by"].isna(), len(VERDICTS)),
    )
    order = ["by_dimension", "by_level", "by_pack", "by_clause", "place", "rank"]
    return found.sort_values(order, kind="stable", ignore_index=True)


def _by_number(finding):
    """The place of the clause of each finding within its pack, 2 before 10."""
    clauses = in_order(finding.drop_duplicates(["pack", "rule_id"]))
    place = {key: k for k, key in enumerate(zip(clauses["pack"], clauses["rule_id"]))}
    return [place[key] for key in zip(finding["pack"], finding["rule_id"])]


def _row(findings, documents, style):
    first, words = findings.iloc[0], style.words
    dimension = first["dimension"]
    known = isinstance(dimension, str)
    return {
        "dimension": dimension_name(dimension, style.province, words.language)
        if known
        else words.say("dimension.none"),
        "level": words.code("level", first["level"]),
        "document": documents[first["pack"]],
        "clause_no": clause_name(first),
        "requirement": first["clause_text"],
        "scheme": first["scheme_name"],
        "subjects": len(findings),
        "subject_list": id_list(findings["subject_id"].tolist(), words),
        "situation": _situation(findings, words),
        "verdict": words.code("verdict", first["verdict"]),
        "decision": _decision(first, words),
        "missing": missing_words(words, _names(findings["missing"])),
        "evidence": _evidence(findings, first, style),
        "review": words.code("automation", first["automation"]),
    }


def _situation(findings, words):
    """The sentences of a group, each with the subjects that it is on where they differ."""
    said = {}
    for text, subject in zip(findings[f"statement_{words.language}"], findings["subject_id"]):
        said.setdefault(text or "", []).append(subject)
    if len(said) == 1:
        return next(iter(said))
    shown = list(said.items())[:_MOST_SENTENCES]
    lines = [words.say("clauses.on", subjects=id_list(ids, words), text=text) for text, ids in shown]
    left = sum(len(ids) for ids in list(said.values())[_MOST_SENTENCES:])
    return "\n".join(lines + ([words.say("clauses.more", count=left)] if left else []))


def _decision(first, words):
    """What a person decided, and whether it stands; which stricter clause stands in its stead."""
    said = []
    if isinstance(first["override_state"], str):
        verdict = words.code("verdict", first["override_verdict"] or None)
        key = "decision.reopened" if first["override_state"] == "reopened" else "decision.stands"
        said.append(words.say(key, verdict=verdict, by=first["override_by"] or "", at=first["override_at"] or "",
                              reason=first["override_reason"] or ""))  # fmt: skip
    if isinstance(first["superseded_by"], str):
        said.append(words.say("decision.superseded", winner=first["superseded_by"]))
    return "\n".join(said)


def _names(missing):
    """Names of what is missing to some of a group, each once, joined by "; "."""
    return "; ".join(dict.fromkeys(name for names in missing.dropna() for name in names.split("; ")))


def _evidence(findings, first, style):
    basis = first["basis"] if isinstance(first["basis"], str) else ""
    found = evidence_text(findings["evidence"], style)
    return "\n".join(filter(None, [found, basis and style.words.say("evidence.basis", basis=basis)]))
