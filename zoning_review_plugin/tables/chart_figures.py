"""What charts show: Result → plain labels, values and the texts that stand beside them. Drawn by the outputs."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.codes import VERDICTS
from .figures import is_unknown, number, percent
from .scheme_conclusions import scheme_conclusions

MOST_PROJECTS = 12  # of which options are drawn side by side
_CLASSES = ("priority", "key", "general", None)
# Ground of these is no constraint: it only says where something lies.
_PLACES = ("admin_area",)


@dataclass(frozen=True)
class Series:
    """A row of bars: its name, the code that gives its look, a value (or None) and a text for each category."""

    label: str
    code: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """Bars along one axis. key: stable, shared by charts of one kind. unit: of the values, as readers see it.

    codes: of the categories, for colours and hatches. note: how the values are to be read.
    """

    key: str
    title: str
    unit: str
    categories: tuple[str, ...]
    codes: tuple[str, ...]
    series: tuple[Series, ...]
    note: str = ""

    @property
    def as_text(self):
        """The whole chart in words, for readers who do not see it."""
        named = len(self.series) > 1
        parts = [
            f"{one.label} · {category}: {text}" if named else f"{category}: {text}"
            for one in self.series
            for category, text in zip(self.categories, one.texts)
        ]
        return f"{self.title} ({self.unit}) — " + "; ".join(parts)


def chart_figures(result, style):
    """The `Chart`s of a `Result` that have something to show, in order of reading. style: a `ReportStyle`."""
    charts = [verdict_chart(result, style), class_chart(result, style), role_chart(result, style)]
    return [chart for chart in charts if chart] + option_charts(result, style)


def verdict_chart(result, style):
    """How many subjects have each verdict, worst first; None where nothing was judged."""
    counts = result.tables["subject"]["verdict"].value_counts()
    codes = [code for code in VERDICTS if code in counts]
    bars = [(style.words.code("verdict", code), code, int(counts[code]), str(int(counts[code]))) for code in codes]
    return _single("verdicts", bars, style.words.say("chart.unit.subjects"), style)


def class_chart(result, style):
    """Area in each class of control units, and its share of all ground in units."""
    overlap = result.tables["overlap"]
    units = overlap[overlap["role"].eq("control_unit") & overlap["area_m2"].notna()]
    grades = units["grade"].where(units["grade"].isin(_CLASSES[:-1]), None)
    sums = {code: units.loc[_same(grades, code), "area_m2"].sum() for code in _CLASSES}
    total = sum(sums.values())
    bars = [
        (style.words.code("unit_class", code), code or "none", area * style.per_m2, _area_and_share(area, total, style))
        for code, area in sums.items()
        if area > 0
    ]
    return _single("unit_classes", bars, _area_unit(style), style)


def role_chart(result, style):
    """Area shared with the layers of each role, counted once for each subject; unknown areas are no bars."""
    exposure = result.tables["exposure"]
    sums = exposure.groupby("role", sort=False)["union_area_m2"].sum(min_count=1)
    bars = [
        (style.words.code("role", role), role, area * style.per_m2, _area(area, style))
        for role, area in sums.items()
        if role not in _PLACES and not is_unknown(area)
    ]
    return _single("roles", bars, _area_unit(style), style) if any(bar[2] > 0 for bar in bars) else None


def option_charts(result, style):
    """The schemes of each project that has several, side by side: what they share with each chapter's ground."""
    projects = {}
    for scheme in scheme_conclusions(result, style.words):
        projects.setdefault(scheme.project, []).append(scheme)
    several = [schemes for schemes in projects.values() if len(schemes) > 1]
    drawn = [_options(result, schemes, style) for schemes in several[:MOST_PROJECTS]]
    return [chart for chart in drawn if chart]


def _options(result, schemes, style):
    conclusion, words = result.tables["conclusion"], style.words
    mine = conclusion[
        conclusion["project_id"].eq(schemes[0].project) & ~conclusion["topic"].isin(("overall", *_PLACES))
    ]
    topics = list(dict.fromkeys(mine.loc[mine["area_m2"].gt(0), "topic"]))
    if not topics:
        return None
    series = []
    for scheme in schemes:
        areas = dict(mine.loc[_same(mine["scheme"], scheme.scheme), ["topic", "area_m2"]].itertuples(index=False))
        values = [None if is_unknown(areas.get(topic)) else areas[topic] * style.per_m2 for topic in topics]
        texts = ["—" if value is None else number(value, style.area_decimals) for value in values]
        label = words.say("chart.option", scheme=scheme.scheme_name, verdict=words.code("verdict", scheme.verdict))
        series.append(Series(label, f"series{len(series)}", tuple(values), tuple(texts)))
    named = tuple(words.code("role", topic) for topic in topics)
    title = words.say("chart.options", project=schemes[0].project_name)
    note = words.say("chart.note.options")
    return Chart("options", title, _area_unit(style), named, tuple(topics), tuple(series), note)


def _single(key, bars, unit, style):
    """A `Chart` of one row of bars, (label, code, value, text) each; None without any."""
    if not bars:
        return None
    labels, codes, values, texts = zip(*bars)
    title = style.words.say(f"chart.{key}")
    note = style.words.say(f"chart.note.{key}")
    return Chart(key, title, unit, labels, codes, (Series(title, key, values, texts),), note)


def _same(values, code):
    return values.isna() if code is None else values.eq(code)


def _area(area_m2, style):
    return number(area_m2 * style.per_m2, style.area_decimals)


def _area_and_share(area_m2, total_m2, style):
    return f"{_area(area_m2, style)} ({percent(area_m2 / total_m2, 2)} %)"


def _area_unit(style):
    return style.words.code("area_unit", style.area_unit)
