"""Longitude and latitude as people write them: degrees, minutes and seconds in many spellings, or decimal degrees.

`（116度22分15.115秒，34度56分43.841秒）`, `116°22′15″E 34°56′43″N`, `北纬34°56'43.8" 东经116°22'15.1"`,
`116 22 15.1, 34 56 43.8`, `116.370865,34.945511`. Which of two figures is the longitude is told by letters or words,
else by the figures: above 90 only a longitude can be, and in China no figure can be both. Where that leaves a doubt,
nothing is chosen.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from ...model.errors import CaseFault

LONGITUDE, LATITUDE = "longitude", "latitude"
# Ranges of longitude and latitude in China (degrees), which do not meet.
_CHINA = ((73.0, 136.0), (3.0, 54.0))
_SPELLINGS = (
    ("东经", "E"), ("西经", "W"), ("北纬", "N"), ("南纬", "S"), ("经度", "L"), ("纬度", "B"),
    ("东", "E"), ("西", "W"), ("北", "N"), ("南", "S"), ("度", "°"), ("º", "°"), ("˚", "°"), ("分", "'"), ("秒", '"'),
    ("′", "'"), ("ʹ", "'"), ("ʺ", '"'),
    ("’", "'"), ("‘", "'"), ("´", "'"), ("″", '"'), ("”", '"'), ("“", '"'), ("''", '"'),
    ("、", ","), ("−", "-"), ("　", " "),
)  # fmt: skip
# Letters, figures and signs in full width, as Chinese keyboards type them.
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WORDS = ((re.compile(r"(?i)\b(?:longitude|long|lon|lng)\b"), "L"), (re.compile(r"(?i)\b(?:latitude|lat)\b"), "B"))
_AXES = {"E": LONGITUDE, "W": LONGITUDE, "L": LONGITUDE, "N": LATITUDE, "S": LATITUDE, "B": LATITUDE}
_FIGURE = r"\d{1,20}(?:\.\d{1,20})?"  # bounded: no text makes the search take long
_GAP = r"\s{0,9}"
_MINUTES = rf"{_GAP}{_FIGURE}{_GAP}'(?:{_GAP}{_FIGURE}{_GAP}\"?)?"
_SIGNED = rf"[+-]?(?:{_FIGURE}{_GAP}°(?:{_MINUTES})?|\d{{1,20}}:{_FIGURE}(?::{_FIGURE})?)"
_ANGLE = re.compile(
    rf"(?P<before>[NSEWLB]){_GAP}[:=]?{_GAP}(?P<a>{_SIGNED}|[+-]?{_FIGURE})"
    rf"|(?P<b>{_SIGNED}|[+-]?{_FIGURE}(?={_GAP}[NSEW])){_GAP}(?P<after>[NSEW])?",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\s*([+-]?{_FIGURE})(?:(?:[\s:]+|-)({_FIGURE}))?(?:(?:[\s:]+|-)({_FIGURE}))?\s*\Z")
_BETWEEN = re.compile(r"[\s,;()\[\]:/|]*\Z")
_MOST_CHARACTERS = 100_000


class Angle(NamedTuple):
    """degrees, and the axis (`LONGITUDE`, `LATITUDE`) where a letter or word tells it; where in the text it stands."""

    degrees: float
    axis: str | None
    start: int = 0
    end: int = 0


def parse_places(text):
    """(n, 2) longitudes and latitudes in degrees of the places that a text names, in its order.

    Raises CaseFault where something in it is no coordinate, or where it is in doubt which figure is the longitude.
    """
    if len(text) > _MOST_CHARACTERS:
        raise CaseFault("coordinates_unreadable", text=text[:60] + "…")
    plain = normalised(text)
    angles = marked_angles(plain)
    pairs = _marked_pairs(plain, angles, text) if angles else [_bare_pair(item, text) for item in _items(plain)]
    if not pairs:
        raise CaseFault("coordinates_unreadable", text=text[:60])
    return in_order(pairs, text)


def normalised(text):
    """`text` with one sign for all that mean the same: ° ' " N S E W, L and B for longitude and latitude."""
    text = text.translate(FULL_WIDTH).strip().rstrip("。")
    for theirs, ours in _SPELLINGS:
        text = text.replace(theirs, ours)
    for pattern, ours in _WORDS:
        text = pattern.sub(ours, text)
    return text


