"""Levels of packs, one on top of the other: which apply, and which of several limits on one thing is kept."""

from __future__ import annotations

from ..model.codes import VERDICTS
from .limits import demanded, group_of, in_base, stricter
from .pack import in_force

_RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}


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
    """Whether a pack is replaced by `other`; of two that replace each other the later one stays, or both."""
    return other is not None and not (other.id in pack.supersedes and pack.valid_from >= other.valid_from)


def _days(pack, day):
    return {"first": pack.valid_from, "last": pack.valid_to or "…", "day": day}


def superseded(findings, rules):
    """For each finding the place of the rule that stands in its stead, -1 where it stands itself.

    findings: frame with `row`, `rule`, `verdict`, sorted by both. rules: `Placed`. Of several limits on one metric the
    strictest is kept; a limit gives way only to one that binds as hard and whose verdict is no better, so that no
    verdict ever improves by it.
    """
    limits = {place: limit for place, limit in ((k, demanded(placed.rule)) for k, placed in enumerate(rules)) if limit}
    found = [-1] * len(findings)
    bounded = findings["rule"].isin(limits).to_numpy()
    mine, mine_at = findings[bounded], bounded.nonzero()[0]
    if not len(mine):
        return found
    groups = mine.assign(group=[group_of(limits[place]) for place in mine["rule"]]).groupby(
        ["row", "group"], sort=False
    )
    for places in groups.indices.values():
        if len(places) > 1:
            rows = mine.iloc[places]
            for position, winner in _stand_ins(list(zip(places, rows["rule"], rows["verdict"])), rules, limits):
                found[mine_at[position]] = winner
    return found


def _stand_ins(found, rules, limits):
    """(position, place of the rule in its stead) of the findings that give way. found: (position, rule, verdict).

    What stands in gives way to nothing itself: to give way passes on, so that such a finding is there.
    """
    ways = {
        place: [
            other
            for _, other, others in found
            if other != place and _gives_way(place, verdict, other, others, rules, limits)
        ]
        for _, place, verdict in found
    }
    for position, place, _ in found:
        if ways[place]:
            yield position, next(other for other in ways[place] if not ways[other])


def _gives_way(place, verdict, other, others, rules, limits):
    mine, theirs = rules[place].rule, rules[other].rule
    if _RANK[others] > _RANK[verdict] or (mine.binding == "hard" and theirs.binding != "hard"):
        return False
    if stricter(limits[other], limits[place]) is not limits[other]:
        return False
    same = in_base(limits[other]) == in_base(limits[place]) and limits[other].cmp == limits[place].cmp
    if not same or mine.binding != theirs.binding:  # one binds harder, and that is theirs
        return True
    return (_RANK[others], other) < (_RANK[verdict], place)
