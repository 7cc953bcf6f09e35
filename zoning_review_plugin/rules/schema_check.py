"""Values against a published schema (of packs, where none is named); every fault with its path, all at once."""

from __future__ import annotations

import difflib
import json
from functools import lru_cache

from ..model.errors import Place
from ..model.schema_rules import broken_rule, missing_keys
from ..model.words import RESOURCES
from .faults import PackFault

_KINDS = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool}
_MOST = 200  # faults that are told of one file


@lru_cache(maxsize=8)
def published_schema(name):
    """The schema `resources/schemas/<name>.schema.json`."""
    return json.loads((RESOURCES / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def pack_schema():
    """The published schema of packs."""
    return published_schema("pack")


def schema_faults(value, file, schema="pack"):
    """`PackFault`s of a parsed document against the schema of that name, in its order; at most a few hundred."""
    found, root = [], published_schema(schema)
    for path, code, params in _faults(value, root, (), root):
        found.append(PackFault(code, Place(file=file, key=dotted(path) or None), **params))
        if len(found) >= _MOST:
            break
    return found


def dotted(path):
    """`rules[3].test.overlap`; items count from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _faults(value, schema, path, root):
    schema = _chosen(value, _resolved(schema, root), root)
    kinds = _kinds(schema)
    if kinds and not any(_is(value, kind) for kind in kinds):
        wanted = " | ".join(kind for kind in kinds if kind != "null")
        yield path, "wrong_kind", {"wanted": wanted, "got": _named(value)}
        return
    if isinstance(value, dict):
        yield from _in_object(value, schema, path, root)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _faults(item, schema.get("items", {}), (*path, place), root)
    broken = broken_rule(value, schema)
    if broken:
        yield path, *broken


def _in_object(value, schema, path, root):
    known = schema.get("properties", {})
    for key, item in value.items():
        if key in known:
            yield from _faults(item, known[key], (*path, key), root)
        elif schema.get("additionalProperties", True) is False:
            near = difflib.get_close_matches(key, known, 1)
            params = {"found": key[:80], "near": "".join(near), "known": ", ".join(known)}
            yield (*path, key[:80]), "unknown_key_near" if near else "unknown_key", params
    for key in missing_keys(value, schema):
        yield (*path, key), "missing_key", {"missing": key}
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
        yield path, "pack_one_operator", {"count": len(value)}


def _kinds(schema):
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _is(value, kind):
    if kind == "null":
        return value is None
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _KINDS[kind])


def _named(value):
    names = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def _resolved(schema, root):
    while "$ref" in schema:
        found = root
        for part in schema["$ref"].lstrip("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _chosen(value, schema, root):
    """The branch of `oneOf` for the kind of value; the first where none fits."""
    branches = [_resolved(branch, root) for branch in schema.get("oneOf", [])]
    for branch in branches:
        kinds = _kinds(branch)
        if any(_is(value, kind) for kind in kinds) or (not kinds and value in branch.get("enum", [])):
            return branch
    return branches[0] if branches else schema
