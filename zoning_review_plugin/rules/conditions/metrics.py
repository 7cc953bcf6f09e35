"""Operators on amounts: emissions, uses and what they are divided by, in any unit that can be converted."""

from __future__ import annotations

from dataclasses import dataclass

from ..measures import amount_in
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

        value: a `Metrics`, one or two of the statements under `metrics`.
        """
        return amount_in(value, self.which, self.unit, self.per is not None)
