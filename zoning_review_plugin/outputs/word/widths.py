"""How wide the columns of a table become: what must not break decides first, then how tall the rows would be."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

import numpy as np

PORTRAIT = 8900  # twips between the margins of A4 upright
NORMAL, SMALL, SMALLEST = 9.0, 7.5, 6.5  # points, as Chinese printers name them: 小五, 六号, 小六
_HALF_EM, _PADDING = 10.2, 160  # twips for each point of the letters; what stands beside a text in its cell
_LEAST, _LONGEST_TITLE, _TITLE_LINES = 5, 18, 2  # characters of a column and of its title; lines of the latter
_LONGEST_WORD = 16  # characters: what is longer (a path, a hash) breaks wherever the cell ends
_LATIN, _BOLD = 1.08, 1.1  # latin letters that take more than half an em, on the average; bold ones still more
_CROWDED, _FULL = 0.7, 0.95  # of the width: where what must not break takes more, letters are small, then smallest
_LONGEST = 1.3  # of the width: what columns may want before letters become small
_STEPS, _POWER = 120, 4  # portions in which room is given away; how much the tallest cell of a row counts above others
_ROWS_A_PAGE = 12  # roughly, of such tables: so often do the titles stand above
# What a line never breaks in: a word, a number with its sign, an id, a date; a unit with the brackets around it.
_WORD = re.compile(r"[(（][!-'*-~²³]{1,8}[)）]|[!-~²³—–−]+")


def natural(table, texts):
    """Twips that each column of a `Table` wants: its longest text, but no more than a reader needs (its `width`)."""
    character = NORMAL * _HALF_EM
    longest = [max((_room(row[place]) for row in texts), default=0) for place in range(len(table.columns))]
    return [
        int(character * max(_LEAST, min(one, column.width), min(_title(column), _LONGEST_TITLE))) + _PADDING
        for column, one in zip(table.columns, longest)
    ]


def letter_size(table, texts, width):
    """Points of the letters of a table that has `width` twips: `NORMAL`, `SMALL` or `SMALLEST`."""
    crowded = sum(_unbroken(table, texts, NORMAL)) > _CROWDED * width
    if not crowded and sum(natural(table, texts)) <= _LONGEST * width:
        return NORMAL
    return SMALLEST if sum(_unbroken(table, texts, SMALL)) > _FULL * width else SMALL


def column_widths(table, texts, width, points=NORMAL):
    """Twips of each column, `width` in all: no number, id or word breaks if that can be; what is left is given away
    such that the rows become as low as they can, or to all alike where each has its text in one line."""
    least = _unbroken(table, texts, points)
    if sum(least) > width:
        least = _squeezed(least, _unbroken(table, texts, points, titles=False), width)
    titles = [[column.title for column in table.columns]]
    rows = texts + titles * (1 + len(texts) // _ROWS_A_PAGE)
    found = _given_away(np.array(least, dtype=float), rows, width - sum(least), points)
    return [int(one * width / found.sum()) for one in found]


def _squeezed(wanted, least, width):
    """Widths from `least` on, towards `wanted` for half of the room there is: words of titles break before figures."""
    if sum(least) >= width:
        return [one * width // sum(least) for one in least]
    share = (width - sum(least)) / (sum(wanted) - sum(least)) / 2
    return [int(low + (high - low) * share) for high, low in zip(wanted, least)]


def _unbroken(table, texts, points, titles=True):
    """Twips in which no word of the texts below a title breaks, and none of the title itself."""
    return [
        int(points * _HALF_EM * max(_LEAST, titles and _words(column.title, _BOLD), _longest_word(texts, place)))
        + _PADDING
        for place, column in enumerate(table.columns)
    ]


def _longest_word(texts, place):
    return max((_words(row[place]) for row in texts), default=0)


def _words(text, weight=1.0):
    """Room of the longest word of a text that can be kept in one line, in halves of an em."""
    rooms = [_room(word) for word in _WORD.findall(text) if len(word) <= _LONGEST_WORD]
    return max(rooms, default=0) * _LATIN * weight


def _given_away(widths, texts, room, points):
    """`widths` with as much of `room` as makes rows lower, portion by portion to the column where it helps most."""
    if room <= 0:
        return widths
    rooms = np.array([[_room(text) for text in row] for row in texts], dtype=float) * points * _HALF_EM
    breaks = np.array([[text.count("\n") for text in row] for row in texts], dtype=float)
    widths, portion = widths.copy(), room / _STEPS
    powers = _lines(rooms, breaks, widths) ** _POWER
    for _ in range(_STEPS):
        wider = _lines(rooms, breaks, widths + portion) ** _POWER
        rows = powers.sum(axis=1, keepdims=True)
        gains = (rows ** (1 / _POWER) - (rows - powers + wider) ** (1 / _POWER)).sum(axis=0)
        best = int(gains.argmax())
        if gains[best] <= 1e-9:
            break
        widths[best] += portion
        powers[:, best] = wider[:, best]
    return widths


def _lines(rooms, breaks, widths):
    """Lines that texts take (an array of rows × columns), not rounded: a line that is nearly saved counts."""
    return breaks + np.maximum(1.0, rooms / (widths - _PADDING))


def _title(column):
    """Characters that a title needs: over its lines, and no word broken (bold letters take more room)."""
    words = [len(word) * 1.2 for word in column.title.split() if word.isascii()]
    return int(max([-(-_room(column.title) // _TITLE_LINES), *words])) + 1


def _room(text):
    """Room of a text in halves of an em: Chinese letters take two."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
