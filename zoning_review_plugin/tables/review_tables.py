"""The tables that are handed in: T1 to T10 and what examiners ask for beside them, in order of reading."""

from __future__ import annotations

from .corner_coordinates import corner_coordinates
from .declared_areas import declared_areas
from .land_balance import land_balance
from .occupation import occupation
from .report_style import style_of
from .spot_check import spot_check

# Each makes one `Table` from (result, style).
BUILDERS = (occupation, land_balance, declared_areas, corner_coordinates, spot_check)


def review_tables(result, language=None):
    """The `Table`s of a `Result` in `zh` or `en` (the case's own language if left out), in order of reading.

    A table whose input is missing is among them and says in `needs` what to supply.
    """
    style = style_of(result, language)
    return [build(result, style) for build in BUILDERS]
