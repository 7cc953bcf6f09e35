"""The sentence of a finding whose rule gives none: what was found, what it means for the clause, on which data."""

from __future__ import annotations

from .conditions.ground import Distance, ShareOutside, Within
from .conditions.metrics import Metric
from .figures import amounts_of, figures
from .scope import tested_ground
from .truth import is_false, is_true

_PASSES = ("basically_conforms", "conforms")
_SILENT = ("information_missing", "not_involved")  # of which it is not told what was found
_INFINITE = float("inf")


class DefaultSentence:
    """Makes templates in one language. words: its `Words`."""

    def __init__(self, words, facts):
        self._words, self._facts = words, facts

    def templates(self, placed, verdict, rows, missing):
        """A template for each of `rows`. missing: what is missing for each, None for nothing."""
        leads = [None] * len(rows) if verdict in _SILENT else self._leads(placed, rows)
        apart = self._apart(placed, rows) if verdict == "not_involved" else [False] * len(rows)
        rests = self._tested(placed) is not None and verdict in _PASSES
        said = {}
        for key in set(zip(leads, apart, map(bool, missing))):
            said[key] = self._template(verdict, *key, rests)
        return [said[key] for key in zip(leads, apart, map(bool, missing))]

    def _template(self, verdict, lead, apart, asked, rests):
        say, key = self._words.say, f"statement.{verdict}"
        if verdict == "not_involved" and apart:
            key, rests = f"{key}.ground", True
        if verdict == "information_missing" and not asked:
            key = f"{key}.unnamed"
        text = say(lead) + say("lead.then") + say(key) if lead else say(key)
        text += say("tail.hand_in") if verdict == "needs_justification" and asked else ""
        return text + (say("tail.data") if rests else "") + say("punctuation.stop")

    def _tested(self, placed):
        """The operator on ground among those that the rule tests; None without."""
        ground = tested_ground(placed)
        return ground if ground and placed.rule.test and ground in placed.rule.test.leaves() else None

    def _apart(self, placed, rows):
        ground = self._tested(placed)
        known = ground and self._facts.ground(ground.ground)
        if not known:
            return [False] * len(rows)
        return is_false(known.truth["met"][rows]).tolist()

    def _leads(self, placed, rows):
        """The key of what to begin with for each of `rows`; None where nothing can be told."""
        metric = next((leaf for leaf in _leaves(placed.rule.test) if isinstance(leaf, Metric)), None)
        if metric:
            return [_of_metric(amount) for amount in amounts_of(metric, self._facts, rows)]
        ground = tested_ground(placed)
        known = ground and self._facts.ground(ground.ground)
        if not known or (ground.ground.role == "admin_area" and not self._tested(placed)):
            return [None] * len(rows)
        if isinstance(ground, Distance):
            return ["lead.distance" if one is not None else None for one in figures("distance_m", known, rows)]
        if isinstance(ground, (Within, ShareOutside)):
            return ["lead.within" if one is not None else None for one in _plain(ground.of(known, rows))]
        measured = zip(*(figures(name, known, rows) for name in ("area_hm2", "length_km")))
        return [_of_ground(*pair) for pair in zip(_plain(known.truth["met"][rows]), measured)]


def _leaves(node):
    return node.leaves() if node is not None else []


def _plain(truth):
    """True, False or None for each."""
    yes, no = is_true(truth).tolist(), is_false(truth).tolist()
    return [True if one else False if other else None for one, other in zip(yes, no)]


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
