"""`review.html`: one page that holds everything, works without a network and without its script, and prints."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ..model.words import RESOURCES, Words
from .page.checked import verify
from .page.content import StaticTable, chapters_of, packed
from .page.glance import glance_of
from .page.script_data import json_for_page, ours, policy
from .safe_text import without_controls
from .svg_map import draw

NAME = "review.html"
_TEMPLATES = RESOURCES / "templates"
_SCRIPTS = ("data", "rows", "detail", "table", "subjects", "map", "start")


def write(result, folder):
    """Write the page of a Result into `folder`. Returns the names of the files written.

    Raises OutputFault where what was written is not what was meant.
    """
    words = Words(result.case.language, result.case.layer_roles)
    chapters = chapters_of(result, words)
    path = folder / NAME
    with open(path, "w", encoding="utf-8", errors="replace") as stream:
        stream.writelines(_template().generate(**_content(result, chapters, words)))
    verify(path, chapters)
    return [NAME]


def _template():
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html", "html.j2", "j2"]),
        finalize=lambda value: without_controls(value) if type(value) is str else value,  # Markup stays as it is
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("review.html.j2")


def _content(result, chapters, words):
    style, script, facts = _text("review.css"), _script(), result.facts()
    return {
        "language": "zh-CN" if words.language == "zh" else "en",
        "title": result.case.title,
        "lead": _lead(result, words),
        "facts": facts,
        "meta": words.say(
            "html.meta",
            date=facts["review_date"],
            started=facts["started"],
            program=facts["program"],
            crs=facts["analysis_crs"],
        ),
        "glance": glance_of(result, words),
        "map": draw(result, words),
        "chapters": [(one, [StaticTable(view, words) for view in one.views]) for one in chapters],
        "first_tables": chapters[[one.key for one in chapters].index("subjects") + 1].key,
        "data": {key: json_for_page(value) for key, value in packed(chapters, words).items()},
        "say": words.say,
        "style": ours(style),
        "script": ours(script),
        "policy": policy(style, script),
    }


def _lead(result, words):
    """What was reviewed against what, and that nothing was judged where no rule was applied."""
    judged = result.tables["subject"]["verdict"].notna().any()
    counts = {
        "subjects": len(result.tables["subject"]),
        "layers": len(result.case.constraints),
        "overlaps": len(result.tables["overlap"]),
    }
    return words.say("summary.reviewed", **counts) + ("" if judged else words.say("summary.not_judged"))


def _script():
    """The parts of the script in one scope of its own."""
    parts = "\n".join(_text(f"page/{name}.js") for name in _SCRIPTS)
    return f'(function () {{\n"use strict";\n{parts}\n}})();\n'


def _text(name):
    return (_TEMPLATES / name).read_text(encoding="utf-8")
