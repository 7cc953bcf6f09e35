"""Codes and names of administrative areas against the table of divisions."""

from __future__ import annotations

from collections import Counter

from ...model.code_readings import admin_code
from ...model.code_tables import code_table, invented
from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .values import told


class AdminCodes(Check):
    """Looks at each different (code, name)."""

    def __init__(self):
        self._areas = Counter()

    def see(self, seen):
        names = seen.attributes["name"].tolist() if "name" in seen.attributes else [None] * len(seen)
        self._areas.update(zip(seen.attributes["code"].tolist(), names))

    def issues(self, key):
        table, retired = code_table("admin_divisions"), code_table("admin_divisions_retired")
        zones = code_table("statistical_areas")
        sorts = {"codes_empty": [], "admin_code_malformed": [], "admin_code_retired": [], "admin_code_unknown": []}
        sorts["admin_name_differs"] = []
        for (written, name), count in self._areas.items():
            code = admin_code(written) if written else None
            if code is None:
                sorts["admin_code_malformed" if (written or "").strip() else "codes_empty"].append(
                    (written or "", count)
                )
            elif code in table or code in zones:
                official = table.names.get(code) or zones.names[code]
                if name and name.strip() != official:
                    sorts["admin_name_differs"].append((f"{code} {name.strip()} ≠ {official}", count))
            elif code in retired:
                row = retired.rows[code]
                sorts["admin_code_retired"].append((f"{code} {row['name']} ({row['year']} → {row['became']})", count))
            elif not invented(code):
                sorts["admin_code_unknown"].append((f"{code} {name or ''}".strip(), count))
        return [
            Issue(key, sort, Severity.REMARK, params={**told(pairs), "as_of": table.as_of})
            for sort, pairs in sorts.items()
            if pairs
        ]
