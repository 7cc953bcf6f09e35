"""Codes ↔ the words that stand for them in cells; data (resources/workbook/codes.json).

These words are a file format: they stay what they are when sentences elsewhere are worded anew.
"""

from __future__ import annotations

import difflib
from functools import lru_cache

from .layout import folded, resource


@lru_cache(maxsize=1)
def vocabularies():
    """{vocabulary: {code: [Chinese, English, other spellings …]}}."""
    return resource("codes.json")


def word_of(vocabulary, code):
    """The Chinese word of a code. Raises KeyError for what is no code."""
    return vocabularies()[vocabulary][code][0]


def words_of(vocabulary):
    """The Chinese words, in the order of their codes."""
    return [words[0] for words in vocabularies()[vocabulary].values()]


def code_of(vocabulary, text):
    """The code that `text` (a word or the code itself) stands for; None where it is neither."""
    return _codes(vocabulary).get(folded(text))


def nearest_word(vocabulary, text):
    """The Chinese word that `text` may have meant, "" where none is near."""
    return "".join(difflib.get_close_matches(text, words_of(vocabulary), 1, 0.5))


@lru_cache(maxsize=None)
def _codes(vocabulary):
    entries = vocabularies()[vocabulary].items()
    return {folded(word): code for code, words in entries for word in (code, *words)}
