"""The published schema of the case file, as forms ask for it: nodes by path, and what keys and values are called."""

from __future__ import annotations

import json
from functools import lru_cache

from ...model.words import RESOURCES

# Whose words name the values of a key.
_FAMILIES = {"authority": "level", "grade": "grade"}


@lru_cache(maxsize=1)
def case_schema():
    """The schema of the case file."""
    return json.loads((RESOURCES / "schemas" / "case.schema.json").read_text(encoding="utf-8"))


def node_of(*path):
    """The node of the schema at a path of property names."""
    node = case_schema()
    for key in path:
        node = resolved(resolved(node)["properties"][key])
    return node


def resolved(node):
    """A node with its `$ref` followed, its items too."""
    while "$ref" in node:
        found = case_schema()
        for part in node["$ref"].lstrip("#/").split("/"):
            found = found[part]
        node = found
    return node


def label_of(key, words):
    """What a key of the case file is called."""
    return words.code("case_key", key)


def value_name(key, code, words):
    """What a value of a key is called."""
    own = f"case_value.{key}.{code}"
    return words.say(own) if words.has(own) else words.code(_FAMILIES.get(key, key), code)
