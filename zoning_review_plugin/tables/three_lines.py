"""T1, “three lines and one list” in the short form: the four lines for each scheme."""

from __future__ import annotations

import pandas as pd

from .clause_texts import clause_count, documents_of, found_in_short, requirements
from .headings import heading, table_title
from .line_words import declared_of, line_situation
from .notes import area_note, decision_note
from .role_view import role_views
from .schemes import findings_that_count, schemes_of, split_by_scheme, verdict_of, verdict_text
from .shared_ground import Ground
from .table import Table, TableColumn

KEY = "three_lines_one_list"
LINES = ("red_line", "quality_bottom_line", "resource_upper_line", "access_list")
_ROLE = "ecological_red_line"
_COLUMNS = (("scheme", 18), ("content", 16), ("requirement", 44), ("situation", 56), ("verdict", 20))


def three_lines_one_list(result, style):
    """One row for each scheme × line. The red line's is made from figures, the others' from the findings."""
    findings, ground = findings_that_count(result), Ground(result)
    documents, rows = documents_of(result), []
    schemes = schemes_of(result, style.words)
    views = role_views(result, schemes, _ROLE, ground)
    for scheme, view, mine in zip(schemes, views, split_by_scheme(findings, schemes)):
        cells = [_red_line(view, result, mine, documents, style)]
        cells += [_of_findings(line, mine, documents, style) for line in LINES[1:3]]
        cells.append(_access_list(mine, style))
        rows += [
            {"scheme": scheme.name, "content": style.words.code("line", line), **cell}
            for line, cell in zip(LINES, cells)
        ]
    frame = pd.DataFrame(rows, columns=[key for key, _ in _COLUMNS])
    frame.insert(0, "no", range(1, len(frame) + 1))
    columns = [TableColumn("no", heading(KEY, "no", style), "integer", width=6)]
    columns += [TableColumn(key, heading(KEY, key, style), width=width) for key, width in _COLUMNS]
    notes = (area_note(result, style.words), style.words.say("note.three_lines"), *decision_note(result, style.words))
    return Table(
        KEY, table_title(KEY, style), tuple(columns), frame, notes, needs=_needs(result, findings, style.words)
    )


def _red_line(view, result, findings, documents, style):
    mine = findings[findings["topic"].eq(_ROLE)]
    verdict = style.words.code("verdict", None)
    return {
        "requirement": requirements(mine, documents, style.words),
        "situation": line_situation(view, declared_of(view, result, mine), style),
        "verdict": verdict if view.conclusion is None else verdict_text(view.conclusion, style.words),
    }


def _of_findings(line, findings, documents, style):
    mine = findings[findings["line"].eq(line)]
    situation = found_in_short(mine, style.words) if len(mine) else style.words.say("clauses.none")
    return {
        "requirement": requirements(mine, documents, style.words),
        "situation": situation,
        "verdict": verdict_of(mine, style.words)[1],
    }


def _access_list(findings, style):
    mine = findings[findings["line"].eq("access_list")]
    if not len(mine):
        return _of_findings("access_list", mine, {}, style)
    clauses = clause_count(mine)
    return {
        "requirement": style.words.say("clauses.see_list", count=clauses),
        "situation": found_in_short(mine, style.words),
        "verdict": verdict_of(mine, style.words)[1],
    }


def _needs(result, findings, words):
    if not len(result.tables["finding"]):
        return (words.say("needs.packs"),)
    found = []
    if not any(constraint.role == _ROLE for constraint in result.case.constraints):
        found.append(words.say("needs.layer_of_role", role=words.code("role", _ROLE)))
    lines = set(findings["line"])
    found += [words.say("needs.line", line=words.code("line", line)) for line in LINES[1:] if line not in lines]
    return tuple(found)
