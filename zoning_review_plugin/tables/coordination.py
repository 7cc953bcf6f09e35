"""T7, the plan against laws, policies and other plans: one row for each document that was compared."""

from __future__ import annotations

import pandas as pd

from ..model.codes import BREACH, BREACHES, VERDICTS
from .clause_texts import clause_name, documents_of, found_in_short, requirements
from .headings import heading, table_title
from .id_lists import id_list
from .notes import decision_note
from .role_view import area_text
from .schemes import findings_that_count, schemes_of, split_by_scheme, verdict_of
from .shared_ground import Ground
from .table import Table, TableColumn

KEY = "coordination"
_COLUMNS = (
    ("kind", 8),
    ("level", 8),
    ("document", 26),
    ("doc_no", 16),
    ("requirement", 40),
    ("scheme", 16),
    ("content", 30),
    ("analysis", 50),
    ("verdict", 18),
    ("suggestion", 36),
)


def coordination(result, style):
    """One row for each document × scheme that it bears on, in the order of the case."""
    words, findings, rows = style.words, findings_that_count(result), []
    facts, documents, ground = result.facts(), documents_of(result), Ground(result)
    schemes = schemes_of(result, words)
    contents = [_content(result, scheme, ground, style) for scheme in schemes]
    for pack in documents:
        of_pack = split_by_scheme(findings[findings["pack"].eq(pack)], schemes)
        for scheme, content, mine in zip(schemes, contents, of_pack):
            if len(mine):
                rows.append({**_row(mine, pack, facts, documents, words), "scheme": scheme.name, "content": content})
    columns = [TableColumn("no", heading(KEY, "no", style), "integer", width=6)]
    columns += [TableColumn(key, heading(KEY, key, style), width=width) for key, width in _COLUMNS]
    frame = pd.DataFrame(rows, columns=[key for key, _ in _COLUMNS])
    frame.insert(0, "no", range(1, len(frame) + 1))
    notes = (words.say("note.coordination"), *decision_note(result, words))
    return Table(KEY, table_title(KEY, style), tuple(columns), frame, notes, needs=_needs(result, words))


def _row(findings, pack, facts, documents, words):
    level = findings["level"].iloc[0]
    return {
        "kind": words.say("coordination.same_level" if level == "plan" else "coordination.binding"),
        "level": words.code("level", level),
        "document": facts.get(f"pack.{pack}.title") or pack,
        "doc_no": facts.get(f"pack.{pack}.doc_no", ""),
        "requirement": requirements(findings, documents, words),
        "analysis": found_in_short(findings, words),
        "verdict": verdict_of(findings, words)[1],
        "suggestion": _suggestions(findings, words),
    }


def _suggestions(findings, words):
    """What is in conflict, clause by clause, and what the clause suggests; worst first."""
    bad, said = findings[findings["counts"].isin(BREACHES)], []
    bad = bad.assign(rank=bad["counts"].map({code: k for k, code in enumerate(VERDICTS)}))
    for _, rows in bad.sort_values("rank", kind="stable").groupby(["rule_id", "counts"], sort=False):
        first = rows.iloc[0]
        said.append(
            words.say(
                "coordination.conflict",
                clause=clause_name(first),
                verdict=words.code("verdict", first["counts"]),
                subjects=id_list(rows["subject_id"].tolist(), words),
                suggestion=_suggestion(first, words),
            )
        )
    return "\n".join(said)


def _suggestion(finding, words):
    """What a clause suggests where it is broken; where reasons may still be shown, that comes first."""
    way = finding["suggestion"]
    way = words.code("suggestion", way) if isinstance(way, str) else None
    if finding["counts"] == BREACH:
        return way or words.say("coordination.to_be_adjusted")
    return words.say("coordination.argued_else", suggestion=way) if way else words.say("coordination.to_be_argued")


def _content(result, scheme, ground, style):
    """What is planned: the plan, how many subjects, their ground, and the land uses."""
    words, plan, ids = style.words, result.case.plan, scheme.subjects["subject_id"].tolist()
    area, length = ground.own(ids), scheme.subjects["length_m"].sum(min_count=1)
    parts = [words.say("coordination.plan", type=plan.type) if plan is not None and plan.type else ""]
    parts.append(words.say("coordination.subjects", count=len(ids)))
    parts.append(words.say("amount.area", area=area_text(style, area)) if area > 0 else "")
    parts.append(words.say("amount.length", length=f"{length * 1e-3:.3f}") if length > 0 else "")
    uses = sorted(set(scheme.subjects["land_use"].dropna()))
    if uses:
        parts.append(words.say("coordination.land_use", codes=words.say("punctuation.list").join(uses)))
    return words.say("punctuation.comma").join(filter(None, parts))


def _needs(result, words):
    finding = result.tables["finding"]
    if not len(finding):
        return (words.say("needs.packs"),)
    levels = set(finding["level"])
    return () if "plan" in levels else (words.say("needs.same_level_plans"),)
