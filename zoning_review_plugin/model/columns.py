"""Columns of the result tables, in order. Public interface: later versions add, never rename.

Ratios are 0 to 1, areas m2, lengths and distances m, angles degrees from north, geometry 2D in the
analysis CRS.
"""

from typing import NamedTuple


class Column(NamedTuple):
    """One column: its name and its kind (`text`, `int`, `real`, `bool` or `geom`)."""

    name: str
    kind: str


def _columns(text):
    """Columns from lines of `kind: name name …`, in the order written."""
    found = []
    for line in text.strip().splitlines():
        kind, names = line.split(":")
        found += [Column(name, kind.strip()) for name in names.split()]
    return tuple(found)


SUBJECT = _columns("""
    text: subject_id project_id scheme name source part mode land_use geometry_kind
    real: area_m2 length_m declared_area_m2
    text: verdict
    int: hard_breaches open_hard open_items
    geom: geom
""")

PIECE = _columns("""
    text: piece_id subject_id admin_code
    real: area_m2 length_m
    geom: geom
""")

OVERLAP = _columns("""
    text: subject_id piece_id scheme constraint_key role feature_id code name feature_class grade relation
    real: area_m2 length_m share_of_subject share_of_feature distance_m bearing_deg station_from_m station_to_m
    bool: sliver within_accuracy
    text: sliver_rule
    geom: geom
""")

EXPOSURE = _columns("""
    text: subject_id scheme constraint_key role status
    real: covered_share
    int: feature_count
    real: union_area_m2 sum_area_m2 attribute_area_m2 length_m sum_length_m share_of_subject remainder_m2
    text: nearest_id
    real: nearest_m bearing_deg
    text: nearest_name
""")

FINDING = _columns("""
    text: subject_id scheme rule_id pack level line dimension clause_no clause_text feature_code
    text: modality binding automation verdict evidence missing basis superseded_by
    text: override_verdict override_by override_at override_reason
    text: statement_zh statement_en computed facts_hash override_state superseded_reason suggestion topic
""")

CONCLUSION = _columns("""
    text: project_id scheme topic
    real: area_m2 permanent_m2 temporary_m2 length_m
    text: verdict
    int: hard_breaches open_hard open_items
    text: statement
""")

ISSUE = _columns("""
    text: layer feature_id check_code severity message action
    real: area_before_m2 area_after_m2
    geom: geom
""")

RUN = _columns("""
    text: key value
""")

TABLES = {
    "subject": SUBJECT,
    "piece": PIECE,
    "overlap": OVERLAP,
    "exposure": EXPOSURE,
    "finding": FINDING,
    "conclusion": CONCLUSION,
    "issue": ISSUE,
    "run": RUN,
}

# Of `where`: control units, the ground in them by what was found, and the clauses that say so.
WHERE_UNIT = _columns("""
    text: code name unit_class subclass status
    real: area_m2 admitted_m2 justification_m2 shut_out_m2 unknown_m2
    text: shut_out_by unknown_by missing
    int: open_items
""")

WHERE_GROUND = _columns("""
    text: code status
    real: area_m2
    text: shut_out_by justification_by unknown_by missing
    int: open_items
    geom: geom
""")

WHERE_CLAUSE = _columns("""
    text: pack rule_id level clause_no clause_text status
    real: area_m2
    text: units
""")

WHERE_TABLES = {"unit": WHERE_UNIT, "ground": WHERE_GROUND, "clause": WHERE_CLAUSE}
