"""Amounts of metrics as stated (三本账: existing, added, reduced), and what can be known from them in another unit.

Reckoned in fractions of what was written, so that 4.0 + 1.2 - 2.4 is 2.8 and meets a cap of 2.8. What is negative or
contradicts itself is not known, and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .units import PLAIN, exact, is_ambiguous, measure_of

RATIO = "offset_ratio"
HOURS, DAYS = "operating_hours", "operating_days"
_LOGARITHMIC = {"sound", "sound_a"}
_MOST_IN_A_YEAR = {"hour": 8784, "day": 366}
_STATED = ("value", "existing", "added", "reduced")


@dataclass(frozen=True)
class Unknown:
    """Why an amount is not known: `code` names the sentence `metric.<code>`, `params` fill it.

    missing: names of the metrics that would have to be stated, or stated otherwise; None stands for the metric itself.
    """

    code: str
    params: tuple[tuple[str, str], ...] = ()
    missing: tuple[str | None, ...] = (None,)

    def said(self, words):
        """The sentence, in the language of `words` (a `model.words.Words`)."""
        params = dict(self.params)
        for key in params.keys() & {"parts", "part", "which"}:
            names = [words.code("amount", name) for name in params[key].split(",")]
            params[key] = words.say("punctuation.list").join(names)
        return words.say(f"metric.{self.code}", **params)


@dataclass(frozen=True)
class Amounts:
    """One metric as stated. value, existing, added, reduced: in `unit`; None where not stated.

    is_balance: it may be below 0, as what is left of a quota may.
    """

    unit: str
    value: float | None = None
    existing: float | None = None
    added: float | None = None
    reduced: float | None = None
    evidence: str | None = None
    is_balance: bool = False

    def known(self, which):
        """An amount by its name (`of` of a limit) in `unit` (Fraction; None: an endless ratio), or an `Unknown`.

        A ratio where nothing is added is endless: there is nothing to offset, so that every ratio is reached.
        """
        stated = {name: getattr(self, name) for name in _STATED if getattr(self, name) is not None}
        numbers = {name: exact(number) for name, number in stated.items()}
        wrong = self._contradiction(numbers)
        if wrong:
            return wrong
        if which == RATIO and numbers.get("added") == 0:
            return None
        if which in ("value", "total"):
            return numbers["value"] if "value" in numbers else _made("total", numbers, which)
        return _made(which, numbers, which)

    def _contradiction(self, numbers):
        """The `Unknown` of statements that cannot all be true; None where they can."""
        for name, number in numbers.items():
            if number is None:
                return Unknown("not_a_number", (("part", name),))
            if number < 0 and not self.is_balance:
                return Unknown("negative", (("part", name), ("got", _shown(number))))
        total = _made("total", numbers, "total")
        if isinstance(total, Unknown):
            return _part_below_nothing(numbers)
        if total < 0:
            return Unknown("reduces_more_than_is", (("reduced", _shown(numbers["reduced"])), ("total", _shown(total))))
        if "value" in numbers and numbers["value"] != total:
            return Unknown("total_differs", (("value", _shown(numbers["value"])), ("total", _shown(total))))
        return None


def _part_below_nothing(numbers):
    """The `Unknown` of statements by which the one part that is not stated would be less than nothing; else None."""
    lacking = [part for part in _PARTS["total"] if part not in numbers]
    if "value" not in numbers or len(lacking) != 1:
        return None
    rest = numbers["value"] - _MADE["total"](*(numbers.get(part, 0) for part in _PARTS["total"]))
    implied = -rest if lacking[0] == "reduced" else rest
    return Unknown("part_below_nothing", (("part", lacking[0]), ("got", _shown(implied)))) if implied < 0 else None


_PARTS = {"total": ("existing", "added", "reduced"), "increase": ("added", "reduced"), RATIO: ("reduced", "added")}
_MADE = {
    "total": lambda existing, added, reduced: existing + added - reduced,
    "increase": lambda added, reduced: added - reduced,
    RATIO: lambda reduced, added: reduced / added,
}


def _made(name, numbers, which):
    """An amount from those that it is made of; an `Unknown` where one of them is not stated."""
    parts = _PARTS.get(name, (name,))
    lacking = [part for part in parts if part not in numbers]
    if lacking:
        return Unknown("not_stated", (("parts", ",".join(lacking)), ("which", which)))
    return _MADE[name](*(numbers[part] for part in parts)) if name in _MADE else numbers[name]


def _shown(number):
    return f"{_float(number):.12g}"


def _float(number):
    try:
        return float(number)
    except OverflowError:  # beyond what a float holds
        return float("inf") if number > 0 else float("-inf")


@dataclass(frozen=True)
class Metrics:
    """A metric, the one by which it is divided, and how long the plant runs, as stated; each may be missing.

    hours, days: the metrics `operating_hours` (h/a) and `operating_days` (d/a).
    """

    own: Amounts | None
    per: Amounts | None = None
    hours: Amounts | None = None
    days: Amounts | None = None


def metrics_of(stated: Mapping[str, Amounts], name, per=None):
    """The `Metrics` of one rule from all that is stated of a subject, by name; None where nothing serves it."""
    found = Metrics(stated.get(name), stated.get(per) if per else None, stated.get(HOURS), stated.get(DAYS))
    return None if found.own is None and found.per is None else found


def amounts_of(statement: Mapping):
    """The `Amounts` of one entry under `metrics` of a case."""
    return Amounts(**statement)


def amount_in(metrics, which, unit, per=False):
    """`which` of a `Metrics` as a float in the unit written as `unit` (None: a plain number); None where not known.

    per: whether it is to be divided by the second metric. Infinity is the ratio where nothing is added.
    """
    found = known_amount(metrics, which, unit, per)
    return None if isinstance(found, Unknown) else found


def known_amount(metrics, which, unit, per=False):
    """As `amount_in`, with an `Unknown` that says why where the amount is not known."""
    parts = [_measured(metrics.own, which, None)] + ([_measured(metrics.per, "value", "per")] if per else [])
    for part in parts:
        if isinstance(part, Unknown):
            return part
    if parts[0] is None:
        return float("inf")
    amount, measure = parts[0]
    if per:
        if parts[1][0] == 0:
            return Unknown("divided_by_nothing", missing=("per",))
        amount, measure = amount / parts[1][0], measure / parts[1][1]
    return _converted(amount, measure, unit, metrics)


def _measured(amounts, which, place):
    """(amount, `Measure`) of one metric, None for an endless ratio, or an `Unknown`; place: as in `Unknown.missing`."""
    if amounts is None:
        return Unknown("not_stated", (("parts", which), ("which", which)), (place,))
    measure = measure_of(amounts.unit)
    if measure is None:
        code = "unit_ambiguous" if is_ambiguous(amounts.unit) else "unit_unknown"
        return Unknown(code, (("unit", amounts.unit),), (place,))
    if which != "value" and any(dimension in _LOGARITHMIC for dimension, _ in measure.powers):
        return Unknown("not_additive", (("unit", amounts.unit),), (place,))
    amount = amounts.known(which)
    if isinstance(amount, Unknown):
        return Unknown(amount.code, amount.params, (place,))
    return amount if amount is None else (amount, PLAIN if which == RATIO else measure)


def _converted(amount, measure, unit, metrics):
    """The amount in `unit` as a float, with the time that the plant runs where the two go by different clocks."""
    wanted = measure_of(unit) if unit else PLAIN
    if wanted is None:
        return Unknown("unit_unknown", (("unit", unit),), ())
    quotient = measure / wanted
    clocks = dict(quotient.powers)
    told = (("unit", metrics.own.unit), ("wanted", unit or "1"))
    if set(clocks) - {"hour", "day", "year"} or sum(clocks.values()):
        return Unknown("not_convertible", told)
    for clock, name in (("hour", HOURS), ("day", DAYS)):
        if clocks.get(clock):
            in_a_year = _in_a_year(getattr(metrics, name.partition("_")[2]), clock, name)
            if isinstance(in_a_year, Unknown):
                return in_a_year if in_a_year.code != "not_stated" else Unknown(f"{clock}s_missing", told, (name,))
            amount = amount / in_a_year ** clocks[clock]
    return _float(amount * quotient.factor)


def _in_a_year(amounts, clock, name):
    """How many hours or days of a year the plant runs; an `Unknown` where nobody says, or says what cannot be."""
    found = _measured(amounts, "value", name)
    if isinstance(found, Unknown):
        return found
    amount, measure = found
    if measure.powers != tuple(sorted(((clock, 1), ("year", -1)))):
        return Unknown("not_convertible", (("unit", amounts.unit), ("wanted", f"{clock[0]}/a")), (name,))
    amount = amount * measure.factor
    if not 0 < amount <= _MOST_IN_A_YEAR[clock]:
        return Unknown("runs_absurdly", (("got", _shown(amount)), ("unit", f"{clock[0]}/a")), (name,))
    return amount
