"""From where on tables remark on a figure, how long a text they print: data, resources/table_limits.json."""

from __future__ import annotations

import json
from functools import lru_cache

from ..model.words import RESOURCES


@lru_cache(maxsize=1)
def table_limits():
    """{name of a table: {name of a limit: figure}}, as the file says."""
    return json.loads((RESOURCES / "table_limits.json").read_text(encoding="utf-8"))
