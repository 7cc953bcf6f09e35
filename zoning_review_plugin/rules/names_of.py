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
    """What is asked of an attribute: `class is A, B`; of a text with `*`, which stands for anything, what it means."""
    family = "unit_class" if role == "control_unit" else "grade"
    kinds = {}
    for text in texts:
        kind, shown = _asked_of_text(text)
        spoken = kind == "attribute" and name == "grade"
        kinds.setdefault(kind, []).append(words.code(family, text) if spoken else shown)
    called, several, said = words.say(f"attribute.{name}"), words.say("condition.any_of"), []
    for kind, values in kinds.items():
        values = values if kind == "attribute" else [words.say("condition.quoted", text=text) for text in values]
        said.append(words.say(f"condition.{kind}", name=called, values=several.join(values)))
    return words.say("condition.or").join(said)


def _asked_of_text(text):
    """(kind of condition, the text without the `*` that the kind stands for)."""
    if "*" not in text:
        return "attribute", text
    inner = text.strip("*")
    if not inner:
        return "attribute_any", ""
    if "*" in inner:
        return "attribute_like", text.replace("*", "…")
    ends = text.startswith("*"), text.endswith("*")
    return {(True, True): "attribute_has", (True, False): "attribute_ends"}.get(ends, "attribute_begins"), inner


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
