"""Unit cards of a real layer: what each control unit lies on is looked up, then all that bears on it is listed."""

from __future__ import annotations

import datetime
import difflib
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..inputs.layers import Layers
from ..inputs.meaning.fields import with_found_fields
from ..inputs.meaning.roles import grade_of_class
from ..model.case import Case
from ..model.codes import Relation, Status
from ..model.errors import CaseFault
from ..review.issues import issue_table
from ..review.review import review
from ..review.rule_book import RuleBook, rule_book
from ..rules.conditions.codes_match import plain_code
from ..rules.conditions.ground import Ground
from ..rules.unit_card import UnitCard, unit_card
from ..rules.unit_ground import Unit, UnitFeature
from .asked_case import asked_case
from .units import ROLE, Units, read_units

_ALL = 1.0 - 1e-9
_FEATURE = ("role", "constraint_key", "feature_id", "code", "name", "feature_class", "grade")


@dataclass(frozen=True)
class CardSet:
    """cards: in order of the layer. case: with its date. issue: the table `issue` of what they rest on."""

    case: Case
    cards: tuple[UnitCard, ...]
    issue: pd.DataFrame


def unit_cards(case, layers, executor=None, progress=None) -> tuple[UnitCard, ...]:
    """A `UnitCard` for each control unit of a case, in order of the layer. Raises as `review` and `read_units` do."""
    return card_set(case, layers, (), executor, progress).cards


@dataclass(frozen=True)
class CardStudy:
    """What cards of a case rest on, read once. case: dated, its fields found. units: all of its control units."""

    case: Case
    layers: Layers
    book: RuleBook
    units: Units


def card_set(case, layers, wanted=(), executor=None, progress=None) -> CardSet:
    """The `CardSet` of the control units of a case. wanted: codes of those that are asked for, () for all.

    Raises as `review` and `read_units` do, and CaseFault where a unit that is asked for is not there.
    """
    return cards_of(card_study(case, layers), wanted, executor, progress)


def card_study(case, layers) -> CardStudy:
    """The `CardStudy` of a case. Raises as `review` and `read_units` do."""
    case = case.dated(datetime.datetime.now().astimezone().date())
    book = rule_book(case)
    case, _ = with_found_fields(case, layers)
    return CardStudy(case, layers, book, read_units(case, layers))


def cards_of(study, wanted=(), executor=None, progress=None) -> CardSet:
    """The `CardSet` of a `CardStudy`; as `card_set`."""
    case, layers, book = study.case, study.layers, study.book
    packs, units = book.packs, _chosen(study.units, wanted)
    codes = units.table["code"].tolist()
    near = {"search_distance_m": 0.0}
    asked = asked_case(case, layers, units.geometry, codes, units.frame.crs, {}, (), near)
    tables = review(*asked, executor, progress).tables
    features, known = _features(tables["overlap"]), _known(case, tables)
    cards = tuple(
        unit_card(packs, Unit(row.code, row.unit_class, row.subclass, row.name,
                              tuple(features.get(row.code, ())), known.get(row.code, frozenset()),
                              grade_of_class(ROLE, row.subclass) is not None), case.date)
        for row in units.table.where(units.table.notna(), None).itertuples()
    )  # fmt: skip
    issue = pd.concat([issue_table(book.issues, case.language), tables["issue"]], ignore_index=True)
    return CardSet(case, cards, issue)


def _chosen(units, wanted):
    """The `Units` with these codes, in order of the layer; all where none is named."""
    if not wanted:
        return units
    codes = units.table["code"].map(plain_code)
    for code in wanted:
        if plain_code(code) not in set(codes):
            near = difflib.get_close_matches(plain_code(code), codes, 1)
            raise CaseFault("unit_not_there", got=code, near=near[0] if near else "—")
    rows = codes.isin([plain_code(code) for code in wanted]).to_numpy()
    return replace(units, table=units.table[rows].reset_index(drop=True), geometry=units.geometry[rows])


def _features(overlap):
    """{unit: `UnitFeature`s that it shares ground with}; a unit is no feature of itself."""
    found = {}
    rows = overlap[~overlap["relation"].isin((Relation.TOUCHES, Relation.NEAR))]
    rows = rows[~(rows["role"].eq(ROLE) & rows["code"].fillna(rows["feature_id"]).eq(rows["subject_id"]))]
    whole = rows["relation"].isin((Relation.WITHIN, Relation.EQUALS)) | rows["share_of_subject"].ge(_ALL)
    values = [rows[name].to_numpy(dtype=object) for name in _FEATURE]
    for unit, all_of_it, *value in zip(rows["subject_id"], whole, *values):
        found.setdefault(unit, []).append(UnitFeature(*value, whole=bool(all_of_it)))
    return found


def _known(case, tables):
    """{unit: plain `Ground`s (layers and roles) of which all that it meets is known}."""
    rows, issues = tables["exposure"], tables["issue"]
    unplaced = set(issues.loc[issues["check_code"].eq("features_unplaced"), "layer"])
    complete = rows["status"].eq(Status.NOT_INVOLVED)
    complete |= rows["status"].eq(Status.INVOLVED) & rows["covered_share"].eq(1.0)
    complete &= ~rows["constraint_key"].isin(unplaced)
    roles = {role: sum(one.role == role for one in case.constraints) for role in rows["role"].unique()}
    found = {}
    for unit, mine in rows[complete].groupby("subject_id", sort=False):
        role, count = np.unique(mine["role"].to_numpy(dtype=str), return_counts=True)
        whole = [Ground(name) for name, times in zip(role.tolist(), count.tolist()) if times == roles[name]]
        found[unit] = frozenset([*whole, *(Ground(layer=key) for key in mine["constraint_key"])])
    return found
