"""The tables that are handed in: T1 to T10 and what examiners ask for beside them, in order of reading."""

from __future__ import annotations

from .access_list_draft import access_list_draft
from .adjustments import adjustments
from .options_compared import options_compared
from .parcels_against_units import parcels_against_units
from .rectification import rectification
from .report_style import style_of
from .three_accounts import three_accounts

# Each makes one `Table` from (result, style).
BUILDERS = (
    options_compared,
    parcels_against_units,
    adjustments,
    rectification,
    three_accounts,
    access_list_draft,
)


def review_tables(result, language=None):
    """The `Table`s of a `Result` in `zh` or `en` (the case's own language if left out), in order of reading.

    A table whose input is missing is among them and says in `needs` what to supply.
    """
    style = style_of(result, language)
    return [build(result, style) for build in BUILDERS]
