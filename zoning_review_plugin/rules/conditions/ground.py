"""Operators on the ground that a subject shares with features of a role or a layer."""

from __future__ import annotations

from dataclasses import dataclass
from json import dumps

from ..truth import between, bounded, is_unknown, opposite
from .tree import Node

_DIGITS = 12  # of a share: beyond these, 1 - 0.7 is more than 0.3


@dataclass(frozen=True)
class Ground:
    """Which features are meant: of a role, or of the layer with a key, and of them those that `attr` names.

    attr: ((`id`, `code`, `name`, `class` or `grade`, texts), …); all must fit.
    """

    role: str | None = None
    layer: str | None = None
    attr: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def means(self, key, role):
        """Whether features of the constraint layer with this key and role may be meant."""
        return key == self.layer if self.layer else role == self.role

    @property
    def name(self):
        """What is missing where the layer does not answer."""
        return f"layer.{self.layer or self.role}"


class OnGround(Node):
    """Base of the operators on one `Ground`."""

    ground: Ground

    def of(self, known, rows):
        """Truth for `rows` of the `GroundFacts` `known`."""
        raise NotImplementedError

    def truth(self, facts, rows):
        known = facts.ground(self.ground)
        return facts.unknown(rows) if known is None else self.of(known, rows)

    def leaves(self):
        return [self]

    def open_leaves(self, facts, rows):
        unknown = is_unknown(self.truth(facts, rows))
        return [(self, unknown)] if unknown.any() else []

    def lacking(self, facts, rows):
        """For each of `rows` the names of what must be known where it is unknown: the layer must answer."""
        return [(self.ground.name,)] * len(rows)

    def shown(self, facts, rows):
        """A JSON object for each of `rows`: what is shared with which features."""
        known, name = facts.ground(self.ground), dumps(self.ground.name, ensure_ascii=False)
        if known is None:
            return [f'{{"fact": {name}, "value": null}}'] * len(rows)
        return [f'{{"fact": {name}, {text}}}' for text in known.shown[rows]]


@dataclass(frozen=True)
class Overlap(OnGround):
    """Shares ground, and of what applies to its kind more than `area_m2`, `share` or `length_m`."""

    ground: Ground
    area_m2: float = 0.0
    share: float = 0.0
    length_m: float = 0.0

    def of(self, known, rows):
        found = known.truth["met"][rows]
        for amount, limit in (("area", self.area_m2), ("share", self.share), ("length", self.length_m)):
            if limit > 0:
                least, most = known.amount[f"{amount}_least"][rows], known.amount[f"{amount}_most"][rows]
                does_not_apply = least != least
                found = found & (between(least, most, ">", limit) | bounded(does_not_apply, does_not_apply))
        return found


@dataclass(frozen=True)
class Disjoint(OnGround):
    """Shares no more ground than such an overlap asks for."""

    overlap: Overlap

    @property
    def ground(self):
        return self.overlap.ground

    def of(self, known, rows):
        return opposite(self.overlap.of(known, rows))


@dataclass(frozen=True)
class Within(OnGround):
    """Lies wholly on such features."""

    ground: Ground

    def of(self, known, rows):
        return known.truth["whole"][rows]


@dataclass(frozen=True)
class Cross(OnGround):
    """Passes through a feature."""

    ground: Ground

    def of(self, known, rows):
        return known.truth["crossed"][rows]


@dataclass(frozen=True)
class Distance(OnGround):
    """The distance to the nearest such feature compares with `m`; 0 where ground is shared."""

    ground: Ground
    cmp: str
    m: float

    def of(self, known, rows):
        return between(known.amount["distance_least"][rows], known.amount["distance_most"][rows], self.cmp, self.m)


@dataclass(frozen=True)
class ShareOutside(OnGround):
    """The part of the subject that lies on no such feature compares with `share`."""

    ground: Ground
    cmp: str
    share: float

    def of(self, known, rows):
        least, most = known.amount["share_least"][rows], known.amount["share_most"][rows]
        least, most = (1.0 - most).round(_DIGITS), (1.0 - least).round(_DIGITS)
        return between(least, most, self.cmp, self.share)
