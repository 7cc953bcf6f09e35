"""The clauses of one cell: text numbered 1. 2. or （1）（2） or ① or 一、, on lines of their own or in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# A number counts only where a clause can begin: at the start, on a new line, or after a stop.
_START = r"(?:^|(?<=[\n。；;：:]))\s*"
_KINDS = (
    re.compile(_START + r"(?P<n>[一二三四五六七八九十]{1,3})、"),
    re.compile(_START + r"[(（](?P<n>[一二三四五六七八九十]{1,3})[)）]"),
    re.compile(_START + r"(?P<n>\d{1,3})(?:[.．](?!\d)|、)"),
    re.compile(_START + r"[(（](?P<n>\d{1,3})[)）]"),
    re.compile(_START + r"(?P<n>\d{1,3})[)）]"),
    re.compile(_START + rf"(?P<n>[{_CIRCLED}])"),
)


@dataclass(frozen=True)
class Clause:
    """number: as in the text, the outer one before the inner (`1（2）`), None where there is none."""

    number: str | None
    text: str


def clauses_of(text):
    """The `Clause`s of a text, in order. What leads in to numbered parts is put before each of them."""
    return [Clause(number or None, words) for number, words in _parts(text.strip(), "", "")]


def _parts(text, number, lead):
    """(number, text) of the innermost numbered parts."""
    found = _series(text)
    if not found:
        if lead or text:
            yield number, lead + text
        return
    before = text[: found[0].start()].strip()
    for match, after in zip(found, [*found[1:], None]):
        inner = text[match.end() : after.start() if after else len(text)].strip()
        mark = match.group().strip().rstrip(".．、")
        yield from _parts(inner, number + mark, lead + before)


def _series(text):
    """The marks 1, 2, 3 … of the kind that begins first; [] where no kind counts from 1 to 2 at least.

    A mark out of turn (a decimal, a quoted number) is part of the text. One mark alone at the start counts too.
    """
    best = []
    for kind in _KINDS:
        wanted, marks = 1, []
        for match in kind.finditer(text):
            if _value(match.group("n")) == wanted:
                marks.append(match)
                wanted += 1
        alone = len(marks) == 1 and not text[: marks[0].start()].strip()
        if (len(marks) > 1 or alone) and (not best or marks[0].start() < best[0].start()):
            best = marks
    return best


def _value(number):
    if number.isdigit() and number not in _CIRCLED:
        return int(number)
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _CHINESE.find(number) + 1
    return (_CHINESE.find(tens) + 1 if tens else 1) * 10 + (_CHINESE.find(ones) + 1 if ones else 0)
