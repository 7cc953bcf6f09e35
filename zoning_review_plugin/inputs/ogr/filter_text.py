"""Is a filter no more than a condition? Its text goes into SQL as it stands, in some databases unread by GDAL.

A condition compares fields with values. What could do more is refused: a second statement, a sub-selection, a comment
that hides what follows, a function that is not known to be harmless (others read files, ask servers, or write).
"""

from __future__ import annotations

import re

from ...model.errors import CaseFault

_MOST_CHARACTERS = 100_000
_PART = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>'(?:[^']|'')*')
    |(?P<quoted>"(?:[^"]|"")+")
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w))
    |(?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
    |(?P<sign><>|<=|>=|!=|::|\|\||!~\*?|~\*?|[=<>+\-*/%(),.])""",
    re.VERBOSE,
)
_FUNCTIONS = frozenset(
    "abs cast ceil ceiling char_length coalesce concat floor ifnull left length lower ltrim max min mod nullif replace "
    "right round rtrim substr substring trim upper st_area st_length st_isempty st_isvalid st_dimension".split()
)
# Words that may stand before a bracket without being a function.
_BEFORE_BRACKET = frozenset("and or not in between like ilike is when then else case all any".split())
_STATEMENTS = frozenset(
    "select union intersect except with values table insert update delete merge drop create alter attach detach pragma "
    "vacuum reindex grant revoke copy call execute exec do into returning limit offset order group having".split()
)


def refuse_more_than_a_condition(subset, place):
    """Raise CaseFault where `subset` is no plain condition; `place` says where it stands."""
    problem = _problem(subset)
    if problem is not None:
        raise CaseFault("subset_not_plain", place, subset=subset[:200], found=problem)


def _problem(subset):
    """The first part of `subset` that no condition holds, None where there is none."""
    if len(subset) > _MOST_CHARACTERS:
        return f"> {_MOST_CHARACTERS}"
    depth, position, before = 0, 0, None
    while position < len(subset):
        found = _PART.match(subset, position)
        if found is None or _hides(subset, found, before):
            return subset[position : position + 20]
        kind, part = found.lastgroup, found.group()
        word = before.group().lower() if before is not None and before.lastgroup == "word" else None
        if kind == "word" and part.lower() in _STATEMENTS:
            return part
        if part == "(":
            if word is not None and word not in _FUNCTIONS | _BEFORE_BRACKET:
                return f"{before.group()}("
            if before is not None and before.lastgroup == "quoted":
                return f"{before.group()}("
        depth += (part == "(") - (part == ")")
        if depth < 0:
            return subset[: position + 1][-20:]
        before, position = (before if kind == "space" else found), found.end()
    return None if depth == 0 else subset[-20:]


def _hides(subset, found, before):
    """Whether a part begins a comment, or a text that some databases end elsewhere than others."""
    if subset.startswith(("--", "/*"), found.start()):
        return True
    if found.lastgroup in ("text", "quoted"):
        prefixed = before is not None and before.lastgroup == "word" and before.end() == found.start()  # E'…', U&"…"
        return prefixed or "\\'" in found.group() or "\0" in found.group()
    return False
