"""One review as its user states it: what is reviewed, against what, how. Made from a case file or by a host.

Nothing here is read from disk; paths are as written, and `Case.folder` is what relative ones start from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from .codes import Basis

FULL = "full"


@dataclass(frozen=True)
class SubjectSource:
    """A layer of features to review. `fields` maps our names to its fields, `values` gives constants instead."""

    source: str
    encoding: str = "auto"
    fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Coverage:
    """The ground that a constraint layer answers for: the polygons of `source`."""

    source: str


@dataclass(frozen=True)
class Constraint:
    """A layer to review against. `coverage` is `FULL`, a `Coverage`, or None where it is not known."""

    key: str
    role: str
    source: str
    encoding: str = "auto"
    fields: Mapping[str, str] = field(default_factory=dict)
    area_unit: str = "m2"
    coverage: str | Coverage | None = None
    transform: str | None = None
    accuracy_m: float | None = None
    secrecy: str = "internal"
    owner: str | None = None
    version: str | None = None
    document: str | None = None
    date: str | None = None
    obtained: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None

    @property
    def is_secret(self):
        """Whether its geometry must be shown nowhere but in `review.gpkg`, and there only if the case keeps it."""
        return self.secrecy == "secret"


@dataclass(frozen=True)
class Scheme:
    """One option of a project, with the facts that are its own."""

    id: str
    name: str | None = None
    facts: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class Project:
    """A project with its schemes; the facts of a scheme come before those of its project."""

    id: str
    name: str | None = None
    facts: Mapping = field(default_factory=dict)
    schemes: tuple[Scheme, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The plan under review, where there is one."""

    level: str | None = None
    type: str | None = None
    horizon: tuple[int, ...] = ()
    boundary: str | None = None
    declared_area_hm2: float | None = None


@dataclass(frozen=True)
class Sliver:
    """When an overlap counts as a sliver: under any of these that is above 0 (m2, share of the subject, m)."""

    area_m2: float = 1.0
    share: float = 0.0
    width_m: float = 0.0


@dataclass(frozen=True)
class Options:
    """How figures are made (contract section 4)."""

    area_basis: str = Basis.ELLIPSOIDAL
    analysis_crs: str = "auto"
    accept_datum_shift: bool = False
    accept_incomplete: bool = False
    split_by: tuple[str, ...] = ()
    sliver: Sliver = field(default_factory=Sliver)
    search_distance_m: float = 5000.0
    list_within_m: float = 0.0
    touches: bool = False
    overlap_geometry: str = "conflicts"
    keep_secret_geometry: bool = False


@dataclass(frozen=True)
class Report:
    """How reports look; no figure or verdict depends on it.

    area_unit: of the areas in tables, `hm2`, `mu`, `m2` or `km2`. province: whose headings and names of dimensions
    (two digits of its code; None: that of the control units, else the nation's). template: a .docx of the user's own.
    paper: of maps, `A4` or `A3`.
    """

    area_unit: str = "hm2"
    province: str | None = None
    template: str | None = None
    paper: str = "A4"


@dataclass(frozen=True)
class Case:
    """A whole review.

    folder: what relative paths start from. path: the case file where there is one. lines: the line of each of
    its keys, which are written as in faults (`constraints[1].fields.id`).
    """

    title: str
    subjects: tuple[SubjectSource, ...]
    constraints: tuple[Constraint, ...]
    language: str = "zh"
    date: str | None = None
    review: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping = field(default_factory=dict)
    projects: tuple[Project, ...] = ()
    plan: Plan | None = None
    rules: tuple[str, ...] = ()
    decisions: str | None = None
    land_use_matrix: str | None = None
    options: Options = field(default_factory=Options)
    report: Report = field(default_factory=Report)
    outputs: tuple[str, ...] = ("gpkg", "xlsx", "docx", "html", "csv", "json")
    folder: Path = Path()
    path: Path | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    def line(self, key):
        """The line of `key` in the case file, else of the nearest key above it; None where there is none."""
        while key and key not in self.lines:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self.lines.get(key)

    def dated(self, today):
        """This case; `today` (a date) is the day on which validity is judged where it names none."""
        return self if self.date else replace(self, date=today.isoformat())

    @property
    def layer_roles(self):
        """{key: role} of the constraint layers, so that words can call them by their roles."""
        return {constraint.key: constraint.role for constraint in self.constraints}

    @property
    def name(self):
        """What outputs are named after: the case file, or "review" where there is none."""
        return case_name(self.path) if self.path else "review"


def case_name(path):
    """The name of a case file without its suffixes: `north.review.yaml` → `north`."""
    for suffix in (".review.yaml", ".review.yml", ".yaml", ".yml"):
        if path.name.lower().endswith(suffix):
            return path.name[: -len(suffix)] or "review"
    return path.stem
