"""The sentence of a finding whose rule gives none: what was found, what it means for the clause, on which data."""

from __future__ import annotations

from typing import NamedTuple

from ..model.codes import VERDICTS
from .arrays import combined, distinct, integers
from .conditions.ground import Distance, OnGround, ShareOutside, Within
from .conditions.metrics import Metric
from .conditions.stated import Codes, OneOf
from .figures import amounts_of, figures, of_points
from .scope import asked_of, tested_ground
from .truth import is_false, told

_PASSES = ("basically_conforms", "conforms")
_SILENT = ("information_missing", "not_involved")  # of which it is not told what was found
_INFINITE = float("inf")
STATED = ("industry", "nature", "land_use")  # what placeholders of sentences stand for


class About(NamedTuple):
    """What a rule is about: the operators on ground and on a metric that it tests, else that it asks for; None without.

    tests_ground, tests_metric: whether it tests them. stated: names of the statements that it tests where it tests
    neither, so that a sentence tells of more than the ground that brings the clause.
    """

    ground: OnGround | None
    metric: Metric | None
    tests_ground: bool
    tests_metric: bool
    stated: tuple[str, ...] = ()


def about(placed) -> About:
    """The `About` of a `Placed` rule."""
    tested = placed.rule.test.leaves() if placed.rule.test is not None else []
    ground = tested_ground(placed)
    metrics = [leaf for leaf in tested if isinstance(leaf, Metric)]
    metric = next((leaf for leaf in (*metrics, *asked_of(placed)) if isinstance(leaf, Metric)), None)
    tests_ground = ground is not None and ground in tested
    names = [leaf.name for leaf in tested if isinstance(leaf, (Codes, OneOf)) and leaf.name in STATED]
    stated = () if tests_ground or metrics else tuple(dict.fromkeys(names))
    return About(ground, metric, tests_ground, bool(metrics), stated)


class DefaultSentence:
    """Makes templates in one language. words: its `Words`."""

    def __init__(self, words, facts):
        self._words, self._facts = words, facts

    def templates(self, one):
        """(templates, which of these each finding has). one: findings about one thing (`statement._Findings`)."""
        place, rows = distinct(one.row)
        leads, apart = self._leads(one.about, rows), self._apart(one.about, rows)
        leads = [tuple(filter(None, parts)) for parts in zip(leads, *self._stated(one.about, rows))]
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
        lead = () if verdict in _SILENT else lead
        if verdict == "not_involved" and apart:
            key, rests = f"{key}.ground", True
        if verdict == "information_missing" and not asked:
            key = f"{key}.unnamed"
        text = "".join(say(part) + say("lead.then") for part in lead) + say(key)
        text += say("tail.hand_in") if verdict == "needs_justification" and asked else ""
        return text + (say("tail.data") if rests else "") + say("punctuation.stop")

    def _apart(self, of_what, rows):
        known = of_what.tests_ground and self._facts.ground(of_what.ground.ground)
        if not known:
            return [False] * len(rows)
        return is_false(known.truth["met"][rows]).tolist()

    def _stated(self, of_what, rows):
        """For each statement that is tested, the keys of what tells of it for `rows`; None where none is made."""
        for name in of_what.stated:
            known = self._facts.stated(name)
            places = known.place[rows].tolist() if known else [-1] * len(rows)
            yield [f"lead.{name}" if place >= 0 else None for place in places]

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
        points, met = of_points(known, rows), told(known.truth["met"][rows])
        if isinstance(ground, (Within, ShareOutside)):
            is_told = [one is not None for one in told(ground.of(known, rows))]
            return [_of_inside(*one) for one in zip(is_told, points, met)]
        measured = zip(*(figures(name, known, rows) for name in ("area_hm2", "length_km")))
        return [_of_ground(*one) for one in zip(met, points, measured)]


def _of_metric(amount):
    if amount is None:
        return None
    return "lead.no_addition" if amount == _INFINITE else "lead.metric"


def _of_inside(is_told, is_point, met):
    if not is_told:
        return None
    if not is_point:
        return "lead.within"
    return "lead.point" if met else "lead.point.apart"


def _of_ground(met, is_point, measured):
    if met is None:
        return None
    if is_point:
        return "lead.point" if met else "lead.point.apart"
    if not met:
        return "lead.apart"
    return "lead.ground" if any(one is not None for one in measured) else "lead.ground.met"
