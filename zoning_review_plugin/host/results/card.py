"""The card of one finding: verdict, sentence, clause, figures, basis, what is missing, what was decided."""

from __future__ import annotations

import json
from html import escape

from ...model.words import Words
from ...outputs.page.evidence import readable
from ...rules.names_of import missing_words
from ...tables.figures import number
from ..translation import language, tr

_AREA, _LENGTH = 1e-4, 1e-3


def card_of(view, row):
    """The HTML of a card for the finding at a place of a `FindingsView`; every text of it is escaped."""
    words, finding = Words(language(), view.result.case.layer_roles), view.frame.iloc[row]
    computed = view.result.tables["finding"]["verdict"].iat[row]
    parts = [
        f"<h3>{escape(words.code('verdict', _text(finding['verdict'])))}</h3>",
        _section(tr("Decision"), _decision(finding, computed, words)),
        f"<p>{escape(_text(finding['finding']) or '')}</p>",
        _section(tr("Clause"), _clause(finding, words)),
        _section(tr("Evidence"), _facts(finding["evidence"], words)),
        _section(tr("Overlaps"), _overlaps(view.overlaps(row), words)),
        _section(tr("What is missing"), escape(missing_words(words, _text(finding["missing"]) or ""))),
        _section(tr("Basis"), escape(_text(finding["basis"]) or "")),
        _section(tr("Gave way to"), escape(_text(finding["superseded_by"]) or "")),
    ]
    return "".join(parts)


def _section(title, body):
    return f"<p><b>{escape(title)}</b><br>{body}</p>" if body else ""


def _clause(finding, words):
    number_ = _text(finding["clause_no"]) or finding["rule_id"]
    marks = [words.code(family, _text(finding[family])) for family in ("level", "binding", "automation")]
    head = tr("{clause} ({marks})").format(
        clause=f"{finding['pack']} {number_}", marks=words.say("punctuation.list").join(filter(None, marks))
    )
    return f"{escape(head)}<br>{escape(_text(finding['clause_text']) or '')}"


def _facts(evidence, words):
    facts = json.loads(evidence) if isinstance(evidence, str) and evidence else []
    told = tr("{what}: {value}")
    read = (readable(one, words) for one in facts)
    lines = [f"<li>{escape(told.format(what=asked, value=found))}</li>" for asked, found in read]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _overlaps(overlaps, words):
    lines = []
    for one in overlaps.itertuples():
        name = _text(one.name) or _text(one.code) or one.feature_id
        size = f"{number(one.area_m2 * _AREA, 4)} hm²" if one.area_m2 == one.area_m2 else ""
        size = size or (f"{number(one.length_m * _LENGTH, 3)} km" if one.length_m == one.length_m else "")
        relation = words.code("relation", one.relation)
        told = tr("{layer}: {name}, {relation} {size}")
        told = told.format(layer=one.constraint_key, name=name, relation=relation, size=size)
        lines.append(f"<li>{escape(told)}</li>")
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _decision(finding, computed, words):
    state = _text(finding["override_state"])
    if state is None:
        return ""
    stands = tr("{verdict} by {who} on {day}: {reason}; computed: {computed}")
    reopened = tr(
        "To be decided anew: {who} decided on {day} ({reason}), and the facts or the verdict have changed since"
    )
    told = (reopened if state == "reopened" else stands).format(
        verdict=words.code("verdict", _text(finding["override_verdict"])),
        who=_text(finding["override_by"]) or "",
        day=_text(finding["override_at"]) or "",
        reason=_text(finding["override_reason"]) or "",
        computed=words.code("verdict", _text(computed)),
    )
    return escape(told)


def _text(value):
    return value if isinstance(value, str) else None
