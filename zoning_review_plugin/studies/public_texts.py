"""Texts of a result as the public may read them: no coordinates, no paths, nothing on what is withheld."""

from __future__ import annotations

import json
import re

MASK = "***"
_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
# A figure that may be a coordinate: of five digits and more, in powers of ten, or with many decimals.
_COORDINATE = r"-?(?:\d{5,}(?:\.\d+)?|\d+(?:\.\d+)?[eE]\+?\d+|\d{1,3}\.\d{3,})"
_DEGREES = r"-?\d{1,3}(?:\.\d+)?\s*[°度](?:\s*\d{1,2}(?:\.\d+)?\s*[′'’分](?:\s*\d{1,2}(?:\.\d+)?\s*[″\"”秒])?)?"
_PLACES = re.compile(rf"{_DEGREES}|{_COORDINATE}\s*[,，;；\s]\s*{_NUMBER}(?![\d.]*\s*[a-zA-Z%㎡亩公])")
_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_WHERE = ("rows", "nearest_m")  # keys of evidence that tell which features, and how far


def masked(text):
    """`text` with `***` for whatever reads like a pair of coordinates, or an angle; None stays None."""
    return _PLACES.sub(MASK, text) if isinstance(text, str) else text


def short_source(text):
    """What is told of where an input lay: the name of its file, never its folder, server or account."""
    head, *options = text.split("|")
    name = re.split(r"[\\/]", head)[-1]
    if ":" in head and not re.match(r"^[A-Za-z]:[\\/]", head):
        name = head.split(":", 1)[0]
    return "|".join([name, *(one for one in options if one.startswith(("layername=", "layerid=")))])


def grounds_of(evidence):
    """Roles and keys of the layers whose ground an evidence (JSON text, or None) tells of."""
    facts = (fact.get("fact", "") for fact in _facts(evidence))
    return {name.partition(".")[2] for name in facts if name.startswith("layer.")}


def without_places(evidence, hidden):
    """The evidence without which features and how far, for facts on layers of these roles and keys (a set)."""
    facts = _facts(evidence)
    for fact in facts:
        if _ground(fact) in hidden:
            for key in _WHERE:
                fact.pop(key, None)
    return json.dumps(facts, ensure_ascii=False) if facts else evidence


def coarse_distance(evidence, grids):
    """The evidence with distances to layers of `grids` ({role or key: m}) on multiples of these."""
    facts = _facts(evidence)
    near = [fact for fact in facts if _near_coarse(fact, grids)]
    for fact in near:
        fact["nearest_m"] = _on_grid(fact["nearest_m"], grids[_ground(fact)])
    return json.dumps(facts, ensure_ascii=False) if near else evidence


def told_coarsely(text, evidence, clause, grids):
    """The sentence of a finding with the distances of its evidence on the grids of their layers.

    None where a figure may as well be one of the clause (its text), or of something else: nobody knows which to keep.
    """
    for fact in _facts(evidence):
        if not isinstance(text, str) or not _near_coarse(fact, grids):
            continue
        exact = [found for found in _FIGURE.finditer(text) if _is(found.group(), fact["nearest_m"])]
        if not exact:
            continue
        if len(exact) > 1 or any(_is(figure, fact["nearest_m"]) for figure in _FIGURE.findall(clause or "")):
            return None
        coarse = f"{_on_grid(fact['nearest_m'], grids[_ground(fact)]):g}"
        text = text[: exact[0].start()] + coarse + text[exact[0].end() :]
    return text


def _near_coarse(fact, grids):
    return isinstance(fact.get("nearest_m"), (int, float)) and fact["nearest_m"] > 0 and _ground(fact) in grids


def _ground(fact):
    return fact.get("fact", "").partition(".")[2]


def _on_grid(metres, grid):
    return round(metres / grid) * grid


def _is(figure, metres):
    """Whether a figure as it is written is a rounded number of metres."""
    return figure == f"{metres:.{len(figure.partition('.')[2])}f}"


def _facts(evidence):
    try:
        found = json.loads(evidence) if evidence else []
    except ValueError:
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
