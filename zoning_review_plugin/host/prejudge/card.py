"""The card of a pre-judgement as rich text; every text is escaped. Words say the verdict, not colour alone."""

from __future__ import annotations

from html import escape

from ..translation import tr

_BAR = {"prohibited": "#a4232a", "needs_justification": "#b36b00", "protected_ground": "#b36b00"}
_OTHERS = "#1f4e5f"
_NOT_SHOWN = ("data", "clause_text")  # in the report


def card_html(card, words):
    """HTML of a `tables.prejudgement.Card` that a `QTextBrowser` shows."""
    bar = _BAR.get(card.code, _OTHERS)
    parts = [
        f'<table width="98%" cellpadding="8"><tr><td width="4" bgcolor="{bar}"></td>'
        f"<td><b>{escape(card.headline)}</b></td></tr></table>",
        f"<p>{escape(card.place)}<br>{escape(card.question)}</p>",
        *(f"<p>{escape(line)}</p>" for line in card.lines),
        *(_table(table) for table in card.tables),
    ]
    if card.missing:
        items = "".join(f"<li>{escape(one)}</li>" for one in card.missing)
        parts.append(f"<p><b>{escape(words.say('prejudge.label_missing'))}</b></p><ul>{items}</ul>")
    return "".join([*parts, f"<p><small>{escape(card.data)}<br>{escape(card.note)}</small></p>"])


def figures_html(figures, words):
    """HTML of what `WarmCase.figures` tells, largest share first."""
    from ...tables.prejudgement import figure_texts

    lines = [f"<li>{escape(text)}</li>" for text in figure_texts(figures, words)]
    title = f"<p><b>{escape(tr('Overlaps of what is being drawn'))}</b></p>"
    return f"{title}<ul>{''.join(lines)}</ul>"


def _table(table):
    shown = [place for place, column in enumerate(table.columns) if column.key not in _NOT_SHOWN]
    head = "".join(f'<th align="left">{escape(table.columns[place].title)}</th>' for place in shown)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cells[place])}</td>" for place in shown) + "</tr>" for cells in table.texts()
    )
    title = f"<p><b>{escape(table.title)}</b></p>"
    return f'{title}<table border="0" cellspacing="0" cellpadding="3" width="98%"><tr>{head}</tr>{rows}</table>'
