"""A unit card as HTML: what lies at the place, the clauses under their headings."""

from __future__ import annotations

from html import escape

from ...model.words import Words
from ...tables.unit_cards import card_table
from ..translation import language, tr

DIMENSION, LEVEL = "dimension", "level"
_MARKS = ("modality", "binding", "automation")


def card_html(card, here, by=DIMENSION):
    """The HTML of a `UnitCard` with what else lies at the place (`Here`), its clauses under one heading for each
    dimension or level; every text of it is escaped."""
    table = card_table(card, language())
    titles = {column.key: column.title for column in table.columns}
    columns = [column.key for column in table.columns]
    rows = [dict(zip(columns, texts)) for texts in table.texts()]
    other = LEVEL if by == DIMENSION else DIMENSION
    parts = [f"<h3>{escape(table.title)}</h3>", _zones(here)]
    parts += [f"<p>{escape(note)}</p>" for note in table.notes]
    for heading, mine in _grouped(rows, by):
        parts.append(f"<h4>{escape(tr('{clause} ({marks})').format(clause=heading, marks=len(mine)))}</h4>")
        parts += [_clause(row, other, titles) for row in mine]
    if not rows:
        parts.append(f"<p>{escape(tr('No clause of the rule packs bears on this unit.'))}</p>")
    return "".join(parts)


def nothing_html(here):
    """The HTML for a place where no control unit lies."""
    told = tr("No control unit lies here, as far as the layers of the case show.")
    return f"<p>{escape(told)}</p>{_zones(here)}"


def _zones(here):
    words = Words(language())
    lines = [
        " ".join(dict.fromkeys(filter(None, (zone.code or zone.id, zone.name, zone.feature_class))))
        for zone in here.zones
    ]
    if len({zone.constraint_key for zone in here.zones}) > 1:  # one layer for each element: which of them tells it
        told = tr("{what}: {value}")
        lines = [told.format(what=zone.constraint_key, value=line) for zone, line in zip(here.zones, lines)]
    lines += [tr("{layer}: cannot be used; see step Check").format(layer=key) for key in here.unread]
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p><b>{escape(words.code('role', 'element_zone'))}</b></p><ul>{items}</ul>"


def _grouped(rows, by):
    """(heading, rows) in the order in which headings come first."""
    found = {}
    for row in rows:
        found.setdefault(row[by], []).append(row)
    return found.items()


def _clause(row, other, titles):
    words, told = Words(language()), tr("{what}: {value}")
    marks = words.say("punctuation.list").join(filter(None, (row[name] for name in _MARKS)))
    head = f"{row[other]} · {row['card_document']} {row['clause_no']}"
    head = tr("{clause} ({marks})").format(clause=f"<b>{escape(head)}</b>", marks=escape(marks))
    lines = [head, escape(row["clause_text"])]
    for name in ("limit", "bears_where", "test", "stands"):
        if row[name]:
            lines.append(told.format(what=f"<i>{escape(titles[name])}</i>", value=escape(row[name])))
    return f"<p>{'<br>'.join(lines)}</p>"
