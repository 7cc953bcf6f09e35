"""Operators on what is stated of a subject: asked once of each distinct statement, not of each subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from json import dumps

from ...model.codes import MODES, NATURES, PARTS, Kind
from ..facts import BETWEEN
from ..truth import any_of, everywhere, holds, is_unknown, truths
from .codes_match import industry_division, industry_matches, land_use_division, land_use_matches
from .tree import Node


class Stated(Node):
    """Base of the operators on one statement. `fact` names it, `of(value)` is True, False or None."""

    @property
    def fact(self):
        """The name of the statement in the facts, and of what is missing where nobody made it."""
        raise NotImplementedError

    def of(self, value):
        """Whether it holds of one known value; None where the value does not tell."""
        raise NotImplementedError

    def truth(self, facts, rows):
        stated = facts.stated(self.fact)
        if stated is None:
            return facts.unknown(rows)
        return self.answers(stated)[stated.place[rows]]

    def answers(self, stated):
        """Whether it holds of each of the distinct statements, and last of none: asked once, however many rules ask."""
        if self not in stated.asked:
            stated.asked[self] = truths([*map(self.of, stated.values), None])
        return stated.asked[self]

    def leaves(self):
        return [self]

    def open_leaves(self, facts, rows):
        unknown = is_unknown(self.truth(facts, rows))
        return [(self, unknown)] if unknown.any() else []

    def lacking(self, facts, rows):
        """For each of `rows` the names of what must be stated where it is unknown."""
        return [(self.fact,)] * len(rows)

    def shown(self, facts, rows):
        """A JSON object for each of `rows`: what was stated."""
        stated = facts.stated(self.fact)
        if stated is None:
            return [dumps({"fact": self.fact, "value": None}, ensure_ascii=False)] * len(rows)
        texts = stated.asked.get(self.fact)
        if texts is None:
            shown = [*(one.replace(BETWEEN, ", ") for one in stated.shown), None]  # place -1: nothing is stated
            texts = [dumps({"fact": self.fact, "value": one}, ensure_ascii=False) for one in shown]
            stated.asked[self.fact] = texts
        return [texts[place] for place in stated.place[rows].tolist()]


@dataclass(frozen=True)
class Codes(Stated):
    """The codes stated under `name` (`industry`, `land_use`) are among `wanted` or lie under one.

    any_: whether one of several codes is enough, or all must be.
    """

    name: str
    wanted: tuple[str, ...]
    any_: bool = True

    @property
    def fact(self):
        return self.name

    def of(self, value):
        return _together([_MATCH[self.name](code, self.wanted) for code in value], self.any_)

    def answers(self, stated):
        """As of all operators; of several codes code by code, since lists of rules share theirs."""
        if self not in stated.asked:
            if len(self.wanted) == 1:
                stated.asked[self] = self._of_one(stated)
            elif self.any_:
                stated.asked[self] = any_of([Codes(self.name, (one,)).answers(stated) for one in self.wanted])
        return super().answers(stated)

    def _of_one(self, stated):
        """Of one code: False where all that is stated lies in other divisions, which need not be asked one by one."""
        division, divisions = _DIVISION[self.name](self.wanted[0]), _divisions(self.name, stated)
        if division is None:
            return truths([*map(self.of, stated.values), None])
        found = everywhere(False, len(stated.values) + 1).copy()
        places = [*divisions.get(None, ()), *divisions.get(division, ()), len(stated.values)]
        found[places] = truths([*(self.of(stated.values[place]) for place in places[:-1]), None])
        return found


def _divisions(name, stated):
    """{division: places of the statements with a code of it}; those with a code of none, or without any, under None."""
    if ("divisions", name) not in stated.asked:
        found = {}
        for place, value in enumerate(stated.values):
            divisions = {_DIVISION[name](code) for code in value} or {None}
            for division in [None] if None in divisions else divisions:
                found.setdefault(division, []).append(place)
        stated.asked["divisions", name] = found
    return stated.asked["divisions", name]


_MATCH: dict[str, Callable] = {"industry": industry_matches, "land_use": land_use_matches}
_DIVISION: dict[str, Callable] = {"industry": industry_division, "land_use": land_use_division}
_VOCABULARY = {"nature": NATURES, "part": PARTS, "mode": MODES, "geometry": Kind.ALL}


@dataclass(frozen=True)
class OneOf(Stated):
    """The values stated under `name` (`nature`, `part`, `mode`, `geometry`) are among `wanted`.

    A value that is none of our codes does not tell. any_: whether one of several values is enough, or all must be.
    """

    name: str
    wanted: tuple[str, ...]
    any_: bool = True

    @property
    def fact(self):
        return self.name

    def of(self, value):
        known = _VOCABULARY[self.name]
        return _together([one in self.wanted if one in known else None for one in value], self.any_)


def _together(answers, any_):
    """The or of several answers, or their and; None where nothing was said at all."""
    if not answers:
        return None
    if any_ in answers:
        return any_
    return None if None in answers else not any_


@dataclass(frozen=True)
class Declared(Stated):
    """The statement `flag` has one of the values `wanted`, or compares with `limit`.

    wanted: ((whether it is a truth value, value), …), so that true is not taken for 1.
    """

    flag: str
    wanted: tuple = ((True, True),)
    cmp: str | None = None
    limit: float | None = None

    @property
    def fact(self):
        return f"declared.{self.flag}"

    def of(self, value):
        if self.cmp is None:
            return _together([_same(value, one) for _, one in self.wanted], True)
        return holds(value, self.cmp, self.limit) if _kind(value) == _NUMBER else None


_TRUTH, _NUMBER, _CODE, _WORDS = range(4)
_NOTHING = (False, "none")


def _kind(value):
    if isinstance(value, bool):
        return _TRUTH
    if isinstance(value, str):
        return _CODE if value.isascii() else _WORDS
    return _NUMBER


def _same(value, wanted):
    """Whether a statement is the wanted value; None where it is of another kind, so that it does not tell.

    Who writes 是 where a rule asks for true has not said no, nor who writes 产业园区 where it asks for industrial_park.
    """
    if _kind(value) == _kind(wanted):
        return _plain(value) == _plain(wanted)
    says_nothing = _plain(value) in _NOTHING and not _kind(value) == _NUMBER
    return False if says_nothing and wanted not in _NOTHING else None


def _plain(value):
    return value.strip().casefold() if isinstance(value, str) else value


@dataclass(frozen=True)
class Day(Stated):
    """The day of the review lies between two days, both included."""

    first: str | None = None
    last: str | None = None
    fact = "date"

    def of(self, value):
        return (self.first is None or self.first <= value) and (self.last is None or value <= self.last)
