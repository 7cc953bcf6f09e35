"""Clauses asked of subjects: facts and rules → a verdict for every subject × clause in scope.

First each clause is asked on whom it bears, then all that test the same are asked that at once, of all their subjects;
the explanation of a single row is the same judgement of that row alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..model.codes import PASSES, RANK_OF_VERDICT, VERDICTS
from .arrays import integers, joined, numbers, objects, repeated
from .evidence import explained
from .missing import is_breach, missing_of
from .scope import Candidates
from .texts import Texts
from .truth import everywhere, is_false, is_true, is_unknown, truths

_COLUMNS = ("row", "rule", "verdict", "computed", "lifted", "missing")
_OF_TEXT = ("evidence", "missing", "feature_code", "statement_zh", "statement_en")
_RANKS = ("verdict", "computed")


@dataclass(frozen=True)
class Judged:
    """Verdicts of one group of rules. All arrays have one length.

    row: the subject. rule: place among the rules. verdict, computed: ranks (places in `VERDICTS`); computed is what a
    machine finds where a person must judge. applies, tested: three-valued. lifted: place of the exception that counts,
    -1 without.
    """

    row: Any
    rule: Any
    verdict: Any
    computed: Any
    applies: Any
    tested: Any
    lifted: Any


def judge(rules, facts, rows=None):
    """A frame of findings: `row`, `rule` (places), verdict and all that makes it up, sorted by both.

    rules: `Placed` list. facts: `Facts`. rows: integer array of the subjects to judge, ascending; all if left out.
    """
    texts = Texts()
    found = explained(verdicts(rules, facts, texts, rows), rules, facts, texts)
    return in_words({name: found[name].to_numpy() for name in found}, texts)


def in_words(columns, texts):
    """The frame of findings whose verdicts are ranks and whose texts are places in `texts`, as people read them.

    columns: integer arrays by name; each is taken out as it is put into words.
    """
    verdicts, all_texts, told = objects([*VERDICTS]), objects([*texts, None]), {}
    for name in (*columns,):
        places = columns.pop(name)
        told[name] = verdicts[places] if name in _RANKS else all_texts[places] if name in _OF_TEXT else places
    return pd.DataFrame(told, copy=False)


def verdicts(rules, facts, texts, rows=None):
    """The findings of `judge` in integers: verdicts as ranks, what is missing as its place in `texts`."""
    groups, candidates = {}, Candidates(facts, numbers(facts.size) if rows is None else rows)
    for place, placed in enumerate(rules):
        for mine, applies in _concerned(placed, facts, candidates):
            groups.setdefault(_test_of(placed.rule), []).append((place, mine, applies))
    columns = {name: [] for name in _COLUMNS}
    for parts in groups.values():
        places, mine, applies = zip(*parts)
        lengths = [*map(len, mine)]
        known = truths(applies).repeat(lengths)
        judged = _judged(rules[places[0]].rule, facts, joined(mine), integers(places).repeat(lengths), known)
        missing = texts.places(missing_of(judged, rules, facts))
        for name in _COLUMNS:
            columns[name].append(missing if name == "missing" else getattr(judged, name))
    columns = {name: joined(parts) for name, parts in columns.items()}
    order = (columns["row"] * (len(rules) + 1) + columns["rule"]).argsort(kind="stable")
    return pd.DataFrame({name: values[order] for name, values in columns.items()}, copy=False)


def _concerned(placed, facts, candidates):
    """(subjects on whom a clause bears, True) and (subjects of whom nobody knows, None), where there are any."""
    sure = candidates.sure(placed.rule)
    unknown = candidates.unknown(placed.rule, sure) if placed.listed else sure[:0]
    found = []
    for mine, member in ((sure, True), (unknown, None)):
        if len(mine):
            applies = placed.condition.truth(facts, mine) & everywhere(member, 1)
            found.append((mine[is_true(applies)], True))
            found.append((mine[is_unknown(applies)], None))
    return [(mine, known) for mine, known in found if len(mine)]


def _test_of(rule):
    """What a rule asks of those in its scope, and what follows from each answer."""
    ways = tuple((way.condition, way.verdict, way.evidence) for way in rule.exceptions)
    return rule.test, ways, rule.if_true, rule.if_false, rule.if_unknown, rule.automation, rule.binding


def _judged(asked, facts, row, rule, applies):
    """asked: any rule of the group."""
    rank = RANK_OF_VERDICT
    test = facts.unknown(row) if asked.test is None else asked.test.truth(facts, row)
    computed = repeated(rank[asked.if_unknown], len(row))
    computed[is_true(test)] = rank[asked.if_true]
    computed[is_false(test)] = rank[asked.if_false]
    # What was not found out is no breach to be lifted: else less knowledge of the test would pass more.
    lifted, breach = repeated(-1, len(row)), is_breach(computed) & ~is_unknown(test)
    for place, way in enumerate(asked.exceptions):  # the mildest that is shown: so that less knowledge never lifts more
        lifts = breach & is_true(way.condition.truth(facts, row)) & (computed < rank[lifted_to(way)])
        computed[lifts], lifted[lifts] = rank[lifted_to(way)], place
    verdict = computed.copy()
    verdict[~_judged_by_machine(asked, computed, test)] = rank["to_be_judged"]
    verdict[is_unknown(applies)] = rank["information_missing"]
    return Judged(row, rule, verdict, computed, applies, test, lifted)


def lifted_to(way):
    """The verdict of an exception that is stated; where documents must show it, no machine has seen them."""
    return "needs_justification" if way.evidence and way.verdict in PASSES else way.verdict


def _judged_by_machine(rule, computed, test):
    """Plain booleans: where the computed verdict stands without a person.

    Also of a clause that a person must judge it stands that nothing is involved, or that a fact is missing.
    """
    if rule.test is None or rule.automation == "manual":
        return computed < 0
    if rule.automation == "assisted":
        return (computed == RANK_OF_VERDICT["not_involved"]) | is_unknown(test)
    if rule.binding == "hard":  # that a hard clause is basically kept, only a person may say
        return computed != RANK_OF_VERDICT["basically_conforms"]
    return computed >= 0
