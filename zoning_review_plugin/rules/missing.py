"""What would have to be known, or handed in, for another verdict."""

from __future__ import annotations

from ..model.codes import BREACHES, RANK_OF_VERDICT
from .arrays import by_kind
from .truth import is_unknown


def missing_of(judged, rules, facts):
    """For each finding of a group (`judge.Judged`) names joined by "; ", None for nothing."""
    asked, found = rules[int(judged.rule[0])].rule, _missing_scope(judged, rules, facts)
    if asked.test is not None:
        found += _open(asked.test, facts, judged.row, is_unknown(judged.tested).nonzero()[0])
    breach = is_breach(judged.computed).nonzero()[0]
    for place, way in enumerate(asked.exceptions):
        found += _open(way.condition, facts, judged.row, breach)
        documents = tuple(f"evidence.{document}" for document in way.evidence)
        found += [(one, documents) for one in (judged.lifted == place).nonzero()[0].tolist()]
    return _listed(found, len(judged.row))


def is_breach(ranks):
    """Plain booleans: which verdicts an exception may lift."""
    return sum(ranks == RANK_OF_VERDICT[verdict] for verdict in BREACHES) > 0


def _missing_scope(judged, rules, facts):
    """[(place, names)] of what would tell whether a clause bears on a subject at all."""
    unknown, found = is_unknown(judged.applies).nonzero()[0], []
    for condition, mine in by_kind(judged.rule[unknown], lambda place: rules[place].condition):
        parts = _open(condition, facts, judged.row, unknown[mine])
        told = {one for one, _ in parts}
        found += [*parts, *((one, ("layer.control_unit",)) for one in unknown[mine].tolist() if one not in told)]
    return found


def _open(node, facts, rows, where):
    """[(place, names of what is missing)] at the places `where` for whose sake a condition is unknown."""
    found, mine = [], rows[where]
    for leaf, open_ in node.open_leaves(facts, mine) if len(mine) else ():
        places = open_.nonzero()[0]
        found += zip(where[places].tolist(), leaf.lacking(facts, mine[places]))
    return found


def _listed(found, size):
    """Names joined for each of `size` findings, each once, in order; None where nothing is missing.

    found: (place, names).
    """
    listed = {}
    for place, names in found:
        if names:
            listed.setdefault(place, {}).update(dict.fromkeys(names))
    texts = [None] * size
    for place, names in listed.items():
        texts[place] = "; ".join(names)
    return texts
