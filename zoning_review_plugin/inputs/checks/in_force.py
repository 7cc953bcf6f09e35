"""Features whose own dates say that they are not in force on the day of the review."""

from __future__ import annotations

from collections import Counter

from ...model.codes import Severity
from ...model.records import Issue
from ..texts.dates import period_of, states_a_date
from .check import Check
from .values import told


class InForce(Check):
    """fields: our names valid_from and valid_to → field, as far as the layer has them. day: ISO text."""

    def __init__(self, fields, day):
        self._fields, self._day = fields, day
        self._periods = Counter()

    def see(self, seen):
        nothing = [None] * len(seen)
        columns = (seen.attributes[n].tolist() if n in self._fields else nothing for n in ("valid_from", "valid_to"))
        self._periods.update(zip(*columns))

    def issues(self, key):
        out, unreadable, coarse = [], [], []
        for (start, end), count in self._periods.items():
            dates = {text: period_of(text) for text in (start, end) if states_a_date(text)}
            unreadable += [(text, count) for text, period in dates.items() if period is None]
            first, last = dates.get(start), dates.get(end)
            if first and self._day < first.first or last and self._day > last.last:
                out.append((f"{start or '…'} – {end or '…'}", count))
            elif first and self._day < first.last or last and self._day > last.first:
                coarse.append((f"{start or '…'} – {end or '…'}", count))
        params = {"fields": ", ".join(self._fields.values()), "day": self._day}
        found = (
            ("features_not_in_force", Severity.WARNING, out),
            ("date_coarse", Severity.REMARK, coarse),
            ("date_unreadable", Severity.REMARK, unreadable),
        )
        return [Issue(key, code, s, params={**told(pairs), **params}) for code, s, pairs in found if pairs]
