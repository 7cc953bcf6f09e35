"""What a ledger of total quantities leaves for a pollutant where a subject lies, once the project has its share."""

from __future__ import annotations

import pandas as pd

from ...rules.conditions.ground import Ground
from ...rules.ledger import HEADROOM, ledger_metrics
from ...rules.ledger_file import read_ledger
from ...rules.measures import amounts_of, metrics_of
from .stated import statements_of

AREAS = Ground("admin_area")
_DECLARED = "ledger"


def asks_for_headroom(needs):
    """Whether any rule asks for what a ledger leaves."""
    return any(leaf.name.startswith(HEADROOM) for leaf in needs.metrics.values())


def headroom(case, needs, groups, met, areas, size):
    """{name of the fact: `Statements`} of all metrics that a ledger answers for.

    groups: `stated.Groups`. met: pairs that share ground. areas: `GroundFacts` of all administrative areas. A subject
    of which nobody knows in which areas it lies has none. Raises PackFault where a ledger cannot be read.
    """
    codes = _codes(met, areas, size)
    place, kinds = pd.factorize(pd.Series(list(zip(groups.place.tolist(), codes))))
    ledgers = {name: read_ledger(case.folder / name) for name in {_ledger(facts) for facts in groups.facts} if name}
    metrics = [_all_metrics(groups.facts[group], ledgers, areas, case.date) for group, areas in kinds]
    found = {}
    for name, leaf in needs.metrics.items():
        if leaf.name.startswith(HEADROOM):
            found[name] = statements_of([metrics_of(stated, leaf.name, leaf.per) for stated in metrics], place)
    return found


def _ledger(facts):
    named = facts["declared"].get(_DECLARED)
    return named if isinstance(named, str) else None


def _all_metrics(facts, ledgers, areas, day):
    stated = {name: amounts_of(written) for name, written in facts["metrics"].items()}
    ledger = ledgers.get(_ledger(facts))
    return {**stated, **ledger_metrics(ledger, areas, stated, day)} if ledger and areas else stated


def _codes(met, areas, size):
    """Codes of the areas that each subject touches, () where not all are known."""
    rows = met[(met["role"] == AREAS.role).to_numpy(bool) & met["code"].notna().to_numpy(bool)]
    found = [()] * size
    for number, codes in rows.groupby("number", sort=False)["code"]:
        found[int(number)] = tuple(sorted(set(codes)))
    whole = areas.amount["share_least"] > 1.0 - 1e-6
    return [codes if known else () for codes, known in zip(found, whole.tolist())]
