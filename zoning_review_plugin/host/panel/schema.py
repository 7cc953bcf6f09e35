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


def label_of(key, words, section=""):
    """What a key of the case file is called; in entries of a section it may have a name of its own."""
    return words.code("case_key", _own_key("case_key", key, words, section))


def help_of(key, words, section=""):
    """What is said of a key where the pointer rests on it, "" where its name says all."""
    name = f"case_help.{_own_key('case_help', key, words, section)}"
    return words.say(name) if words.has(name) else ""


def _own_key(family, key, words, section):
    own = f"{section}_{key}"
    return own if words.has(f"{family}.{own}") else key


def value_name(key, code, words):
    """What a value of a key is called."""
    own = f"case_value.{key}.{code}"
    return words.say(own) if words.has(own) else words.code(_FAMILIES.get(key, key), code)
