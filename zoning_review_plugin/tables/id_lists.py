"""Many ids in few words: runs of numbers are drawn together, and none is left out."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"(.*?)(\d+)")
_SHORTEST_RUN = 3


def id_list(ids, words):
    """Ids joined as people list them; three or more that count on (A-001, A-002, A-003) as `A-001～A-003`."""
    found, run = [], []
    for one in ids:
        if run and not _follows(run[-1], one):
            found += _drawn_together(run, words)
            run = []
        run.append(one)
    return words.say("punctuation.list").join(found + _drawn_together(run, words))


def _follows(one, other):
    first, second = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
    if not (first and second) or first.group(1) != second.group(1):
        return False
    digits = first.group(2), second.group(2)
    if max(map(len, digits)) > 18:
        return False
    return len(digits[0]) == len(digits[1]) and int(digits[1]) == int(digits[0]) + 1


def _drawn_together(run, words):
    if len(run) < _SHORTEST_RUN:
        return run
    return [words.say("punctuation.range", first=run[0], last=run[-1])]
