"""The codes of the control units of a layer, for whoever only asks which units there are."""

from __future__ import annotations

from ...model.errors import InputFault, Place
from .fields import found_fields, named_fields

_ROLE = "control_unit"


def unit_codes(layer, field=None):
    """The codes of all units of a `Layer`: a frozenset of text, stripped.

    field: the one that holds them; else it is found by its name or its values. Raises CaseFault where the layer has no
    such field, InputFault where none is found, or where the layer breaks off: units would seem to be missing.
    """
    name = named_fields(layer, {"code": field}, "units")["code"] if field else _found(layer)
    faults, codes, count = [], set(), 0
    for batch in layer.batches([name], faults=faults):
        count += len(batch)
        codes.update(text.strip() for text in batch.attributes[name].tolist() if text and text.strip())
    if count < (layer.declared_count or 0):
        problem = ", ".join(fault.code for fault in faults)
        place = Place(layer=layer.name)
        raise InputFault("layer_incomplete", place, delivered=count, declared=layer.declared_count, problem=problem)
    return frozenset(codes)


def _found(layer):
    found, _ = found_fields(layer, _ROLE, {})
    for one in found:
        if one.ours == "code":
            return one.field
    known = ", ".join(field.name for field in layer.fields)
    raise InputFault("unit_codes_missing", Place(layer=layer.name), known=known)
