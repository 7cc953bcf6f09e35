"""Names of sheets: legal in every spreadsheet, and no two alike."""

from __future__ import annotations

import re

from ..safe_text import without_controls

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


class SheetNames:
    """Hands out the names of one workbook."""

    def __init__(self):
        self._taken = set()

    def take(self, title):
        """A name as near to `title` as is allowed and free; spreadsheets take upper and lower case for the same."""
        plain = _FORBIDDEN.sub(" ", without_controls(title)).strip().strip("'")[:_LONGEST].strip() or "1"
        name, number = plain, 2
        while name.lower() in self._taken or name.lower() == "history":  # the one name that Excel keeps for itself
            ending = f" {number}"
            name, number = plain[: _LONGEST - len(ending)] + ending, number + 1
        self._taken.add(name.lower())
        return name
