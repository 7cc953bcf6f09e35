"""Issues on features that clauses may mean, though their layer spells class, name or code another way, or has a class
that no clause knows.
"""

from __future__ import annotations

from ..model.codes import Severity
from ..model.records import Issue
from ..rules.conditions.ground import OnGround
from ..rules.scope import asked_of

_MOST_NAMED = 10  # clauses that one issue names


def spelt_otherwise(rules, spelt):
    """An `Issue` for each text of a layer, and what is asked for, with the clauses that are open for it.

    rules: `Placed`. spelt: of `Gathered`.
    """
    return _issues("spelt_otherwise", rules, spelt)


def not_asked_for(rules, strange):
    """The same for each class of units that no clause knows, with the clauses that are left out for it.

    strange: of `Gathered`.
    """
    return _issues("unit_class_not_asked_for", rules, strange)


def _issues(code, rules, spelt):
    clauses, found = _clauses(rules) if spelt else {}, {}
    for ground, key, name, text in spelt:
        one = found.setdefault((key, name, text, dict(ground.attr)[name]), {})
        one.update(dict.fromkeys(clauses.get(ground, ())))
    return [
        Issue(key, code, Severity.WARNING, params=_params(name, text, asked, [*ids]))
        for (key, name, text, asked), ids in found.items()
    ]


def _clauses(rules):
    """{`Ground`: ids of the clauses that ask for it}."""
    found = {}
    for placed in rules:
        for leaf in asked_of(placed):
            if isinstance(leaf, OnGround):
                found.setdefault(leaf.ground, []).append(placed.rule.id)
    return found


def _params(name, text, asked, ids):
    named = ", ".join(ids[:_MOST_NAMED]) + (" …" if len(ids) > _MOST_NAMED else "")
    return {"field": name, "got": text, "asked": " / ".join(asked), "rules": named, "count": len(ids)}
