"""What the rules must find in the sample: worked out by hand from how its subjects were laid out, not by a program.

Each line: subject, rule, verdict, why. A verdict of - means that the rule must say nothing of the subject.
"""

from __future__ import annotations

from typing import NamedTuple

from .expected_parcels import PARCELS
from .expected_projects import PROJECTS

_PACKS = {
    "ERL": "CN-ERL", "PBF": "CN-PBF", "UDB": "CN-UDB", "CU": "CN-CU", "N": "SL-N-2024", "P": "SL-P-2024",
    "R": "SL-R-2025", "C": "SL-C-2024", "O": "SL-C-2021", "A": "SL-C-AIR-2023", "F": "SL-P-2027",
    "LH": "SL-ZH99010110001", "YL": "SL-ZH99010110002", "ZX": "SL-ZH99010120001", "ZB": "SL-ZH99010130001",
    "DQ": "SL-ZH99010210001", "HG": "SL-ZH99010220001", "DB": "SL-ZH99010230001", "XB": "SL-ZH99010330001",
    "NB": "SL-ZH99010330002",
}  # fmt: skip
_SCHEMES = {"S-A": "A", "S-B": "B", "S-C": "C", "R-A": "A", "R-B": "B", "T-21": "1", "T-22": "1"}


class Row(NamedTuple):
    """One expectation. verdict: empty where the rule must say nothing of the subject."""

    subject_id: str
    scheme: str
    pack: str
    rule_id: str
    verdict: str
    why: str


def rows():
    """All `Row`s."""
    found = []
    for line in (PARCELS.strip() + PROJECTS.rstrip()).splitlines():
        subject, rule, verdict, why = (part.strip() for part in line.split("|"))
        verdict = "" if verdict == "-" else verdict
        found.append(Row(subject, _SCHEMES.get(subject, ""), _PACKS[rule.split("-")[0]], rule, verdict, why))
    return found
