"""Fields as GDAL describes them: names, aliases, and the domains of geodatabases, which say what codes mean."""

from __future__ import annotations

from osgeo import ogr

from ..layer import Field
from ..texts.text_values import readable_name
from .gdal_calls import collecting

_MOST_CODES = 10_000


def field_of(dataset, definition):
    """The `Field` of an OGR field definition of a layer of `dataset`."""
    alias = definition.GetAlternativeName() if hasattr(definition, "GetAlternativeName") else ""
    domain = definition.GetDomainName() if hasattr(definition, "GetDomainName") else ""
    meanings = _meanings(dataset, domain) if domain else None
    return Field(readable_name(definition.GetName()), alias or "", domain if meanings else "", meanings)


def _meanings(dataset, name):
    """{code: meaning} of a domain of codes, None where it is none."""
    with collecting([]):
        try:
            domain = dataset.GetFieldDomain(name)
            if domain is None or domain.GetDomainType() != ogr.OFDT_CODED:
                return None
            values = domain.GetEnumeration() or {}
        except (RuntimeError, AttributeError):  # the latter from GDAL before 3.5
            return None
    if len(values) > _MOST_CODES:
        return None
    return {str(code): str(meaning) for code, meaning in values.items() if meaning}


def meanings_of(layer, name):
    """{code: meaning} of the field `name` of a `Layer`, {} where it has no domain."""
    return next((field.meanings or {} for field in layer.fields if field.name == name), {})
