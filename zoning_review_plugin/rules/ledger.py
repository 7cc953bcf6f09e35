"""The ledger of total quantities: what of each pollutant an area may discharge, and what is left of it.

balance = quota - used - reserved + recovered. An amount that is left blank is not known, and neither is the balance.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..model.words import RESOURCES
from .measures import Amounts, Metrics, amount_in, metrics_of
from .units import exact

HEADROOM = "headroom."


@dataclass(frozen=True)
class Entry:
    """How one pollutant stood in one area (code) on a day (ISO text); amounts in `unit`, None where not known."""

    area: str
    pollutant: str
    unit: str
    date: str
    quota: float | None = None
    used: float | None = None
    reserved: float | None = None
    recovered: float | None = None
    source: str | None = None

    def balance(self, unit):
        """What is left, in `unit` (it may be below 0); None where an amount is not known or cannot be converted."""
        amounts = (self.quota, self.used, self.reserved, self.recovered)
        if None in amounts:
            return None
        quota, used, reserved, recovered = map(exact, amounts)
        left = Amounts(self.unit, quota - used - reserved + recovered, is_balance=True)
        return amount_in(Metrics(left), "value", unit)


@dataclass(frozen=True)
class Ledger:
    """All entries of a file, of which the latest of an area and a pollutant counts."""

    entries: tuple[Entry, ...]
    file: str | None = None

    def entry(self, area, pollutant, day=None):
        """The latest `Entry` not after `day` (ISO text; None: of all); None where there is none."""
        pollutant = pollutant_named(pollutant)
        fitting = [
            entry
            for entry in self.entries
            if (entry.area, entry.pollutant) == (area, pollutant) and (day is None or entry.date <= day)
        ]
        return max(fitting, key=lambda entry: entry.date, default=None)

    def balance(self, area, pollutant, unit, day=None):
        """What an area has left of a pollutant, in `unit`; None where the ledger does not tell."""
        entry = self.entry(area, pollutant, day)
        return None if entry is None else entry.balance(unit)

    def after(self, area, pollutant, increase, unit, day=None):
        """What is left when a project has added `increase`, in `unit`; None where one of them is not known."""
        left = self.balance(area, pollutant, unit, day)
        return None if left is None or increase is None else float(exact(left) - exact(increase))

    def pollutants(self):
        """Names of all pollutants of the ledger."""
        return sorted({entry.pollutant for entry in self.entries})


def ledger_metrics(ledger: Ledger, area_codes: Iterable[str], metrics: Mapping[str, Amounts], day=None):
    """{`headroom.<pollutant>`: `Amounts`} of a subject that touches some areas: the least that is left in any of them.

    metrics: all that is stated of the subject, by name. day: of the review. A pollutant is left out, and so stays
    unknown, where the subject does not state its increase or the ledger does not tell of each area.
    """
    found, areas = {}, sorted(set(area_codes))
    for pollutant in ledger.pollutants():
        names = [name for name in metrics if pollutant_named(name) == pollutant]
        entries = [ledger.entry(area, pollutant, day) for area in areas]
        if len(names) != 1 or not entries or None in entries:
            continue
        unit = entries[0].unit
        increase = amount_in(metrics_of(metrics, names[0]), "increase", unit)
        left = [ledger.after(area, pollutant, increase, unit, day) for area in areas]
        if None not in left:
            sources = dict.fromkeys(entry.source for entry in entries if entry.source)
            amounts = Amounts(unit, min(left), evidence="; ".join(sources) or None, is_balance=True)
            found[HEADROOM + names[0]] = amounts
    return found


def pollutant_named(text):
    """The name under which rules and facts know a pollutant: `化学需氧量` → `cod`; other texts in lower case."""
    return _names().get(plain(text), plain(text))


def plain(text):
    """A text as names and headings are compared: without case and spaces."""
    return "".join(text.split()).casefold()


@lru_cache(maxsize=1)
def ledger_words():
    """The table resources/ledger.json."""
    return json.loads((RESOURCES / "ledger.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _names():
    return {plain(one): name for name, others in ledger_words()["pollutants"].items() for one in (name, *others)}
