"""A `Case` and its `Layers` from what a Processing dialog offers: a case file, or layers whose roles are found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..inputs.case.unique_key import unique_key
from ..inputs.layers import Layers
from ..inputs.meaning.recognise import role_of_layer
from ..model.case import FULL, Case, Constraint, Options, SubjectSource


@dataclass
class Asked:
    """What the user asked for. None where a parameter was left out.

    subjects: the layer under review. constraints: the layers to review against.
    """

    title: str
    language: str
    subjects: object = None
    subject_fields: dict | None = None
    constraints: list[object] | None = None
    full_coverage: bool = False
    area_basis: str | None = None
    analysis_crs: str | None = None
    rules: tuple = ()
    overlap_geometry: str = "conflicts"


def case_from_layers(asked: Asked):
    """(Case, Layers, remarks for the log) of layers that QGIS holds; roles are found from names and fields."""
    constraints, opened, remarks = [], {}, []
    for layer in asked.constraints:
        role, mark = role_of_layer(layer)
        key = unique_key(layer.name, opened)
        constraints.append(Constraint(key, role, layer.name, coverage=FULL if asked.full_coverage else None))
        opened[key] = layer
        remarks.append((key, role, mark))
    case = Case(
        title=asked.title,
        language=asked.language,
        subjects=(SubjectSource(asked.subjects.name, fields=asked.subject_fields or {}),),
        constraints=tuple(constraints),
        rules=asked.rules,
        options=_options(Options(overlap_geometry=asked.overlap_geometry), asked),
        outputs=("gpkg", "xlsx", "html", "csv"),
    )
    return case, Layers((asked.subjects,), opened), remarks


def with_options(case: Case, asked: Asked):
    """A case from a file with what the dialog sets on top of it."""
    return replace(case, options=_options(case.options, asked), rules=(*case.rules, *asked.rules))


def _options(options, asked):
    named = {"area_basis": asked.area_basis, "analysis_crs": asked.analysis_crs}
    return replace(options, **{name: value for name, value in named.items() if value})
