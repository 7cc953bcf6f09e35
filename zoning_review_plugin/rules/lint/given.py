"""What the checks look at: the packs given, the day, the units of the layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..pack import Pack, Rule
from .remark import remark


@dataclass(frozen=True)
class Clause:
    """A rule in its pack. written: the dict of its file. period: (first, last day in force), ISO text or None."""

    pack: Pack
    place: int
    rule: Rule
    written: Mapping

    @property
    def path(self):
        """Where it stands in the JSON."""
        return ("rules", self.place)

    @cached_property
    def period(self):
        scope = self.rule.scope
        firsts = [day for day in (self.pack.valid_from, scope.valid_from) if day]
        lasts = [day for day in (self.pack.valid_to, scope.valid_to) if day]
        return max(firsts, default=None), min(lasts, default=None)

    def remark(self, code, *path, **params):
        """A `Remark` on this clause; path: below it."""
        return remark(self.pack, code, (*self.path, *path), self.rule.id, **params)

    def named(self, other):
        """What a remark on this clause calls another one: with its pack where that is another."""
        return other.rule.id if other.pack is self.pack else f"{other.pack.id} {other.rule.id}"


@dataclass(frozen=True)
class Given:
    """packs: in the order given. day: ISO text. known_units: codes of the layer's units, None where none is given."""

    packs: tuple[Pack, ...]
    day: str
    known_units: frozenset[str] | None = None

    @cached_property
    def clauses(self):
        """Every `Clause` of every pack, in order."""
        return [
            Clause(pack, place, rule, written)
            for pack in self.packs
            for place, (rule, written) in enumerate(zip(pack.rules, pack.document["rules"]))
        ]
