"""`review.html`: one page that holds everything, works without a network and prints."""

from __future__ import annotations

import base64
import hashlib
import math

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from ..model.errors import OutputFault, Place
from ..model.words import RESOURCES, Words
from ..tables.basic import basic_tables
from ..tables.figures import is_unknown
from ..tables.overview import overview_table, worst_table
from ..tables.verdicts import breach_table, conclusion_table, verdict_table
from .safe_text import without_controls
from .svg_map import draw

NAME = "review.html"
PRINTED_ROWS = 500  # of a table: Chromium lays out each printed cell in some 30 kB
MOST_BREACHES = 50  # that stand at the head of the page
_TEMPLATES = RESOURCES / "templates"


def write(result, folder):
    """Write the page of a Result into `folder`. Returns the names of the files written."""
    words = Words(result.case.language)
    page = _page(result, words)
    path = folder / NAME
    path.write_text(page, encoding="utf-8", errors="replace")
    _verify(path, len(result.tables["subject"]))
    return [NAME]


def _page(result, words):
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html", "html.j2", "j2"]),
        finalize=lambda value: without_controls(value) if type(value) is str else value,  # Markup stays as it is
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("review.css", "review.js"))
    style = style.replace("FIRST_NOT_PRINTED", str(PRINTED_ROWS + 1))
    part = environment.get_template("review_table.html.j2")

    def table(item, filterable):
        return _ours(
            part.render(item=item, rows=_rows(item), filterable=filterable, printed=PRINTED_ROWS, say=words.say)
        )

    facts = result.facts()
    return environment.get_template("review.html.j2").render(
        language=words.language,
        title=result.case.title,
        lead=_lead(result, words),
        meta=words.say(
            "html.meta",
            date=facts["review_date"],
            started=facts["started"],
            program=facts["program"],
            crs=facts["analysis_crs"],
        ),
        glance=_glance(result, words),
        overview=overview_table(result, words),
        worst=worst_table(result, words),
        map=draw(result, words),
        tables=basic_tables(result),
        table=table,
        facts=facts,
        say=words.say,
        style=_ours(style),
        script=_ours(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _glance(result, words):
    """What was judged, before any figure; nothing where no rules were applied."""
    tables = (verdict_table(result, words), conclusion_table(result, words), breach_table(result, words, MOST_BREACHES))
    return [table for table in tables if len(table.rows)]


def _lead(result, words):
    """What was reviewed against what, and that nothing was judged where no rule was applied."""
    judged = result.tables["subject"]["verdict"].notna().any()
    counts = {
        "subjects": len(result.tables["subject"]),
        "layers": len(result.case.constraints),
        "overlaps": len(result.tables["overlap"]),
    }
    return words.say("summary.reviewed", **counts) + ("" if judged else words.say("summary.not_judged"))


def _rows(item):
    """Rows of a table as the template wants them: texts, and for figures the value to sort by."""
    numeric = [column.kind != "text" for column in item.columns]
    folds = [column.folded for column in item.columns]
    values = [item.rows[column.key].tolist() for column in item.columns]
    ids = item.rows["subject_id"].tolist() if "subject_id" in item.rows else [None] * len(item.rows)
    rows = []
    for number, texts in enumerate(item.texts()):
        cells = [
            {
                "text": text,
                "number": is_number,
                "value": _sortable(column[number]),
                "folded": folded and text,
            }
            for text, is_number, folded, column in zip(texts, numeric, folds, values)
        ]
        rows.append({"id": ids[number], "cells": cells})
    return rows


def _sortable(value):
    """A value as the page's script sorts it, "" for none; with no more digits than that needs."""
    if is_unknown(value):
        return ""
    if isinstance(value, float):
        return "Infinity" if value == math.inf else f"{value:.9g}"
    return value


def _ours(text):
    """Text that is ours (or was escaped when it was rendered) and goes into the page as it is."""
    return Markup(text)  # nosec B704


def _hash(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _verify(path, subjects):
    """Read what was written, count the rows of the table of subjects and see that the page comes to its end."""
    page = path.read_text(encoding="utf-8")
    table = page.partition('<table id="t-subjects">')[2].partition("</table>")[0]
    rows = table.count("<tr") - 1
    if rows != subjects or not page.rstrip().endswith("</html>"):
        raise OutputFault("output_unsound", Place(file=str(path)), problem=f"subjects: {rows} ≠ {subjects}")
