"""What people call the facts that rules ask for: layers, metrics, statements, documents."""

from __future__ import annotations


def layer_name(words, ground):
    """The role of a `Ground`; the key of its layer where it names one."""
    return words.code("role", ground.role) if ground.role else ground.layer


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


def missing_words(words, names):
    """What is missing, as people say it. names: joined by "; ", or None."""
    said = [_missing_word(words, name) for name in (names or "").split("; ") if name]
    return words.say("punctuation.list").join(said)


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
