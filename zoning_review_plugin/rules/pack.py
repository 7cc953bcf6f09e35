"""A rule pack: the clauses of one document, as rules. Made by `pack_file` or `workbook`; holds no facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model.codes import VERDICTS
from .conditions.tree import Node

BREACHES_IF_TRUE = ("prohibit", "restrict", "exit")


@dataclass(frozen=True)
class Basis:
    """A law on which a clause rests, with the days between which it is in force."""

    doc: str
    article: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None

    @property
    def text(self):
        """`document article`."""
        return " ".join(part for part in (self.doc, self.article) if part)


@dataclass(frozen=True)
class Scope:
    """Where and on whom a clause bears; an empty part does not limit. area_ref: key of a constraint layer."""

    unit_codes: tuple[str, ...] = ()
    unit_class: tuple[str, ...] = ()
    unit_subclass: tuple[str, ...] = ()
    element: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    xzqdm: tuple[str, ...] = ()
    area_ref: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True)
class Way:
    """An exception: what must be shown, the verdict it then gives, and the documents that it needs."""

    condition: Node
    verdict: str
    evidence: tuple[str, ...] = ()
    clause: str | None = None
    explain: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Limit:
    """`of` the metric `name` (per another metric), compared with `value` in `unit`."""

    name: str
    cmp: str
    value: float
    unit: str | None = None
    of: str = "value"
    per: str | None = None


@dataclass(frozen=True)
class Rule:
    """One clause. `explain` maps (language, verdict) to a template."""

    id: str
    clause_text: str
    modality: str
    line: str = "access_list"
    dimension: str | None = None
    topic: str | None = None
    clause_no: str | None = None
    clause_original: str | None = None
    binding: str = "hard"
    automation: str = "auto"
    scope: Scope = field(default_factory=Scope)
    applies_if: Node | None = None
    test: Node | None = None
    if_true: str = "conforms"
    if_false: str = "does_not_conform"
    if_unknown: str = "information_missing"
    exceptions: tuple[Way, ...] = ()
    metric: Limit | None = None
    basis: tuple[Basis, ...] = ()
    explain: Mapping[tuple[str, str], str] = field(default_factory=dict)
    suggestion: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Pack:
    """The rules of one document. document: the pack as the dict of its file, for writing it again. file: its path."""

    id: str
    level: str
    valid_from: str
    title: str = ""
    jurisdiction: tuple[str, ...] = ()
    doc_no: str | None = None
    issuer: str | None = None
    issued: str | None = None
    valid_to: str | None = None
    supersedes: tuple[str, ...] = ()
    parent: str | None = None
    source: str | None = None
    status: str | None = None
    note: str | None = None
    rules: tuple[Rule, ...] = ()
    file: str | None = None
    document: Mapping = field(default_factory=dict)


def in_force(valid_from, valid_to, day):
    """Whether `day` (ISO text) lies between two days, both included; an open end does not limit."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def breaches_if_true(modality, if_true, if_false):
    """Whether it is the breach that the test of a rule finds: by its verdicts, else by its modality."""
    true, false = VERDICTS.index(if_true), VERDICTS.index(if_false)
    return modality in BREACHES_IF_TRUE if true == false else true < false


def default_verdicts(modality, binding):
    """(verdict if the test holds, if it does not) of a clause that names none.

    What is forbidden is there where the test holds; what is asked for is there where it holds. Soft clauses ask
    for reasons only, encouragements not even for these.
    """
    breach = "does_not_conform" if binding == "hard" and modality != "restrict" else "needs_justification"
    if modality in BREACHES_IF_TRUE:
        return breach, "conforms"
    return "conforms", "conforms" if modality == "encourage" else breach
