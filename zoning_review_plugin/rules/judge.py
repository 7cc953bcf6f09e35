"""Clauses asked of subjects: facts and rules → a verdict for every subject × clause in scope.

Rules that ask the same are asked together, of all their subjects at once; the explanation of a single row is the
same judgement of that row alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..model.codes import VERDICTS
from .evidence import Findings
from .scope import candidates
from .truth import is_false, is_true, is_unknown, truths

BREACHES = ("does_not_conform", "needs_justification")
_RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}


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

    rules: `Placed` list. facts: `Facts`. rows: integer array of the subjects to judge, all if left out.
    """
    if rows is None:
        rows = pd.RangeIndex(facts.size).to_numpy()
    findings = Findings(rules, facts)
    for asked in _alike(rules):
        first = rules[asked[0]]
        row, rule, member = _found(rules, asked, facts, rows)
        if len(row):
            findings.add(first, _judged(first, facts, row, rule, member))
    return findings.frame()


def _alike(rules):
    """Places of rules, grouped by what they ask and what follows from the answer."""
    groups = {}
    for place, placed in enumerate(rules):
        rule = placed.rule
        ways = tuple((way.condition, way.verdict, way.evidence) for way in rule.exceptions)
        verdicts = (rule.if_true, rule.if_false, rule.if_unknown, rule.automation)
        groups.setdefault((placed.condition, rule.test, ways, verdicts), []).append(place)
    return groups.values()


def _found(rules, asked, facts, rows):
    """(subjects, places of rules, whether each is surely meant) that a group of rules may concern."""
    parts, places, sure = [], [], []
    for place in asked:
        for mine, known in zip(candidates(rules[place].rule, facts, rows), (True, None)):
            if len(mine) and (known or rules[place].listed):
                parts.append(pd.Series(mine))
                places.append(place)
                sure.append(known)
    lengths = [len(mine) for mine in parts]
    row = pd.concat(parts, ignore_index=True) if parts else pd.Series([], dtype="int64")
    return row, pd.Series(places, dtype="int64").repeat(lengths).reset_index(drop=True), truths(sure).repeat(lengths)


def _judged(first, facts, row, rule, member):
    rows = row.to_numpy()
    applies = member & first.condition.truth(facts, rows)
    kept = ~is_false(applies)
    row, rule, applies, rows = row[kept], rule[kept], applies[kept], rows[kept]
    asked = first.rule
    test = facts.unknown(rows) if asked.test is None else asked.test.truth(facts, rows)
    computed = pd.Series(asked.if_unknown, index=row.index, dtype=object)
    computed[is_true(test)] = asked.if_true
    computed[is_false(test)] = asked.if_false
    lifted, breach = pd.Series(-1, index=row.index), computed.isin(BREACHES).to_numpy()
    for place, way in enumerate(asked.exceptions):  # the mildest that is shown: so that less knowledge never lifts more
        lifts = breach & is_true(way.condition.truth(facts, rows))
        lifts &= computed.map(_RANK).to_numpy() < _RANK[way.verdict]
        computed[lifts], lifted[lifts] = way.verdict, place
    verdict = computed.where(_judged_by_machine(asked, computed, test), "to_be_judged")
    verdict = verdict.where(~is_unknown(applies), "information_missing")
    return Judged(row, rule, verdict, computed, applies, test, lifted)


def _judged_by_machine(rule, computed, test):
    """Plain booleans: where the computed verdict stands without a person.

    Also of a clause that a person must judge it stands that nothing is involved, or that a fact is missing.
    """
    if rule.test is None or rule.automation == "manual":
        return pd.Series(False, index=computed.index)
    if rule.automation == "assisted":
        return (computed == "not_involved") | is_unknown(test)
    return pd.Series(True, index=computed.index)
