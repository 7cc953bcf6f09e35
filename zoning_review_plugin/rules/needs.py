"""What packs ask for: so that a review computes these facts and no others."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions.ground import Distance, Ground, OnGround
from .conditions.metrics import Metric
from .conditions.stated import Stated
from .scope import ANY_UNIT, asked_of


@dataclass(frozen=True)
class Needs:
    """stated: names of statements. metrics: the operators on metrics, by the name of their fact. grounds: all
    `Ground`s. distances: `Ground` → how far (m) its features matter. units: whether clauses for single units are among
    the rules; unit_codes: the codes that these name.
    """

    stated: tuple[str, ...]
    metrics: dict[str, Metric]
    grounds: tuple[Ground, ...]
    distances: dict[Ground, float]
    units: bool
    unit_codes: frozenset[str] = frozenset()


def needs_of(rules) -> Needs:
    """The `Needs` of `Placed` rules, and of their packs' jurisdictions."""
    stated, metrics, grounds, distances = {}, {}, {}, {}
    for placed in rules:
        for leaf in asked_of(placed):
            if isinstance(leaf, Metric):
                metrics[leaf.fact] = leaf
            elif isinstance(leaf, Stated):
                stated[leaf.fact] = True
            elif isinstance(leaf, OnGround):
                grounds[leaf.ground] = True
            if isinstance(leaf, Distance):
                distances[leaf.ground] = max(leaf.m, distances.get(leaf.ground, 0.0))
    codes = frozenset(code for placed in rules for code in placed.rule.scope.unit_codes)
    return Needs(tuple(stated), metrics, tuple(grounds), distances, bool(codes), codes - {ANY_UNIT})
