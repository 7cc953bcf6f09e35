"""Features whose own dates say that they are not in force on the day of the review."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .values import told

_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T ].*)?")


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
        out, unreadable = [], []
        for (start, end), count in self._periods.items():
            dates = {text: date_of(text) for text in (start, end) if text and text.strip()}
            unreadable += [(text, count) for text, date in dates.items() if date is None]
            first, last = dates.get(start), dates.get(end)
            if first and self._day < first or last and self._day > last:
                out.append((f"{start or '…'} – {end or '…'}", count))
        params = {"fields": ", ".join(self._fields.values()), "day": self._day}
        found = (("features_not_in_force", Severity.WARNING, out), ("date_unreadable", Severity.REMARK, unreadable))
        return [Issue(key, code, s, params={**told(pairs), **params}) for code, s, pairs in found if pairs]


def date_of(text):
    """The day that a text states (2022-10-14, 2022/10/14, 20221014, 2022年10月14日) as ISO text, None if none."""
    match = _DATE.fullmatch(text.strip())
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None
