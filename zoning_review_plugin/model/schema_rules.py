"""The rules of JSON Schema that our published schemas use, checked one value at a time.

A rule that is broken is told by the code of our own sentence: the words of a JSON Schema library help
nobody who writes a case file, and a case must be read the same whether such a library is there or not.
"""

from __future__ import annotations

import datetime
import difflib
import re

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def broken_rule(value, schema):
    """(code, params) of the first rule of `schema` that a typed `value` breaks, None where it keeps them all.

    Kinds and keys are the business of whoever made the value.
    """
    for rule in (_choice, _day, _pattern, _range, _size):
        found = None if value is None else rule(value, schema)
        if found:
            return found
    return None


def missing_keys(value, schema):
    """The keys that `schema` requires of an object and that are not there, in its order."""
    return [key for key in schema.get("required", []) if key not in value]


def _choice(value, schema):
    wanted = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if wanted is None or any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in wanted):
        return None
    near = difflib.get_close_matches(str(value), [one for one in wanted if isinstance(one, str)], 1)
    params = {"got": str(value)[:80], "wanted": ", ".join(map(str, wanted)), "near": "".join(near)}
    return ("not_one_of_near" if near else "not_one_of"), params


def _day(value, schema):
    if schema.get("format") != "date":
        return None
    try:
        if _DAY.fullmatch(value):
            datetime.date.fromisoformat(value)
            return None
    except ValueError:  # the 30th of February
        pass
    return "not_a_date", {"got": value}


def _pattern(value, schema):
    if "pattern" not in schema or re.search(schema["pattern"], value):
        return None
    return "wrong_value", {"got": value, "wanted": schema["pattern"]}


def _range(value, schema):
    for side, outside in (("minimum", lambda limit: value < limit), ("maximum", lambda limit: value > limit)):
        if side in schema and outside(schema[side]):
            return "out_of_range", {"got": value, "limit": schema[side], "side": side}
    return None


def _size(value, schema):
    least = schema.get("minItems" if isinstance(value, list) else "minLength", 0)
    return ("empty_value", {}) if least and len(value) < least else None
