"""The evidence of findings as rows that people read: what was asked, and what was found."""

from __future__ import annotations

import json

from ...rules.names_of import fact_words
from ...tables.figures import number, percent

_FAMILIES = {"geometry": "kind", "part": "part", "mode": "mode", "nature": "nature"}


class Evidence:
    """A column of evidence (JSON, or None); what findings share is held once."""

    def __init__(self, column, words, texts):
        self._words, self._texts = words, texts
        self._facts, self._lists = {}, {}
        lists = {text: self._list(text) for text in dict.fromkeys(column)}
        self._rows = [lists[text] for text in column]

    def data(self, numbers):
        """{facts: [label, value, …], lists: [[fact, …], …], rows: a list for each row} as numbers of texts."""
        facts = [numbers[place] for fact in self._facts for place in fact]
        return {"facts": facts, "lists": [list(one) for one in self._lists], "rows": self._rows}

    def _list(self, text):
        facts = tuple(self._fact(one) for one in json.loads(text or "[]"))
        return self._lists.setdefault(facts, len(self._lists))

    def _fact(self, fact):
        label, value = readable(fact, self._words)
        key = (self._texts.place(label), self._texts.place(value))
        return self._facts.setdefault(key, len(self._facts))


def readable(fact, words):
    """(what was asked, what was found) of one object of the evidence, as texts."""
    name = str(fact.get("fact", ""))
    parts = [_value(name, fact.get("value"), words)]
    parts += [_PARTS[key](value, words) for key, value in fact.items() if key in _PARTS]
    parts += [f"{key}: {_plain(value)}" for key, value in fact.items() if key not in (*_PARTS, "fact", "value")]
    return fact_words(words, name), words.say("punctuation.semicolon").join(parts)


def _value(name, value, words):
    if value is None:
        return words.say("html.evidence.unknown")
    if isinstance(value, bool):
        about = "shared" if name.startswith("layer.") else "is"
        return words.say(f"html.evidence.{about}_{str(value).lower()}")
    return words.code(_FAMILIES[name], value) if name in _FAMILIES else _plain(value)


def _plain(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows(value, words):
    return words.say("html.evidence.rows", rows=words.say("punctuation.list").join(map(str, value)))


_PARTS = {
    "area_m2": lambda value, words: words.say("html.evidence.area", figure=number(value * 1e-4, 4)),
    "length_m": lambda value, words: words.say("html.evidence.length", figure=number(value * 1e-3, 3)),
    "share": lambda value, words: words.say("html.evidence.share", figure=percent(value, 2)),
    "nearest_m": lambda value, words: words.say("html.evidence.nearest", figure=number(value, 1)),
    "rows": _rows,
}
