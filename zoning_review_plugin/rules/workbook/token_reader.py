"""Reading the tokens of a condition one after the other."""

from __future__ import annotations

from ..faults import PackFault
from .cell_text import unquoted
from .tokens import COMPARISONS, codes_of_word, holds_a_joint, number_of, said, tokens


class Reader:
    """The tokens of one text, and the place where reading has come to."""

    def __init__(self, text):
        self._tokens = tokens(text)
        self._place = 0

    @property
    def next(self):
        """The token that comes next; the last stays."""
        return self._tokens[self._place]

    def take(self):
        """The next token, which is passed."""
        token = self.next
        self._place += token.kind != "end"
        return token

    def is_word(self, code):
        """Whether the next token is the word of `code`; it is taken then."""
        if self.next.kind == "word" and code in codes_of_word(self.next.text):
            self.take()
            return True
        return False

    def is_mark(self, kind):
        """Whether the next token is that mark; it is taken then."""
        if self.next.kind == kind:
            self.take()
            return True
        return False

    def mark(self, kind, shown):
        """Pass a mark that must come next. Raises PackFault, as all that follow do."""
        if not self.is_mark(kind):
            raise self.unexpected(shown)

    def text(self):
        """A word or a quoted text."""
        token = self.next
        if token.kind == "text":
            return unquoted(self.take().text)
        if token.kind != "word":
            raise self.unexpected("…")
        if holds_a_joint(token.text):
            raise PackFault("notation_joint", got=token.text[:80], at=token.at)
        return self.take().text

    def number(self):
        """(a number, what follows it in the same word)."""
        found = number_of(self.next.text) if self.next.kind == "word" else None
        if found is None:
            raise self.unexpected("0.0")
        self.take()
        return found

    def comparison(self):
        """A sign of comparison, as packs write it."""
        if self.next.kind not in COMPARISONS:
            raise self.unexpected("< ≤ > ≥ = ≠")
        return self.take().kind

    def unexpected(self, wanted):
        """The fault of a token that cannot stand where `wanted` should."""
        token = self.next
        code = "notation_ended" if token.kind == "end" else "notation_expected"
        return PackFault(code, got=token.text[:80], at=token.at, wanted=wanted)

    def ended(self, value):
        """`value`, where nothing follows."""
        if self.next.kind != "end":
            raise self.unexpected(f"{said('and')} {said('or')}")
        return value
