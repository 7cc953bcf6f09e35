"""Placeholders of sentences: a closed set of names with an optional number of decimals, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

_CHOICE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{(\w+)(?::\.(\d)f)?\}")
# Decimals that figures have where a template asks for none (contract section 8).
DECIMALS = {"area_hm2": 4, "area_mu": 2, "share_pct": 2, "length_km": 3, "distance_m": 0, "amount": None, "limit": None}
TEXTS = (
    *("subject", "features", "names", "codes", "layer", "data", "industry", "nature", "land_use", "unit"),
    *("clause_no", "clause_text", "pack", "missing", "shared", "figure", "bound", "metric"),
)
NAMES = (*DECIMALS, *TEXTS)
MEASURES = ("area_hm2", "area_mu", "share_pct", "length_km")  # which a point has not, nor a line all of them
UNKNOWN = "—"


def placeholders(template):
    """The names that a template asks for, each once."""
    return tuple(dict.fromkeys(name for name, _ in asked(template)))


def asked(template):
    """(name, number of decimals or None) of all that a template asks for, each once."""
    return tuple(dict.fromkeys(part for part in _parts(template) if not isinstance(part, str)))


def fitting(template, measured):
    """The template for what has the measures `measured` (some of `MEASURES`) and no others: `[[A|B|C]]` becomes the
    first of its ways that asks for none of the others, nothing where each does. None where the rest asks for one.
    """
    lacking = set(MEASURES).difference(measured)

    def said(match):
        ways = match.group(1).split("|")
        return next((way for way in ways if lacking.isdisjoint(placeholders(way))), "")

    found = _CHOICE.sub(said, template)
    return found if lacking.isdisjoint(placeholders(found)) else None


def filled(template, values):
    """The template with `values` (name → number, text or None) put in; what has no value prints as a dash."""
    return "".join(
        part if isinstance(part, str) else shown(part[0], values.get(part[0]), part[1]) for part in _parts(template)
    )


def filled_rows(template, values, columns):
    """The template filled for each of several rows. values: of each row, a dict as `filled` takes it, which rows may
    share. columns: (name, decimals) → the text for each row, before what `values` say.
    """
    parts, known = asked(template), {}
    pattern = "".join(part.replace("%", "%%") if isinstance(part, str) else "%s" for part in _parts(template))
    for one in values:
        if id(one) not in known:
            known[id(one)] = {part: shown(part[0], one.get(part[0]), part[1]) for part in parts if part not in columns}
    found = {part: columns.get(part) or [known[id(one)][part] for one in values] for part in parts}
    order = [found[part] for part in _parts(template) if not isinstance(part, str)]
    return [pattern % row for row in zip(*order)] if order else [pattern % ()] * len(values)


@lru_cache(maxsize=4096)
def _parts(template):
    """Literal texts and (name, decimals or None), in order."""
    found, end = [], 0
    for match in _PLACEHOLDER.finditer(template):
        found += [template[end : match.start()], (match.group(1), match.group(2))]
        end = match.end()
    return tuple([*found, template[end:]])


def shown(name, value, decimals):
    """A number or a text as it stands in a sentence; a dash for None."""
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
