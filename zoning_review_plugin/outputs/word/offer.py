"""What a template may use: sentences, facts, and blocks (tables, charts, maps) that take their places afterwards."""

from __future__ import annotations

import re
import secrets
from functools import cached_property

from ...model.errors import LibraryFault
from ...tables.basic import basic_tables, issues_table
from ...tables.chart_figures import chart_figures
from ...tables.made_from import made_table, packs_table, sources_table
from ...tables.overview import overview_table, worst_table
from ...tables.report_style import style_of
from ...tables.review_tables import review_tables
from ...tables.scheme_conclusions import scheme_conclusions
from ...tables.verdicts import breach_table, conclusion_table, verdict_table
from .budget import Exhausted
from .picture_block import PictureBlock, TextBlock, lies_across
from .sandbox import Unknown
from .table_block import table_block

MOST_BLOCKS = 500
MOST_SCHEMES = 40  # of which sentences are printed; the others are in the table of conclusions
CHARTS = ("verdicts", "unit_classes", "roles", "options")
_HEADINGS = ("conclusion", "topics", "scope", "tables", "figures", "annex_issues", "annex_run")
_MAPS = ("three_lines", "control_units", "red_line", "parcels", "options", "conflicts")  # as they follow each other


class Offer:
    """What a template finds by name (`names`), and the blocks that it asked for (`blocks`, by their marks)."""

    def __init__(self, result, folder):
        self._result, self._folder = result, folder
        self._style = style_of(result)
        self.words = self._style.words
        self.blocks = {}
        self._seal = secrets.token_hex(8)  # so that no name in a layer can pass for a mark; none is left in the file

    @property
    def marks(self):
        """A pattern that finds the marks of blocks in a text."""
        return re.compile(f"⟦{self._seal}:[0-9]+⟧")

    @cached_property
    def names(self):
        """{name: text, number, list, dict or function} of all that a template may use."""
        result, words, facts = self._result, self.words, self._result.facts()
        schemes = scheme_conclusions(result, words)
        return {
            "title": result.case.title,
            "language": words.language,
            "date": facts["review_date"],
            "started": facts["started"],
            "program": facts["program"],
            "crs": facts["analysis_crs"],
            "judged": bool(result.tables["subject"]["verdict"].notna().any()),
            "reviewed": self._reviewed(),
            "conclusions": [_as_dict(scheme, words) for scheme in schemes[:MOST_SCHEMES]],
            "conclusions_left_out": max(0, len(schemes) - MOST_SCHEMES),
            "left_out": self._left_out(len(schemes) - MOST_SCHEMES),
            "counts": {
                "subjects": len(result.tables["subject"]),
                "layers": len(result.case.constraints),
                "overlaps": len(result.tables["overlap"]),
                "issues": len(result.tables["issue"]),
            },
            "verdicts": dict(verdict_table(result, words).rows[["verdict", "subjects"]].itertuples(index=False)),
            "facts": {key: "" if value is None else str(value) for key, value in facts.items()},
            "heading": {name: words.say(f"docx.heading.{name}") for name in _HEADINGS},
            "review_tables": [{"key": table.key, "title": table.title} for table in self._review_tables],
            "has_charts": bool(chart_figures(result, self._style)),
            "has_maps": bool(self._maps),
            "table": self._table,
            "chart": self._chart,
            "charts": self._charts,
            "map": self._map,
            "maps": self._all_maps,
        }

    def _reviewed(self):
        tables, words = self._result.tables, self.words
        counts = {"subjects": len(tables["subject"]), "layers": len(self._result.case.constraints)}
        text = words.say("summary.reviewed", **counts, overlaps=len(tables["overlap"]))
        return text if tables["subject"]["verdict"].notna().any() else text + words.say("summary.not_judged")

    def _left_out(self, left):
        where = self._where(self.words.say("table.conclusions"))
        return self.words.say("docx.schemes_left_out", left=left, where=where)

    # Blocks

    def _place(self, blocks):
        """The mark under which `blocks` will stand."""
        if len(self.blocks) >= MOST_BLOCKS:
            raise Exhausted
        mark = f"⟦{self._seal}:{len(self.blocks)}⟧"
        self.blocks[mark] = blocks
        return mark

    def _table(self, key, rows=None):
        """The table `key`; rows: how many of the body at most."""
        table = self._tables.get(key) or self._basic_tables.get(key)
        if table is None:
            raise Unknown(f"table('{key}')")
        most = {} if rows is None else {"most": max(1, min(int(rows), 5_000))}
        return self._place([table_block(table, self.words, self._where(table.title), **most)])

    def _where(self, title):
        """Where the whole of a table is: the sheet of the workbook, where one is written."""
        code = "docx.in_sheet" if "xlsx" in self._result.case.outputs else "docx.ask_for_xlsx"
        return self.words.say(code, title=title)

    def _chart(self, key):
        if key not in CHARTS:
            raise Unknown(f"chart('{key}')")
        return self._place([block for name, block in self._pictures if name == key] or [TextBlock(self._why_not(key))])

    def _charts(self):
        return self._place([block for _, block in self._pictures] or [TextBlock(self._no_pictures)])

    def _why_not(self, key):
        return self._no_pictures or self.words.say("docx.no_chart", chart=key)

    def _map(self, name):
        if name not in self._maps:
            raise Unknown(f"map('{name}')")
        return self._place([self._maps[name]])

    def _all_maps(self):
        return self._place(list(self._maps.values()))

    @cached_property
    def _review_tables(self):
        return review_tables(self._result)

    @cached_property
    def _tables(self):
        result, words = self._result, self.words
        made = [conclusion_table, verdict_table, breach_table, overview_table, worst_table]
        made += [sources_table, packs_table, issues_table, made_table]
        found = {table.key: table for table in (make(result, words) for make in made)}
        return {**found, **{table.key: table for table in self._review_tables}}

    @cached_property
    def _basic_tables(self):
        return {table.key: table for table in basic_tables(self._result)}

    @cached_property
    def _drawn(self):
        """(charts as (key, block), "") or ([], why there are none)."""
        try:
            from ..charts import pictures

            drawn = pictures(self._result, self._style)
        except ImportError as error:
            return [], self.words.say("docx.charts_without", library=error.name)
        except LibraryFault as fault:
            return [], self.words.fault(fault)
        return [(one.key, PictureBlock(one.title, one.png, one.text, one.note)) for one in drawn], ""

    @property
    def _pictures(self):
        return self._drawn[0]

    @property
    def _no_pictures(self):
        return self._drawn[1]

    @cached_property
    def _maps(self):
        """{file name without suffix: block} of the PNG maps that this run has written."""
        found = {}
        for path in sorted((self._folder / "maps").glob("*.png"), key=_place_of_map):
            picture = path.read_bytes()
            title = self._title_of_map(path.stem)
            found[path.stem] = PictureBlock(title, picture, title, wide=lies_across(picture))
        return found

    def _title_of_map(self, stem):
        """What a map is called: by the word of its key; a page of several with its number, as `conflicts_02`."""
        key, _, number = stem.rpartition("_")
        for one, page in ((stem, ""), (key, number)):
            if self.words.has(f"map.title.{one}"):
                return " ".join(filter(None, (self.words.say(f"map.title.{one}"), page)))
        return stem


def _place_of_map(path):
    """Maps of the whole first, then parcels and schemes, single conflicts last; others behind them by name."""
    keys = [place for place, key in enumerate(_MAPS) if path.stem.startswith(key)]
    return (keys or [len(_MAPS)])[0], path.stem


def _as_dict(scheme, words):
    """A `SchemeConclusion` as a template reads it."""
    name = " · ".join(filter(None, (scheme.project_name, scheme.scheme_name)))
    sentence = words.say("punctuation.where", where=name, message=scheme.overall)
    return {**vars(scheme), "name": name, "sentence": sentence, "topics": list(scheme.topics)}
