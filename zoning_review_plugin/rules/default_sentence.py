"""The sentence of a finding whose rule gives none: what was found, what it means for the clause, on which data."""

from __future__ import annotations

from typing import NamedTuple

from ..model.codes import VERDICTS
from .arrays import combined, distinct, integers
from .conditions.ground import Distance, OnGround, ShareOutside, Within
from .conditions.metrics import Metric
from .figures import amounts_of, figures
from .scope import asked_of, tested_ground
from .truth import is_false, told

_PASSES = ("basically_conforms", "conforms")
_SILENT = ("information_missing", "not_involved")  # of which it is not told what was found
_INFINITE = float("inf")


class About(NamedTuple):
    """What a rule is about: the operators on ground and on a metric that it tests, else that it asks for; None without.

    tests_ground, tests_metric: whether it tests them.
    """

    ground: OnGround | None
    metric: Metric | None
    tests_ground: bool
    tests_metric: bool


def about(placed) -> About:
    """The `About` of a `Placed` rule."""
    tested = placed.rule.test.leaves() if placed.rule.test is not None else []
    ground = tested_ground(placed)
    metrics = [leaf for leaf in tested if isinstance(leaf, Metric)]
    metric = next((leaf for leaf in (*metrics, *asked_of(placed)) if isinstance(leaf, Metric)), None)
    return About(ground, metric, ground is not None and ground in tested, bool(metrics))


class DefaultSentence:
    """Makes templates in one language. words: its `Words`."""

    def __init__(self, words, facts):
        self._words, self._facts = words, facts

    def templates(self, one):
        """(templates, which of these each finding has). one: findings about one thing (`statement._Findings`)."""
        place, rows = distinct(one.row)
        leads, apart = self._leads(one.about, rows), self._apart(one.about, rows)
        keys = [*dict.fromkeys(leads)]
        of_row = [(keys.index(lead) * 2 + bool(lies)) for lead, lies in zip(leads, apart)]
        which, first = combined([integers(of_row)[place], one.verdict, (one.missing >= 0) * integers([1])])
        found = []
        for k in first.tolist():
            at = place[k]
            found.append(self._template(one.about, VERDICTS[one.verdict[k]], leads[at], apart[at], one.missing[k] >= 0))
        return found, which

    def _template(self, of_what, verdict, lead, apart, asked):
        say, key = self._words.say, f"statement.{verdict}"
        rests = of_what.tests_ground and verdict in _PASSES
        lead = None if verdict in _SILENT else lead
        if verdict == "not_involved" and apart:
            key, rests = f"{key}.ground", True
        if verdict == "information_missing" and not asked:
            key = f"{key}.unnamed"
        text = say(lead) + say("lead.then") + say(key) if lead else say(key)
        text += say("tail.hand_in") if verdict == "needs_justification" and asked else ""
        return text + (say("tail.data") if rests else "") + say("punctuation.stop")

    def _apart(self, of_what, rows):
        known = of_what.tests_ground and self._facts.ground(of_what.ground.ground)
        if not known:
            return [False] * len(rows)
        return is_false(known.truth["met"][rows]).tolist()

    def _leads(self, of_what, rows):
        """The key of what to begin with for each of `rows`; None where nothing can be told."""
        if of_what.tests_metric:
            return [_of_metric(amount) for amount in amounts_of(of_what.metric, self._facts, rows)]
        ground = of_what.ground
        known = ground and self._facts.ground(ground.ground)
        if not known or (ground.ground.role == "admin_area" and not of_what.tests_ground):
            return [None] * len(rows)
        if isinstance(ground, Distance):
            return ["lead.distance" if one is not None else None for one in figures("distance_m", known, rows)]
        if isinstance(ground, (Within, ShareOutside)):
            return ["lead.within" if one is not None else None for one in told(ground.of(known, rows))]
        measured = zip(*(figures(name, known, rows) for name in ("area_hm2", "length_km")))
        return [_of_ground(*pair) for pair in zip(told(known.truth["met"][rows]), measured)]


def _of_metric(amount):
    if amount is None:
        return None
    return "lead.no_addition" if amount == _INFINITE else "lead.metric"


def _of_ground(met, measured):
    if met is None:
        return None
    if not met:
        return "lead.apart"
    return "lead.ground" if any(one is not None for one in measured) else "lead.ground.met"
