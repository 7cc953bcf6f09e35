"""Whether a text that is none of those asked for may be one of them under another spelling.

Only texts of which one holds the other are taken for that: what has other words is another thing. Runs of Latin letters
and digits are one word each, so that class II is no part of class III.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache

from ...model.words import RESOURCES

_WORD = re.compile(r"[a-z0-9]+|[^\W_]")
_CODE = re.compile(r"([a-z]?)(\d+)")
_LEAST = 2  # words, or characters of a code, that tell anything where they stand anywhere


def spelt_otherwise(name, text, asked):
    """Whether a text may be what `asked` means, a text in which * stands for anything; both of an attribute.

    Of classes one may have words more than the other. Names are many: only one that the other holds in one piece is
    alike. Of other attributes (`name` is neither `class` nor `name`) none is.
    """
    if name == "class":
        return _alike(text, asked, _in_order, _opposites())
    return name == "name" and _alike(text, asked, _in_one_piece, frozenset())


def says_more(text, other):
    """Whether a text has more words than another."""
    return len(_words(text)) > len(_words(other))


def _alike(text, asked, part_of, opposites):
    """opposites: words that make a class the opposite of the one without them."""
    mine, own = _words(text), _words(asked)
    codes = [_CODE.fullmatch("".join(words)) for words in (mine, own)]
    if all(codes):
        return _codes_alike(*(code.groups() for code in codes), "*" in asked)
    if not mine or not own or opposites.intersection(mine) != opposites.intersection(own):
        return False
    less, more = sorted((mine, own), key=len)
    return part_of(less, more) if len(less) >= _LEAST else more[: len(less)] == less


def _codes_alike(mine, own, begins):
    """Codes: one that is too coarse, or lacks the letter of the other. begins: the asked one is a beginning."""
    (letter, digits), (own_letter, own_digits) = mine, own
    if letter and own_letter and letter != own_letter:
        return False
    coarse = len(digits) >= _LEAST and own_digits.startswith(digits)
    under = len(own_digits) >= _LEAST and digits.startswith(own_digits)
    return coarse or (under and (letter != own_letter or not begins))


def _in_order(less, more):
    rest = iter(more)
    return all(word in rest for word in less)


def _in_one_piece(less, more):
    return any(more[k : k + len(less)] == less for k in range(len(more) - len(less) + 1))


@lru_cache(maxsize=4096)
def _words(text):
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))


@lru_cache(maxsize=1)
def _opposites():
    return frozenset(json.loads((RESOURCES / "spelling.json").read_text(encoding="utf-8"))["opposites"])
