"""What speaks for which role of a layer: its names, its fields, its values. Each piece of evidence has a weight."""

from __future__ import annotations

import fnmatch
from typing import NamedTuple

from .field_names import folded
from .roles import SUBJECT, layer_patterns, marks, roles, telling_words, value_rule
from .value_rules import fits, rule_of

# How much a piece of evidence says by itself, 0 to 1. Pieces for one role add up as chances do.
_NAME, _HINT, _MARK, _WEAK, _WORDS, _PATTERN, _TABLE, _OF_ITS_OWN = 0.9, 0.5, 0.8, 0.35, 0.75, 0.9, 0.25, 0.7
_LESS_CLOSE = 0.6  # a name that fits two roles speaks more for the one whose pattern says more of it
_CODES = ("control_unit", "element_zone", "sea_area", "planned_land_use", "land_survey", "admin_area")


class Evidence(NamedTuple):
    """For `role`, by `weight`; code and params make the sentence `reason.<code>`."""

    role: str
    weight: float
    code: str
    params: dict[str, str]


def by_names(names):
    """Evidence in what a layer is called; names: of the layer, its file, its title, the likeliest first."""
    fitting = {}
    for role in roles():
        strong, hints = layer_patterns(role)
        every = [(pattern, _NAME) for pattern in strong] + [(pattern, _HINT) for pattern in hints]
        found = [(_literal(p), w, name) for p, w in every for name in names if _fits(name, p)]
        if found:
            fitting[role] = max(found, key=lambda one: (one[1], one[0]))
    closest = max((one[0] for one in fitting.values()), default=0)
    return [
        Evidence(role, weight if length == closest else weight * _LESS_CLOSE, "name", {"name": name})
        for role, (length, weight, name) in fitting.items()
    ]


def by_fields(layer):
    """Evidence in the names of a layer's fields."""
    called = {}
    for field in layer.fields:
        called.setdefault(folded(field.name), field.name)
        called.setdefault(folded(field.alias), field.name)
    found = []
    for role in roles():
        for kind, weight in zip(marks(role), (_MARK, _WEAK)):
            fields = list(dict.fromkeys(called[folded(mark)] for mark in kind if folded(mark) in called))
            if fields:
                together = 1 - (1 - weight) ** len(fields)
                found.append(Evidence(role, together, "fields", {"fields": ", ".join(fields)}))
    return found


def by_values(layer, sample):
    """Evidence in the values of a layer's fields."""
    found, names = [], [field.name for field in layer.fields]
    for role in roles():
        words = telling_words(role)
        field = next((name for name in names if words and fits(words.__contains__, sample.texts(name))), None)
        if field:
            found.append(Evidence(role, _WORDS, "words", {"field": field, "examples": sample.examples(field)}))
    for role in _CODES:
        rule = rule_of(role, "code")
        field = next((name for name in names if _codes(rule, sample.texts(name))), None)
        if field:
            params = {"field": field, "examples": sample.examples(field)}
            found.append(Evidence(role, _weight(role, sample.texts(field)), "codes", params))
    return found


def weighed(evidence):
    """[(role, chance that the layer is of it by all evidence)], the likeliest first; ties as in the table of roles."""
    order, chances = roles(), {}
    for one in evidence:
        chances[one.role] = 1 - (1 - chances.get(one.role, 0.0)) * (1 - one.weight)
    return sorted(chances.items(), key=lambda item: (-item[1], item[0] == SUBJECT, order.index(item[0])))


def _fits(name, pattern):
    return fnmatch.fnmatchcase(name.lower(), pattern.lower())


def _literal(pattern):
    """How much of a name a pattern says: Chinese characters say more than letters."""
    return sum(1 if ch.isascii() else 3 for ch in pattern if ch != "*")


def _codes(rule, texts):
    """Whether texts are codes, and not just any small numbers."""
    return fits(lambda text: len(text) >= 4 and rule(text), texts)


def _weight(role, texts):
    """What codes say. Codes of a table are an attribute of many layers; where each feature has a division of its own,
    the layer is one of divisions."""
    if "pattern" in value_rule(role, "code"):
        return _PATTERN
    own = len(texts) > 1 and len(set(texts)) == len(texts)
    return _OF_ITS_OWN if own and role == "admin_area" else _TABLE
