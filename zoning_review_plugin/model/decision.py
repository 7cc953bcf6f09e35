"""What a person decided on one clause for one subject, on top of what was computed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """A decision, with who took it, when (ISO text) and why.

    pack, scheme: None where it is taken for all. computed: the verdict that was overridden. facts: hash of the facts
    on which it was decided; each None where nobody kept it. line: in the file of decisions.
    """

    subject: str
    rule: str
    verdict: str
    by: str
    at: str
    reason: str
    pack: str | None = None
    scheme: str | None = None
    evidence: str | None = None
    computed: str | None = None
    facts: str | None = None
    line: int | None = None

    def concerns(self, other):
        """Whether another decision may be on the same finding: what either leaves open fits everything."""
        return (
            (self.subject, self.rule) == (other.subject, other.rule)
            and (None in (self.pack, other.pack) or self.pack == other.pack)
            and (None in (self.scheme, other.scheme) or self.scheme == other.scheme)
        )
