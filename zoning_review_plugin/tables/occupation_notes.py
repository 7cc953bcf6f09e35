"""What stands below and beside T5: what its figures rest on, what they leave out, and what input is missing."""

from __future__ import annotations

import numpy as np

from ..model.code_tables import code_table
from ..studies.public_version import layers_not_shown
from .notes import overlap_notes
from .present_land import keys_of
from .taken_land import LINES


def row_notes(rows, figures, style):
    """The remarks of rows, "" for most. figures: {key: as printed}."""
    asked = [*(f"{name}_partial" for name in LINES), "pbf", "erl", "pbf_elsewhere"]
    told = rows[asked[:3]].any(axis=1) | rows["pbf_elsewhere"].gt(0)
    for name in ("pbf", "erl"):
        told |= rows[name].gt(0) & (figures[name] == 0)
    found = np.full(len(rows), "", dtype=object)
    values = zip(*(rows.loc[told, name] for name in asked))
    for number, row in zip(np.flatnonzero(told), values):
        shown = {name: figures[name][number] for name in ("pbf", "erl")}
        found[number] = _row_note(dict(zip(asked, row)), shown, style)
    return found


def _row_note(row, figures, style):
    """The remark of one row. figures: as printed.

    Lines that do not answer for all of it, what is there but prints as 0, permanent farmland that is no farm land.
    """
    words, notes = style.words, []
    partial = [words.code("role", role) for name, role in LINES.items() if row[f"{name}_partial"]]
    if partial:
        notes.append(words.say("occupation.partial", layers=words.say("punctuation.list").join(partial)))
    unit = words.code("area_unit", style.area_unit)
    for name in ("pbf", "erl"):
        if row[name] > 0 and figures[name] == 0:
            least = f"{10.0**-style.area_decimals:.{style.area_decimals}f}"
            layer = words.code("role", LINES[name])
            notes.append(words.say("occupation.tiny", layer=layer, least=least, unit=unit, area=f"{row[name]:.4f}"))
    if row["pbf_elsewhere"] > 0:
        area = f"{row['pbf_elsewhere'] * style.per_m2:.{style.area_decimals}f}"
        notes.append(words.say("occupation.pbf_elsewhere", area=area, unit=unit))
    return words.say("punctuation.semicolon").join(notes)


def notes_of(result, land, words, adjusted):
    """Sentences below the table."""
    case, notes = result.case, [*overlap_notes(result, words), words.say("note.occupation")]
    if adjusted:
        notes.append(words.say("note.adjusted"))
    if keys_of(case, "land_survey"):
        groups = code_table("land_survey_groups")
        notes.append(words.say("note.land_groups", day=groups.as_of or "—"))
    hidden = layers_not_shown(result)
    if hidden:
        roles = dict.fromkeys(words.code("role", one.role) for one in case.constraints if one.key in hidden)
        notes.append(words.say("note.not_public", layers=words.say("punctuation.list").join(roles)))
    for part, count in land.left.items():
        notes.append(words.say("note.occupation_left", part=words.code("part", part), count=count))
    if land.without_area:
        notes.append(words.say("note.occupation_without_area", count=land.without_area))
    if land.overlapping:
        notes.append(
            words.say("note.occupation_overlapping", layers=words.say("punctuation.list").join(land.overlapping))
        )
    return tuple(notes)


def needs_of(result, land, words):
    """Sentences on what to supply: subjects with an area and their part, layers, and that they split the subjects."""
    case, needs = result.case, []
    if not len(land.rows):
        needs.append(words.say("need.occupation_polygons"))
    elif land.rows["part"].isna().any():
        needs.append(words.say("need.part"))
    split = []
    for role, key, field in (("admin_area", "admin", "XZQDM"), ("land_survey", "land", "DLBM")):
        found = keys_of(case, role)
        if not found:
            needs.append(words.say("need.layer", layer=words.code("role", role), role=role, name=key, field=field))
        split.append(found[0] if found else key)
    if not set(split) <= set(case.options.split_by):
        keys = ", ".join(dict.fromkeys([*split, *case.options.split_by]))
        needs.append(words.say("need.split_by", keys=keys))
    for name, role in LINES.items():
        if not keys_of(case, role):
            layer = words.code("role", role)
            needs.append(words.say("need.line", layer=layer, role=role, name=name))
    return tuple(needs)
