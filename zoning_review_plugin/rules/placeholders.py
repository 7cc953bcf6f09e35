"""Placeholders of sentences: a closed set of names with an optional number of decimals, and nothing else."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(r"\{(\w+)(?::\.(\d)f)?\}")
# Decimals that figures have where a template asks for none (contract section 8).
DECIMALS = {"area_hm2": 4, "area_mu": 2, "share_pct": 2, "length_km": 3, "distance_m": 0, "amount": None, "limit": None}
TEXTS = (
    *("subject", "features", "names", "codes", "layer", "data", "industry", "nature", "land_use", "unit"),
    *("clause_no", "clause_text", "pack", "missing", "shared", "figure", "bound", "metric"),
)
NAMES = (*DECIMALS, *TEXTS)
UNKNOWN = "—"


def placeholders(template):
    """The names that a template asks for, each once."""
    return tuple(dict.fromkeys(found.group(1) for found in _PLACEHOLDER.finditer(template)))


def filled(template, values):
    """The template with `values` (name → number, text or None) put in; what has no value prints as a dash."""
    return _PLACEHOLDER.sub(lambda found: _shown(found.group(1), values.get(found.group(1)), found.group(2)), template)


def _shown(name, value, decimals):
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, str):
        return value
    places = int(decimals) if decimals else DECIMALS.get(name)
    if places is None:
        return f"{value:.10g}"
    text = f"{value:.{places}f}"
    if name == "share_pct":
        return "<0.01" if value > 0 and float(text) == 0 else ">99.99" if value < 100 and float(text) == 100 else text
    least = 10.0**-places
    return f"<{least:.{places}f}" if value > 0 and float(text) == 0 else text
