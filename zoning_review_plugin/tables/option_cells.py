"""Single cells of the table of options: a figure of a factor as text, with what it is compared by."""

from __future__ import annotations

from typing import NamedTuple

from ..rules.measures import Unknown, amounts_of, known_amount, metrics_of
from .figures import distance, number

_KM = 1e-3


class Cell(NamedTuple):
    """text: as readers see it. value: what it is compared by, None for nothing. is_known: whether it is no bound."""

    text: str
    value: float | None = None
    is_known: bool = False


def cell_of(factor, option, options, figures, style):
    """The `Cell` of a factor (a dict of resources/option_factors.json) and an `Option`; None where it does not apply.

    options: all that it is compared with.
    """
    return _OF[factor["from"]](factor, option, options, figures, style)


def unit_of(factor, options, style):
    """The unit of a factor's row."""
    words, figure = style.words, factor.get("figure")
    if factor["from"] == "facts":
        return _stated_unit(factor, options) or ""
    if figure in ("count", "length_m", "distance_m"):
        return words.say(f"options.unit.{figure}")
    if figure:
        return words.code("area_unit", style.area_unit)
    return words.say("options.unit.items") if factor["from"] in ("hard_breaches", "open_items") else ""


def _own(factor, option, _, figures, style):
    figure = factor["figure"]
    if not figures.applies(option.key, figure):
        return None
    value = figures.concluded(option.key, figure)
    if value is None:
        return Cell(style.words.say("options.no_figure"))
    return Cell(_figure(value, figure, style), value, True)


def _role(factor, option, _, figures, style):
    return _shared(factor, option, factor["role"], figures, style, figures.of_role)


def _outside(factor, option, _, figures, style):
    return _shared(factor, option, factor["role"], figures, style, figures.outside)


def _shared(factor, option, role, figures, style, amount_of):
    figure = factor["figure"]
    if not figures.applies(option.key, figure):
        return None
    if not figures.has_layer(role):
        return Cell(style.words.say("options.no_layer"))
    return _cell(amount_of(option.key, role, figure), figure, style)


def _features(factor, option, _, figures, style):
    if not figures.applies(option.key, factor["figure"]):
        return None
    source = next((one for one in factor["sources"] if figures.has_layer(one["role"])), None)
    if source is None:
        return Cell(style.words.say("options.no_layer"))
    return _cell(figures.of_features(option.key, source, factor["figure"]), factor["figure"], style)


def _near(factor, option, _, figures, style):
    if not figures.has_layer(factor["role"]):
        return Cell(style.words.say("options.no_layer"))
    found = figures.near(option.key, factor["role"])
    if found.value is None:
        return Cell(style.words.say("options.no_range"))
    return _cell(found, "count", style)


def _nearest(factor, option, _, figures, style):
    if not figures.has_layer(factor["role"]):
        return Cell(style.words.say("options.no_layer"))
    found = figures.nearest(option.key, factor["role"])
    if found.value is None:
        return Cell(style.words.say("options.no_figure"))
    if found.value == float("inf"):
        return Cell(f"> {distance(figures.search_distance_m)}", found.value, found.is_sure)
    return _cell(found, "distance_m", style)


def _cell(amount, figure, style):
    """An `Amount` as a cell: with ≥ or ≤ where it is but a bound."""
    if amount.no_data:
        return Cell(style.words.say("options.no_data"))
    if amount.value is None:
        return Cell(style.words.say("options.no_figure"))
    text = _figure(amount.value, figure, style)
    if amount.at_least and amount.at_most:
        text = style.words.say("options.unsure", figure=text)
    elif amount.at_least or amount.at_most:
        text = f"{'≥' if amount.at_least else '≤'} {text}"
    return Cell(text, amount.value, amount.is_sure)


def _figure(value, figure, style):
    if figure == "count":
        return f"{value:.0f}"
    if figure == "length_m":
        return number(value * _KM, 3)
    if figure == "distance_m":
        return number(value, 1)
    return number(value * style.per_m2, style.area_decimals)


def _facts(factor, option, options, _, style):
    """What the case states, amounts in the unit of the first scheme that states one; else that it is to supply."""
    unit = _stated_unit(factor, options)
    for named in factor["facts"]:
        family, _, name = named.partition(".")
        stated = option.facts[family].get(name)
        if stated is None:
            continue
        return _amount(option.facts[family], name, unit) if family == "metrics" else _statement(stated, style.words)
    return Cell(style.words.say("options.to_supply"))


def _amount(metrics, name, unit):
    stated = {key: amounts_of(written) for key, written in metrics.items()}
    found = known_amount(metrics_of(stated, name), "value", unit)
    if isinstance(found, Unknown):
        own = stated[name]
        return Cell("?" if own.value is None else f"{own.value:.10g} {own.unit}")
    return Cell(f"{found:.10g}", found, True)


def _statement(stated, words):
    if isinstance(stated, bool):
        return Cell(words.say("condition.yes" if stated else "condition.no"), None, True)
    if isinstance(stated, str):
        return Cell(stated, None, True)
    return Cell(f"{stated:.10g}", float(stated), True)


def _stated_unit(factor, options):
    """The unit in which the first scheme states an amount; None where none does."""
    names = [name.partition(".")[2] for name in factor["facts"] if name.startswith("metrics.")]
    stated = (option.facts["metrics"].get(name) for name in names for option in options)
    return next((one["unit"] for one in stated if one), None)


def _verdict(factor, option, _, figures, style):
    verdict = figures.concluded(option.key, "verdict")
    return Cell(style.words.code("verdict", verdict), None, verdict is not None)


def _counted(factor, option, _, figures, style):
    count = figures.concluded(option.key, factor["from"])
    if count is None:
        return Cell(style.words.say("options.not_judged"))
    if factor["from"] == "open_items":
        hard = int(figures.concluded(option.key, "open_hard") or 0)
        return Cell(style.words.say("options.open", count=int(count), hard=hard), None, True)
    return Cell(f"{int(count)}", float(count), True)


def _feasible(factor, option, _, figures, style):
    breaches = figures.concluded(option.key, "hard_breaches")
    if breaches is None:
        return Cell(style.words.say("options.not_judged"))
    if breaches > 0:
        return Cell(style.words.say("options.infeasible"), None, True)
    open_hard = int(figures.concluded(option.key, "open_hard") or 0)
    if open_hard:
        return Cell(style.words.say("options.still_open", count=open_hard), None, True)
    return Cell(style.words.say("options.no_breach"), None, True)


_OF = {
    "own": _own,
    "role": _role,
    "outside": _outside,
    "features": _features,
    "near": _near,
    "nearest": _nearest,
    "facts": _facts,
    "verdict": _verdict,
    "hard_breaches": _counted,
    "open_items": _counted,
    "feasible": _feasible,
}
