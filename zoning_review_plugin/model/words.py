"""Sentences for people: a code and its parameters become text in zh or en.

The texts lie in resources/words/zh.json and en.json; floors 0 to 3 never hold a sentence themselves.
"""

import json
from functools import lru_cache
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
LANGUAGES = ("zh", "en")


@lru_cache(maxsize=None)
def _texts(language):
    path = RESOURCES / "words" / f"{language}.json"
    return json.loads(path.read_text(encoding="utf-8"))


class Words:
    """All sentences of one language (`zh` or `en`). layers: keys of constraint layers → roles they are called by."""

    def __init__(self, language, layers=None):
        self.language = language if language in LANGUAGES else "en"
        self._layers = dict(layers or {})

    def has(self, key):
        """Whether there is a text for `key`."""
        return key in _texts(self.language)

    def say(self, key, **params):
        """The sentence of `key` with its parameters filled in; without any it is given as it stands."""
        text = _texts(self.language)[key]
        return text.format_map(_Filled(params)) if params else text

    def code(self, family, code):
        """What a code of `family` (e.g. `role`) is called; the code itself where it has no name, "" for none.

        Its text stands under `family.code`, or with `.name` behind it where a scanner would take that for a password.
        """
        if code is None:
            return self.say(f"{family}.none") if self.has(f"{family}.none") else ""
        key = next((key for key in (f"{family}.{code}", f"{family}.{code}.name") if self.has(key)), None)
        if key is None and family == "role" and code in self._layers:
            return self._layer(code)
        return self.say(key) if key else str(code)

    def _layer(self, key):
        """What a constraint layer is called: by its role, and by its key too where others have that role."""
        role = self._layers[key]
        alone = list(self._layers.values()).count(role) == 1
        name = self.code("role", role)
        return name if alone else self.say("layer.one_of_role", role=name, layer=key)

    def fault(self, fault):
        """One line for a `ReviewFault`: where, what is wrong, what to do."""
        message = self.say(f"fault.{fault.code}", **fault.params)
        return self.line(self._where(fault.place), message, self.action(fault))

    def line(self, where, message, action):
        """`where: message → action`; what is empty is left out."""
        if where:
            message = self.say("punctuation.where", where=where, message=message)
        return self.say("punctuation.action", message=message, action=action) if action else message

    def action(self, fault):
        """What to do about a fault, "" where nothing can be said."""
        key = f"action.{fault.code}"
        return self.say(key, **fault.params) if self.has(key) else ""

    def _where(self, place):
        position = place.file or ""
        if place.line:
            position += f":{place.line}"
        named = [
            self.say(f"{place.words}.{part}", value=getattr(place, part))
            for part in ("layer", "feature", "field", "key")
            if getattr(place, part)
        ]
        return self.say("punctuation.comma").join([position] * bool(position) + named)


class _Filled(dict):
    """Parameters of a sentence; None and what was not given print as "?"."""

    def __missing__(self, key):
        return "?"
