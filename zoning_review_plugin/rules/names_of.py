"""What people call the facts that rules ask for: layers, metrics, statements, documents."""

from __future__ import annotations


def layer_name(words, ground, role=None):
    """The role of a `Ground`. role: that of its layer, where it names one by its key; without it the key stands."""
    role = ground.role or role
    return words.code("role", role) if role else words.say("condition.layer", name=ground.layer)


def ground_name(words, ground, role=None):
    """What a `Ground` means: its layer (`layer_name`), and which of the features there."""
    name, role = layer_name(words, ground, role), ground.role or role
    attr = [_attribute(words, role, one, texts) for one, texts in ground.attr]
    return words.say("condition.ground", layer=name, attr=words.say("condition.and").join(attr)) if attr else name


def _attribute(words, role, name, texts):
    family = "unit_class" if role == "control_unit" else "grade"
    values = [words.code(family, text) for text in texts] if name == "grade" else texts
    listed = words.say("condition.any_of").join(values)
    return words.say("condition.attribute", name=words.say(f"attribute.{name}"), values=listed)


def metric_name(words, metric):
    """What a `Metric` asks of which metric: `offset ratio of VOCs`, `water use per output value`."""
    name = words.code("metric_name", metric.name)
    if metric.which not in ("value", "total"):
        name = words.say(f"metric_name.{metric.which}", own=name)
    return words.say("metric_name.per", own=name, per=words.code("metric_name", metric.per)) if metric.per else name


def fact_words(words, name):
    """What a fact that a rule asks for is called, under the name that evidence has for it."""
    family, _, rest = name.partition(".")
    return words.code("role", rest) if family == "layer" else _missing_word(words, name)


def missing_words(words, names, stated=None):
    """What is missing, as people say it. names: joined by "; ", or None. stated: name → what is stated of it, that does
    not tell enough; None for nothing.
    """
    said = [_with_stated(words, name, stated and stated.get(name)) for name in (names or "").split("; ") if name]
    return words.say("punctuation.list").join(said)


def _with_stated(words, name, text):
    word = _missing_word(words, name)
    return words.say("missing.stated", name=word, text=text) if text else word


def _missing_word(words, name):
    family, _, rest = name.partition(".")
    if not rest:
        return words.say(f"missing.{name}") if words.has(f"missing.{name}") else name
    if family == "metrics":
        parts = [words.code("metric_name", part.partition("metrics.")[2] or part) for part in name.split(" / ")]
        said = [words.say("missing.metrics", name=part) for part in parts]
        return words.say("punctuation.list").join(said)
    named = {"layer": "role", "declared": "declared"}.get(family)
    return words.say(f"missing.{family}", name=words.code(named, rest) if named else rest)
