"""Levels of packs, one on top of the other: which apply, and which of several limits on one thing is kept."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import pandas as pd

from ..model.codes import LEVELS, RANK_OF_VERDICT
from .limits import demanded, group_of, in_base, looseness
from .pack import in_force


def packs_in_force(packs, day):
    """(packs that bind on `day`, [(pack, code of an issue, parameters)] of those that do not)."""
    current = [pack for pack in packs if in_force(pack.valid_from, pack.valid_to, day)]
    left = [(pack, "pack_not_in_force", _days(pack, day)) for pack in packs if pack not in current]
    replaced = {old: pack for pack in current for old in pack.supersedes if old != pack.id}
    for pack in current:
        if _gives_way_to(pack, replaced.get(pack.id)):
            params = {"other": replaced[pack.id].id, "since": replaced[pack.id].valid_from}
            left.append((pack, "pack_superseded", params))
    gone = {pack.id for pack, code, _ in left if code == "pack_superseded"}
    return [pack for pack in current if pack.id not in gone], left


def _gives_way_to(pack, other):
    """Whether a pack is replaced by `other`: never by one of a lower level; of two that replace each other the later
    one stays, or both.
    """
    if other is None or LEVELS.index(other.level) > LEVELS.index(pack.level):
        return False
    return not (other.id in pack.supersedes and pack.valid_from >= other.valid_from)


def _days(pack, day):
    return {"first": pack.valid_from, "last": pack.valid_to or "…", "day": day}


def superseded(findings, rules):
    """For each finding the place of the rule that stands in its stead, -1 where it stands itself.

    findings: frame with `row`, `rule`, `verdict`, sorted by both. rules: `Placed`. Of several limits on one metric the
    strictest is kept; a limit gives way only to one that binds as hard and whose verdict is no better, so that no
    verdict ever improves by it.
    """
    demands = {place: limit for place, limit in ((k, demanded(placed.rule)) for k, placed in enumerate(rules)) if limit}
    limits = {place: (looseness(limit), in_base(limit), limit.cmp) for place, limit in demands.items()}
    numbers, alike = {}, {}
    for place, limit in demands.items():
        alike[place] = numbers.setdefault(group_of(limit), len(numbers))
    found, known = [-1] * len(findings), {}
    for mine in _several(findings, alike):
        asked = tuple(one[1:] for one in mine)
        if asked not in known:  # of many subjects it is the same clauses with the same verdicts
            known[asked] = _stand_ins(asked, rules, limits)
        for (position, *_), winner in zip(mine, known[asked]):
            found[position] = winner
    return found


def _several(findings, alike):
    """Yield [(position, place of the rule, verdict), …] of the limits on one metric of one subject, where there are
    several.

    alike: number of the metric by place of the rule.
    """
    rule = findings["rule"]
    mine = rule.isin(alike)
    rule, row = rule[mine], findings["row"][mine]  # not picked as a frame: that would first copy all of a province
    keys = pd.DataFrame({"row": row, "rule": rule, "group": rule.map(alike)})
    keys = keys[keys.duplicated(["row", "group"], keep=False)].sort_values(["row", "group"], kind="stable")
    ones = zip(zip(keys["row"], keys["group"]), keys.index, keys["rule"], findings["verdict"][keys.index])
    for _, mine in groupby(ones, itemgetter(0)):
        yield [tuple(one) for _, *one in mine]


def _stand_ins(found, rules, limits):
    """For each of (place of the rule, verdict) the place of the rule in its stead, -1 for none.

    limits: by place, (looseness, value in base units, comparison); all of one group (`limits.group_of`). What stands in
    gives way to nothing itself: to give way passes on, so that such a finding is there.
    """
    ways = {
        place: [
            other
            for other, others in found
            if other != place and _gives_way(place, verdict, other, others, rules, limits)
        ]
        for place, verdict in found
    }
    return [next((other for other in ways[place] if not ways[other]), -1) for place, _ in found]


def _gives_way(place, verdict, other, others, rules, limits):
    (mine, *same_as), (theirs, *of_theirs) = limits[place], limits[other]
    if theirs > mine or RANK_OF_VERDICT[others] > RANK_OF_VERDICT[verdict]:
        return False
    binding, harder = rules[place].rule.binding, rules[other].rule.binding
    if binding == "hard" and harder != "hard":
        return False
    if same_as != of_theirs or binding != harder:  # one binds harder, and that is theirs
        return True
    return (RANK_OF_VERDICT[others], other) < (RANK_OF_VERDICT[verdict], place)
