"""What can be wrong with a pack."""

from __future__ import annotations

from ..model.errors import CaseFault


class PackFault(CaseFault):
    """A pack that does not parse or breaks its schema; `others` holds the further faults of the same file."""

    in_own_file = True


def raised_together(faults):
    """The first of several `PackFault`s, which holds the others."""
    first, *others = faults
    first.others = tuple(others)
    return first
