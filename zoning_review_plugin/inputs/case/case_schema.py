"""A tree of text nodes → typed values, by the published JSON Schema alone.

`07`, `no` and `2026-11-22` mean what is written: the schema says which scalars are numbers, truth
values or null. Whatever is wrong is told with key, line and cure, and all of it at once.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from functools import lru_cache

from ...model.errors import CaseFault, Place
from ...model.schema_rules import broken_rule, missing_keys
from ...model.words import RESOURCES
from .yaml_text import Mapping, Scalar, Sequence

_WANTED = {"array": Sequence, "object": Mapping}
# Where text is welcome too, only what JSON would call a number is one: 07 is a code.
_PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")


@lru_cache(maxsize=None)
def schema_of(name):
    """The published schema `resources/schemas/<name>.schema.json`."""
    return json.loads((RESOURCES / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


class SchemaReader:
    """Types one document; `problems` gathers every CaseFault, so that a user sees them all at once."""

    def __init__(self, schema, file):
        self._schema, self._file = schema, file
        self._lines = {}
        self.problems = []

    def read(self, root):
        """The typed value of `root`; afterwards `problems` tells what is wrong with it."""
        value = self._typed(root, self._schema, ())
        self.problems.sort(key=lambda fault: fault.place.line or 0)
        return value

    def line(self, path):
        """Line of the node at `path` (tuple of keys and indexes), or of the nearest one above it."""
        while path not in self._lines and path:
            path = path[:-1]
        return self._lines.get(path)

    def lines(self):
        """{key as faults write it: line} of all that was read."""
        return {_dotted(path): line for path, line in self._lines.items() if path}

    def fault(self, code, path, **params):
        """A CaseFault at the node of `path`."""
        return CaseFault(code, Place(file=self._file, line=self.line(path), key=_dotted(path) or None), **params)

    def _typed(self, node, schema, path):
        self._lines[path] = node.line
        schema = self._chosen(node, self._resolved(schema))
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if isinstance(node, Scalar):
            return self._scalar(node, schema, kinds, path)
        wanted = "array" if isinstance(node, Sequence) else "object"
        if wanted not in kinds:
            self._problem("wrong_kind", path, wanted=_named(kinds, schema), got=wanted)
            return None
        if isinstance(node, Mapping):
            return self._object(node, schema, path)
        items = [self._typed(item, schema.get("items", {}), path + (i,)) for i, item in enumerate(node.items)]
        return self._checked(items, schema, path)

    def _object(self, node, schema, path):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        value = {}
        for key, item in node.items.items():
            if key in known or others is not False:
                value[key] = self._typed(
                    item, known.get(key, others if isinstance(others, dict) else {}), path + (key,)
                )
                continue
            self._lines[path + (key,)] = node.key_lines[key]
            near = difflib.get_close_matches(key, known, 1)
            code = "unknown_key_near" if near else "unknown_key"
            self._problem(code, path + (key,), found=key, near="".join(near), known=", ".join(known))
        for key in missing_keys(value, schema):
            self._problem("missing_key", path + (key,), missing=key)
        return value

    def _scalar(self, node, schema, kinds, path):
        text = node.text
        if "null" in kinds and _null(node):
            return None
        for kind in kinds:
            value = _converted(node, kind, "string" in kinds)
            if value is not None and (kind != "string" or not _empty(node)):
                return self._checked(value, schema, path)
        if not kinds and not _empty(node) and "oneOf" not in schema:
            return self._checked(text, schema, path)  # enum and const are text; free values stay as written
        self._problem("wrong_value", path, wanted=_named(kinds, schema), got=text)
        return None

    def _checked(self, value, schema, path):
        """`value`; a rule that it breaks is told."""
        broken = broken_rule(value, schema)
        if broken:
            self._problem(broken[0], path, **broken[1])
        return value

    def _problem(self, code, path, **params):
        self.problems.append(self.fault(code, path, **params))

    def _resolved(self, schema):
        while "$ref" in schema:
            found = self._schema
            for part in schema["$ref"].lstrip("#/").split("/"):
                found = found[part]
            schema = found
        return schema

    def _chosen(self, node, schema):
        """The branch of `oneOf` that fits the kind of node; without one, the schema itself."""
        for branch in map(self._resolved, schema.get("oneOf", [])):
            kind = branch.get("type")
            if kind in _WANTED and isinstance(node, _WANTED[kind]):
                return branch
            if isinstance(node, Scalar) and kind == "null" and _null(node):
                return branch
            if isinstance(node, Scalar) and branch.get("const") == node.text:
                return branch
        return schema


def _converted(node, kind, or_text):
    """The value of a scalar as `kind`, None where it is none. or_text: whether text would be welcome too."""
    if kind not in _CONVERT:
        return None
    if or_text and kind in ("number", "integer") and not _PLAIN_NUMBER.fullmatch(node.text):
        return None
    if or_text and kind != "string" and not node.plain:
        return None
    return _CONVERT[kind](node.text)


def _null(node):
    return node.plain and node.text in ("", "null", "~")


def _empty(node):
    return node.plain and node.text == ""


def _truth(text):
    return {"true": True, "false": False}.get(text.lower())


def _integer(text):
    try:
        return int(text) if text.strip().lstrip("+-").isdigit() else None
    except ValueError:
        return None


def _number(text):
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and not text.strip().lower().startswith("0x") and "_" not in text else None


_CONVERT = {"boolean": _truth, "integer": _integer, "number": _number, "string": str}


def _named(kinds, schema):
    words = [kind for kind in kinds if kind != "null"]
    if not words and "enum" in schema:
        words = schema["enum"]
    if not words and "oneOf" in schema:
        words = [str(branch.get("const", branch.get("type", ""))) for branch in schema["oneOf"]]
    return " | ".join(words)


def _dotted(path):
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
