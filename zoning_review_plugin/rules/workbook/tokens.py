"""Words and marks of the notation of conditions, which docs/workbook.md describes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .cell_text import json_cell
from .layout import folded, resource

_MARKS = {
    **{mark: "," for mark in "、,，"},
    **{mark: ";" for mark in ";；"},
    **{mark: "(" for mark in "(（"},
    **{mark: ")" for mark in ")）"},
    **{mark: "[" for mark in "[［【"},
    **{mark: "]" for mark in "]］】"},
    "≤": "<=", "<=": "<=", "≥": ">=", ">=": ">=", "≠": "!=", "!=": "!=",
    "<": "<", "＜": "<", ">": ">", "＞": ">", "=": "=", "＝": "=",
}  # fmt: skip
COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
_PLAIN = r"[^\s、,，;；()（）\[\]［］【】\"“”<>=!≤≥≠＜＞＝]+"
_QUOTED = r'"(?:[^"\\]|\\.)*"|“[^”]*”'
_MARK = r"[<>!]=|[、,，;；()（）\[\]［］【】<>=≤≥≠＜＞＝]"
_LEXEME = re.compile(rf"\s+|(?P<quoted>{_QUOTED})|(?P<mark>{_MARK})|(?P<bare>{_PLAIN})|(?P<odd>.)", re.DOTALL)
_LONGEST_NUMBER = 300  # digits
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


@dataclass(frozen=True)
class Token:
    """kind: `text` (quoted), `word`, `odd`, or the mark itself; at: its place, from 1."""

    kind: str
    text: str
    at: int


def tokens(text):
    """The tokens of a condition; the last has the kind `end`."""
    found = []
    for lexeme in _LEXEME.finditer(text):
        kind = lexeme.lastgroup
        if kind:
            kinds = {"quoted": "text", "bare": "word", "odd": "odd"}
            found.append(Token(kinds.get(kind) or _MARKS[lexeme.group()], lexeme.group(), lexeme.start() + 1))
    return [*found, Token("end", "", len(text) + 1)]


@lru_cache(maxsize=1)
def notation():
    """{code: [the word that is written, further spellings …]} of operators and their parts."""
    return resource("notation.json")


def said(code):
    """The word of an operator or of a part of one."""
    return notation()[code][0]


def codes_of_word(text):
    """The codes that a word may stand for; which of them is meant, its place decides."""
    return _codes().get(folded(text), frozenset())


@lru_cache(maxsize=1)
def _codes():
    found = {}
    for code, words in notation().items():
        for word in (code, *words):
            found[folded(word)] = found.get(folded(word), frozenset()) | {code}
    return found


def holds_a_joint(text):
    """Whether `and` or `or` stands inside a word: blanks are missing, or quotes are."""
    return any(said(code) in text for code in ("and", "or"))


def number_of(text):
    """(value, what follows) of a text that begins with a number as JSON writes it; None where it does not."""
    found = _NUMBER.match(text)
    if not found or found.end() > _LONGEST_NUMBER:
        return None
    number = found.group()
    value = int(number) if number.lstrip("-").isdigit() else float(number)
    return None if value in (float("inf"), float("-inf")) else (value, text[found.end() :])


def bare(text):
    """`text` as a token of a condition: as it stands where it reads back as one, else in quotes."""
    plain = text and all(token.kind in ("word", "end") for token in tokens(text)) and not text[-1].isspace()
    lone = plain and len(tokens(text)) == 2 and tokens(text)[0].text == text
    return text if lone and not holds_a_joint(text) and json_cell(text) == f'"{text}"' else json_cell(text)
