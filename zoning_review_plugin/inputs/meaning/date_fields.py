"""Fields of dates whose names say less than others: taken where something else makes them clear, else only told."""

from __future__ import annotations

from ..texts.dates import like_a_date
from .field_names import folded
from .roles import approved_dates, paired_dates
from .value_rules import fits

_ENDS = {"valid_from": "valid_to", "valid_to": "valid_from"}


def paired(layer, known, sample):
    """{our name: field} of dates that mean what is left once the other end of the period is known.

    known: our name → field, of the clear ones. A name that several fields have is left alone.
    """
    found = {}
    for ours, other in _ENDS.items():
        fields = _called(layer, paired_dates(ours), known, sample) if other in known and ours not in known else []
        if len(fields) == 1:
            found[ours] = fields[0]
    return found


def approved(layer, known, sample):
    """The field of the days on which features were approved, "" where there is none."""
    for rank in approved_dates():
        fields = _called(layer, rank, known, sample)
        if fields:
            return fields[0]
    return ""


def unclear(layer, known, sample):
    """Fields of dates that may be either end of a period, as nothing tells which."""
    if all(ours in known for ours in _ENDS):
        return []
    names = [name for name in paired_dates("valid_from") if name in paired_dates("valid_to")]
    return _called(layer, names, known, sample)


def _called(layer, names, known, sample):
    """Fields with one of some names, or with it as alias, that hold dates and are not `known` for anything else."""
    wanted, taken = set(map(folded, names)), set(known.values())
    fields = [f.name for f in layer.fields if folded(f.name) in wanted or (f.alias and folded(f.alias) in wanted)]
    return [name for name in fields if name not in taken and fits(like_a_date, sample.texts(name))]
