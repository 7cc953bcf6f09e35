"""Where in its file a case is wrong: faults that show only when a case meets its layers learn file and line here."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import wraps

from ...model.errors import CaseFault


def tells_place(function):
    """For a function of a case: its CaseFaults that name a key name the case file and the line, too.

    A fault that lies in a file of its own (a pack, a ledger) stays there.
    """

    @wraps(function)
    def telling(case, *arguments, **more):
        try:
            return function(case, *arguments, **more)
        except CaseFault as fault:
            if fault.place.key and case.path and not fault.in_own_file:
                fault.place = replace(fault.place, file=str(case.path), line=case.line(fault.place.key))
            raise

    return telling


@contextmanager
def under(key):
    """CaseFaults that arise while the block runs lie under `key` of the case."""
    try:
        yield
    except CaseFault as fault:
        fault.place = replace(fault.place, key=key)
        raise
