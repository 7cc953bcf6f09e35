"""Templates of sentences: placeholders that nobody fills, and braces that are none."""

from __future__ import annotations

import difflib
import re

from ..placeholders import DECIMALS, TEXTS

NUMBERS = tuple(DECIMALS)
_PART = re.compile(r"\{(?P<name>\w*)(?P<format>[^{}]*)\}|[{}]")
_CHOICE = re.compile(r"\[\[.*?\]\]", re.DOTALL)
_NUMBER = re.compile(r"(?::\.[0-9]f)?")


def doubtful_templates(given):
    """Placeholders of another name, and braces of another shape than `{name}` or `{number:.4f}`."""
    for clause in given.clauses:
        for path, template in _templates(clause.written):
            for code, params in faults_of(template):
                yield clause.remark(code, *path, **params)


def faults_of(template):
    """(code, params) of what is wrong with a template; `[[` without `]]` leaves both in the sentence."""
    for part in _PART.finditer(template):
        name = part["name"]
        if name and name not in NUMBERS + TEXTS:
            near = "".join(difflib.get_close_matches(name, NUMBERS + TEXTS, 1))
            yield "placeholder_unknown", {"got": name, "near": near, "known": NUMBERS + TEXTS}
        elif not name or part["format"] and (name in TEXTS or not _NUMBER.fullmatch(part["format"])):
            yield "placeholder_malformed", {"got": part.group()}
    for bracket in re.findall(r"\[\[|\]\]", _CHOICE.sub("", template)):
        yield "placeholder_malformed", {"got": bracket}


def _templates(written):
    """(path below the rule, template)."""
    explain = written.get("explain", {})
    for key, value in explain.items():
        if isinstance(value, str):
            yield ("explain", key), value
        else:
            yield from ((("explain", key, verdict), text) for verdict, text in value.items())
    for place, way in enumerate(written.get("exceptions", ())):
        for language, text in way.get("explain", {}).items():
            yield ("exceptions", place, "explain", language), text
