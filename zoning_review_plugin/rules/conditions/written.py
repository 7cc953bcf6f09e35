"""The conditions of a rule as a pack writes them: where its operators stand, and what they ask for."""

from __future__ import annotations


def conditions_of(rule, path):
    """[(path, condition)] of a rule's dict, which stands at `path`: where it applies, its test, its exceptions."""
    found = [((*path, name), rule[name]) for name in ("applies_if", "test") if name in rule]
    return found + [((*path, "exceptions", k, "if"), way["if"]) for k, way in enumerate(rule.get("exceptions", ()))]


def operators_of(rule, path):
    """(path, operator, what it asks for) of every operator in a rule's dict but and, or, not; no recursion."""
    open_ones = conditions_of(rule, path)[::-1]
    while open_ones:
        where, condition = open_ones.pop()
        ((operator, asked),) = condition.items()
        if operator in ("and", "or"):
            open_ones += [((*where, operator, k), part) for k, part in enumerate(asked)][::-1]
        elif operator == "not":
            open_ones.append(((*where, operator), asked))
        else:
            yield (*where, operator), operator, asked
