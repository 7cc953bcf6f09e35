"""All facts that the rules of a case ask for; where overlaps are doubtful, once with them and once without."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ...inputs.meaning.roles import value_rule
from ...rules.conditions.ground import Ground
from ...rules.facts import Facts, Members
from .grounds import Grounds
from .headroom import AREAS, asks_for_headroom, headroom
from .pairs import sharing, subject_pairs
from .stated import Groups, statements
from .together import Together

_UNITS = Ground("control_unit")


@dataclass(frozen=True)
class Gathered:
    """facts: every overlap counts. firm: those of doubt do not. doubtful: subjects (rows) where that may differ.

    spelt: (`Ground`, constraint key, attribute, text) of what a rule may mean under another spelling. strange: of what
    it does not mean, by a text that no rule knows.
    """

    facts: Facts
    firm: Facts
    doubtful: np.ndarray
    spelt: tuple = ()
    strange: tuple = ()


def gathered(case, needs, table, kinds, shapes, overlap, exposure, around, frame):
    """The `Gathered` facts.

    table: of the subjects. kinds: of their geometry. shapes: their `Shapes`. overlap, exposure: rows of `shards.Rows`,
    by `number` and `constraint_key`. around: by constraint key, how far (m) around each subject its layer answers.
    frame: `Frame`.
    """
    pairs = subject_pairs(overlap)
    by_key = {key: rows for key, rows in exposure.groupby("constraint_key", sort=False)}
    size = np.select([shapes.dimension == 2, shapes.dimension == 1], [shapes.area, shapes.length], np.nan)
    near_m = listed_within(case, needs)
    search_m = case.options.search_distance_m
    sliver = case.options.sliver
    looked = (around, near_m, search_m, sliver.area_m2, Together(sliver, frame, shapes.area), _texts(needs))
    grounds = Grounds(case.constraints, pairs, by_key, shapes.dimension, size, *looked)
    groups, met = Groups(case, table), sharing(pairs)
    stated = statements(case, table, kinds, needs, groups)
    if asks_for_headroom(needs):
        stated.update(headroom(case, needs, groups, met, grounds.facts(AREAS)[0], len(table)))
    every, firm = _facts(grounds, stated, needs, met)
    bare = [np.flatnonzero(grounds.bare_slivers(known)) for known in every.grounds.values()]
    doubtful = met["number"].to_numpy(np.int64)[met["doubtful"].to_numpy(bool)]
    strange = [(*place, *one) for place, found in grounds.strange.items() for one in sorted(found)]
    unsure = np.unique(np.concatenate([doubtful, *bare]))
    return Gathered(every, firm, unsure, tuple(_spelt(grounds, needs)), tuple(strange))


def _texts(needs):
    """{(attribute, text)} of features that rules ask for."""
    return frozenset((name, text) for ground in needs.grounds for name, wanted in ground.attr for text in wanted)


def _spelt(grounds, needs):
    """What `Gathered` calls spelt; features that lie near matter to distances alone."""
    for (ground, key), texts in grounds.spelt.items():
        near = grounds.spelt_apart[ground, key] if ground in needs.distances else ()
        for name, text in sorted(texts.union(near)):
            yield ground, key, name, text


def listed_within(case, needs):
    """{constraint key: m} within which features that lie apart must be listed, pair by pair, for the rules."""
    found = {}
    for ground, metres in needs.distances.items():
        for constraint in case.constraints:
            meant = ground.means(constraint.key, constraint.role)
            if meant and (ground.attr or metres > case.options.search_distance_m):
                found[constraint.key] = max(metres, found.get(constraint.key, 0.0))
    return found


def _facts(grounds, stated, needs, met):
    """(`Facts` in which every overlap counts, `Facts` without those of doubt)."""
    wanted = dict.fromkeys((*needs.grounds, *([_UNITS] if needs.units else [])))
    known = {ground: grounds.facts(ground) for ground in wanted}
    size, firm = len(stated["subject"].place), ~met["doubtful"].to_numpy(bool)
    members = [_members(known[_UNITS][0], met[rows], needs) if needs.units else None for rows in (firm | True, firm)]
    return tuple(
        Facts(size, stated, {ground: facts[place] for ground, facts in known.items()}, members[place])
        for place in (0, 1)
    )


def _members(units, met, needs):
    """units: facts of all control units. met: the pairs that count. needs: `Needs` of the rules."""
    rows = met[(met["role"] == _UNITS.role).to_numpy(bool)]
    number = rows["number"].to_numpy(np.int64)
    by_code = {code: np.unique(number[places]) for code, places in rows.groupby("code").indices.items()}
    unnamed = rows["code"].isna() | rows["code"].isin(_misspelt(by_code, needs.unit_codes))
    # Units tile the ground: a subject that lies on none of them, in part, lies where the layer has a gap.
    nameless = np.isin(np.arange(len(units.shown)), number[unnamed.to_numpy(bool)])
    return Members(by_code, (units.amount["share_least"] > 1.0 - 1e-6) & ~nameless)


def _misspelt(codes, asked):
    """Codes of another shape than units have, which tell no unit: rules that spell theirs right may mean it.

    asked: the codes that rules name; where one of these has another shape too, shapes tell nothing.
    """
    shape = re.compile(value_rule(_UNITS.role, "code")["pattern"])
    return [code for code in codes if not shape.fullmatch(code)] if all(map(shape.fullmatch, asked)) else []
