"""Small records that pass between floors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Issue:
    """A fault found in an input, or a remark on how it was used.

    check_code: names the sentences `fault.<code>` and `action.<code>`, filled by `params`.
    geometry: a shapely geometry in the analysis CRS, or None. Areas in m2.
    """

    layer: str
    check_code: str
    severity: str
    feature_id: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    area_before_m2: float | None = None
    area_after_m2: float | None = None
    geometry: Any = None
