"""A case proposed from layers: which are reviewed, which they are reviewed against, which are left to the user."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from ...model.errors import CaseFault, InputFault, LibraryFault
from ..files.full_boxes import full_boxes
from ..layer import Layer
from ..layers import open_source
from ..meaning.recognise import CUSTOM, Proposal, Reason, as_role, recognise
from ..meaning.roles import SUBJECT
from ..meaning.sample import Sample
from ..places.crs import Grade, crs_name, crs_of_text, move_between
from ..places.known_crs import same
from ..places.misplaced import Misplaced
from ..shapes.wkb import decode

_PLANNED = "planned_land_use"
_LOOKED_AT = 200
_WITHOUT_SYSTEM = ("survey_datum_unknown", "survey_zone_unknown")  # faults of coordinates that are there


@dataclass(frozen=True)
class Draft:
    """One layer as a case file would name it. source: text of the case. layer: None where it cannot be opened."""

    source: str
    layer: Layer | None
    proposal: Proposal

    @property
    def name(self):
        """What people call the layer."""
        return self.layer.name if self.layer else Path(self.source).name


@dataclass(frozen=True)
class CaseDraft:
    """subjects, constraints: `Draft`s that stand in the case. left: those that stand in it as comments."""

    subjects: tuple[Draft, ...]
    constraints: tuple[Draft, ...]
    left: tuple[Draft, ...]


def drafts_of(found, folder):
    """A `Draft` for each `FoundLayer`; its source is written relative to `folder`."""
    return [_draft(one, folder) for one in found]


def case_draft(drafts):
    """The `CaseDraft` of some drafts. Raises InputFault where no case that can be run comes of them."""
    left = [_with(one, "no_features") if one.layer else one for one in drafts if not _delivers(one)]
    usable = [one for one in drafts if _delivers(one)]
    subjects, strange = _subjects(usable)
    others = _without(usable, [*subjects, *strange])
    known = [one for one in others if one.proposal.role not in (CUSTOM, SUBJECT)]
    unknown = _without(others, known)
    if not known:  # a case needs something to be reviewed against
        known, unknown = [_recast(one, CUSTOM, "nothing_known") for one in unknown], []
    if not (subjects and known):
        placed = sum(one.layer.crs is not None for one in usable)
        raise InputFault("init_too_few", count=len(usable), placed=placed)
    return CaseDraft(tuple(subjects), tuple(known), (*unknown, *strange, *left))


def _draft(one, folder):
    source = _source(one, folder)
    try:
        layer = open_source(source, "auto", folder)
        if layer.crs is None and one.stated and one.stated.crs:
            source += f"|crs={one.stated.crs}"
            layer = open_source(source, "auto", folder)
    except (InputFault, CaseFault, LibraryFault) as fault:
        return _not_taken(source, _why_closed(one, fault))
    if one.layer and layer.name != one.layer:  # a name that means something else in the text of a source
        return _not_taken(source, Reason("odd_name", {}))
    proposal = recognise(layer, [one.title, *([one.stated.title] if one.stated else [])])
    if not (one.certain or proposal.kinds):  # a table of anything, not of places
        return _not_taken(source, Reason("no_layer", {}))
    return Draft(source, layer, replace(proposal, reasons=(*proposal.reasons, *_by_project(one, layer, source))))


def _why_closed(one, fault):
    """The `Reason` why a `FoundLayer` cannot be opened. Many a text and table holds no coordinates at all."""
    if fault.code in _WITHOUT_SYSTEM:
        return Reason("system_unknown", {"example": fault.params.get("example", "EPSG:…")})
    if fault.code == "layer_not_named":
        return Reason("several_sheets", {"known": fault.params.get("known", "")})
    return Reason("cannot_open", {"problem": fault.code}) if one.certain else Reason("no_layer", {})


def _source(one, folder):
    """The text by which the case names a `FoundLayer`."""
    path = _relative(one.path, folder)
    path = f"/vsizip/{path}/{one.inside}" if one.inside else path
    named = path + (f"|layername={one.layer}" if one.layer else "")
    return f"{named}|subset={one.stated.subset}" if one.stated and one.stated.subset else named


def _by_project(one, layer, source):
    """Reasons for what was taken from a QGIS project, and for what was not."""
    crs = one.stated.crs if one.stated else ""
    if crs and source.endswith(f"|crs={crs}"):
        return [Reason("project_crs", {"crs": crs})]
    if crs and layer.crs is not None and not _is(layer.crs, crs):
        return [Reason("project_crs_differs", {"crs": crs, "stated": crs_name(layer.crs)})]
    return []


def _is(crs, text):
    try:
        return same(crs, crs_of_text(text))
    except CaseFault:  # a project may name anything
        return False


def _not_taken(source, reason):
    return Draft(source, None, Proposal(CUSTOM, reasons=(reason,)))


def _relative(path, folder):
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_posix()


def _delivers(draft):
    return draft.layer is not None and draft.layer.declared_count != 0 and bool(draft.proposal.kinds)


def _subjects(drafts):
    """(drafts to review, drafts that look so and cannot be reviewed together with them)."""
    fit = [one for one in drafts if one.layer.crs is not None]
    placed = [one for one in fit if _placed(one.layer)]
    chosen, reason = _chosen(placed or fit)
    if len(chosen) == len(drafts):  # nothing would be left to review against
        chosen = chosen[:1]
    near = [one for one in chosen if _same_ground(one.layer, chosen[0].layer)]
    strange = [_with(one, "datum", crs=crs_name(one.layer.crs)) for one in _without(chosen, near)]
    subjects = [_recast(one, SUBJECT, reason) if reason else one for one in near]
    return subjects if placed else [_with(one, "misplaced", crs=crs_name(one.layer.crs)) for one in subjects], strange


def _placed(layer):
    """Whether the first features of a layer lie where its CRS has a place."""
    geometry = decode(Sample(layer, _LOOKED_AT).batch.wkb)[0]
    return not Misplaced(layer.crs).rows(full_boxes(geometry), str).all()


def _same_ground(layer, main):
    return move_between(layer.crs, main.crs).grade != Grade.UNKNOWN


def _without(drafts, some):
    """The drafts that are not among some, in order."""
    taken = {one.source for one in some}
    return [one for one in drafts if one.source not in taken]


def _chosen(fit):
    """(drafts that look most like what is reviewed, likeliest first; code of a reason where it is not their looks)."""
    by_chance = sorted(fit, key=lambda one: -one.proposal.confidence)
    for role, reason in ((SUBJECT, ""), (_PLANNED, "planned_is_subject")):
        chosen = [one for one in by_chance if one.proposal.role == role]
        if chosen:
            return chosen, reason
    fewest = sorted(by_chance, key=lambda one: (one.proposal.role != CUSTOM, one.layer.declared_count or 0))
    return fewest[:1], "subject_to_choose"


def _recast(draft, role, code):
    return replace(draft, proposal=as_role(draft.layer, role, Reason(code, {"role": draft.proposal.role})))


def _with(draft, code, **params):
    """A draft with one more reason, before all others."""
    reasons = (Reason(code, params), *draft.proposal.reasons)
    return replace(draft, proposal=replace(draft.proposal, reasons=reasons))
