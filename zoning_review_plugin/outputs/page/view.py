"""How the page shows a table: what stands in its rows, what is laid aside until a row is opened."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...model.codes import VERDICTS
from ...tables.table import Table

EVIDENCE = "evidence"  # the key of the column that holds it
STATIC_ROWS = 25  # of a table of data that are readable without the script
STATIC_REVIEW_ROWS = 80  # of a table that is handed in
# What stands in the rows of long tables of data, in this order; their other columns are shown when a row is opened.
_IN_ROWS = {
    "subjects": "subject_id name verdict area_hm2 length_km scheme project_id land_use",
    "exposure": "subject_id role constraint_key status feature_count union_hm2 length_km share_of_subject nearest_id "
    "nearest_m",
    "overlaps": "subject_id role name code feature_id grade relation area_hm2 length_km share_of_subject",
    "findings": "subject_id verdict override_verdict finding clause_no clause_text missing level dimension scheme",
    "conclusions": "project_id scheme topic verdict hard_breaches open_hard open_items area_hm2 length_km statement",
    "issues": "layer feature_id severity message action",
    "inputs": "key role usability source version document date count crs",
}


@dataclass(frozen=True)
class View:
    """A `Table` and how it is shown, by keys of its columns.

    aside: columns that are shown when a row is opened. toned: columns of verdicts. subject, verdict: the place of the
    column that names the subject, and of the first that holds its verdict; -1 for none. evidence: JSON for each row
    beside the columns, None for none. static: rows that are in the page without the script.
    """

    table: Table
    aside: frozenset
    toned: frozenset
    subject: int
    verdict: int
    evidence: list | None
    static: int

    @property
    def columns(self):
        """(place among the columns of the table, column) of what stands in the rows."""
        return [(place, one) for place, one in enumerate(self.table.columns) if one.key not in self.aside]


def data_view(table, words):
    """The `View` of a table of data: a few columns in its rows, in the order of importance."""
    wanted = [key for key in _IN_ROWS.get(table.key, "").split() if key in table.rows]
    evidence = table.rows[EVIDENCE].tolist() if EVIDENCE in table.rows else None
    by_key = {column.key: column for column in table.columns if column.key != EVIDENCE}
    order = [by_key.pop(key) for key in wanted] + list(by_key.values())
    rest = {column.key for column in order if column.folded or (wanted and column.key not in wanted)}
    return _view(replace(table, columns=tuple(order)), rest, STATIC_ROWS, words, evidence)


def review_view(table, words):
    """The `View` of a table that is handed in: as it is."""
    return _view(table, {column.key for column in table.columns if column.folded}, STATIC_REVIEW_ROWS, words)


def _view(table, aside, static, words, evidence=None):
    keys = [column.key for column in table.columns]
    toned = [column.key for column in table.columns if _tells_verdicts(table, column, words)]
    subject = keys.index("subject_id") if "subject_id" in keys else -1
    verdict = keys.index(toned[0]) if toned else -1
    return View(table, frozenset(aside), frozenset(toned), subject, verdict, evidence, static)


def _tells_verdicts(table, column, words):
    """Whether a column holds names of verdicts and nothing else, at least one."""
    if column.kind != "text" or not len(table.rows):
        return False
    names = {words.code("verdict", code) for code in VERDICTS}
    found = {value for value in table.rows[column.key].tolist() if isinstance(value, str) and value}
    return bool(found & names) and found <= names | {words.code("verdict", None)}


def tones(words):
    """{name of a verdict: its code} as the page colours and marks them."""
    return {words.code("verdict", code): code for code in VERDICTS}
