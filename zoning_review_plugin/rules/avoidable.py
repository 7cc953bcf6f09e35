"""Which clauses a question leaves to ask, and which of them a project could meet wherever it lies."""

from __future__ import annotations

from itertools import product

from .conditions.ground import OnGround
from .conditions.remainder import remainder
from .conditions.stated import Stated
from .conditions.tree import Always

_MOST_FACTS = 8  # of one clause that are tried both ways


def answered_by_facts(facts):
    """A function: operator → its answer by `facts`, None where open. facts: name → value as `Statements` hold them."""

    def answer(leaf):
        return leaf.of(facts[leaf.fact]) if isinstance(leaf, Stated) and leaf.fact in facts else None

    return answer


def left_to_ask(placed, facts):
    """The operators of a `Placed` rule that `facts` leave open; none where the rule surely does not apply."""
    answer = answered_by_facts(facts)
    condition = remainder(placed.condition, answer)
    if condition == Always(False):
        return []
    nodes = [placed.rule.test] if placed.rule.test else []
    nodes += [way.condition for way in placed.rule.exceptions]
    left = [condition, *(remainder(node, answer) for node in nodes)]
    return list(dict.fromkeys(leaf for node in left for leaf in node.leaves()))


def avoidable(placed, facts, settled=()):
    """Whether a project with these facts could keep clear of a hard breach by what else it states, on any ground.

    settled: names of facts that it is not free to state, though they may not be among `facts`.
    """
    answer = answered_by_facts(facts)
    condition = remainder(placed.condition, answer)
    test = placed.rule.test and remainder(placed.rule.test, answer)
    nodes = [node for node in (condition, test) if node is not None]
    leaves = dict.fromkeys(leaf for node in nodes for leaf in node.leaves() if not isinstance(leaf, OnGround))
    own = [leaf for leaf in leaves if leaf.fact not in facts and leaf.fact not in settled]
    if len(own) > _MOST_FACTS:
        return False
    return any(
        _met(placed.rule, condition, test, dict(zip(own, values))) for values in product((True, False), repeat=len(own))
    )


def _met(rule, condition, test, answers):
    """Whether `answers` to the operators on facts settle that the rule is not breached."""
    if remainder(condition, answers.get) == Always(False):
        return True
    found = remainder(test, answers.get) if test is not None else Always(None)
    if not isinstance(found, Always):
        return rule.if_true != "does_not_conform" != rule.if_false
    verdict = {True: rule.if_true, False: rule.if_false, None: rule.if_unknown}[found.value]
    return verdict != "does_not_conform"
