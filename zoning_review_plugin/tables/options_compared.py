"""T6: the schemes of a project side by side, factor by factor, without weights; a hard breach shuts a scheme out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model.words import RESOURCES
from . import heads
from .figures import distance
from .option_cells import Cell, cell_of, unit_of
from .option_figures import OptionFigures
from .stated_facts import Option, options_of
from .table import TableColumn

_OF_GROUND = ("features", "role", "outside")


class Compared(NamedTuple):
    """One project with the schemes that are compared."""

    name: str
    options: Sequence[Option]


def options_compared(result, style):
    """The `Table`: factors as rows, schemes as columns, in the order of resources/option_factors.json.

    Cells are texts, as each row has its own unit. Of several projects each has its rows, under the names of its own
    schemes.
    """
    words, options = style.words, options_of(result)
    projects = compared_projects(options)
    if not projects:
        columns = (heads.text("factor", words, 28), heads.text("unit", words, 8), heads.text("comparison", words, 40))
        return heads.table("options_compared", words, columns, (), needs=(words.say("needs.schemes"),))
    figures = OptionFigures(result, options)
    rows = [row for project in projects for row in _rows(project, figures, result.case, style, len(projects) > 1)]
    notes = [words.say("note.options")]
    if len(projects) > 1:
        notes.append(words.say("note.options_projects", count=len(projects)))
    most = max(len(project.options) for project in projects)
    rows = [{**{f"option_{k + 1}": "" for k in range(most)}, **row} for row in rows]
    return heads.table("options_compared", words, _columns(projects, most, words), rows, notes)


def compared_projects(options):
    """The projects that have several schemes; what belongs to none is compared with nothing."""
    found = {}
    for option in options:
        if option.scheme is not None:
            found.setdefault(option.project_id, []).append(option)
    return [Compared(mine[0].project_name, mine) for mine in found.values() if len(mine) > 1]


def _columns(projects, most, words):
    several = len(projects) > 1
    named = [words.say("options.scheme", number=k + 1) for k in range(most)]
    titles = named if several else [option.name for option in projects[0].options]
    return (
        *((heads.text("project_id", words, 18),) if several else ()),
        heads.text("factor", words, 30),
        heads.text("unit", words, 8),
        *(TableColumn(f"option_{k}", title, width=20) for k, title in enumerate(titles, 1)),
        heads.text("comparison", words, 40),
    )


def _rows(project, figures, case, style, several):
    """Rows of one project; those that apply to none of its schemes are left out."""
    words, names = style.words, [option.name for option in project.options]
    if several:
        shown = {f"option_{k}": name for k, name in enumerate(names, 1)}
        yield {"project_id": project.name, "factor": words.say("options.name"), "unit": "", "comparison": "", **shown}
    breaches = [figures.concluded(option.key, "hard_breaches") for option in project.options]
    for factor in _factors():
        cells = [cell_of(factor, option, project.options, figures, style) for option in project.options]
        if all(cell is None for cell in cells):
            continue
        cells = [cell or Cell(words.say("options.not_applicable")) for cell in cells]
        yield {
            "project_id": project.name,
            "factor": _title(factor, case, words),
            "unit": unit_of(factor, project.options, style),
            **{f"option_{k}": cell.text for k, cell in enumerate(cells, 1)},
            "comparison": _comparison(factor, cells, names, breaches, words),
        }


def _title(factor, case, words):
    """What a factor is called, with what its figure is where the factor has several."""
    title = words.say(f"option_factor.{factor['factor']}")
    within = case.options.list_within_m
    if factor["from"] == "near" and within > 0:
        return words.say("options.within", factor=title, range=distance(within))
    if factor["from"] not in _OF_GROUND:
        return title
    return words.say("options.title", factor=title, figure=words.say(f"option_figure.{factor['figure']}"))


def _comparison(factor, cells, names, breaches, words):
    """Which scheme is best in a factor, that all are equal, or why it is not told. breaches: hard ones of each."""
    if factor["from"] == "feasible":
        return _conclusion(names, breaches, words)
    if not all(cell.is_known for cell in cells):
        return words.say("options.unknown")
    if len({cell.text for cell in cells}) == 1:
        return words.say("options.equal")
    if "better" not in factor or any(cell.value is None for cell in cells):
        return words.say("options.differ")
    best = (min if factor["better"] == "less" else max)(cells, key=lambda cell: cell.value)
    winners = [k for k, cell in enumerate(cells) if cell.text == best.text]
    named = words.say("punctuation.list").join(names[k] for k in winners)
    text = words.say(f"options.{factor['better']}", names=named)
    return text + words.say("options.but_shut") if all(breaches[k] for k in winners) else text


def _conclusion(names, breaches, words):
    """Which schemes a hard breach shuts out, and what is left; never which of the rest to take."""
    out = [name for name, count in zip(names, breaches) if count]
    left = [name for name, count in zip(names, breaches) if count is not None and not count]
    unjudged = [name for name, count in zip(names, breaches) if count is None]
    told = (("shut", out), ("left", left), ("unjudged", unjudged))
    join = words.say("punctuation.list").join
    parts = [words.say(f"options.{key}", names=join(mine)) for key, mine in told if mine]
    return "".join(parts if left or unjudged else [*parts, words.say("options.none_left")]).strip()


@lru_cache(maxsize=1)
def _factors():
    return json.loads((RESOURCES / "option_factors.json").read_text(encoding="utf-8"))["factors"]
