"""Text from layers made harmless for programs that would run or choke on it."""

from __future__ import annotations

import re

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_controls(text):
    """`text` without characters that XML (and so Excel and Word) cannot hold."""
    return _CONTROL.sub("�", text)


def for_spreadsheet(text):
    """`text` that no spreadsheet takes for a formula: a quote goes before what begins like one and is no number."""
    if text.lstrip().startswith(_RISKY) or text.startswith(_RISKY):
        return text if _NUMBER.match(text) else f"'{text}"
    return text
