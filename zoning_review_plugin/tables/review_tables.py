"""The tables that are handed in: T1 to T10 and what examiners ask for beside them, in order of reading."""

from __future__ import annotations

from .clause_by_clause import clause_by_clause
from .coordination import coordination
from .data_sources import data_sources
from .not_reviewed import not_reviewed
from .positions import positions
from .report_style import style_of
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
    coordination,
    data_sources,
    not_reviewed,
)


def review_tables(result, language=None):
    """The `Table`s of a `Result` in `zh` or `en` (the case's own language if left out), in order of reading.

    A table whose input is missing is among them and says in `needs` what to supply.
    """
    style = style_of(result, language)
    return [build(result, style) for build in BUILDERS]
