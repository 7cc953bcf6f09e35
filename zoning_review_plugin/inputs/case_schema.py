"""A tree of text nodes → typed values, by the published JSON Schema alone.

`07`, `no` and `2026-11-22` mean what is written: the schema says which scalars are numbers, truth
values or null. What the walk finds wrong (unknown keys, wrong kinds) is told with key, line and cure;
the rest (required keys, ranges, patterns) is left to a JSON Schema library where one is installed.
"""

from __future__ import annotations

import datetime
import difflib
import json
import math
from functools import lru_cache

from ..model.errors import CaseFault, Place
from ..model.words import RESOURCES
from .yaml_text import Mapping, Scalar, Sequence

_WANTED = {"array": Sequence, "object": Mapping}
# Which sentence tells of which rule of JSON Schema.
_FAMILY = {
    "required": "required",
    "enum": "choice",
    "const": "choice",
    "pattern": "date",
    "format": "date",
    "minimum": "range",
    "maximum": "range",
    "minItems": "empty",
    "minLength": "empty",
}


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
        if not self.problems:
            self._validate(value)
        self.problems.sort(key=lambda fault: fault.place.line or 0)
        return value

    def line(self, path):
        """Line of the node at `path` (tuple of keys and indexes), or of the nearest one above it."""
        while path not in self._lines and path:
            path = path[:-1]
        return self._lines.get(path)

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
            self.problems.append(self.fault("wrong_kind", path, wanted=_named(kinds, schema), got=wanted))
            return None
        if isinstance(node, Sequence):
            return [self._typed(item, schema.get("items", {}), path + (i,)) for i, item in enumerate(node.items)]
        return self._object(node, schema, path)

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
            self.problems.append(self.fault(code, path + (key,), found=key, near="".join(near), known=", ".join(known)))
        return value

    def _scalar(self, node, schema, kinds, path):
        text = node.text
        if "null" in kinds and node.plain and text in ("", "null", "~"):
            return None
        for kind in kinds:
            convert = _CONVERT.get(kind)
            value = convert(text) if convert else None
            if value is not None and (kind != "string" or not _empty(node)):
                return value
        if not kinds and not _empty(node):
            return text  # enum and const are text; free values stay as written
        wanted = _named(kinds, schema)
        self.problems.append(self.fault("wrong_value", path, wanted=wanted, got=text))
        return None

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
            if isinstance(node, Scalar) and kind == "null" and node.plain and node.text in ("", "null", "~"):
                return branch
            if isinstance(node, Scalar) and branch.get("const") == node.text:
                return branch
        return schema

    def _validate(self, value):
        try:
            import jsonschema
        except ImportError:
            self._check_required(value, self._schema, ())
            return
        checker = jsonschema.Draft7Validator(self._schema, format_checker=_formats(jsonschema))
        for error in checker.iter_errors(value):
            told = getattr(self, f"_told_{_FAMILY.get(error.validator, 'other')}")
            self.problems.append(told(error, tuple(error.absolute_path)))

    def _told_required(self, error, path):
        missing = next(key for key in error.validator_value if key not in error.instance)
        return self.fault("missing_key", (*path, missing), missing=missing)

    def _told_choice(self, error, path):
        wanted = error.validator_value
        return self._not_one_of(path, error.instance, wanted if isinstance(wanted, list) else [wanted])

    def _told_date(self, error, path):
        return self.fault("not_a_date", path, got=error.instance)

    def _told_range(self, error, path):
        return self.fault("out_of_range", path, got=error.instance, limit=error.validator_value, side=error.validator)

    def _told_empty(self, error, path):
        return self.fault("empty_value", path)

    def _told_other(self, error, path):
        return self.fault("wrong_value", path, wanted=error.message, got=error.instance)

    def _not_one_of(self, path, got, wanted):
        texts = [str(one) for one in wanted]
        near = difflib.get_close_matches(str(got), texts, 1)
        code = "not_one_of_near" if near else "not_one_of"
        return self.fault(code, path, got=got, wanted=", ".join(texts), near="".join(near))

    def _check_required(self, value, schema, path):
        """Our own check where no JSON Schema library is installed: required keys and closed sets of words."""
        schema = self._resolved(schema)
        if isinstance(value, dict):
            missing = [key for key in schema.get("required", []) if key not in value]
            self.problems += [self.fault("missing_key", path + (key,), missing=key) for key in missing]
            for key, item in value.items():
                self._check_required(item, schema.get("properties", {}).get(key, {}), path + (key,))
        elif isinstance(value, list):
            for i, item in enumerate(value):
                self._check_required(item, schema.get("items", {}), path + (i,))
        else:
            wanted = schema.get("enum", [schema["const"]] if "const" in schema else None)
            if wanted is not None and value not in wanted:
                self.problems.append(self._not_one_of(path, value, wanted))


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


def _formats(jsonschema):
    checker = jsonschema.FormatChecker(formats=())
    checker.checks("date", raises=ValueError)(
        lambda text: not isinstance(text, str) or bool(datetime.date.fromisoformat(text))
    )
    return checker


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
