"""What stands behind a group of findings, in words: the facts that their clause asks for, as they were found."""

from __future__ import annotations

import json

from ..rules.names_of import missing_words
from .figures import number
from .role_view import area_text

_MOST_VALUES = 5  # of one fact; the table of findings has them all
_CODED = ("nature", "part", "mode", "geometry")


def evidence_text(texts, style):
    """The facts of findings as people say them. texts: evidence (JSON) of findings on one clause."""
    facts = {}
    for text in texts:
        for key, fact in _told_apart(json.loads(text) if isinstance(text, str) and text else []):
            facts.setdefault(key, []).append(fact)
    said = [
        _ground(name, time, found, style) if name.startswith("layer.") else _stated(name, found, style.words)
        for (name, time), found in facts.items()
    ]
    return style.words.say("evidence.between").join(filter(None, said))


def _told_apart(facts):
    """((name, how often it came before), fact): a clause may ask twice for one layer, for other features each time."""
    seen = {}
    for fact in facts:
        time = seen.get(fact["fact"], 0)
        seen[fact["fact"]] = time + 1
        yield (fact["fact"], time), fact


def _ground(name, time, found, style):
    """What a group shares with a layer: areas and lengths added, the least distance. time: 0 for the first asked."""
    words = style.words
    layer = words.code("role", name.partition(".")[2])
    layer = words.say("evidence.again", layer=layer) if time else layer
    met = [fact for fact in found if fact["value"] is True]
    if met:
        amounts = [_amount(met, key, style) for key in ("area_m2", "length_m")]
        text = words.say("punctuation.comma").join(filter(None, amounts))
        text = words.say("evidence.in_all", amount=text, count=len(met)) if text and len(met) > 1 else text
        return (
            words.say("evidence.met", layer=layer, amount=text) if text else words.say("evidence.met_only", layer=layer)
        )
    if any(fact["value"] is None for fact in found):
        return words.say("evidence.layer_unknown", layer=layer)
    near = [fact["nearest_m"] for fact in found if fact.get("nearest_m") is not None]
    if near:
        return words.say("evidence.apart", layer=layer, m=number(min(near), 1))
    return words.say("evidence.not_met", layer=layer)


def _amount(met, key, style):
    values = [fact[key] for fact in met if fact.get(key)]
    if not values:
        return ""
    if key == "area_m2":
        return style.words.say("amount.area", area=area_text(style, sum(values)))
    return style.words.say("amount.length", length=number(sum(values) * 1e-3, 3))


def _stated(name, found, words):
    """What is stated of a fact: its values, each once; "" where nothing is."""
    family, _, rest = name.partition(".")
    values = [_value(family, rest, fact["value"], words) for fact in found if fact["value"] is not None]
    values = list(dict.fromkeys(values))
    if not values:
        return ""
    shown = words.say("punctuation.list").join(values[:_MOST_VALUES])
    if len(values) > _MOST_VALUES:
        shown = words.say("evidence.more", values=shown, count=len(values))
    return words.say("evidence.stated", name=_name(name, family, rest, words), value=shown)


def _name(name, family, rest, words):
    if family == "declared":
        return words.code("declared", rest)
    if family == "metrics":
        return missing_words(words, name)
    return words.say(f"fact.{name}") if words.has(f"fact.{name}") else name


def _value(family, rest, value, words):
    if isinstance(value, bool) or value in ("true", "false"):
        return words.say("condition.yes" if value in (True, "true") else "condition.no")
    if value == "none":
        return words.say("evidence.none")
    if family == "declared" and words.has(f"{rest}.{value}"):
        return words.say(f"{rest}.{value}")
    if family in _CODED:
        return words.say("punctuation.list").join(words.code(_FAMILY.get(family, family), one) for one in _parts(value))
    return str(value)


_FAMILY = {"geometry": "kind"}


def _parts(value):
    return [part.strip() for part in str(value).replace(",", ";").split(";") if part.strip()]
