"""A condition as a phrase that people read: on unit cards, in lint and in documents."""

from __future__ import annotations

from ..model.words import Words
from .conditions.ground import Cross, Disjoint, Distance, Overlap, ShareOutside, Within
from .conditions.metrics import Metric
from .conditions.stated import Codes, Day, Declared, OneOf
from .conditions.tree import Always, And, Not, Or, Presumed
from .names_of import ground_name

_COMPARE = {"<": "less", "<=": "at_most", ">": "more", ">=": "at_least", "=": "equal", "!=": "other"}
_COMPOUND = (And, Or, Presumed)


def condition_words(node, language):
    """The phrase of a condition, without a full stop. language: `zh` or `en`."""
    return _said(node, Words(language))


def _said(node, words):
    return _SAID[type(node)](node, words)


def _inner(node, words):
    """A part of another condition: in brackets where it has parts itself."""
    text = _said(node, words)
    return words.say("condition.bracket", part=text) if isinstance(node, _COMPOUND) else text


def _joined(key):
    def said(node, words):
        if len(node.parts) == 1:
            return _said(node.parts[0], words)
        return words.say(key).join(_inner(part, words) for part in node.parts)

    return said


def _not(node, words):
    if isinstance(node.part, Not):
        return _said(node.part.part, words)
    if isinstance(node.part, Disjoint):
        return _overlap(node.part.overlap, words)
    if isinstance(node.part, Overlap):
        return _disjoint(Disjoint(node.part), words)
    return words.say("condition.not", part=_inner(node.part, words))


def _presumed(node, words):
    return words.say("condition.presumed", part=_inner(node.part, words))


def _always(node, words):
    return words.say({True: "condition.always", False: "condition.never"}.get(node.value, "condition.unknown"))


def _overlap(leaf, words):
    text = words.say("condition.overlap", ground=ground_name(words, leaf.ground))
    limits = _limits(leaf, words)
    return words.say("condition.beyond", part=text, limits=limits) if limits else text


def _disjoint(leaf, words):
    ground, limits = ground_name(words, leaf.ground), _limits(leaf.overlap, words)
    if limits:
        return words.say("condition.not_beyond", ground=ground, limits=limits)
    return words.say("condition.disjoint", ground=ground)


def _limits(overlap, words):
    """The amounts that an overlap must exceed, as text; empty where any will do."""
    amounts = (("area", overlap.area_m2), ("share", 100 * overlap.share), ("length", overlap.length_m))
    found = [words.say(f"condition.{name}", amount=_number(value)) for name, value in amounts if value > 0]
    return words.say("condition.and").join(found)


def _on(key):
    return lambda leaf, words: words.say(key, ground=ground_name(words, leaf.ground))


def _distance(leaf, words):
    named = {"ground": ground_name(words, leaf.ground), "cmp": _cmp(leaf.cmp, words), "m": _number(leaf.m)}
    return words.say("condition.distance", **named)


def _share_outside(leaf, words):
    named = {
        "ground": ground_name(words, leaf.ground),
        "cmp": _cmp(leaf.cmp, words),
        "share": _number(100 * leaf.share),
    }
    return words.say("condition.share_outside", **named)


def _codes(leaf, words):
    return words.say(f"condition.{leaf.name}", values=_listed(leaf.wanted, words))


def _one_of(leaf, words):
    family = "kind" if leaf.name == "geometry" else leaf.name
    return words.say(f"condition.{leaf.name}", values=_listed([words.code(family, one) for one in leaf.wanted], words))


def _declared(leaf, words):
    flag = words.code("declared", leaf.flag)
    if leaf.cmp is not None:
        named = {"cmp": _cmp(leaf.cmp, words), "value": _number(leaf.limit)}
        return words.say("condition.declared_amount", flag=flag, **named)
    if leaf.wanted == ((True, True),):
        return words.say("condition.declared", flag=flag)
    spoken = {True: words.say("condition.yes"), False: words.say("condition.no")}
    values = [spoken[one] if is_truth else str(one) for is_truth, one in leaf.wanted]
    return words.say("condition.declared_as", flag=flag, values=_listed(values, words))


def _metric(leaf, words):
    name, per = words.code("metric_name", leaf.name), leaf.per and words.code("metric_name", leaf.per)
    figure = words.say("condition.metric", name=name)
    if leaf.which != "value":
        figure = words.say("condition.metric_of", amount=words.say(f"amount.{leaf.which}"), name=name)
    if per:
        figure = words.say("condition.metric_per", figure=figure, per=per)
    value = f"{_number(leaf.value)} {leaf.unit}" if leaf.unit else _number(leaf.value)
    return words.say("condition.compared", figure=figure, cmp=_cmp(leaf.cmp, words), value=value)


def _day(leaf, words):
    ends = [name for name, day in (("from", leaf.first), ("to", leaf.last)) if day is not None]
    return words.say("_".join(("condition.day", *ends)), first=leaf.first, last=leaf.last)


def _cmp(cmp, words):
    return words.say(f"compare.{_COMPARE[cmp]}")


def _listed(values, words):
    return words.say("condition.any_of").join(values)


def _number(value):
    return f"{value:.10g}"


_SAID = {
    And: _joined("condition.and"),
    Or: _joined("condition.or"),
    Not: _not,
    Presumed: _presumed,
    Always: _always,
    Overlap: _overlap,
    Disjoint: _disjoint,
    Within: _on("condition.within"),
    Cross: _on("condition.cross"),
    Distance: _distance,
    ShareOutside: _share_outside,
    Codes: _codes,
    OneOf: _one_of,
    Declared: _declared,
    Metric: _metric,
    Day: _day,
}
