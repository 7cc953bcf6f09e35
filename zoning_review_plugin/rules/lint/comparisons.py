"""Limits whose comparison says the opposite of what the clause is: a cap that wants more, a floor that wants less."""

from __future__ import annotations

from ..conditions.ground import Distance
from ..limits import demanded
from .contradictions import written_limit

_WANTED = {"cap": "<", "floor": ">", "offset": ">", "distance": ">"}


def contradicting_comparisons(given):
    """Caps that want at least a value; floors, offsets and distances that want at most one."""
    for clause in given.clauses:
        rule = clause.rule
        limit = demanded(rule) if rule.metric or isinstance(rule.test, Distance) else None
        wanted = _WANTED.get(rule.modality)
        if limit is None or wanted is None or limit.cmp[0] in (wanted, "=", "!"):
            continue
        path = ("metric", "cmp") if rule.metric else ("test", "distance", "cmp")
        yield clause.remark("comparison_contradicts", *path, modality=rule.modality, got=written_limit(limit))
