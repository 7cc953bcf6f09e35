"""Operators on amounts: emissions, uses and what they are divided by, in any unit that can be converted."""

from __future__ import annotations

from dataclasses import dataclass

from ..measures import Unknown, known_amount
from ..truth import holds
from .stated import Stated


@dataclass(frozen=True)
class Metric(Stated):
    """An amount of the metric `name` compares with `value`. See `Limit` for `of` and `per`."""

    name: str
    cmp: str
    value: float
    unit: str | None = None
    which: str = "value"
    per: str | None = None

    @property
    def fact(self):
        return f"metrics.{self.name}" + (f" / metrics.{self.per}" if self.per else "")

    def of(self, value):
        amount = self.amount(value)
        return None if amount is None else holds(amount, self.cmp, self.value)

    def amount(self, value):
        """The amount in the unit of the rule; None where it is not known or cannot be converted.

        value: a `Metrics`, the statements under `metrics` that bear on this one (`measures.metrics_of`).
        """
        found = known_amount(value, self.which, self.unit, self.per is not None)
        return None if isinstance(found, Unknown) else found

    def why_unknown(self, value):
        """The `Unknown` of a `Metrics` that does not give the amount; None where it does."""
        found = known_amount(value, self.which, self.unit, self.per is not None)
        return found if isinstance(found, Unknown) else None

    def missing(self, value):
        """Names of the facts that would make the amount known (`metrics.operating_hours`); () where nothing would."""
        why = self.why_unknown(value) if value is not None else None
        if value is None:
            return (self.fact,)
        names = {None: self.name, "per": self.per}
        return tuple(f"metrics.{names.get(one, one)}" for one in why.missing) if why else ()

    def lacking(self, facts, rows):
        """As of any statement; where an amount is stated that does not serve, what would make it serve."""
        stated = facts.stated(self.fact)
        if stated is None:
            return [(self.fact,)] * len(rows)
        names = [*(self.missing(value) or (self.fact,) for value in stated.values), (self.fact,)]
        return [names[place] for place in stated.place[rows]]
