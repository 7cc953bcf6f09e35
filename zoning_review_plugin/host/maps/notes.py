"""What is said on a map beside what is drawn: CRS, sources with version and date, what is not shown and why."""

from __future__ import annotations

from ...tables.figures import number
from .ground import READ, SECRET
from .texts import clean


def notes(site, grounds, missing_roles=(), left_out=0):
    """Lines for the foot of a page.

    grounds: (`LayerGround`, whether any of it is drawn) of each layer. left_out: pages beyond the most.
    """
    words, case, facts = site.words, site.result.case, site.result.facts()
    lines = [words.say("map.note.crs", name=site.crs_name)]
    lines += [source_line(words, ground, drawn) for ground, drawn in grounds]
    for role in missing_roles:
        lines.append(words.say("map.note.no_layer", role=words.code("role", role)))
    placeless = int(site.subjects["geom"].isna().sum())
    if placeless:
        lines.append(words.say("map.note.placeless", count=placeless))
    if left_out:
        lines.append(words.say("map.note.left_out", count=left_out))
    lines.append(words.say("map.note.made", date=case.date or facts["started"][:10], program=facts["program"]))
    lines.append(words.say("map.note.style"))
    return tuple(lines)


def source_line(words, ground, drawn):
    """Role, version, document and date of a layer, or why it is not drawn."""
    constraint = ground.constraint
    name = f"{words.code('role', constraint.role)} ({clean(constraint.key, 24)})"
    if ground.state == SECRET:
        return words.say("map.note.secret", layer=name)
    if ground.state != READ:
        return words.say("map.note.unread", layer=name)
    known = [clean(part) for part in (constraint.version, constraint.document, constraint.date) if part]
    told = words.say("punctuation.comma").join(known) or words.say("map.note.no_version")
    if not drawn:
        told = words.say("punctuation.comma").join([told, words.say("map.note.none_here")])
    return words.say("map.note.source", layer=name, told=told)


def area(site, square_metres):
    """An area in the unit of the report, with its name."""
    unit = site.words.code("area_unit", site.style.area_unit)
    return f"{number(square_metres * site.style.per_m2, site.style.area_decimals)} {unit}"
