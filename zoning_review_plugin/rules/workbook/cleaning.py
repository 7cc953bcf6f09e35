"""Texts of clauses freed from what copying added; never a word changed, and no script turned into another."""

from __future__ import annotations

import re

# Readings in brackets behind characters, as some copies from web pages have them: 重(zhong)点.
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])(?:\([a-z]+\))+")
_FULL_WIDTH = {
    code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)
}
_QUOTES = str.maketrans("「」『』", "“”‘’")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
# The year of a document number stands in 〔〕: 〔2026〕1号.
_DOCUMENT_YEAR = re.compile(r"[\[［【(（〔]\s*((?:19|20)\d{2})\s*[\]］】)）〕](?=\s*第?\s*\d+\s*号)")
_BLANKS = re.compile(r"[ \t\u00a0\u3000]+")


def cleaned(text):
    """(clean, original): the text cleaned, and the text as it was where that is another one, else None."""
    clean = text.translate(_UNSEEN).translate(_FULL_WIDTH).translate(_QUOTES)
    clean = _DOCUMENT_YEAR.sub(r"〔\1〕", _PINYIN.sub("", clean))
    lines = [_BLANKS.sub(" ", line).strip() for line in clean.splitlines()]
    clean = "\n".join(line for line in lines if line)
    return clean, None if clean == text else text


def clean_heading(text):
    """A heading on one line, without the blanks and line breaks that narrow columns add."""
    return "".join(cleaned(text)[0].split())
