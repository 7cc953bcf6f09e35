"""How the workbook looks: headings, widths, lists to choose from, comments, print setup."""

from __future__ import annotations

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .layout import layout
from .vocabulary import words_of

_AUTHOR = "Zoning Review"
_FILL = PatternFill("solid", fgColor="1F4E5F")
_BOLD = Font(bold=True, color="FFFFFF")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEADED = Alignment(wrap_text=True, vertical="center", horizontal="center")
_TEXT = "@"
_A4 = 9
_ROOM = 500  # rows beneath the last clause that have lists to choose from, for clauses to come
_LINE, _MOST_LINES = 15.0, 20  # points; Excel holds 409


def put_text(sheet, row, column, text):
    """Put `text` into a cell as text: never a formula, a number or an error, whatever it begins with."""
    cell = sheet.cell(row, column, None)
    cell.value = text
    cell.data_type = "s"
    cell.number_format = _TEXT
    cell.alignment = _WRAPPED
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def dress_rules(sheet, columns, count):
    """The sheet of `count` clauses under headings in row 1."""
    last = get_column_letter(len(columns))
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = _TEXT
        _head(sheet.cell(1, number), column)
        if column.kind == "choice":
            _choose(sheet, column.vocabulary, f"{letter}2:{letter}{count + 1 + _ROOM}")
    _fit_heights(sheet, columns)
    sheet.row_dimensions[1].height = 2 * _LINE
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    _print(sheet, f"A1:{get_column_letter(layout()['printed'])}{count + 1}", "landscape")


def dress_head(sheet, lines):
    """The sheet of the head: names, values, what to fill in."""
    for letter, width in zip("ABC", (18, 50, 60)):
        sheet.column_dimensions[letter].width = width
    for number in (1, 2, 3):
        _headed(sheet.cell(1, number))
    for row, line in enumerate(lines, 2):
        sheet.cell(row, 1).comment = _comment(line)
        if line.kind == "choice":
            _choose(sheet, line.vocabulary, f"B{row}")
        sheet.cell(row, 2).number_format = _TEXT
    sheet.freeze_panes = "A2"
    _print(sheet, f"A1:C{len(lines) + 1}", "portrait")


def dress_guide(sheet, rows):
    """The sheet of notes."""
    for letter, width in zip("AB", (70, 70)):
        sheet.column_dimensions[letter].width = width
    _print(sheet, f"A1:B{rows}", "portrait")


def embolden(cell):
    """A heading within a sheet."""
    cell.font = Font(bold=True)


def _head(cell, column):
    _headed(cell)
    cell.comment = _comment(column)


def _headed(cell):
    cell.fill, cell.font, cell.alignment = _FILL, _BOLD, _HEADED


def _comment(column):
    text = "\n".join((column.note["zh"], column.headings[1], column.note["en"]))
    return Comment(text, _AUTHOR, height=120, width=260)


def _choose(sheet, vocabulary, cells):
    """A list to choose from; what else is typed is warned of, since a code or an English word is read too."""
    rule = DataValidation("list", formula1='"' + ",".join(words_of(vocabulary)) + '"', allow_blank=True)
    rule.showErrorMessage, rule.errorStyle = True, "warning"
    rule.add(cells)
    sheet.add_data_validation(rule)


def _fit_heights(sheet, columns):
    """Rows as high as their longest printed text asks for, two columns a Chinese character."""
    for row in sheet.iter_rows(min_row=2, max_col=layout()["printed"]):
        lines = max(_lines(cell.value, columns[cell.column - 1].width) for cell in row)
        sheet.row_dimensions[row[0].row].height = _LINE * min(lines, _MOST_LINES)


def _lines(text, width):
    return sum(1 + 2 * len(line) // width for line in str(text or "").split("\n"))


def _print(sheet, area, orientation):
    sheet.page_setup.paperSize, sheet.page_setup.orientation = _A4, orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = area
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "&A  &P / &N"
