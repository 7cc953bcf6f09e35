"""Columns of integers, as this floor needs them: joined, grouped, and combined into what is distinct."""

from __future__ import annotations

import pandas as pd

_INT64 = pd.RangeIndex(0).dtype  # pandas takes its time over a type that is called by name


def integers(values):
    """An integer array of a list."""
    return pd.array(values, dtype=_INT64).to_numpy()


def objects(values):
    """An object array of a list."""
    return pd.Series(values, dtype=object).to_numpy()


def numbers(count):
    """An integer array from 0 to `count` - 1, to be written to."""
    return pd.RangeIndex(count).to_numpy().copy()


def repeated(value, count):
    """An integer array of `count` times the same."""
    return integers([value]).repeat(count)


def joined(parts):
    """One integer array of several."""
    found, begin = numbers(sum(map(len, parts))), 0
    for part in parts:
        found[begin : begin + len(part)] = part
        begin += len(part)
    return found


def distinct(values):
    """(place of each among the distinct ones, the distinct ones in order of appearance) of an array."""
    return pd.factorize(values)


def combined(columns):
    """(place of each row among the distinct rows, row where each of these comes first) of integer arrays from -1 up."""
    place = columns[0]
    for column in columns[1:]:
        place = distinct(place)[0] * (int(column.max(initial=-1)) + 2) + column + 1
    place = distinct(place)[0]
    return place, (~pd.Series(place).duplicated()).to_numpy().nonzero()[0]


def by_kind(places, kind_of):
    """(kind, rows) of an integer array: rows, ascending, of which `kind_of(place)` is the same; asked once a place."""
    found, which = distinct(places)
    kinds = {}
    numbered = integers([kinds.setdefault(kind_of(place), len(kinds)) for place in which.tolist()])
    numbered = numbered[found]
    order = numbered.argsort(kind="stable")
    ends = numbered[order].searchsorted(numbers(len(kinds) + 1)).tolist()
    return [(kind, order[begin:end]) for kind, begin, end in zip(kinds, ends, ends[1:])]
