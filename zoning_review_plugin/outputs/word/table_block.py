"""A `Table` as Word has it: caption, headings on every page, rows, sentences below."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from itertools import groupby

from ...tables.table import ADJUSTED, BODY, SUBTOTAL, TOTAL
from .styles import CAPTION, CELL, HEAD, NOTE
from .widths import NORMAL, PORTRAIT, column_widths, letter_size, natural
from .xml_text import NAMESPACE, attribute, elements, paragraph, sequence, text_run

MOST_ROWS = 200  # of the body; more would bury a chapter under a list
LONGEST_TEXT = 1000  # characters of a cell
_LINE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
_SHADES = {BODY: None, SUBTOTAL: "F2F2F2", TOTAL: "E4E4E4"}
_MIDDLE = '<w:vAlign w:val="center"/>'
_HEAD_SHADE = "DCE6EA"
PREFIX = "zoning-review:"  # of the names under which our tables are found again


@dataclass(frozen=True)
class TableBlock:
    """A table ready to be put into a document. key: of the `Table`. rows: those of the body and the headings.

    wide: whether it needs paper across.
    """

    key: str
    rows: int
    wide: bool
    _table: object
    _texts: list
    _kinds: list
    _below: tuple

    def elements(self, width, ids, words, document=None):
        """Its lxml elements for a column of text of `width` twips. ids: {style name: id}."""
        name = words.say("docx.table")
        title = text_run(name + " ") + sequence(name) + text_run("  " + self._table.title)
        xml = paragraph(title, ids[CAPTION], "<w:keepNext/>")
        if self._texts:
            xml += _table_xml(self, width, ids)
        xml += "".join(paragraph(text_run(line), ids[NOTE]) for line in self._below)
        return elements(xml)


def table_block(table, words, where, most=MOST_ROWS):
    """The `TableBlock` of a `Table`. where: a sentence's end that says where the whole table is. most: body rows."""
    shown = dataclasses.replace(table, columns=tuple(c for c in table.columns if not c.folded))
    texts, kinds, told = _rows(shown, words, where, most)
    folded = [words.say("condition.quoted", text=column.title) for column in table.columns if column.folded]
    if folded and texts:
        told.append(words.say("docx.folded", columns=words.say("punctuation.list").join(folded), where=where))
    needs = [words.say("docx.needs", needs=sentence) for sentence in table.needs]
    notes = [words.say("docx.note", note=note) for note in table.notes]
    if not texts and not needs:
        needs = [words.say("docx.empty")]
    wide = bool(texts) and sum(natural(shown, texts)) > PORTRAIT
    rows = len(texts) + _head_rows(shown) if texts else 0
    return TableBlock(table.key, rows, wide, shown, texts, kinds, (*needs, *told, *notes))


def _rows(table, words, where, most):
    """(texts, kinds, sentences on what is not shown): the first body rows with their subtotals, and all totals."""
    told = []
    kinds = [table.kind_of(number) for number in range(len(table.rows))]
    bodies = sum(kind == BODY for kind in kinds)
    if bodies > most:
        kept, count = [], 0
        for number, kind in enumerate(kinds):
            count += kind == BODY
            if count <= most or kind == TOTAL:
                kept.append(number)
        told.append(words.say("docx.rows_left_out", all=bodies, shown=most, left=bodies - most, where=where))
        table, kinds = _only(table, kept), [kinds[number] for number in kept]
    texts = table.texts()
    long = sum(len(text) > LONGEST_TEXT for row in texts for text in row)
    if long:
        told.append(words.say("docx.texts_cut", count=long, most=LONGEST_TEXT, where=where))
        texts = [[_cut(text) for text in row] for row in texts]
    if table.adjusted:
        told.append(words.say("docx.adjusted", mark=ADJUSTED))
    return texts, kinds, told


def _only(table, kept):
    """A `Table` of some of its rows, by their numbers."""
    place = {number: new for new, number in enumerate(kept)}
    adjusted = frozenset((place[number], key) for number, key in table.adjusted if number in place)
    return dataclasses.replace(table, rows=table.rows.iloc[kept].reset_index(drop=True), kinds=(), adjusted=adjusted)


def _cut(text):
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _head_rows(table):
    return 2 if any(column.group for column in table.columns) else 1


def _table_xml(block, width, ids):
    table, points = block._table, letter_size(block._table, block._texts, width)
    widths, size = column_widths(table, block._texts, width, points), _size(points)
    numeric = [column.kind != "text" for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    rows = "".join(_row(row, kind, widths, numeric, ids, size) for row, kind in zip(block._texts, block._kinds))
    heads = _heads(table, widths, ids, size)
    return f"<w:tbl {NAMESPACE}>{_properties(table, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{heads}{rows}</w:tbl>"


def _size(points):
    """The property of runs of so many points; "" for the size of the style."""
    return "" if points == NORMAL else f"<w:sz w:val='{points * 2:.0f}'/><w:szCs w:val='{points * 2:.0f}'/>"


def _properties(table, width):
    """Three strong lines as the trade draws them, thin ones between; the key goes where a reader of files finds it."""
    sides = [("top", 12, "000000"), ("bottom", 12, "000000"), ("insideH", 4, "A6A6A6"), ("insideV", 4, "D0D0D0")]
    borders = "".join(_LINE.format(side=side, size=size, colour=colour) for side, size, colour in sides)
    margins = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"<w:tblCaption w:val={attribute(PREFIX + table.key)}/>"
        f"<w:tblDescription w:val={attribute(table.title)}/></w:tblPr>"
    )


def _heads(table, widths, ids, size):
    """One row of titles, or two where columns share a heading; both on every page."""
    columns = list(zip(table.columns, widths))
    if _head_rows(table) == 1:
        return _head_row([_head(c.title, w, ids, size, last=True) for c, w in columns])
    upper, lower = [], []
    for group, members in groupby(columns, key=lambda one: one[0].group):
        members = list(members)
        if group:
            upper.append(_head(group, sum(w for _, w in members), ids, size, f'<w:gridSpan w:val="{len(members)}"/>'))
            lower += [_head(c.title, w, ids, size, last=True) for c, w in members]
            continue
        upper += [_head(c.title, w, ids, size, '<w:vMerge w:val="restart"/>') for c, w in members]
        lower += [_head("", w, ids, size, "<w:vMerge/>", last=True) for c, w in members]
    return _head_row(upper) + _head_row(lower)


def _head_row(cells):
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _head(text, width, ids, size, spans="", last=False):
    line = f"<w:tcBorders>{_LINE.format(side='bottom', size=8, colour='000000')}</w:tcBorders>" if last else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEAD_SHADE}"/>'
    content = paragraph(text_run(text, size), ids[HEAD], "<w:keepNext/>")
    return _cell(width, content, spans, line + shade + _MIDDLE)


def _row(texts, kind, widths, numeric, ids, size):
    """A row, kept on one page but where a text is so long that it must not be; totals stand out by weight and shade."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADES[kind]}"/>' if _SHADES[kind] else ""
    look = ("<w:b/>" if kind != BODY else "") + size
    right = '<w:jc w:val="right"/>'
    cells = "".join(
        _cell(width, paragraph(text_run(text, look), ids[CELL], right if number else ""), "", shade + _MIDDLE)
        for text, width, number in zip(texts, widths, numeric)
    )
    split = "" if max(map(len, texts), default=0) > 300 else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{split}{cells}</w:tr>"


def _cell(width, content, spans="", look=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{look}</w:tcPr>{content}</w:tc>'
