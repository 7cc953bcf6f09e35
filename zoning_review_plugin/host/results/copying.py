"""Rows of findings on the clipboard, as a table that Word and Excel take as one."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QMimeData

from ...outputs.safe_text import for_spreadsheet, without_controls

_RISKY_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def as_table(heads, rows):
    """The `QMimeData` of a table: as HTML, and as text with tabs that no spreadsheet takes for formulas."""
    lines = [heads, *rows]
    text = "\n".join("\t".join(_field(cell) for cell in line) for line in lines)
    body = "".join("<tr>" + "".join(_cell(cell, tag) for cell in line) + "</tr>" for line, tag in _tagged(lines))
    data = QMimeData()
    data.setText(text)
    data.setHtml(f'<table border="1" cellspacing="0" cellpadding="3">{body}</table>')
    return data


def _tagged(lines):
    return ((line, "th" if number == 0 else "td") for number, line in enumerate(lines))


def _cell(text, tag):
    # The number format of text: Excel must not make a date of a clause number.
    return f"<{tag} style=\"mso-number-format:'\\@'\">{escape(without_controls(text))}</{tag}>"


def _plain(text):
    return without_controls(text).translate(_RISKY_BREAKS)


def _field(cell):
    """A cell between tabs: a quote in it would swallow the cells that follow."""
    text = for_spreadsheet(_plain(cell))
    return '"' + text.replace('"', '""') + '"' if '"' in text else text
