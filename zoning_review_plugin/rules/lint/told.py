"""A remark as people read it."""

from __future__ import annotations

# Parameters that are codes, and the family of words that names them.
_CODED = {"verdict": "verdict", "breach": "verdict", "grade": "grade", "grades": "grade", "modality": "modality"}


def told(remark, words):
    """(what is wrong, what to do) in the language of `Words`; "" where nothing can be done."""
    params = {name: _spoken(name, value, words) for name, value in remark.params.items()}
    action = f"action.{remark.code}"
    return words.say(f"fault.{remark.code}", **params), words.say(action, **params) if words.has(action) else ""


COLUMNS = ("severity", "file", "pack", "rule_id", "path", "line", "code", "message", "action")


def row(remark, words):
    """A remark as a dict with the keys `COLUMNS`, for a table or an object."""
    message, action = told(remark, words)
    return {**{name: getattr(remark, name) for name in COLUMNS[:-2]}, "message": message, "action": action}


def where(remark):
    """Pack, or file where it does not parse, rule and place: for the beginning of a line."""
    line = f":{remark.line}" if remark.line else ""
    return " ".join(part for part in (remark.pack or f"{remark.file}{line}", remark.rule_id, remark.path) if part)


def _spoken(name, value, words):
    codes = value if isinstance(value, tuple) else (value,)
    spoken = [words.code(_CODED[name], code) if name in _CODED else code for code in codes]
    return words.say("punctuation.comma").join(spoken) if isinstance(value, tuple) else spoken[0]
