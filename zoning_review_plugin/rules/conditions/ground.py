"""Operators on the ground that a subject shares with features of a role or a layer."""

from __future__ import annotations

from dataclasses import dataclass

from ..truth import between, truths
from .tree import Node


@dataclass(frozen=True)
class Ground:
    """Which features are meant: of a role, or of the layer with a key, and of them those that `attr` names.

    attr: ((`id`, `code`, `name`, `class` or `grade`, texts), …); all must fit.
    """

    role: str | None = None
    layer: str | None = None
    attr: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def name(self):
        """What is missing where the layer does not answer."""
        return f"layer.{self.layer or self.role}"


class OnGround(Node):
    """Base of the operators on one `Ground`."""

    ground: Ground

    def of(self, known):
        """Truth from the rows of a ground's facts (a frame, columns as in `facts.GROUND_COLUMNS`)."""
        raise NotImplementedError

    def truth(self, facts, rows):
        return self.of(facts.ground(self.ground).iloc[rows])

    def leaves(self):
        return [self]

    def open_leaves(self, facts, rows):
        unknown = self.truth(facts, rows).isna()
        return [(self, unknown)] if unknown.any() else []


@dataclass(frozen=True)
class Overlap(OnGround):
    """Shares ground, and of what applies to its kind more than `area_m2`, `share` or `length_m`."""

    ground: Ground
    area_m2: float = 0.0
    share: float = 0.0
    length_m: float = 0.0

    def of(self, known):
        found = known["met"].array.copy()
        for amount, limit in (("area", self.area_m2), ("share", self.share), ("length", self.length_m)):
            if limit > 0:
                least, most = known[f"{amount}_least"], known[f"{amount}_most"]
                more = between(least, most, ">", limit)
                found &= more | truths((least.isna() | most.isna()).to_numpy())  # does not apply to its kind
        return found


@dataclass(frozen=True)
class Disjoint(OnGround):
    """Shares no more ground than such an overlap asks for."""

    overlap: Overlap

    @property
    def ground(self):
        return self.overlap.ground

    def of(self, known):
        return ~self.overlap.of(known)


@dataclass(frozen=True)
class Within(OnGround):
    """Lies wholly on such features."""

    ground: Ground

    def of(self, known):
        return known["whole"].array


@dataclass(frozen=True)
class Cross(OnGround):
    """Passes through a feature."""

    ground: Ground

    def of(self, known):
        return known["crossed"].array


@dataclass(frozen=True)
class Distance(OnGround):
    """The distance to the nearest such feature compares with `m`; 0 where ground is shared."""

    ground: Ground
    cmp: str
    m: float

    def of(self, known):
        return between(known["distance_least"], known["distance_most"], self.cmp, self.m)


@dataclass(frozen=True)
class ShareOutside(OnGround):
    """The part of the subject that lies on no such feature compares with `share`."""

    ground: Ground
    cmp: str
    share: float

    def of(self, known):
        return between(1.0 - known["share_most"], 1.0 - known["share_least"], self.cmp, self.share)
