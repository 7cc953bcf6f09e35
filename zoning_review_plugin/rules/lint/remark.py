"""One thing to tell of a pack: what, how grave, where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ...model.codes import Severity
from ...model.words import RESOURCES
from ..schema_check import dotted


@dataclass(frozen=True)
class Remark:
    """Something doubtful in a pack. The sentences are `fault.<code>` and `action.<code>`, filled with `params`.

    pack: its id, None where it does not parse. rule_id: None for the pack as a whole. path: the place in its JSON
    (`rules[3].test.overlap`, items count from 1). line: of the file, where only that is known.
    """

    pack: str | None
    rule_id: str | None
    code: str
    severity: str
    path: str
    params: Mapping = field(default_factory=dict)
    file: str | None = None
    line: int | None = None


@lru_cache(maxsize=1)
def severities():
    """{code: severity} of all checks."""
    groups = json.loads((RESOURCES / "lint.json").read_text(encoding="utf-8"))["groups"]
    return {code: severity for codes in groups.values() for code, severity in codes.items()}


def remark(pack, code, path, rule_id=None, **params):
    """A `Remark` on a `Pack`; its severity is what the table says. path: keys and indexes."""
    return Remark(pack.id, rule_id, code, severities()[code], dotted(path), params, pack.file)


def remarks_of(fault):
    """The `Remark`s of a `PackFault` and of those that it holds: the file does not parse."""
    return [
        Remark(None, None, one.code, Severity.ERROR, one.place.key or "", one.params, one.place.file, one.place.line)
        for one in (fault, *fault.others)
    ]
