"""Texts of many findings, each kept once: a finding holds the place of its text."""

from __future__ import annotations

from .arrays import integers, objects


class Texts:
    """Distinct texts in the order in which they came. The place of None, for no text, is -1."""

    def __init__(self):
        self._places = {None: -1}

    def places(self, texts):
        """An integer array: the place of each of `texts`."""
        known = self._places
        return integers([known.setdefault(text, len(known) - 1) for text in texts])

    def told(self, places):
        """An object array of the texts at `places`."""
        return objects([*self._places][1:] + [None])[places]

    def all(self):
        """A list of all of them, by place; last, at -1, an empty one for no text."""
        return [*self._places][1:] + [""]
