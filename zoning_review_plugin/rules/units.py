"""Units of measure as people write them → exact factors and powers of dimensions.

The table is data, resources/units_of_measure.json. Factors are fractions, so that 15 亩 are 1 hm2 and not nearly so.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..model.words import RESOURCES

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED_FIGURE = re.compile("(?<=[0-9])(?=[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")
_DOTS = re.compile(r"[·•⋅∙・*×]|(?<=[^\d\s])\.(?=\D)")
_POWER = re.compile(r"(.*?)\^?\(?(-?[1-9])\)?")
_TENS = re.compile(r"10\^(\d{1,2})·?(.+)")
_LONGEST = 60


@dataclass(frozen=True)
class Measure:
    """A unit of measure: its factor to base units, and the powers of its dimensions, sorted, none of them 0."""

    factor: Fraction
    powers: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other):
        return Measure(self.factor * other.factor, _sum(self.powers, other.powers, 1))

    def __truediv__(self, other):
        return Measure(self.factor / other.factor, _sum(self.powers, other.powers, -1))

    def __pow__(self, exponent):
        powers = tuple((name, power * exponent) for name, power in self.powers if exponent)
        return Measure(self.factor**exponent, powers)


PLAIN = Measure(Fraction(1))


def _sum(powers, others, sign):
    found = dict(powers)
    for dimension, power in others:
        found[dimension] = found.get(dimension, 0) + sign * power
    return tuple(sorted((dimension, power) for dimension, power in found.items() if power))


def exact(number):
    """The fraction that a number was written as: 0.1 is a tenth, not the nearest binary. None for NaN and infinity."""
    if isinstance(number, (int, Fraction)):
        return Fraction(number)
    text = repr(float(number))
    return Fraction(text) if text[-1].isdigit() else None


@lru_cache(maxsize=1024)
def measure_of(text):
    """The `Measure` of a unit as written: `t/a`, `吨／年`, `t·a⁻¹`, `m³/万元`, `kg/(hm²·a)`, `×10⁴ m³/a`.

    None where the table does not know it, where it means several things (方), or where it is not said how far a
    stroke reaches (`L/人·d`).
    """
    written = _plain(text)
    if not written or len(written) > _LONGEST:
        return None
    whole = _one(written.replace(" ", ""))
    return whole or _quotient(written)


def is_ambiguous(text):
    """Whether a part of a unit is a word that means several things."""
    return any(_without_prefix(part) in _table()["ambiguous"] for part in re.split(r"[/·() ]+", _plain(text)))


def _plain(text):
    """One spelling of signs: `10^4` for raised figures, `/`, `·`, half-width letters, single spaces."""
    text = _RAISED_FIGURE.sub("^", text).translate(_SUPERSCRIPTS)
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-")
    text = _DOTS.sub("·", text.replace("每", "/").replace("÷", "/"))
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" ?([/·()^]) ?", r"\1", text.lstrip("·"))
    return re.sub(r"(?<=[十百千万亿]) |(?<=10\^\d) ", "", text)


def _quotient(text):
    """`a/b/c`, each part a product; a product behind a stroke must stand in brackets."""
    parts = re.findall(r"\([^()]*\)(?:\^?-?\d)?|[^/()]+(?:\([^()]*\))?(?:\^?-?\d)?", text)
    if "/".join(parts) != text:
        return None
    found = None
    for place, part in enumerate(parts):
        bracketed = part.startswith("(") and part.endswith(")")
        part = part[1:-1] if bracketed else part
        if place and not bracketed and _is_product(part) and _one(part) is None:
            return None
        measure = _product(part)
        if measure is None:
            return None
        found = measure if found is None else found / measure
    return found


def _is_product(part):
    return "·" in part or " " in part


def _product(text):
    if not text:
        return None
    found = _one(text)
    if found is not None or not _is_product(text):
        return found
    found = PLAIN
    for part in re.split("[· ]", text):
        measure = _one(part)
        if measure is None:
            return None
        found = found * measure
    return found


def _one(text):
    """The measure of one unit with its prefix and power; None where there is none."""
    table = _table()
    text = table["whole"].get(text, text)
    tens = _TENS.fullmatch(text)
    if tens:
        unit = _one(tens.group(2))
        return unit and Measure(unit.factor * 10 ** int(tens.group(1)), unit.powers)
    unit = _named(text) or _raised(text)
    if unit is None:
        rest = _without_prefix(text)
        unit = _named(rest) or _raised(rest) if rest else None
        unit = unit and Measure(unit.factor * table["prefixes"][text[: -len(rest)]], unit.powers)
    return unit


def _without_prefix(text):
    """`text` without the longest prefix that it starts with."""
    for prefix in sorted(_table()["prefixes"], key=len, reverse=True):
        if text.startswith(prefix):
            return text[len(prefix) :]
    return text


def _raised(text):
    """`m3`, `m^3`, `a-1`."""
    match = _POWER.fullmatch(text)
    base = match and _named(match.group(1))
    return base and base ** int(match.group(2))


def _named(text):
    table = _table()
    name = table["aliases"].get(text, text)
    if name in table["units"]:
        powers, factor = table["units"][name]
        return Measure(Fraction(factor), tuple(sorted(powers.items())))
    return _raised(name) if name != text else None


@lru_cache(maxsize=1)
def _table():
    return json.loads((RESOURCES / "units_of_measure.json").read_text(encoding="utf-8"))
