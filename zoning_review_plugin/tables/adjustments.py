"""T9: what to adjust of a plan: each parcel with a conflict once, with its gravest, and its area before and after."""

from __future__ import annotations

from dataclasses import replace

from ..review.parcels import ADJUSTMENT_COLUMNS, planned_in_parts
from ..review.parcels import adjustments as adjusted_parcels
from ..rules.land_use_conflicts import ON_FEATURE
from . import heads
from .long_rows import LongRows
from .open_shapes import open_shapes
from .packed_rows import PackedRows
from .parcels_against_units import ground_name, has_parcels, needs
from .table import TableColumn

_COUNTED = ("hard", "soft", "to_verify")


def adjustments(result, style):
    """The `Table`: a row for each parcel with a conflict or something to verify; areas in the unit of the style.

    Where the layers overlap each other in a way the tables do not tell, the area after lies between two bounds.
    """
    words, found = style.words, _adjusted(result)
    after = words.say("column.area_after")
    columns = (
        heads.integer("number", words, 6),
        TableColumn("subject_id", words.say("column.parcel_id"), width=12),
        heads.text("original", words, 32),
        heads.text("problem", words, 56),
        heads.text("suggestion", words, 12),
        heads.text("basis", words, 34),
        style.area("before", words.say("column.area_before")),
        style.area("after", words.say("column.after_sure"), group=after),
        style.area("least", words.say("column.after_least"), group=after),
        style.area("most", words.say("column.after_most"), group=after),
        heads.text("accepted", words, 12),
    )
    if not len(found):
        notes = (words.say("note.adjustments_none"),) if has_parcels(result) else ()
        return heads.table("adjustments", words, columns, (), notes, needs(result, words))
    keys = [column.key for column in columns]

    shapes = open_shapes(result)

    def made(start, stop):
        return _rows(found.between(start, stop), start, shapes, style)[keys]

    notes = (words.say("note.adjustments"), words.say("note.adjustments_after"))
    return replace(heads.table("adjustments", words, columns, (), notes), rows=LongRows(len(found), made))


def _adjusted(result):
    """What to adjust of all parcels, as `PackedRows`."""
    found = PackedRows()
    for part, rows in planned_in_parts(result):
        found.add(adjusted_parcels(part, rows)[_READ])
    return found


def _rows(found, before, shapes, style):
    """Some rows. before: how many come before them. shapes: `OpenShapes`."""
    words = style.words
    problems = [_problem(row, words) for row in found.itertuples()]
    areas = {name: found[f"area_{source}_m2"] * style.per_m2 for name, source in _AREAS.items()}
    return found.assign(
        number=range(before + 1, before + len(found) + 1),
        original=[_original(row, words) for row in found.itertuples()],
        problem=shapes.told(problems, found["subject_id"], None, words),
        suggestion=[words.code("suggestion", code) for code in found["suggestion"]],
        accepted="",
        **areas,
    )


_READ = [name for name in ADJUSTMENT_COLUMNS if name not in ("constraint_key", "grade")]
_AREAS = {"before": "before", "after": "after", "least": "after_least", "most": "after_most"}


def _original(row, words):
    """`name: 100103 third-class industrial land`."""
    use = " ".join(part for part in (row.land_use, row.land_use_name) if part) or words.say("adjust.no_use")
    return words.say("adjust.original", parcel=row.name, use=use) if row.name else use


def _problem(row, words):
    """The gravest conflict with its reason, and how many there are beside it."""
    name = ground_name(row.found, row.role, row.feature_name, words)
    met = (words.code("role", row.role), row.code or row.feature_id) if row.found == ON_FEATURE else ()
    told = {"conflict": words.code("conflict", row.conflict), "ground": " ".join(filter(None, (*met, name)))}
    reason = row.reason_zh if words.language == "zh" else row.reason_en
    text = words.say("adjust.problem", reason=reason or "", **told)
    more = [(level, getattr(row, level) - (level == row.conflict)) for level in _COUNTED]
    others = [words.say("adjust.count", conflict=words.code("conflict", level), count=count) for level, count in more
              if count]  # fmt: skip
    return text + (words.say("adjust.more", others=words.say("punctuation.list").join(others)) if others else "")
