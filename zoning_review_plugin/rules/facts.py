"""The table of facts that rules read: for each subject what is stated, and what ground it shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .conditions.ground import Ground
from .truth import everywhere

# Between several texts that stand in one: nothing that a text of a table of features holds.
BETWEEN = "\n"


@dataclass(frozen=True)
class Statements:
    """One fact of n subjects, each distinct statement once.

    place: integer array (n,), which of `values` each subject states; -1 where nothing is stated.
    shown: a text of each value, for people; of several, joined by `BETWEEN`.
    """

    place: Any
    values: tuple
    shown: tuple[str, ...]
    asked: dict = field(default_factory=dict, compare=False, repr=False)  # what was asked of it before


@dataclass(frozen=True)
class GroundFacts:
    """What n subjects share with the features of one `Ground`.

    truth: `met`, `whole`, `crossed` → truth arrays (n,) (`truth`). amount: `area_least`, `area_most` (m2),
    `share_…` (0 to 1), `length_…` (m), `distance_…` (m) → float arrays (n,) between which the amount lies: NaN where
    it does not apply to the subject, infinity where it has no known end. shown: object array (n,) of JSON objects
    without braces: rows and figures. features, codes, names: object arrays (n,) of texts, joined by `BETWEEN`.
    data: on which layers it rests, as text.
    """

    truth: Mapping[str, Any]
    amount: Mapping[str, Any]
    shown: Any
    features: Any
    codes: Any
    names: Any
    data: str = ""
    has_layers: bool = True  # whether the case has any layer for it
    role: str | None = None  # of its layers


@dataclass(frozen=True)
class Members:
    """Which control units each subject shares ground with: where a clause for single units finds its subjects.

    by_code: unit code → rows of subjects, ascending. complete: boolean array (n,), whether a subject's units are all
    known.
    """

    by_code: Mapping[str, Any]
    complete: Any

    @cached_property
    def is_complete(self):
        """Whether that is so for all."""
        return bool(self.complete.all())


@dataclass(frozen=True)
class Facts:
    """What is known of `size` subjects. A statement that is not there is unknown for all; so is ground."""

    size: int
    statements: Mapping[str, Statements] = field(default_factory=dict)
    grounds: Mapping[Ground, GroundFacts] = field(default_factory=dict)
    members: Members | None = None

    def stated(self, name):
        """The `Statements` of a fact, None where nobody states it."""
        return self.statements.get(name)

    def ground(self, ground):
        """The `GroundFacts` of a ground, None where they were not computed."""
        return self.grounds.get(ground)

    def unknown(self, rows):
        """A truth array that knows nothing of `rows`."""
        return everywhere(None, len(rows))
