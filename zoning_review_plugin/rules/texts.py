"""Texts of many findings: a finding holds the place of its text."""

from __future__ import annotations

from .arrays import distinct, integers, objects


class Texts:
    """Texts in the order in which they came. The place of None, for no text, is -1."""

    def __init__(self):
        self._texts, self._places = [], {None: -1}

    def places(self, texts):
        """An integer array: the place of each of `texts`; what was there before keeps its place."""
        known, found = self._places, []
        for text in texts:
            if text not in known:
                known[text] = len(self._texts)
                self._texts.append(text)
            found.append(known[text])
        return integers(found)

    def added(self, texts):
        """The same of texts that are hardly there before. That is not looked up: of millions it takes much memory."""
        place, new = distinct(objects(texts))
        begin = len(self._texts)
        self._texts += new.tolist()
        place[place >= 0] += begin
        return place

    def __iter__(self):
        return iter(self._texts)

    def told(self, places):
        """An object array of the texts at `places`."""
        return objects([*self._texts, None])[places]
