"""What a review of one place comes to, in short: what is hit, what is near, what is prohibited, what is not known.

Contract section 10: where nothing was found, that is all that is said. Nothing here says that a place conforms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from ..inputs.meaning.roles import grade_of_class, grade_of_code, protects
from ..model.codes import BREACH, UNDECIDED, Status
from ..review.result import Result

PROHIBITED, JUSTIFICATION, PROTECTED = "prohibited", "needs_justification", "protected_ground"
UNKNOWN, PARTLY, CLEAR = "unknown", "nothing_found_partly", "nothing_found"
HEADLINES = (PROHIBITED, JUSTIFICATION, PROTECTED, UNKNOWN, PARTLY, CLEAR)  # worst first
_UNIT_ROLES = ("control_unit", "element_zone")
_ADJOINING = ("touches", "near")
_MOST_NAMED = 3


@dataclass(frozen=True)
class Prejudgement:
    """The card of one place. All frames have the columns of the table of the `Result` that they are rows of.

    headline: one of `HEADLINES`. hits: `overlap` of lines and other constraints that share ground with the place, and
    units: of control units and element zones; both with `protected` (bool) and `union_share`, what the whole layer
    takes of the place. adjoining: `overlap`, touches. nearest: `exposure` of layers that are not met and have a
    feature within the search distance. unknown: `exposure` of layers that do not answer for all of the place. clauses:
    `finding` that hold: prohibited (hard breaches), justify (other breaches), undecided. missing: names of what would
    have to be told, {name: how many clauses ask for it}.
    """

    place: object
    result: Result
    headline: str
    hits: pd.DataFrame
    units: pd.DataFrame
    adjoining: pd.DataFrame
    nearest: pd.DataFrame
    unknown: pd.DataFrame
    prohibited: pd.DataFrame
    justify: pd.DataFrame
    undecided: pd.DataFrame
    missing: dict[str, int]

    @property
    def subject(self):
        """The only row of the table `subject`."""
        return next(self.result.tables["subject"].itertuples(index=False))

    @property
    def judged(self):
        """Whether any clause was in scope."""
        return isinstance(self.subject.verdict, str)

    @property
    def open_items(self):
        """(open items, those of hard clauses)."""
        return _count(self.subject.open_items), _count(self.subject.open_hard)

    @property
    def hard_breaches(self):
        """How many hard clauses the place breaks."""
        return _count(self.subject.hard_breaches)


class LayerFigure(NamedTuple):
    """What a place shares with one layer, ground counted once: m2 and m, NaN where they do not apply; share 0 to 1."""

    role: str
    name: str
    area_m2: float
    length_m: float
    share: float


def layer_figures(result):
    """`LayerFigure`s of the layers that the only subject of a `Result` meets; name: of the features met, at most 3."""
    found, overlap = [], result.tables["overlap"]
    shared = overlap[~overlap["relation"].isin(_ADJOINING)]
    for row in result.tables["exposure"].itertuples(index=False):
        if row.status != Status.NO_DATA and (row.feature_count or 0) > 0:
            mine = shared[shared["constraint_key"].eq(row.constraint_key)]
            named = list(dict.fromkeys(mine["name"].fillna(mine["code"]).fillna(mine["feature_id"])))
            name = ", ".join(named[:_MOST_NAMED]) + (" …" if len(named) > _MOST_NAMED else "")
            found.append(LayerFigure(row.role, name, row.union_area_m2, row.length_m, row.share_of_subject))
    return found


def prejudgement(result, place) -> Prejudgement:
    """The `Prejudgement` of a `Result` whose only subject is `place`."""
    overlap, exposure = result.tables["overlap"], result.tables["exposure"]
    shares = dict(zip(exposure["constraint_key"], exposure["share_of_subject"]))
    overlap = overlap.assign(
        protected=[_protected(row) for row in overlap.itertuples()],
        union_share=overlap["constraint_key"].map(shares).astype(float),
    )
    shared = overlap[~overlap["relation"].isin(_ADJOINING)]
    of_units = shared["role"].isin(_UNIT_ROLES)
    finding = result.tables["finding"]
    finding = finding[finding["superseded_by"].isna()]
    breach, hard = finding["verdict"].eq(BREACH), finding["binding"].eq("hard")
    prohibited = finding[breach & hard]
    justify = finding[(breach & ~hard) | finding["verdict"].eq("needs_justification")]
    undecided = finding[finding["verdict"].isin(UNDECIDED)]
    unknown = exposure[exposure["status"].isin((Status.PARTLY_KNOWN, Status.NO_DATA))]
    headline = _headline(prohibited, justify, shared, exposure, unknown)
    return Prejudgement(
        place,
        result,
        headline,
        shared[~of_units],
        shared[of_units],
        overlap[overlap["relation"].eq("touches")],
        _nearest(exposure),
        unknown,
        prohibited,
        justify,
        undecided,
        _asked_for(finding),
    )


def _count(value):
    return 0 if pd.isna(value) else int(value)


def _protected(row):
    grade = row.grade or grade_of_class(row.role, row.feature_class) or grade_of_code(row.role, row.code)
    return protects(row.role, grade)


def _headline(prohibited, justify, shared, exposure, unknown):
    if len(prohibited):
        return PROHIBITED
    if len(justify):
        return JUSTIFICATION
    if shared["protected"].any():
        return PROTECTED
    if len(unknown) == len(exposure):
        return UNKNOWN
    return PARTLY if len(unknown) else CLEAR


def _nearest(exposure):
    near = exposure[exposure["nearest_m"].notna() & ~exposure["status"].eq(Status.INVOLVED)]
    return near.sort_values("nearest_m", kind="stable")


def _asked_for(finding):
    """{name: clauses} of what findings lack, what most clauses ask for first."""
    names = [name for text in finding["missing"].dropna() for name in str(text).split("; ") if name]
    return {name: int(count) for name, count in pd.Series(names, dtype=object).value_counts(sort=True).items()}
