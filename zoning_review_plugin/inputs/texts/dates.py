"""Dates as people write them in attributes."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from typing import NamedTuple

_TIME = r"(?:(?:T| +)\d{1,2}:.*|T\d{4}.*)?"  # of a day; what follows else (2020-01-01 至 2025-12-31) makes it no date
_SIGNS = re.compile(rf"(\d{{4}})(?:(?P<sign>[-/.])(\d{{1,2}})(?:(?P=sign)(\d{{1,2}}){_TIME})?)?")
_CHINESE = re.compile(rf"(\d{{4}}) *年(?: *(\d{{1,2}}) *月(?: *(\d{{1,2}}) *日?{_TIME})?)?")
_DIGITS = re.compile(rf"(\d{{4}})(\d{{2}})(?:(\d{{2}}){_TIME})?")
# Words and figures for a period without an end, or for nothing at all.
_NONE = frozenset(
    {"长期", "长期有效", "永久", "永久有效", "无", "无期限", "无固定期限", "/", "-", "--", "—", "——", "00000000"}
)
_LIKELY_YEARS = (1900, 2200)


class Period(NamedTuple):
    """The first and the last day that a date may mean, as ISO text: the same where it names a day."""

    first: str
    last: str


def states_a_date(text):
    """Whether a text says anything of a day: not where it says 长期, a stroke, or nothing."""
    return bool(text) and _plain(text) not in _NONE and bool(_plain(text))


def period_of(text):
    """The `Period` of a text: a day, a month or a year (2022-10-14, 20221014, 2022年10月, 2022); None if none."""
    plain = _plain(text)
    found = _SIGNS.fullmatch(plain) or _CHINESE.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if not found:
        return None
    year, *rest = (int(part) for part in found.groups() if part and part.isdecimal())
    month, day = (*rest, None, None)[:2]
    try:
        first = datetime.date(year, month or 1, day or 1)
        last = first if day else datetime.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return Period(first.isoformat(), last.isoformat())


def like_a_date(text):
    """Whether a value is such as fields of dates hold: of a likely year, or a period without an end."""
    if not states_a_date(text):
        return bool(_plain(text))
    found = period_of(text)
    return found is not None and (
        _LIKELY_YEARS[0] <= int(found.first[:4]) <= _LIKELY_YEARS[1] or found.last[:4] == "9999"
    )


def _plain(text):
    return unicodedata.normalize("NFKC", text or "").strip()
