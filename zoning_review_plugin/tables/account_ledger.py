"""What the ledger that a case declares leaves of a pollutant once a scheme has its share."""

from __future__ import annotations

from ..model.errors import ReviewFault
from ..rules.ledger import HEADROOM, ledger_metrics
from ..rules.ledger_file import read_ledger
from ..rules.measures import Metrics, amount_in

_DECLARED, _ROLE, _ALL = "ledger", "admin_area", 1.0 - 1e-6


class Left:
    """What is left to one scheme, by pollutant. fault: a `ReviewFault` where the ledger cannot be read."""

    def __init__(self, metrics, fault=None):
        self._metrics, self._fault = metrics, fault

    def of(self, name, unit, words):
        """(amount in `unit` or None, sentences on why it is not known)."""
        found = self._metrics.get(HEADROOM + name)
        amount = None if found is None else amount_in(Metrics(found), "value", unit)
        if amount is not None:
            return amount, ()
        return None, (words.fault(self._fault) if self._fault else words.say("accounts.no_headroom"),)


class AccountLedger:
    """The ledgers of the schemes of a `Result`, each file read once."""

    def __init__(self, result):
        self._case, self._read = result.case, {}
        self._areas, self._whole = _areas(result), _whole(result)

    def headroom(self, option, stated):
        """The `Left` of an `Option` whose metrics are `stated`; None where it declares no ledger."""
        name = option.facts["declared"].get(_DECLARED)
        if not isinstance(name, str):
            return None
        ledger, fault = self._ledger(name)
        if ledger is None:
            return Left({}, fault)
        if not option.subjects or not all(one in self._whole for one in option.subjects):
            return Left({})
        areas = {code for one in option.subjects for code in self._areas.get(one, ())}
        return Left(ledger_metrics(ledger, areas, stated, self._case.date))

    def _ledger(self, name):
        if name not in self._read:
            try:
                self._read[name] = read_ledger(self._case.folder / name), None
            except ReviewFault as fault:
                self._read[name] = None, fault
        return self._read[name]


def _areas(result):
    """{subject: codes of the administrative areas that it shares ground with}."""
    rows = result.tables["overlap"]
    rows = rows[rows["role"].eq(_ROLE) & rows["code"].notna() & ~rows["relation"].isin(("near", "touches"))]
    return {subject: set(codes) for subject, codes in rows.groupby("subject_id")["code"]}


def _whole(result):
    """Subjects of which it is known in which areas all of them lies."""
    rows = result.tables["exposure"]
    rows = rows[rows["role"].eq(_ROLE) & rows["share_of_subject"].ge(_ALL)]
    return set(rows["subject_id"])
