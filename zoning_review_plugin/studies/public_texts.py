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
        if fact.get("fact", "").partition(".")[2] in hidden:
            for key in _WHERE:
                fact.pop(key, None)
    return json.dumps(facts, ensure_ascii=False) if facts else evidence


def _facts(evidence):
    try:
        found = json.loads(evidence) if evidence else []
    except ValueError:
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