def marked_angles(plain):
    """The `Angle`s in a normalised text that carry a degree sign or a letter of the compass."""
    found = []
    for match in _ANGLE.finditer(plain):
        letter = (match["before"] or match["after"] or "").upper()
        written = match["a"] or match["b"]
        degrees = _degrees(re.findall(_FIGURE, written), written, plain)
        if letter in ("S", "W") and degrees < 0:
            raise CaseFault("coordinates_contradict", text=match.group().strip())
        found.append(Angle(-degrees if letter in ("S", "W") else degrees, _AXES.get(letter), *match.span()))
    return found


def in_order(pairs, text=""):
    """(n, 2) longitudes and latitudes of pairs of `Angle`. Raises CaseFault where they contradict or leave a doubt."""
    orders = {order for order in map(_told, pairs) if order is not None}
    if len(orders) > 1:
        raise CaseFault("coordinates_contradict", text=text[:60])
    figures = np.array([(first.degrees, second.degrees) for first, second in pairs])
    order = orders.pop() if orders else _plausible(figures, text)
    places = figures if order == LONGITUDE else figures[:, ::-1]
    if (np.abs(places[:, 0]) > 180).any() or (np.abs(places[:, 1]) > 90).any():
        raise CaseFault("coordinates_off_range", text=text[:60])
    return places


def angle(text):
    """The `Angle` of a cell of a table: decimal degrees, or degrees with minutes and seconds. Raises CaseFault."""
    plain = normalised(text.strip())
    marked = marked_angles(plain)
    if len(marked) == 1 and _BETWEEN.match(plain[: marked[0].start] + plain[marked[0].end :]):
        return marked[0]
    return _bare(plain, text)


def _told(pair):
    """Which figure of a pair comes first, by its letters; None where there are none, CaseFault where they clash."""
    first, second = (angle.axis for angle in pair)
    if first is not None and first == second:
        raise CaseFault("coordinates_contradict", text=f"{pair[0].degrees:g} {pair[1].degrees:g}")
    if first is not None:
        return first
    return None if second is None else LATITUDE if second == LONGITUDE else LONGITUDE


def _plausible(figures, text):
    """Which figure comes first, by the figures of all pairs. Raises CaseFault where both ways are possible."""
    largest = np.abs(figures).max(axis=0)
    if (largest > 90).sum() == 1:
        return LONGITUDE if largest[0] > 90 else LATITUDE
    for order, ranges in ((LONGITUDE, _CHINA), (LATITUDE, _CHINA[::-1])):
        if all(low <= figure <= high for column, (low, high) in zip(figures.T, ranges) for figure in column):
            return order
    raise CaseFault("coordinates_ambiguous", text=text[:60])


def only_separators(plain, angles):
    """Whether nothing but commas, blanks and brackets stands between angles and behind the last."""
    ends = (*(angle.start for angle in angles[1:]), len(plain))
    return all(_BETWEEN.match(plain[angle.end : end]) for angle, end in zip(angles, ends))


def _marked_pairs(plain, angles, text):
    if not (_BETWEEN.match(plain[: angles[0].start]) and only_separators(plain, angles)):
        raise CaseFault("coordinates_unreadable", text=text[:60])
    if len(angles) % 2:
        raise CaseFault("coordinates_unpaired", text=text[:60], count=len(angles))
    return list(zip(angles[::2], angles[1::2]))


def _items(plain):
    """The parts of a text without marks, each of which should be a pair."""
    items = [item.strip(" \t,([") for item in re.split(r"[;\n)\]]+", plain)]
    for item in filter(None, items):
        words = item.split()
        yield from words if len(words) > 1 and all("," in word.strip(",") for word in words) else [item]


def _bare_pair(item, text):
    parts = [part for part in re.split(r"[,\t]", item) if part.strip()]
    if len(parts) == 1:
        parts = item.split()
    if len(parts) != 2:
        raise CaseFault("coordinates_unreadable", text=item[:60])
    return _bare(parts[0], text), _bare(parts[1], text)


def _bare(part, text):
    match = _BARE.match(part)
    if match is None:
        raise CaseFault("coordinates_unreadable", text=part.strip()[:60] or text[:60])
    return Angle(_degrees([figure.lstrip("+-") for figure in match.groups() if figure], part.strip(), text), None)


def _degrees(figures, written, text):
    """Decimal degrees of the figures for degrees, minutes and seconds. Only the last may have decimals."""
    values = [float(figure) for figure in figures]
    if any("." in figure for figure in figures[:-1]) or any(value >= 60 for value in values[1:]):
        raise CaseFault("coordinates_unreadable", text=written[:60] or text[:60])
    total = sum(value / 60**rank for rank, value in enumerate(values))
    return -total if written.startswith("-") else total
