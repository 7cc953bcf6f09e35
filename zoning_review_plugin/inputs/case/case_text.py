"""A proposed case as the text of a case file: YAML, with the reasons as comments."""

from __future__ import annotations

import json
import re
import textwrap

from ...model.about import PROGRAM, version
from ..meaning.roles import SUBJECT
from ..places.crs import crs_name
from .unique_key import unique_key

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w./\u4e00-\u9fff-]*")
_WORDS_OF_YAML = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
_WIDTH = 118
_MOST_PASSED = 200


def case_text(draft, passed, title, words):
    """The case file of a `CaseDraft`. passed: `discover.PassedOver`s. words: of the language of the comments."""
    lines = [*_comment(words.say("init.head", program=f"{PROGRAM} {version()}")), "schema: zoning-review/case/1"]
    lines += [f"title: {scalar(title)}", f"language: {words.language}", "subjects:"]
    for one in draft.subjects:
        lines += _subject(one, words)
    lines += ["constraints:", *_comment(words.say("init.coverage"), "  ")]
    keys = []
    for one in draft.constraints:
        keys.append(unique_key(one.name, keys))
        lines += _constraint(one, keys[-1], words)
    if draft.left or passed:
        lines += ["", *_comment(words.say("init.left"))]
    for one in draft.left:
        keys.append(unique_key(one.name, keys))
        lines += _left(one, keys[-1], words)
    for one in passed[:_MOST_PASSED]:
        what = f"{one.path.name}|layername={one.layer}" if one.layer else one.path.name
        lines += _comment(f"{what}: {words.say(f'reason.{one.code}', problem=one.problem)}")
    if len(passed) > _MOST_PASSED:
        lines += _comment(words.say("init.more", count=len(passed) - _MOST_PASSED))
    return "\n".join([*lines, "outputs: [gpkg, xlsx, html, csv]", ""])


def reasons(proposal, words):
    """The sentences of a proposal's reasons."""
    found = []
    for code, params in proposal.reasons:
        named = {"role": role_name(params["role"], words)} if "role" in params else {}
        found.append(words.say(f"reason.{code}", **{**params, **named}))
    return found


def role_name(role, words):
    """What people call a role; what is reviewed has a name, too."""
    return words.say("role.subject") if role == SUBJECT else words.code("role", role)


def scalar(text):
    """A text as a YAML scalar; JSON's strings are YAML."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
    return text if plain else json.dumps(text, ensure_ascii=False)


def _subject(one, words):
    entry = [f"source: {scalar(one.source)}", *_encoding(one), *_fields(one)]
    return [*_about(one, words, "  "), *_item(entry)]


def _constraint(one, key, words):
    return [*_about(one, words, "  "), *_item(_entry(one, key))]


def _left(one, key, words):
    return [*_about(one, words, ""), *(["#" + line for line in _item(_entry(one, key))] if one.layer else [])]


def _entry(one, key):
    role = "custom" if one.proposal.role == SUBJECT else one.proposal.role
    entry = [f"key: {scalar(key)}", f"role: {role}", f"source: {scalar(one.source)}", *_encoding(one), *_fields(one)]
    unit = one.proposal.area_unit
    return [*entry, f"area_unit: {unit}"] if unit and unit != "m2" and "area" in one.proposal.fields else entry


def _item(entry):
    first, *rest = entry
    return [f"  - {first}", *(f"    {line}" for line in rest)]


def _encoding(one):
    """The encoding, written out where it was found by trying: what the file states may be corrected there."""
    facts = one.layer.facts
    return [f"encoding: {facts['encoding']}"] if facts.get("encoding_from") in ("tried", "unknown") else []


def _fields(one):
    pairs = ", ".join(f"{ours}: {scalar(field)}" for ours, field in one.proposal.fields.items())
    return [f"fields: {{{pairs}}}"] if pairs else []


def _about(one, words, indent):
    """Comments on a layer: what it is taken for and how surely, why, how many features, in which CRS and encoding."""
    proposal = one.proposal
    sure = words.say(f"confidence.{proposal.confidence_word}")
    name, role = one.name, role_name(proposal.role, words)
    lines = [words.say("init.layer", name=name, role=role, confidence=f"{proposal.confidence:.2f}", sure=sure)]
    lines += [f"  {reason}" for reason in reasons(proposal, words)]
    if one.layer is not None:
        lines.append("  " + _facts(one.layer, words))
    return [comment for line in lines for comment in _comment(line, indent)]


def _facts(layer, words):
    crs = crs_name(layer.crs) or words.say("init.no_crs")
    count = "?" if layer.declared_count is None else layer.declared_count
    text = words.say("init.facts", count=count, crs=crs)
    if "encoding" not in layer.facts:
        return text
    return text + words.say(
        "init.encoding",
        encoding=layer.facts["encoding"],
        by=words.code("encoding_by", layer.facts.get("encoding_from")),
    )


def _comment(text, indent=""):
    """Lines of comment; whatever a layer is called, nothing of it gets out of the comment."""
    found = []
    for line in text.splitlines():
        line = "".join(ch if ch.isprintable() else " " for ch in line)
        inset = " " * (len(line) - len(line.lstrip()) + 2)
        found += textwrap.wrap(line, _WIDTH, subsequent_indent=inset, break_on_hyphens=False)
    return [f"{indent}# {line}" for line in found]
