"""The data that a review rests on: version, document, how it was obtained, CRS, accuracy, secrecy, a short hash."""

from __future__ import annotations

import pandas as pd

from .headings import heading, table_title
from .notes import summary_of_inputs
from .table import Table, TableColumn

KEY = "data_sources"
_HASH_DIGITS = 12
_PLAIN = ("key", "role", "owner", "version", "document", "date", "obtained", "crs", "count", "usability", "source")
_ASKED = ("version", "document", "date", "owner", "obtained")
_COLUMNS = (
    ("key", 14),
    ("role", 16),
    ("owner", 20),
    ("version", 18),
    ("document", 18),
    ("date", 11),
    ("valid", 20),
    ("obtained", 18),
    ("crs", 18),
    ("accuracy", 10),
    ("secrecy", 8),
    ("count", 8),
    ("usability", 12),
    ("source", 30),
    ("hash", 14),
)


def data_sources(result, style):
    """One row for each input of the case: subjects, constraint layers, and layers that say what others answer for."""
    words = style.words
    keys = [*_PLAIN, "accuracy_m", "secrecy", "valid_from", "valid_to", "content_sha256"]
    inputs = summary_of_inputs(result, words, keys)
    rows = [{**row, **_worded(row, words)} for row in inputs.to_dict("records")]
    frame = pd.DataFrame(rows, columns=[key for key, _ in _COLUMNS])
    frame.insert(0, "no", range(1, len(frame) + 1))
    columns = [TableColumn("no", heading(KEY, "no", style), "integer", width=6)]
    columns += [TableColumn(key, heading(KEY, key, style), width=width) for key, width in _COLUMNS]
    notes = (words.say("note.data_sources", digits=_HASH_DIGITS),)
    return Table(KEY, table_title(KEY, style), tuple(columns), frame, notes, needs=_needs(result, style))


def _worded(row, words):
    valid = words.say("sources.valid", first=row["valid_from"] or "…", last=row["valid_to"] or "…")
    return {
        "accuracy": words.say("sources.metres", m=f"{float(row['accuracy_m']):g}") if row["accuracy_m"] else "",
        "secrecy": words.code("secrecy", row["secrecy"]) if row["secrecy"] else "",
        "valid": valid if row["valid_from"] or row["valid_to"] else "",
        "hash": row["content_sha256"][:_HASH_DIGITS],
    }


def _needs(result, style):
    """What users did not say of their layers, those together of which the same is missing."""
    words, layers = style.words, {}
    for constraint in result.case.constraints:
        absent = tuple(heading(KEY, name, style) for name in _ASKED if not getattr(constraint, name))
        if absent:
            layers.setdefault(absent, []).append(constraint.key)
    listed = words.say("punctuation.list")
    return tuple(
        words.say("needs.source", layer=listed.join(keys), absent=listed.join(absent))
        for absent, keys in layers.items()
    )
