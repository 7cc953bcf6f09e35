"""The cover of a workbook: what was reviewed against what, what it comes to, and where everything stands."""

from __future__ import annotations

from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ...tables.overview import overview_table
from ...tables.scheme_conclusions import scheme_titles
from ...tables.verdicts import conclusion_table, verdict_table
from ..plain import plain_rows
from ..safe_text import without_controls
from . import cells
from .table_sheet import append, print_setup

_TITLE, _HEADING = Font("Calibri", 18, bold=True, color="1F4E5F"), Font("Calibri", 13, bold=True, color="1F4E5F")
_TALL = {18: 2, 13: 1.4}  # size of letters: lines that they take
_WRAP = Alignment(wrap_text=True, vertical="top")
_WIDTHS = (24, 44, 16, 14, 14, 14, 14, 14)
_BOLD = 0.85  # of the letters that find room in a cell where they are bold
_WIDE = 90  # characters of a sentence across the columns


class Cover:
    """Writes the cover row by row; `rows` counts them."""

    def __init__(self, sheet, result, words):
        self._sheet, self._result, self._words = sheet, result, words
        self.rows = 0
        for number, width in enumerate(_WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        print_setup(sheet, sum(_WIDTHS), words)
        sheet.print_options.gridLines, sheet.sheet_view.showGridLines = False, False
        sheet.freeze_panes = "A2"

    def write(self, lead, index):
        """Write it all. lead: sentences on what was reviewed. index: (name, title, rows, whether input is missing)."""
        facts, words = self._result.facts(), self._words
        self._text(self._result.case.title, _TITLE)
        made = {"date": facts["review_date"], "started": facts["started"], "program": facts["program"]}
        self._text(words.say("html.meta", **made, crs=facts["analysis_crs"]))
        for sentence in lead:
            self._text(sentence)
        verdicts = verdict_table(self._result, words)
        if len(verdicts.rows):
            self._conclusions()
            first = self._table(verdicts)
            self._chart(verdicts, first)
        self._table(overview_table(self._result, words))
        self._index(index)

    def _conclusions(self):
        overall = self._result.tables["conclusion"]
        overall = overall[overall["topic"].eq("overall") & overall["verdict"].notna()]
        self._table(conclusion_table(self._result, self._words))
        title_of = scheme_titles(self._result.case, self._words)
        for row in overall.itertuples():
            name = title_of(row.project_id, row.scheme)
            self._text(self._words.say("punctuation.where", where=name, message=row.statement))

    def _table(self, table):
        """A small table under its title; returns the row of its head."""
        self._append([])
        self._text(table.title, _HEADING)
        heads = [cells.lines_of(column.title, _BOLD * width) for column, width in zip(table.columns, _WIDTHS)]
        self._append([cells.header_cell(self._sheet, column) for column in table.columns], max(heads))
        first = self.rows
        for row in plain_rows(table.rows[[column.key for column in table.columns]]):
            made = [cells.value_cell(self._sheet, value, column) for value, column in zip(row, table.columns)]
            lines = max(
                [cells.lines_of(value, width) for value, width in zip(row, _WIDTHS) if isinstance(value, str)],
                default=1,
            )
            self._append([cells.topped(self._sheet, cell) for cell in made], lines)
        return first

    def _chart(self, table, first):
        """A chart of the program's own beside the counts; it stays with the figures when these are changed."""
        last = first + len(table.rows)
        chart = BarChart()
        chart.type, chart.legend, chart.title = "bar", None, table.title
        chart.height, chart.width, chart.gapWidth = 5.5, 14, 60
        chart.add_data(Reference(self._sheet, min_col=2, min_row=first + 1, max_row=last))
        chart.set_categories(Reference(self._sheet, min_col=1, min_row=first + 1, max_row=last))
        chart.x_axis.scaling.orientation, chart.x_axis.delete, chart.y_axis.delete = "maxMin", False, True
        chart.series[0].graphicalProperties.solidFill = "1F4E5F"
        chart.dataLabels = _labels()
        self._sheet.add_chart(chart, f"D{first - 1}")
        for _ in range(max(0, 10 - len(table.rows))):
            self._append([])

    def _index(self, index):
        words = self._words
        self._append([])
        self._text(words.say("cover.index"), _HEADING)
        for name, title, count, lacks in index:
            told = words.say("cover.lacks") if lacks else words.say("cover.rows", count=count)
            link = cells.link_cell(self._sheet, name, name)
            link.alignment = _WRAP
            lines = max(cells.lines_of(text, width) for text, width in zip((name, title, told), _WIDTHS))
            self._append([link, self._plain(title), self._plain(told)], lines)

    def _plain(self, text):
        cell = WriteOnlyCell(self._sheet, without_controls(text))
        cell.data_type, cell.alignment = "s", _WRAP
        return cell

    def _text(self, text, font=None):
        """A sentence across the columns."""
        cell = self._plain(text[: cells.LONGEST_TEXT])
        if font:
            cell.font = font
        self._sheet.merged_cells.add(f"A{self.rows + 1}:{get_column_letter(len(_WIDTHS))}{self.rows + 1}")
        self._append([cell], _TALL[font.size] if font else cells.lines_of(text, _WIDE))

    def _append(self, made, lines=1):
        self.rows += 1
        append(self._sheet, self.rows, made, lines)


def _labels():
    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels
