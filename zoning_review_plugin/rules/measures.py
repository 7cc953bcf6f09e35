"""Amounts of metrics and the units of measure they come in; a table that is data, resources/units_of_measure.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from ..model.words import RESOURCES

RATIO = "offset_ratio"


@dataclass(frozen=True)
class Amounts:
    """One metric as stated. value, existing, added, reduced: in `unit`; None where not stated."""

    unit: str
    value: float | None = None
    existing: float | None = None
    added: float | None = None
    reduced: float | None = None
    evidence: str | None = None

    def amount(self, which):
        """An amount by its name (`of` of a limit), in `unit`; None where a part of it is not stated."""
        if which == "value":
            return self.amount("total") if self.value is None else self.value
        if which in ("existing", "added", "reduced"):
            return getattr(self, which)
        parts = [getattr(self, name) for name in _PARTS[which]]
        return None if None in parts else _MADE[which](*parts)


_PARTS = {"total": ("existing", "added", "reduced"), "increase": ("added", "reduced"), RATIO: ("reduced", "added")}
_MADE = {
    "total": lambda existing, added, reduced: existing + added - reduced,
    "increase": lambda added, reduced: added - reduced,
    RATIO: lambda reduced, added: reduced / added if added > 0 else float("inf"),
}


@dataclass(frozen=True)
class Metrics:
    """A metric and the one by which it is divided, as stated; either may be missing."""

    own: Amounts | None
    per: Amounts | None = None


@dataclass(frozen=True)
class Measure:
    """A unit of measure: its factor to base units, and the powers of its dimensions."""

    factor: float
    powers: tuple[tuple[str, int], ...]


def amount_in(metrics, which, unit, per=False):
    """`which` of a `Metrics`, in the unit written as `unit` (None: as it is).

    per: whether it is to be divided by the second metric. None where a part is not known, or nobody can convert it.
    """
    parts = [_measured(metrics.own, which)] + ([_measured(metrics.per, "value")] if per else [])
    if None in parts:
        return None
    amount, powers = parts[0]
    if per:
        if parts[1][0] == 0:
            return None
        amount, powers = amount / parts[1][0], _quotient(powers, parts[1][1])
    wanted = measure_of(unit) if unit else Measure(1.0, ())
    if wanted is None or wanted.powers != powers:
        return None
    return amount / wanted.factor


def _measured(amounts, which):
    """(amount in base units, powers) of one metric; None where it is not known."""
    amount = None if amounts is None else amounts.amount(which)
    if amount is None:
        return None
    measure = Measure(1.0, ()) if which == RATIO else measure_of(amounts.unit)
    return None if measure is None else (amount * measure.factor, measure.powers)


@lru_cache(maxsize=1024)
def measure_of(text):
    """The `Measure` of a unit as written (`t/a`, `m³/万元`); None where the table does not know it."""
    factor, powers = 1.0, ()
    for place, part in enumerate(text.replace(" ", "").replace("每", "/").split("/")):
        unit = _table()["units"].get(_table()["aliases"].get(part, part))
        if unit is None:
            return None
        dimension, one = unit
        own = () if dimension == "ratio" else ((dimension, 1),)
        factor, powers = (factor * one, own) if place == 0 else (factor / one, _quotient(powers, own))
    return Measure(factor, powers)


def _quotient(powers, others):
    found = dict(powers)
    for dimension, power in others:
        found[dimension] = found.get(dimension, 0) - power
    return tuple(sorted((dimension, power) for dimension, power in found.items() if power))


@lru_cache(maxsize=1)
def _table():
    return json.loads((RESOURCES / "units_of_measure.json").read_text(encoding="utf-8"))
