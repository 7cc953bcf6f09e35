"""JSON text → plain values, strictly: no key twice, no NaN, no endless depth, no text that is none."""

from __future__ import annotations

import json
import re

from ..model.errors import Place
from .faults import PackFault

MAX_BYTES = 100_000_000
MAX_DEPTH = 60
_SURROGATE = re.compile("[\ud800-\udfff]")


def parsed(content, file):
    """The value of JSON `content` (bytes). Raises PackFault; `file` is named in it."""
    if len(content) > MAX_BYTES:
        raise PackFault("pack_too_large", Place(file=file), limit_mb=MAX_BYTES // 1_000_000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackFault("pack_not_utf8", Place(file=file), byte=error.start) from None
    _refuse_depth(text, file)
    try:
        value = json.loads(text, object_pairs_hook=_Once(file), parse_constant=_constant, parse_float=_float)
    except json.JSONDecodeError as error:
        raise PackFault(
            "not_json", Place(file=file, line=error.lineno), problem=error.msg, column=error.colno
        ) from None
    except ValueError as error:  # NaN, a number beyond all
        raise PackFault("not_json", Place(file=file), problem=str(error), column="?") from None
    if _SURROGATE.search(text) or _has_surrogate(value):
        raise PackFault("not_json", Place(file=file), problem="lone surrogate", column="?")
    return value


def _refuse_depth(text, file):
    """Count brackets outside strings before anything is built from them."""
    depth = 0
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        mark = found.group()
        depth += 1 if mark in "[{" else -1 if mark in "]}" else 0
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, found.start()) + 1
            raise PackFault("pack_too_deep", Place(file=file, line=line), limit=MAX_DEPTH)


class _Once:
    """Makes a dict of pairs and refuses a key that comes twice."""

    def __init__(self, file):
        self._file = file

    def __call__(self, pairs):
        found = {}
        for key, value in pairs:
            if key in found:
                raise PackFault("pack_key_twice", Place(file=self._file, key=key[:80]))
            found[key] = value
        return found


def _constant(name):
    raise ValueError(name)


def _float(text):
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(text[:40])
    return value


def _has_surrogate(value):
    if isinstance(value, str):
        return bool(_SURROGATE.search(value))
    if isinstance(value, dict):
        return any(_has_surrogate(key) or _has_surrogate(item) for key, item in value.items())
    return isinstance(value, list) and any(map(_has_surrogate, value))
