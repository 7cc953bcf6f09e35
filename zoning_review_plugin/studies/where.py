"""Where an industry or a land use may go: the ground of control units on which no prohibition was found.

The ground is cut into cells that are judged alike all over; each cell is put to `review` as a subject, so that the
verdicts are those of the one judge.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..inputs.case.case_place import tells_place
from ..inputs.meaning.fields import with_found_fields
from ..model.case import Case
from ..model.errors import CaseFault
from ..model.progress import Progress, Span
from ..review.review import review
from ..review.rule_book import rule_book
from ..rules.avoidable import avoidable, left_to_ask
from ..rules.needs import needs_of
from .asked_case import asked_case
from .codes_asked import industries_asked, land_use_asked, land_use_needed
from .ground_cuts import cut_by, cut_ground
from .units import read_units
from .where_answer import answers
from .where_tables import where_tables

# A cell is judged by its inside: along its border it shares rounding with the ground beside it (m).
_INSIDE_M = 1e-3


@dataclass(frozen=True)
class Question:
    """What is asked for: codes of industries, and of a planned land use; either may be missing.

    by_industry: whether the land use is the one that the industries need, since none was asked for.
    """

    industry: tuple[str, ...] = ()
    land_use: str | None = None
    by_industry: bool = False

    def values(self):
        """What each cell states: a new project that takes the land for good, on the surface."""
        stated = {"nature": "new", "part": "permanent", "mode": "surface"}
        stated.update({"industry": ";".join(self.industry)} if self.industry else {})
        return {**stated, **({"land_use": self.land_use} if self.land_use else {})}

    def facts(self, day):
        """The same as rules ask for it: name → value."""
        stated = {name: (value,) for name, value in self.values().items() if name != "industry"}
        return {
            **stated,
            **({"industry": self.industry} if self.industry else {}),
            "geometry": ("polygon",),
            "date": day,
        }

    def named(self):
        """The names of the facts that the question is about. An industry needs land of some use: where the question
        leaves that open, it is not for a project to choose it such that a prohibition is kept clear of.
        """
        return ("industry", "land_use") if self.industry else ("land_use",)


@dataclass(frozen=True)
class WhereResult:
    """tables: `unit`, `ground`, `clause` (`model.columns.WHERE_TABLES`) and `issue`. crs: the analysis CRS (pyproj).

    case: dated. question: as it was understood. Geometry is None where it would show a secret layer.
    """

    case: Case
    crs: object
    question: Question
    tables: dict[str, pd.DataFrame]


@tells_place
def where(case, layers, industry=None, land_use=None, executor=None, progress=None, engine="auto") -> WhereResult:
    """Which control units, and what ground in them, no prohibition shuts to an industry or a land use.

    industry: codes of GB/T 4754 or their beginnings, as text. land_use: a code of planned land use. executor, engine:
    of the review. Raises as `review` does; CaseFault for codes that nobody knows, a case without rules or units.
    """
    progress = progress or Progress()
    question = asked(industry, land_use)
    case = case.dated(datetime.datetime.now().astimezone().date())
    rules = rule_book(case).rules
    if not rules:
        raise CaseFault("where_without_rules")
    named, _ = with_found_fields(case, layers)
    units = read_units(named, layers)
    facts = question.facts(case.date)
    leaves = list(dict.fromkeys(leaf for placed in rules for leaf in left_to_ask(placed, facts)))
    cells = cut_ground(named, layers, units, leaves, Span(progress, 0.0, 0.4))
    result = _reviewed(case, layers, units, cells, question, rules, executor, Span(progress, 0.4, 1.0), engine)
    shy = {(placed.pack.id, placed.rule.id) for placed in rules if avoidable(placed, facts, question.named())}
    found = answers(result, question.named(), shy)
    secret = units.secret or any(constraint.is_secret for constraint in cut_by(case, leaves))
    hidden = secret and not case.options.keep_secret_geometry
    return WhereResult(case, units.frame.crs, question, where_tables(units, cells, found, result, hidden))


def asked(industry, land_use) -> Question:
    """The `Question` that texts put. Raises CaseFault."""
    if not (industry or land_use):
        raise CaseFault("where_without_question")
    industries, use = industries_asked(industry), land_use_asked(land_use)
    needed = None if use else land_use_needed(industries)
    return Question(industries, use or needed, needed is not None)


def _reviewed(case, layers, units, cells, question, rules, executor, progress, engine):
    """The `Result` whose subjects are the cells, called by their places."""
    searched = max([0.0, *needs_of(rules).distances.values()])
    inside = _insides(cells.geometry, units.frame)
    ids = [str(place) for place in range(len(inside))]
    near = {"search_distance_m": searched}
    asked = asked_case(case, layers, inside, ids, units.frame.crs, question.values(), case.rules, near)
    return review(*asked, executor, progress, engine)


def _insides(shapes, frame):
    """Each polygon without its rim; those that are all rim as they are."""
    inside = shapely.buffer(shapes, -frame.margin(_INSIDE_M), join_style="mitre")
    return np.where(shapely.is_empty(inside), shapes, inside)
