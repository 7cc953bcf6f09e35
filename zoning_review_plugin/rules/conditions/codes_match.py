"""Whether a code or a text is one of those that a rule names."""

from __future__ import annotations

import re
from functools import lru_cache


def begins_with(code, wanted):
    """Whether `code` (text) is one of `wanted` or lies under one; None where it is too coarse to tell."""
    if any(code.startswith(one) for one in wanted):
        return True
    return None if any(one.startswith(code) for one in wanted) else False


def industry_matches(code, wanted):
    """`begins_with` for codes of GB/T 4754, of which either side may lack the letter of its section."""
    if code[:1].isalpha():
        wanted = [one if one[:1].isalpha() else code[0] + one for one in wanted]
    else:
        wanted = [one[1:] if one[:1].isalpha() else one for one in wanted]
        if "" in wanted:  # a whole section, of which digits alone say nothing
            return begins_with(code, [one for one in wanted if one]) or None
    return begins_with(code, wanted)


def land_use_matches(code, wanted):
    """`begins_with` for planned land use; zeros that pad a code (070000) are no part of it."""
    short = code
    while len(short) > 2 and short.endswith("00"):
        short = short[:-2]
    return begins_with(short, wanted)


def text_matches(text, wanted):
    """Whether `text` is one of `wanted`, in which * stands for anything; None where there is no text."""
    if text is None:
        return None
    return any(_pattern(one).fullmatch(text.strip()) for one in wanted)


def attribute_matches(name, value, wanted):
    """Whether a feature's attribute (`id`, `code`, `name`, `class` or `grade`) fits; None where nobody knows."""
    if value is None:
        return None
    return _OF_ATTRIBUTE.get(name, text_matches)(value, wanted)


def _code_matches(code, wanted):
    """A code fits one that it is, lies under, or matches by *; one that is too coarse does not tell."""
    if text_matches(code, [one for one in wanted if "*" in one]):
        return True
    return begins_with(code, [one for one in wanted if "*" not in one])


_OF_ATTRIBUTE = {"code": _code_matches, "grade": lambda grade, wanted: grade in wanted}


@lru_cache(maxsize=4096)
def _pattern(text):
    return re.compile(".*".join(map(re.escape, text.split("*"))), re.DOTALL)
