"""The three control lines: red line, permanent farmland and development boundary, each with a verdict of its own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .headings import heading, table_title
from .line_words import declared_of, line_situation
from .notes import decision_note, overlap_notes
from .role_view import area_text, joined, role_views
from .schemes import findings_that_count, schemes_of, split_by_scheme, verdict_text
from .shared_ground import Ground
from .table import Table, TableColumn

KEY = "three_control_lines"
LINES = ("ecological_red_line", "permanent_farmland", "development_boundary")
_ZONES = ("concentrated", "flexible", "special_use")
_TEXTS = {"scheme": 18, "line": 16, "situation": 60, "verdict": 20, "data": 40}


def three_control_lines(result, style):
    """One row for each scheme × control line; never merged into one verdict."""
    ground, schemes = Ground(result), schemes_of(result, style.words)
    findings = split_by_scheme(findings_that_count(result), schemes)
    own = [ground.own(scheme.subjects["subject_id"]) for scheme in schemes]
    of_lines = [_rows(result, schemes, role, findings, own, ground, style) for role in LINES]
    rows = [row for of_scheme in zip(*of_lines) for row in of_scheme]
    columns = _columns(style)
    frame = pd.DataFrame(rows, columns=[column.key for column in columns[1:]])
    frame.insert(0, "no", range(1, len(frame) + 1))
    notes = (*overlap_notes(result, style.words), style.words.say("note.control_lines"),
             *decision_note(result, style.words))  # fmt: skip
    return Table(KEY, table_title(KEY, style), columns, frame, notes, needs=_needs(result, style.words))


def _columns(style):
    def text(key):
        return TableColumn(key, heading(KEY, key, style), width=_TEXTS[key])

    def number(key, kind, decimals):
        return TableColumn(key, heading(KEY, key, style), kind, decimals, 12)

    areas = [style.area(key, heading(KEY, key, style), 12) for key in ("area", "permanent", "temporary")]
    return (
        number("no", "integer", 0),
        text("scheme"),
        text("line"),
        *areas,
        number("share_of_project", "percent", 2),
        number("length_km", "number", 3),
        text("situation"),
        text("verdict"),
        text("data"),
    )


def _rows(result, schemes, role, findings, own, ground, style):
    """The row of each scheme on one line; what the views of a province hold is let go before the next line's."""
    views = role_views(result, schemes, role, ground)
    return [
        _row(view, result, mine[mine["topic"].eq(role)], size, ground, style)
        for view, mine, size in zip(views, findings, own)
    ]


def _row(view, result, findings, own, ground, style):
    words, sizes = style.words, view.sizes()
    if view.role == "development_boundary":
        told = _boundary(view, own, sizes, ground, style)
    else:
        declared = declared_of(view, result, findings) if view.role == "ecological_red_line" else {}
        told = line_situation(view, declared, style)
    verdict = words.code("verdict", None) if view.conclusion is None else verdict_text(view.conclusion, words)
    return {
        "scheme": view.scheme.name,
        "line": words.code("role", view.role),
        "area": sizes.area_m2 * style.per_m2,
        "permanent": sizes.permanent_m2 * style.per_m2,
        "temporary": sizes.temporary_m2 * style.per_m2,
        "share_of_project": sizes.area_m2 / own if own > 0 else np.nan,
        "length_km": sizes.length_m * 1e-3,
        "situation": told,
        "verdict": verdict,
        "data": view.data(),
    }


def _boundary(view, own, sizes, ground, style):
    """How much lies inside the development boundary, by its zones, and how much outside."""
    words = style.words
    if not view.layers:
        return words.say("ground.no_layer", role=words.code("role", view.role))
    if not view.is_public:
        return words.say("ground.not_public", role=words.code("role", view.role))
    sentences = []
    if len(view.unknown) < len(view.scheme.subjects):
        inside = _inside(view, sizes, ground, style)
        outside = _outside(own, sizes, view, style) if view.rest_is_known else words.say("boundary.rest_unknown")
        text = words.say("punctuation.comma").join(filter(None, [inside, outside]))
        sentences.append(words.say("boundary.told", text=text, data=view.data()))
    return joined(words, [*sentences, view.unknown_text(words)])


def _inside(view, sizes, ground, style):
    words = style.words
    if not view.involved:
        return words.say("boundary.not_inside")
    if not sizes.area_m2 > 0:
        return words.say("boundary.inside_length", length=f"{sizes.length_m * 1e-3:.3f}")
    zones = [(grade, _zone_m2(view.overlap[view.overlap["grade"].eq(grade)], ground)) for grade in _ZONES]
    said = [words.say("boundary.zone", zone=words.code("grade", grade), area=area_text(style, area))
            for grade, area in zones if not area <= 0]  # fmt: skip
    zones = words.say("boundary.zones", zones=words.say("punctuation.list").join(said)) if said else ""
    return words.say("boundary.inside", area=area_text(style, sizes.area_m2), zones=zones)


def _zone_m2(rows, ground):
    """m2 in one zone, each feature of it counted once; NaN where that is not known."""
    each = [ground.amounts(mine).union for _, mine in rows.groupby(["constraint_key", "feature_id"], sort=False)]
    return float(np.sum(each)) if each else 0.0


def _outside(own, sizes, view, style):
    if own > 0 and sizes.area_m2 == sizes.area_m2:
        area = max(own - sizes.area_m2, 0.0)
        return style.words.say("boundary.outside", area=area_text(style, area)) if area > own * 1e-9 else ""
    total = view.scheme.subjects["length_m"].sum(min_count=1)
    left = total - sizes.length_m
    return style.words.say("boundary.outside_length", length=f"{left * 1e-3:.3f}") if left > total * 1e-9 else ""


def _needs(result, words):
    roles = {constraint.role for constraint in result.case.constraints}
    found = [words.say("needs.layer_of_role", role=words.code("role", role)) for role in LINES if role not in roles]
    if not len(result.tables["finding"]):
        found.append(words.say("needs.packs"))
    return tuple(found)
