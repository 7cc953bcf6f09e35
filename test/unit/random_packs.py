"""Random packs over the whole published schema, for Hypothesis: whatever a pack may hold comes up."""

import datetime
import json
import pathlib

from hypothesis import strategies as st

SCHEMA = json.loads(
    (pathlib.Path(__file__).resolve().parents[2] / "resources" / "schemas" / "pack.schema.json").read_text("utf-8")
)
ON_GROUND = ("overlap", "within", "cross", "disjoint", "distance", "share_outside")
TRICKY = st.sampled_from([
    "=1+1", "+86", "-1", "@a", "#N/A", "TRUE", "007", "1e5", " a", "a ", "甲、乙", "且", "甲或乙", "json:1", "〈空〉",
    '"x"', "“x”", "a\nb", "a\r\nb", "\tb", "_x000D_", "x005F_", "\x01", "\ufffe", "\u3000", "（", "[x]", "a;b", "是",
    "true", "3", "{}", "图层", "至", "自", "C26", "2026/1/1", "*",
])  # fmt: skip
TEXTS = st.one_of(TRICKY, st.text(min_size=1, max_size=12))
NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)
)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2999, 12, 31)).map(lambda day: day.isoformat())


@st.composite
def packs(draw):
    """Documents of packs that `pack_of` takes."""
    return _consistent(_drawn(draw, SCHEMA, 2))


@st.composite
def conditions(draw, depth=3):
    """Conditions of one operator."""
    return _grounded(_condition(draw, depth))


def _drawn(draw, schema, depth):
    """A value that keeps a part of the schema. depth: how many conditions deep."""
    if schema.get("$ref", "").endswith("/condition"):
        return _condition(draw, depth)
    if "$ref" in schema:
        return _drawn(draw, SCHEMA["definitions"][schema["$ref"].rsplit("/", 1)[1]], depth)
    if "oneOf" in schema:
        return _drawn(draw, draw(st.sampled_from(schema["oneOf"])), depth)
    if "const" in schema or "enum" in schema:
        return draw(st.sampled_from(schema.get("enum") or [schema["const"]]))
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return _of_kind(draw, draw(st.sampled_from(kinds)), schema, depth)


def _condition(draw, depth):
    operators = SCHEMA["definitions"]["condition"]["properties"]
    names = [name for name in operators if depth > 0 or name not in ("and", "or", "not")]
    name = draw(st.sampled_from(names))
    return {name: _drawn(draw, operators[name], depth - 1)}


def _of_kind(draw, kind, schema, depth):
    if kind == "object":
        return _object(draw, schema, depth)
    if kind == "array":
        size = draw(st.integers(schema.get("minItems", 0), 3))
        return [_drawn(draw, schema["items"], depth) for _ in range(size)]
    if kind == "string":
        texts = TEXTS if schema.get("minLength") else st.one_of(st.just(""), TEXTS)
        return draw(DAYS if schema.get("format") == "date" else texts)
    if kind == "number":
        least, most = schema.get("minimum"), schema.get("maximum", 10**15)
        return draw(NUMBERS if least is None else st.one_of(st.integers(least, most), st.floats(least, most)))
    return None if kind == "null" else draw(st.booleans())


def _object(draw, schema, depth):
    needed = schema.get("required", [])
    optional = [name for name in schema["properties"] if name not in needed]
    least = min(schema.get("minProperties", 0), 1)
    given = draw(st.sets(st.sampled_from(optional), min_size=least)) if optional else ()
    return {
        name: _drawn(draw, part, depth)
        for name, part in schema["properties"].items()
        if name in needed or name in given
    }


def _consistent(document):
    """Each rule an id of its own, each ground a role or a layer."""
    for number, rule in enumerate(document["rules"]):
        rule["id"] += f"-{number}"
        for holder, key in [(rule, "applies_if"), (rule, "test")] + [(one, "if") for one in rule.get("exceptions", ())]:
            if key in holder:
                holder[key] = _grounded(holder[key])
    return document


def _grounded(condition):
    ((operator, asked),) = condition.items()
    if operator in ("and", "or"):
        return {operator: [_grounded(part) for part in asked]}
    if operator == "not":
        return {operator: _grounded(asked)}
    if operator == "declared" and not isinstance(asked, str) and ("cmp" in asked) != ("value" in asked):
        return {operator: asked["flag"]}
    if operator in ON_GROUND:
        rest = {key: value for key, value in asked.items() if key not in ("role", "layer")}
        named = {"layer": asked["layer"]} if "layer" in asked else {"role": asked.get("role", "park")}
        return {operator: {**named, **rest}}
    return condition
