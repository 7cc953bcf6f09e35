"""Typed faults: what is wrong, where, and what to do.

A fault carries a code and its parameters; `model.words` turns both into sentences, so that every
interface says the same in the user's language and none shows a traceback.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a fault lies. Every part may be unknown (None)."""

    file: str | None = None
    layer: str | None = None
    feature: str | None = None
    field: str | None = None
    key: str | None = None
    line: int | None = None

    words = "place"  # the family of the words that name its parts


@dataclass(frozen=True)
class CellPlace(Place):
    """A place in a workbook: the sheet is its layer, the row its feature, the column its field."""

    words = "cell"


class ReviewFault(Exception):
    """Base of all faults that a user can cause or cure.

    `code` names the sentences `fault.<code>` and `action.<code>` in resources/words; `params` fill
    them; `place` says where. `exit_status` is what the headless command ends with.
    """

    exit_status = 1

    in_own_file = False  # whether its keys are those of another file than the case

    others = ()  # further faults of the same kind, found together with this one

    def __init__(self, code, place=None, **params):
        self.code = code
        self.place = place or Place()
        self.params = params
        super().__init__(code, self.place, params)

    def __reduce__(self):
        return _rebuilt, (type(self), self.code, self.place, self.params)


def _rebuilt(kind, code, place, params):
    """A fault as it was before it crossed from a worker process (keyword arguments do not pickle)."""
    return kind(code, place, **params)


class CaseFault(ReviewFault):
    """The call or the case file is wrong: unknown key, a named field that is not there."""

    exit_status = 2


class InputFault(ReviewFault):
    """The subjects cannot be read, or a source cannot be used as it is."""


class OutputFault(ReviewFault):
    """Nothing can be written there: read-only, full, or open in another program."""


class LibraryFault(ReviewFault):
    """A library that this job needs is not installed."""


class Cancelled(ReviewFault):
    """The user stopped the run."""

    exit_status = 130

    def __init__(self, code="cancelled", place=None, **params):
        super().__init__(code, place, **params)
