"""How wide the columns of a table become: what stands in them decides, and what a reader needs."""

from __future__ import annotations

from unicodedata import east_asian_width

PORTRAIT = 8900  # twips between the margins of A4 upright
_CHARACTER, _PADDING = 92, 170  # twips: half an em at 9 points, and what stands beside a text in its cell
_LEAST, _LONGEST_TITLE, _TITLE_LINES = 5, 18, 2  # characters of a column and of its title; lines of the latter


def natural(table, texts):
    """Twips that each column of a `Table` wants: its longest text, but no more than a reader needs (its `width`)."""
    return [
        _CHARACTER * max(_LEAST, min(longest, column.width), min(_title(column), _LONGEST_TITLE)) + _PADDING
        for column, longest in zip(table.columns, _longest(table, texts))
    ]


def column_widths(table, texts, width):
    """Twips of each column, `width` in all: what is left over goes to long texts; what lacks is taken from all, but
    from none so much that a word of its title breaks, if that can be."""
    wanted = natural(table, texts)
    left = width - sum(wanted)
    if left < 0:
        least = [min(one, _for_words(column.title)) for one, column in zip(wanted, table.columns)]
        spare = [one - kept for one, kept in zip(wanted, least)]
        if sum(least) < width and any(spare):
            return [kept + (width - sum(least)) * more // sum(spare) for kept, more in zip(least, spare)]
        return [one * width // sum(wanted) for one in wanted]
    lacks = [
        max(0, longest * _CHARACTER + _PADDING - one) ** 0.5 for longest, one in zip(_longest(table, texts), wanted)
    ]
    if not any(lacks):
        return [one + left * one // sum(wanted) for one in wanted]
    return [one + int(left * lack / sum(lacks)) for one, lack in zip(wanted, lacks)]


def _longest(table, texts):
    """Characters of the longest text in each column, Chinese ones twice."""
    return [max((_room(row[place]) for row in texts), default=0) for place in range(len(table.columns))]


def _for_words(title):
    """Twips in which no word of a title breaks; two Chinese characters stand side by side."""
    return int(_CHARACTER * max(_LEAST, *_ascii_words(title))) + _PADDING


def _ascii_words(title):
    """Characters that the words of a title take: bold letters need more room."""
    return [len(word) * 1.2 for word in title.split() if word.isascii()] or [0]


def _title(column):
    """Characters that a title needs: over its lines, and no word broken (bold letters take more room)."""
    return int(max(-(-_room(column.title) // _TITLE_LINES), *_ascii_words(column.title))) + 1


def _room(text):
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
