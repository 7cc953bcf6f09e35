"""Which faults of a file mean that features, or parts of them, are missing or in doubt.

Such a layer is not usable until the case accepts it (`options.accept_incomplete`); then the fault stays as a warning.
"""

from __future__ import annotations

from dataclasses import replace

from ...model.codes import Severity

CODES = frozenset(
    {
        "boxes_differ",
        "database_cut_short",
        "database_damaged",
        "database_unfinished",
        "dbf_counts_differ",
        "dbf_fields_damaged",
        "dbf_rows_shifted",
        "file_blank",
        "file_cut_short",
        "flatgeobuf_damaged",
        "json_damaged",
        "kml_damaged",
        "shp_records_damaged",
        "shx_differs",
        "shx_too_short",
        "spatial_index_differs",
    }
)


def is_damage(issue):
    """Whether an `Issue` tells of damage that keeps a layer from being used."""
    return issue.check_code in CODES and issue.severity == Severity.ERROR


def accepted(issues):
    """The issues as they stand where the case accepts what is damaged: as warnings."""
    return [replace(issue, severity=Severity.WARNING) if is_damage(issue) else issue for issue in issues]
