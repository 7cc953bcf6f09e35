"""One feature of the map in the review: which subject it is, and a review of it alone."""

from __future__ import annotations

import json

from ..compat import is_null
from ..feature_source import layer_of_one_feature
from .map_sources import source_of


def subject_of(session, layer, feature):
    """The `subject_id` of a feature in the last result; None where it has none there."""
    names = [field.name() for field in layer.fields()]
    if "subject_id" in names:
        return str(feature["subject_id"])
    if session.result is None:
        return None
    place = _place_in(session, layer)
    if place is None:
        return None
    table, source = session.result.tables["subject"], session.document["subjects"][place]["source"]
    mine = set(table.loc[table["source"].eq(source), "subject_id"])
    field = json.loads(session.result.facts().get(f"subject.{place + 1}.fields") or "{}").get("id")
    own = feature[field] if field in names else None
    wanted = str(feature.id()) if own is None or is_null(own) else str(own)
    again = f"{layer.name()}:{wanted}"
    return next((one for one in (wanted, again) if one in mine), None)


def case_of_one(session, layer, feature):
    """(Case, held) of a review of one feature of a layer of subjects alone; None where the layer is none.

    Raises CaseFault. Call it on the main thread.
    """
    from dataclasses import replace

    place = _place_in(session, layer)
    if place is None:
        return None
    case = session.case()
    subject = case.subjects[place]
    held = {**session.held(), subject.source: layer_of_one_feature(layer, feature.id())}
    return replace(case, subjects=(subject,), decisions=None), held


def _place_in(session, layer):
    """The place of a map layer among the sources of subjects, None where it is none of them."""
    sources = [one.get("source") for one in session.document.get("subjects", ())]
    source = source_of(layer)
    return sources.index(source) if source in sources else None
