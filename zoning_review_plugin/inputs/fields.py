"""Which field of a layer holds what: as the case names it, else by the alias table."""

from __future__ import annotations

import difflib

from ..model.errors import CaseFault, Place
from .roles import field_aliases


def named_fields(layer, fields, key):
    """{our name: the layer's field} for the fields that a case names under `key`.

    A field is found by its name, else by its alias, else without regard to case. Raises CaseFault for
    one that is not there.
    """
    found = {}
    for ours, theirs in fields.items():
        name = _match(layer, theirs)
        if name is None:
            known = [field.name for field in layer.fields]
            near = difflib.get_close_matches(theirs, known, 1)
            place = Place(layer=layer.name, field=theirs, key=f"{key}.fields.{ours}")
            raise CaseFault("field_missing", place, near="".join(near), known=", ".join(known))
        found[ours] = name
    return found


def found_fields(layer, named, wanted):
    """`named` and, for the names in `wanted` that it leaves out, what the alias table finds in the layer."""
    found = dict(named)
    for ours in wanted:
        if ours in found:
            continue
        candidates = (_match(layer, alias) for alias in field_aliases(ours))
        name = next((candidate for candidate in candidates if candidate), None)
        if name:
            found[ours] = name
    return found


def _match(layer, wanted):
    for same in (lambda f: f.name == wanted, lambda f: f.alias == wanted, lambda f: f.name.lower() == wanted.lower()):
        matches = [field.name for field in layer.fields if same(field)]
        if matches:
            return matches[0]
    return None
