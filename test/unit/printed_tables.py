"""Tables read as a reader sees them: the figures that are printed, and whether they add up."""

from decimal import Decimal

from zoning_review_plugin.tables.figures import UNKNOWN
from zoning_review_plugin.tables.report_style import style_of
from zoning_review_plugin.tables.table import ADJUSTED


def printed(table, *keys):
    """Rows of the printed texts under these columns (all where none is named)."""
    places = {column.key: place for place, column in enumerate(table.columns)}
    return [tuple(row[places[key]] for key in keys) if keys else tuple(row) for row in table.texts()]


def figure(text):
    """The number that a text shows, without the mark of an adjusted cell; None for what is unknown."""
    return None if text in (UNKNOWN, "") else Decimal(text.rstrip(ADJUSTED))


def figures(table, key):
    """The numbers of one column as printed."""
    return [figure(text) for (text,) in printed(table, key)]


def assert_parts_sum(table, parts, whole):
    """In every row that knows them all, parts add up to the whole as printed. Returns how many rows do."""
    known = 0
    for *found, total in zip(*(figures(table, key) for key in (*parts, whole))):
        if total is not None and None not in found:
            assert sum(found) == total
            known += 1
    return known


def built(build, result, language="en"):
    """The table that a builder makes."""
    return build(result, style_of(result, language))
