"""Which field of a layer holds what: as the case names it, else by the alias table, else by its values."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from ...model.codes import Severity
from ...model.errors import CaseFault, Place
from ...model.records import Issue
from ..layer import Layer
from . import date_fields
from .field_names import folded, is_cut
from .roles import SUBJECT, field_aliases, wanted_fields
from .sample import Sample
from .value_rules import fits, rule_of, share

NAME, CUT, VALUES, PAIRED, APPROVED = "name", "cut", "values", "paired", "approved"
_TOLD_AS = {
    CUT: "field_found_cut",
    VALUES: "field_found_by_values",
    PAIRED: "date_found_by_pair",
    APPROVED: "date_of_approval",
}
# Fields of which values alone say nothing: a number, a division or a day may stand for many things.
_NEVER_BY_VALUES = ("area", "declared_area", "admin", "valid_from", "valid_to")


@dataclass(frozen=True)
class FoundField:
    """A field that was found. how: by its `name`, by what is left of a `cut` name, by its `values`; dates also as
    the end of a period whose other end is known (`paired`), or as days of approval (`approved`).

    whole: the alias that it was known by. share: of the sampled values that are such as are wanted, None where they
    were not looked at. rivals: fields that had as good a claim. examples: some of its values.
    """

    ours: str
    field: str
    how: str
    whole: str = ""
    share: float | None = None
    rivals: tuple[str, ...] = ()
    examples: str = ""


@dataclass(frozen=True)
class PassedOver:
    """A field that has the right name, and values that cannot be what is wanted; or whose name means two things.

    code: of the issue and of the reason that tell of it.
    """

    ours: str
    field: str
    examples: str
    code: str = "field_passed_over"


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


def found_fields(layer, role, named, sample=None):
    """(`FoundField`s, `PassedOver`s) for what a layer of `role` may have and `named` (our name → field) leaves out."""
    sample = sample or Sample(layer)
    found, passed = [], []
    for ours in wanted_fields(role):
        if ours not in named:
            one = _by_name(layer, role, ours, sample, passed) or _by_values(layer, role, ours, sample, found)
            found += [one] if one else []
    if role != SUBJECT:
        _add_dates(layer, named, sample, found, passed)
    return found, passed


def _add_dates(layer, named, sample, found, passed):
    """Add the dates whose names alone do not tell what they are, and what is unclear about them."""
    known = {**named, **{one.ours: one.field for one in found}}
    more = [(ours, field, PAIRED) for ours, field in date_fields.paired(layer, known, sample).items()]
    known.update({ours: field for ours, field, _ in more})
    unclear = date_fields.unclear(layer, known, sample)
    if "valid_from" not in known:
        field = date_fields.approved(layer, known, sample)
        more += [("valid_from", field, APPROVED)] if field else []
    found += [FoundField(ours, field, how, examples=sample.examples(field)) for ours, field, how in more]
    passed += [PassedOver("dates", field, sample.examples(field), "dates_unclear") for field in unclear]


def with_found_fields(case, layers):
    """(the case with every field of its constraint layers named, `Issue`s that tell which fields were found and why).

    Raises CaseFault for a field that the case names and the layer has not.
    """
    constraints, issues = [], []
    for number, constraint in enumerate(case.constraints, 1):
        layer = layers.constraints[constraint.key]
        if isinstance(layer, Layer):
            columns = named_fields(layer, constraint.fields, f"constraints[{number}]")
            found, passed = found_fields(layer, constraint.role, columns)
            issues += _told(constraint.key, found, passed)
            constraint = replace(constraint, fields={**columns, **{one.ours: one.field for one in found}})
        constraints.append(constraint)
    return replace(case, constraints=tuple(constraints)), issues


def _match(layer, wanted):
    for same in (lambda f: f.name == wanted, lambda f: f.alias == wanted, lambda f: f.name.lower() == wanted.lower()):
        matches = [field.name for field in layer.fields if same(field)]
        if matches:
            return matches[0]
    return None


def _by_name(layer, role, ours, sample, passed):
    """The `FoundField` whose name says that it is `ours`; fields whose values contradict it are added to `passed`."""
    rule = rule_of(role, ours)
    for rank in field_aliases(role, ours):
        called = _called(layer, rank)
        for field, alias in called.items():
            if alias.doubtful and not (rule and fits(rule, sample.texts(field))):
                passed += [PassedOver(ours, field, sample.examples(field))] if sample.texts(field) else []
        called = {f: a for f, a in called.items() if not a.doubtful or fits(rule, sample.texts(f))}
        if called:
            return _best(ours, called, NAME, rule, sample)
    cut = {}
    for rank in field_aliases(role, ours):
        for alias in rank:
            cut.update({f.name: alias for f in layer.fields if f.name not in cut and is_cut(f.name, alias.name)})
    others = [other for other in wanted_fields(role) if other != ours]
    alone = {f: a for f, a in cut.items() if not any(_may_be(f, role, other) for other in others)}
    agree = alone or {f: a for f, a in cut.items() if rule and fits(rule, sample.texts(f))}
    return _best(ours, agree, CUT, rule, sample) if agree else None


def _called(layer, rank):
    """{field: alias} of the fields that one of some aliases names: by their names, else by their own aliases."""
    names = {folded(alias.name): alias for alias in rank}
    by_name = {f.name: names[folded(f.name)] for f in layer.fields if folded(f.name) in names}
    return by_name or {f.name: names[folded(f.alias)] for f in layer.fields if f.alias and folded(f.alias) in names}


def _may_be(field, role, ours):
    """Whether the cut name of a field may as well mean `ours`."""
    return any(is_cut(field, alias.name) for rank in field_aliases(role, ours) for alias in rank)


def _by_values(layer, role, ours, sample, found):
    """The `FoundField` whose values say that it is `ours`. Numbers alone say nothing of what they measure."""
    rule = rule_of(role, ours)
    if rule is None or ours in _NEVER_BY_VALUES:
        return None
    taken = {one.field for one in found}
    others = [f.name for f in layer.fields if f.name not in taken]
    fields = {name: None for name in others if fits(lambda text: _tells(ours, text) and rule(text), sample.texts(name))}
    return _best(ours, fields, VALUES, rule, sample) if fields else None


def _tells(ours, text):
    """Whether a value says more than any small number does: 1, 2, 3 may be classes, or anything else."""
    return not text.isdecimal() or (ours != "class" and len(text) >= 4)


def _best(ours, fields, how, rule, sample):
    """The `FoundField` among some of one standing: values decide where they can, else the first; rivals are told."""
    names, part = list(fields), None
    if how != NAME or len(names) > 1:
        shares = {name: share(rule, sample.texts(name)) if rule else 0.0 for name in names}
        best = max(shares.values())
        names = [name for name in names if shares[name] == best]
        part = best if rule else None
    alias = fields[names[0]]
    whole = alias.name if alias else ""
    examples = sample.examples(names[0]) if how != NAME else ""
    return FoundField(ours, names[0], how, whole, part, tuple(names[1:]), examples)


def _told(key, found, passed):
    """Issues on the layer that the review calls `key`: which fields were found, and how."""
    issues = []
    by_name = [f"{one.ours} = {one.field.strip()}" for one in found if one.how == NAME]
    if by_name:
        issues.append(Issue(key, "fields_found", Severity.INFO, params={"fields": ", ".join(by_name)}))
    for one in found:
        params = {"name": one.ours, "field": one.field, "whole": one.whole, "examples": one.examples}
        params["percent"] = f"{100 * (one.share or 0.0):.0f}"
        if one.how in _TOLD_AS:
            issues.append(Issue(key, _TOLD_AS[one.how], Severity.INFO, params=params))
        if one.rivals:
            params = {"name": one.ours, "field": one.field, "others": ", ".join(one.rivals)}
            issues.append(Issue(key, "field_ambiguous", Severity.REMARK, params=params))
    known = {one.ours for one in found}
    for one in (one for one in passed if one.ours not in known):
        params = {"name": one.ours, "field": one.field, "examples": one.examples}
        issues.append(Issue(key, one.code, Severity.REMARK, params=params))
    return issues
