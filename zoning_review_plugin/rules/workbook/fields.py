"""The value of one column ↔ the text of its cell, by the kind of the column."""

from __future__ import annotations

from ..faults import PackFault
from .cell_text import day_of, json_cell, list_cell, list_of, text_cell, text_of, value_of_json
from .conditions_read import condition_of_cell, limit_of_cell
from .conditions_written import condition_cell, limit_cell
from .layout import layout
from .vocabulary import code_of, nearest_word, word_of, words_of


def cell_of(column, value):
    """The cell of a value. Raises KeyError, TypeError or AttributeError where the column cannot say it."""
    return _KINDS[column.kind][0](column, value)


def value_of(column, cell):
    """The value of a cell (a text that is not empty, without blanks at its ends). Raises PackFault without a place."""
    return _KINDS[column.kind][1](column, cell)


def _choice_cell(column, value):
    return layout()["empty"] if value is None else word_of(column.vocabulary, value)


def _choice_of(column, cell):
    if cell == layout()["empty"]:
        return None
    if column.vocabulary == "unit_class" and cell in ("1", "2", "3"):
        return int(cell)
    code = code_of(column.vocabulary, cell)
    if code is None:
        params = {"near": nearest_word(column.vocabulary, cell), "known": " ".join(words_of(column.vocabulary))}
        raise PackFault("choice_near" if params["near"] else "choice_unknown", got=cell[:80], **params)
    return code


def _choices_cell(column, value):
    return list_cell([str(one) if isinstance(one, int) else _choice_cell(column, one) for one in value])


def _date_of(column, cell):
    text = text_of(cell)
    return day_of(text) if isinstance(text, str) else text


_KINDS = {
    "text": (lambda column, value: text_cell(value), lambda column, cell: text_of(cell)),
    "date": (lambda column, value: text_cell(value), _date_of),
    "texts": (lambda column, value: list_cell(value), lambda column, cell: list_of(cell)),
    "choice": (_choice_cell, _choice_of),
    "choices": (_choices_cell, lambda column, cell: [_choice_of(column, one) for one in list_of(cell)]),
    "condition": (lambda column, value: condition_cell(value), lambda column, cell: condition_of_cell(cell)),
    "metric": (lambda column, value: limit_cell(value), lambda column, cell: limit_of_cell(cell)),
    "rest": (lambda column, value: json_cell(value), lambda column, cell: value_of_json(cell)),
}
