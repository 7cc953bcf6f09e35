"""And, or and not over operators. Nodes are values: two that ask the same are equal."""

from __future__ import annotations

from dataclasses import dataclass

from ..truth import all_of, any_of, everywhere, is_unknown, opposite


class Node:
    """A condition. `truth(facts, rows)` is a truth array (`truth`) for those rows of the `Facts`."""

    def truth(self, facts, rows):
        """Three-valued truth for each of `rows` (an integer index of subjects)."""
        raise NotImplementedError

    def leaves(self):
        """The operators that it is made of, in order."""
        raise NotImplementedError

    def open_leaves(self, facts, rows):
        """[(operator, plain booleans)]: the unknown operators for whose sake the whole is unknown, and where."""
        raise NotImplementedError


@dataclass(frozen=True)
class And(Node):
    """True where all parts are."""

    parts: tuple[Node, ...]

    def truth(self, facts, rows):
        return all_of([part.truth(facts, rows) for part in self.parts])

    def leaves(self):
        return [leaf for part in self.parts for leaf in part.leaves()]

    def open_leaves(self, facts, rows):
        return _open(self, facts, rows)


@dataclass(frozen=True)
class Or(Node):
    """True where any part is."""

    parts: tuple[Node, ...]

    def truth(self, facts, rows):
        return any_of([part.truth(facts, rows) for part in self.parts])

    def leaves(self):
        return [leaf for part in self.parts for leaf in part.leaves()]

    def open_leaves(self, facts, rows):
        return _open(self, facts, rows)


@dataclass(frozen=True)
class Not(Node):
    """True where its part is false."""

    part: Node

    def truth(self, facts, rows):
        return opposite(self.part.truth(facts, rows))

    def leaves(self):
        return self.part.leaves()

    def open_leaves(self, facts, rows):
        return self.part.open_leaves(facts, rows)


@dataclass(frozen=True)
class Presumed(Node):
    """True where nothing in the case could tell of its part; where a layer should tell and does not, unknown."""

    part: Node

    def truth(self, facts, rows):
        known = facts.ground(self.part.ground)
        if known is None or not known.has_layers:
            return everywhere(True, len(rows))
        return self.part.truth(facts, rows)

    def leaves(self):
        return self.part.leaves()

    def open_leaves(self, facts, rows):
        unknown = is_unknown(self.truth(facts, rows))
        return [(self.part, unknown)] if unknown.any() else []


@dataclass(frozen=True)
class Always(Node):
    """The same for all: True, False or None."""

    value: bool | None

    def truth(self, facts, rows):
        return everywhere(self.value, len(rows))

    def leaves(self):
        return []

    def open_leaves(self, facts, rows):
        return []


def _open(node, facts, rows):
    unknown = is_unknown(node.truth(facts, rows))
    found = []
    for part in node.parts:
        found += [(leaf, where & unknown) for leaf, where in part.open_leaves(facts, rows)]
    return [(leaf, where) for leaf, where in found if where.any()]
