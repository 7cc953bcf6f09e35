"""Clauses asked of subjects: facts and rules → a verdict for every subject × clause in scope.

First each clause is asked on whom it bears, then all that test the same are asked that at once, of all their subjects;
the explanation of a single row is the same judgement of that row alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..model.codes import BREACHES, PASSES, RANK_OF_VERDICT
from .evidence import Findings
from .scope import Candidates
from .truth import everywhere, is_false, is_true, is_unknown, truths


@dataclass(frozen=True)
class Judged:
    """Verdicts of one group of rules. All have one length.

    row: the subject. rule: place among the rules. verdict, computed: codes; computed is what a machine finds where
    a person must judge. applies, tested: three-valued. lifted: place of the exception that counts, -1 without.
    """

    row: pd.Series
    rule: pd.Series
    verdict: pd.Series
    computed: pd.Series
    applies: object
    tested: object
    lifted: pd.Series


def judge(rules, facts, rows=None):
    """A frame of findings: `row`, `rule` (places), verdict and all that makes it up, sorted by both.

    rules: `Placed` list. facts: `Facts`. rows: integer array of the subjects to judge, ascending; all if left out.
    """
    if rows is None:
        rows = pd.RangeIndex(facts.size).to_numpy()
    groups, candidates = {}, Candidates(facts, rows)
    for place, placed in enumerate(rules):
        for mine, applies in _concerned(placed, facts, candidates):
            groups.setdefault(_test_of(placed.rule), []).append((place, mine, applies))
    findings = Findings(rules, facts)
    for parts in groups.values():
        lengths = [len(mine) for _, mine, _ in parts]
        row = pd.concat([pd.Series(mine) for _, mine, _ in parts], ignore_index=True)
        rule = pd.Series([place for place, _, _ in parts]).repeat(lengths).reset_index(drop=True)
        applies = truths([known for _, _, known in parts]).repeat(lengths)
        findings.add(_judged(rules[parts[0][0]].rule, facts, row, rule, applies))
    return findings.frame()


def _concerned(placed, facts, candidates):
    """(subjects on whom a clause bears, True) and (subjects of whom nobody knows, None), where there are any."""
    sure, unknown = candidates.of(placed.rule)
    found = []
    for mine, member in ((sure, True), (unknown, None)):
        if not len(mine) or not (member or placed.listed):
            continue
        applies = placed.condition.truth(facts, mine)
        if member is None:
            applies = applies & everywhere(None, len(mine))
        found.append((mine[is_true(applies)], True))
        found.append((mine[is_unknown(applies)], None))
    return [(mine, known) for mine, known in found if len(mine)]


def _test_of(rule):
    """What a rule asks of those in its scope, and what follows from each answer."""
    ways = tuple((way.condition, way.verdict, way.evidence) for way in rule.exceptions)
    return rule.test, ways, rule.if_true, rule.if_false, rule.if_unknown, rule.automation, rule.binding


def _judged(asked, facts, row, rule, applies):
    """asked: any rule of the group."""
    rows = row.to_numpy()
    test = facts.unknown(rows) if asked.test is None else asked.test.truth(facts, rows)
    computed = pd.Series(asked.if_unknown, index=row.index, dtype=object)
    computed[is_true(test)] = asked.if_true
    computed[is_false(test)] = asked.if_false
    # What was not found out is no breach to be lifted: else less knowledge of the test would pass more.
    lifted, breach = pd.Series(-1, index=row.index), (computed.isin(BREACHES) & ~is_unknown(test)).to_numpy()
    for place, way in enumerate(asked.exceptions):  # the mildest that is shown: so that less knowledge never lifts more
        lifts = breach & is_true(way.condition.truth(facts, rows))
        verdict = lifted_to(way)
        lifts &= computed.map(RANK_OF_VERDICT).to_numpy() < RANK_OF_VERDICT[verdict]
        computed[lifts], lifted[lifts] = verdict, place
    verdict = computed.where(_judged_by_machine(asked, computed, test), "to_be_judged")
    verdict = verdict.where(~is_unknown(applies), "information_missing")
    return Judged(row, rule, verdict, computed, applies, test, lifted)


def lifted_to(way):
    """The verdict of an exception that is stated; where documents must show it, no machine has seen them."""
    return "needs_justification" if way.evidence and way.verdict in PASSES else way.verdict


def _judged_by_machine(rule, computed, test):
    """Plain booleans: where the computed verdict stands without a person.

    Also of a clause that a person must judge it stands that nothing is involved, or that a fact is missing.
    """
    if rule.test is None or rule.automation == "manual":
        return pd.Series(False, index=computed.index)
    if rule.automation == "assisted":
        return (computed == "not_involved") | is_unknown(test)
    if rule.binding == "hard":  # that a hard clause is basically kept, only a person may say
        return computed != "basically_conforms"
    return pd.Series(True, index=computed.index)
