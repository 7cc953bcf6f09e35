"""What a layer is: its role, fields and unit of areas, proposed from the layer alone, with confidence and reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pyproj
import shapely

from ...model.codes import Kind
from ..checks.stated_areas import likely_unit
from ..shapes.wkb import decode
from ..texts.text_values import number
from .evidence import by_fields, by_names, by_values, weighed
from .fields import APPROVED, NAME, PAIRED, found_fields
from .roles import SUBJECT, kinds_of
from .sample import Sample

CUSTOM = "custom"
_LEAST = 0.3  # below this a role is not proposed
_ENOUGH = 0.8  # names that say so much need no look at the values
_POLYGONS = 200  # that are measured to tell the unit of a field of areas
_OF_CONSTRAINTS = ("id", "code", "name", "class", "area", "valid_from", "valid_to")
_REASONS = {PAIRED: "date_found_by_pair", APPROVED: "date_of_approval"}  # why a field is taken; others by their values
# What is reviewed has the fields of planned land use, or of enterprises, and is none the less what is reviewed.
_NO_RIVALS = ((SUBJECT, "planned_land_use"), (SUBJECT, "existing_enterprise"))
_WORDS = ((0.8, "high"), (0.5, "medium"), (0.0, "low"))


class Reason(NamedTuple):
    """Why something is proposed: code and params make the sentence `reason.<code>`."""

    code: str
    params: dict


@dataclass(frozen=True)
class Proposal:
    """role: a code, or `SUBJECT` for what is reviewed. fields: our name → field. confidence: 0 to 1, of the role.

    area_unit: that of the field `area`, None where it has none or its figures tell none. kinds: geometry kinds of the
    first features.
    """

    role: str
    fields: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()
    area_unit: str | None = None
    kinds: tuple[str, ...] = ()

    @property
    def confidence_word(self):
        """`high`, `medium` or `low`."""
        return next(word for least, word in _WORDS if self.confidence >= least)


def recognise(layer, names=()):
    """The `Proposal` for a layer that may be reviewed or reviewed against. names: what else it is called."""
    return _proposed(layer, names, lambda role: True)


def recognise_constraint(layer, names=()):
    """The `Proposal` for a layer to review against."""
    return _proposed(layer, names, lambda role: role != SUBJECT)


def as_role(layer, role, reason):
    """The `Proposal` that a layer has a role for another `Reason` than its own looks."""
    sample = Sample(layer)
    return _with_fields(Proposal(role, reasons=(reason,), kinds=_kinds(sample)), layer, sample)


def role_of_layer(layer):
    """(role, the name or field that told it) of a layer to review against; (`custom`, "") where nothing tells."""
    proposal = recognise_constraint(layer)
    if proposal.role == CUSTOM:
        return CUSTOM, ""
    return proposal.role, _what(proposal.reasons[0].params)


def _proposed(layer, names, wanted):
    sample = Sample(layer)
    every = list(dict.fromkeys(name for name in (layer.name, layer.stem, *names) if name))
    evidence = [*by_names(every), *by_fields(layer)]
    evidence = [one for one in evidence if wanted(one.role)]
    ranked = weighed(evidence)
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] / 2):
        evidence += [one for one in by_values(layer, sample) if wanted(one.role)]
        ranked = weighed(evidence)
    return _with_fields(_of_role(evidence, ranked, _kinds(sample)), layer, sample)


def _of_role(evidence, ranked, kinds):
    """The `Proposal` of the likeliest role, without fields. A rival that is nearly as likely makes it less sure."""
    if not ranked:
        return Proposal(CUSTOM, reasons=(Reason("nothing", {}),), kinds=kinds)
    role, chance = ranked[0]
    reasons = [Reason(one.code, one.params) for one in evidence if one.role == role]
    rival = next(((other, its) for other, its in ranked[1:] if (role, other) not in _NO_RIVALS), None)
    if rival and rival[1] > _LEAST:
        chance *= 1 / (1 + _odds(rival[1]) / _odds(chance))
        params = next(one.params for one in evidence if one.role == rival[0])
        reasons.append(Reason("rival", {"role": rival[0], "what": _what(params)}))
    if kinds and not set(kinds) & set(kinds_of(role)):
        chance *= _LEAST
        reasons.append(Reason("kind", {"role": role, "kinds": ", ".join(kinds)}))
    if chance < _LEAST:
        reasons = [Reason("too_weak", {"role": role}), *reasons]
        return Proposal(CUSTOM, confidence=round(chance, 2), reasons=tuple(reasons), kinds=kinds)
    return Proposal(role, confidence=round(chance, 2), reasons=tuple(reasons), kinds=kinds)


def _odds(chance):
    return chance / max(1 - chance, 1e-6)


def _what(params):
    """The name, fields or field that a piece of evidence rests on."""
    return params.get("name") or params.get("fields") or params.get("field")


def _with_fields(proposal, layer, sample):
    found, passed = found_fields(layer, proposal.role, {}, sample)
    subject = proposal.role == SUBJECT
    found = [one for one in found if subject or one.ours in _OF_CONSTRAINTS]
    fields, reasons = {one.ours: one.field for one in found}, list(proposal.reasons)
    for one in found:
        params = {"name": one.ours, "field": one.field, "examples": one.examples, "others": ", ".join(one.rivals)}
        reasons += [Reason(_REASONS.get(one.how, "field_values"), params)] if one.how != NAME else []
        reasons += [Reason("field_rivals", params)] if one.rivals else []
    known = set(fields)
    for one in (one for one in passed if one.ours not in known):
        reasons.append(Reason(one.code, {"field": one.field, "examples": one.examples, "name": one.ours}))
    if "id" not in fields and "code" in fields and _own_for_each(sample, fields["code"]):
        fields = {"id": fields["code"], **fields}
        reasons.append(Reason("code_is_id", {"field": fields["code"]}))
    unit = None
    area = fields.get("declared_area" if subject else "area")
    if area:
        unit = _unit_of(layer, sample, area)
        reasons.append(Reason("area_unit" if unit else "area_unit_unknown", {"field": area, "unit": unit}))
    if subject and area and unit != "m2":
        del fields["declared_area"]  # a case takes declared areas in m2 only
        reasons.append(Reason("declared_area_left_out", {"field": area, "unit": unit or "?"}))
    return replace(proposal, fields=fields, reasons=tuple(reasons), area_unit=unit)


def _kinds(sample):
    dimensions = shapely.get_dimensions(decode(sample.batch.wkb)[0])
    return tuple(kind for rank, kind in enumerate(Kind.ALL) if (dimensions == rank).any())


def _own_for_each(sample, name):
    texts = sample.texts(name)
    return len(texts) == len(sample.batch) == len(set(texts)) > 0


def _unit_of(layer, sample, name):
    """The unit that the figures of a field are in, by the ground of the first polygons; None where that tells none."""
    if layer.crs is None:
        return None
    geometry = decode(sample.batch.wkb)[0]
    rows = np.flatnonzero(shapely.get_dimensions(geometry) == 2)[:_POLYGONS]
    values = np.array([number(sample.batch.attributes[name][row]) for row in rows], dtype=float)
    try:
        ground = _ground(geometry[rows], layer.crs)
    except pyproj.exceptions.ProjError:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = values / ground
    return likely_unit(ratios[np.isfinite(ratios) & (ratios > 0)])


def _ground(polygons, crs):
    """m2 on the ellipsoid of `crs`."""
    to_degrees = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
    degrees = shapely.transform(polygons, lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1])))
    geod = crs.get_geod()  # it takes holes off where they turn the other way than the shell, as in a normal form
    return np.array([abs(geod.geometry_area_perimeter(one)[0]) for one in shapely.normalize(degrees)], dtype=float)
