"""What official lists call things: headings, dimensions, words that say how strong a clause is. Data, lists.json."""

from __future__ import annotations

import re
from functools import lru_cache

from .cleaning import clean_heading
from .layout import folded, resource

DIMENSIONS = ("spatial_layout", "pollutant_discharge", "environmental_risk", "resource_efficiency")
FIELDS = (
    "unit_code", "unit_class", "element", "admin_code", "dimension", "clause", "clause_no", "basis", "note", *DIMENSIONS
)  # fmt: skip
IGNORED = ("ignored", "unit_name")
_ASIDE = re.compile(r"[(（].*[)）]$")


@lru_cache(maxsize=1)
def _lists():
    return resource("lists.json")


def last_heading_row():
    """The last row in which headings are looked for."""
    return _lists()["last_heading_row"]


def field_of(heading):
    """The field that a heading names, `ignored` for one of no account, None for one that nobody knows."""
    heading = folded(clean_heading(heading))
    for name in (heading, _ASIDE.sub("", heading)):
        if name in _headings():
            return _headings()[name]
    return next(
        (field for name, field in _headings().items() if field in DIMENSIONS and heading.startswith(name)), None
    )


def field_of_codes(texts):
    """`unit_code` or `element` where most of the texts are such codes, else None."""
    for field, pattern in _lists()["codes"].items():
        fitting = sum(1 for text in texts if re.fullmatch(pattern, text))
        if texts and fitting * 2 > len(texts):
            return field
    return None


def dimension_of(text):
    """The dimension that a cell names, None where it names none or several."""
    return _only(_lists()["dimension_words"], text)


def unit_class_of(text):
    """The class of control units that a cell names, None where it names none or several."""
    return _only(_lists()["unit_class_words"], text)


def proposed_strength(text):
    """(modality, binding, {modalities that the words also speak of}) of a clause; a proposal, never a judgement.

    The strongest words decide; where there are none, the set is empty and the clause counts as a requirement.
    """
    found = [(modality, binding) for modality, binding, words in _lists()["modality"] if re.search(words, text)]
    modality, binding = found[0] if found else _lists()["otherwise"]
    return modality, binding, {one for one, _ in found}


def names_an_exception(text):
    """Whether a clause speaks of exceptions, which a person must put into conditions."""
    return re.search(_lists()["exceptions"], text) is not None


@lru_cache(maxsize=1)
def _headings():
    return {folded(name): field for field, names in _lists()["headings"].items() for name in names}


def _only(words, text):
    found = [code for code, names in words.items() if any(name in text for name in names)]
    return found[0] if len(found) == 1 else None
