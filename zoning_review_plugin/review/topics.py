"""The chapter of a report that a clause belongs to."""

from __future__ import annotations

from ..rules.conditions.ground import Cross, Disjoint, Overlap, Within

_NO_CHAPTER = (None, "admin_area", "control_unit", "element_zone")


def topic_of(placed):
    """The chapter of a rule: the one it names, else the role whose ground it forbids or asks for, else its line.

    Units and zones carry the access list; a distance kept from a line is no verdict on the line itself.
    """
    rule = placed.rule
    if rule.topic:
        return rule.topic
    tested = rule.test.leaves() if rule.test is not None else []
    roles = [leaf.ground.role for leaf in tested if isinstance(leaf, (Overlap, Within, Cross, Disjoint))]
    return next((role for role in roles if role not in _NO_CHAPTER), rule.line)
