"""Tables as compact data for the page's script: each text once, figures as they are shown, repeated values as runs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

import numpy as np

from ...tables.figures import UNKNOWN
from ..safe_text import without_controls
from .evidence import Evidence

LONG = 30  # characters, from which a text is cut short in its row and shown whole when the row is opened
_FIGURE = re.compile(r"-?\d{1,15}(\.\d+)?")


class Texts:
    """Each text once. Those that are used most get the shortest numbers."""

    def __init__(self):
        self._place, self._uses = {}, []

    def place(self, text, uses=1):
        """The place of `text`, used so many times; see `final`."""
        text = without_controls(text)
        found = self._place.setdefault(text, len(self._uses))
        if found == len(self._uses):
            self._uses.append(0)
        self._uses[found] += uses
        return found

    def places(self, column):
        """The places of the texts of a whole column."""
        found = {text: self.place(text, uses) for text, uses in Counter(column).items()}
        return [found[text] for text in column]

    def final(self):
        """(the texts in their final order, the final number of each place)."""
        order = np.argsort(-np.array(self._uses, dtype=np.int64), kind="stable")
        numbers = np.empty(len(order), dtype=np.int64)
        numbers[order] = np.arange(len(order))
        texts = list(self._place)
        return [texts[place] for place in order.tolist()], numbers.tolist()


class PackedTable:
    """The `Table` of a `View`, its texts as places among `Texts`; `data` gives what goes into the page."""

    def __init__(self, view, texts, words):
        self._view, table, self.key = view, view.table, view.table.key
        shown = list(zip(*table.texts())) or [()] * len(table.columns)
        self._columns = [_Column(column, values, texts) for column, values in zip(table.columns, shown)]
        self._evidence = Evidence(view.evidence, words, texts) if view.evidence else None

    def data(self, numbers):
        """What the page holds of the table, ready for JSON. numbers: the final number of each place of a text."""
        view, table = self._view, self._view.table
        found = {
            "key": table.key,
            "size": len(table.rows),
            "columns": [_described(one, view) for one in table.columns],
            "cells": [column.data(numbers) for column in self._columns],
            "kinds": [[row, kind] for row, kind in enumerate(table.kinds) if kind],
            "subject": view.subject,
            "verdict": view.verdict,
        }
        return {**found, "evidence": self._evidence.data(numbers)} if self._evidence else found


def _described(column, view):
    found = {"title": without_controls(column.title), "key": column.key, "text": column.kind == "text"}
    if column.kind != "text":
        found.update(decimals=decimals_of(column), beyond=column.beyond)
    long = column.kind == "text" and column.width >= LONG
    return {**found, "aside": column.key in view.aside, "tones": column.key in view.toned, "long": long}


def decimals_of(column):
    """The decimals that a column of figures shows."""
    return 0 if column.kind == "integer" else column.decimals


class _Column:
    def __init__(self, column, values, texts):
        self._is_text = column.kind == "text"
        if self._is_text:
            self._values = texts.places(values)
        else:
            figures = {text: figure(text, decimals_of(column)) for text in set(values)}
            self._values = [figures[text] for text in values]

    def data(self, numbers):
        return runs([numbers[place] for place in self._values] if self._is_text else self._values)


def figure(text, decimals):
    """The number whose text with `decimals` is what is shown; None for unknown; the text itself where none gives it."""
    if text == UNKNOWN:
        return None
    if not _FIGURE.fullmatch(text):
        return text
    number = float(text) if decimals else int(text) if "." not in text else None
    again = None if number is None or (number == 0 and text[0] == "-") else f"{number:.{decimals}f}"
    if again != text:
        return text
    return int(number) if number == int(number) else number


def runs(values):
    """`values` as a list, or as {"runs": [value, how often, …]} where that is shorter."""
    found = []
    for value, same in groupby(values):
        found += (value, len(list(same)))
    return {"runs": found} if len(found) < len(values) else values
