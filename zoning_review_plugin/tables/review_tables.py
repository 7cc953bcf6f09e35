"""The tables that are handed in: T1 to T10 and what examiners ask for beside them, in order of reading."""

from __future__ import annotations

from ..model.memory import give_back
from ..studies.public_version import is_public, tables_left_out
from .access_list_draft import access_list_draft
from .adjustments import adjustments
from .clause_by_clause import clause_by_clause
from .coordination import coordination
from .corner_coordinates import corner_coordinates
from .data_sources import data_sources
from .declared_areas import declared_areas
from .land_balance import land_balance
from .not_reviewed import not_reviewed
from .occupation import occupation
from .open_shapes import open_shapes, with_note
from .options_compared import options_compared
from .parcels_against_units import parcels_against_units
from .positions import positions
from .rectification import rectification
from .report_style import style_of
from .spot_check import spot_check
from .three_accounts import three_accounts
from .three_control_lines import three_control_lines
from .three_lines import three_lines_one_list
from .units_involved import units_involved

# Each makes one `Table` from (result, style).
BUILDERS = (
    three_lines_one_list,
    three_control_lines,
    units_involved,
    clause_by_clause,
    positions,
    occupation,
    options_compared,
    coordination,
    parcels_against_units,
    adjustments,
    rectification,
    land_balance,
    declared_areas,
    three_accounts,
    access_list_draft,
    corner_coordinates,
    data_sources,
    not_reviewed,
    spot_check,
)


def review_tables(result, language=None):
    """The `Table`s of a `Result` in `zh` or `en` (the case's own language if left out), in order of reading.

    A table whose input is missing is among them and says in `needs` what to supply.
    """
    return list(each_review_table(result, language))


def each_review_table(result, language=None):
    """The same one by one, so that a reader need not hold all of them. What each leaves behind is given back first."""
    style = style_of(result, language)
    shapes = open_shapes(result)
    withheld = tables_left_out() if is_public(result) else ()
    for build in BUILDERS:
        table = build(result, style)
        give_back()
        if table.key not in withheld:
            yield with_note(table, shapes, style.words)
        del table  # or it stays while the next is made
