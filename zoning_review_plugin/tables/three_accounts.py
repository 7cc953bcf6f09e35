"""The three accounts (三本账): what exists, is added, is reduced, and what is left, of each pollutant and scheme."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from ..model.words import Words
from ..rules.ledger import ledger_words, pollutant_named
from ..rules.measures import Unknown, amounts_of, known_amount, metrics_of
from ..rules.units import exact
from . import heads
from .account_ledger import AccountLedger
from .closed_sum import closed_sum, digits_of
from .stated_facts import Option, options_of
from .table import TableColumn

_PARTS = ("existing", "added", "reduced")
_AMOUNTS = (*_PARTS, "total")
_FEWEST, _MOST = 2, 6  # decimals


class Account(NamedTuple):
    """One pollutant of one scheme, in `unit`. amounts: of `_AMOUNTS` and `headroom`, floats or None. why: sentences."""

    option: Option
    name: str
    unit: str
    amounts: dict
    evidence: str | None
    why: tuple[str, ...]


def three_accounts(result, style):
    """The `Table`: a row for each scheme and pollutant, one unit of measure for each pollutant throughout.

    existing + added - reduced = total holds as printed; cells that were rounded the other way for that are adjusted.
    """
    words, found = style.words, accounts(result, style.words)
    decimals = _decimals(found)
    has_ledger = any("headroom" in one.amounts for one in found)
    names = (*_AMOUNTS, "headroom") if has_ledger else _AMOUNTS
    columns = (
        heads.text("project_id", words, 18),
        heads.text("scheme", words, 18),
        heads.text("pollutant", words, 16),
        heads.text("unit", words, 10),
        *(TableColumn(name, words.say(f"column.account_{name}"), "number", decimals) for name in names),
        heads.text("evidence", words, 24),
        heads.text("remark", words, 40),
    )
    if not found:
        return heads.table("three_accounts", words, columns, (), needs=(words.say("needs.accounts"),))
    closed = [closed_sum(*(one.amounts[name] for name in _AMOUNTS), decimals) for one in found]
    rows = [_row(one, amounts, words) for one, (amounts, _) in zip(found, closed)]
    notes = (words.say("note.accounts"), *((words.say("note.headroom"),) if has_ledger else ()))
    adjusted = {(number, _AMOUNTS[place]) for number, (_, places) in enumerate(closed) for place in places}
    return replace(heads.table("three_accounts", words, columns, rows, notes), adjusted=frozenset(adjusted))


def accounts(result, words: Words):
    """The `Account`s of all schemes, in order of the case and of what they state."""
    options, units, found = options_of(result), {}, []
    ledger = AccountLedger(result)
    for option in options:
        stated = {name: amounts_of(written) for name, written in option.facts["metrics"].items()}
        left = ledger.headroom(option, stated)
        for name, amounts in stated.items():
            if _is_account(name, amounts):
                unit = units.setdefault(name, amounts.unit)
                found.append(_account(option, name, unit, stated, left, words))
    return found


def _is_account(name, amounts):
    """Whether a metric is stated as parts, or is one of the pollutants of ledgers."""
    parts = any(getattr(amounts, part) is not None for part in _PARTS)
    return parts or pollutant_named(name) in ledger_words()["pollutants"]


def _account(option, name, unit, stated, left, words):
    metrics = metrics_of(stated, name)
    amounts, why = {}, {}
    for part in _AMOUNTS:
        known = known_amount(metrics, part, unit)
        amounts[part] = None if isinstance(known, Unknown) else known
        if isinstance(known, Unknown):
            why[known.said(words)] = None
    if left is not None:
        amounts["headroom"], reason = left.of(name, unit, words)
        why.update(dict.fromkeys(reason))
    return Account(option, name, unit, amounts, stated[name].evidence, tuple(why))


def _decimals(found):
    """Decimals that show every amount as it was stated, between two bounds."""
    amounts = [amount for one in found for amount in one.amounts.values() if amount is not None]
    return max([_FEWEST, *(min(_MOST, digits_of(exact(amount) or Fraction(0))) for amount in amounts)])


def _row(one, amounts, words):
    shown = dict(zip(_AMOUNTS, amounts))
    return {
        "project_id": one.option.project_name or words.say("project.none"),
        "scheme": one.option.name or "",
        "pollutant": words.code("metric_name", one.name),
        "unit": one.unit,
        **shown,
        "headroom": one.amounts.get("headroom"),
        "evidence": one.evidence or "",
        "remark": words.say("punctuation.semicolon").join(one.why),
    }
