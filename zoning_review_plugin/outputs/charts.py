"""Charts as PNG: bars whose texts and hatches say what their colours say."""

from __future__ import annotations

import io
import textwrap
from dataclasses import dataclass

from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

from ..model.errors import LibraryFault
from ..tables.chart_figures import Chart, chart_figures

DPI = 200
_WIDTH = 6.3  # inches: what stands between the margins of A4
_BAR, _THIN_BAR, _HEAD = 0.34, 0.19, 1.0  # inches: one bar, one of several, and what stands around them
_TALLEST, _LEGEND_LINE = 9.0, 0.25
_LONGEST_LABEL, _LABEL_LINE, _LONGEST_LEGEND, _LEGEND_WIDTH = 60, 20, 180, 80  # characters

# Colour and hatch by code; hues and lightness of ColorBrewer that colour-blind readers can tell apart.
_LOOKS = {
    "does_not_conform": ("#b2182b", "\\\\\\"),
    "needs_justification": ("#ef8a62", "///"),
    "information_missing": ("#7f7f7f", "++"),
    "to_be_judged": ("#fddb8a", "xx"),
    "basically_conforms": ("#92c5de", "--"),
    "conforms": ("#4393c3", ""),
    "not_involved": ("#d9e6ec", ".."),
    "priority": ("#1b7837", "///"),
    "key": ("#d6604d", "\\\\\\"),
    "general": ("#f6e8a6", ".."),
    "none": ("#bdbdbd", "xx"),
    "series0": ("#0072b2", ""),
    "series1": ("#e69f00", "///"),
    "series2": ("#009e73", "xx"),
    "series3": ("#cc79a7", ".."),
    "series4": ("#56b4e9", "\\\\\\"),
    "series5": ("#d9d9d9", "++"),
}
_LOOK = ("#4477aa", "")
# Families that hold Chinese, the simplified ones first, and how their files begin.
_FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "SimHei",
    "DengXian", "PingFang SC", "Heiti SC", "STHeiti", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP",
    "Noto Sans CJK TC", "Noto Serif CJK SC", "SimSun", "NSimSun", "STSong", "AR PL UMing CN", "Noto Serif CJK JP",
)  # fmt: skip
_FILES = (
    "notosanscjk",
    "notosanssc",
    "sourcehansans",
    "msyh",
    "simhei",
    "simsun",
    "wqy",
    "stheiti",
    "pingfang",
    "uming",
)
_PLAIN = (400, "normal", "regular", "book")
_PROBE = "审查不符合"  # characters that every report in Chinese needs


@dataclass(frozen=True)
class Picture:
    """A chart drawn. key, title, note: of its `Chart`; text: all that it says, in words. png: bytes of the file."""

    key: str
    title: str
    note: str
    text: str
    png: bytes


def pictures(result, style):
    """The charts of a `Result` as `Picture`s; figures come from `chart_figures`.

    Raises LibraryFault where the report is in Chinese and no font with Chinese is installed.
    """
    drawn = chart_figures(result, style)
    if not drawn:
        return []
    font = font_for(style.words.language)
    return [Picture(one.key, one.title, one.note, one.as_text, png(one, font)) for one in drawn]


def png(chart: Chart, font=None):
    """The bytes of a PNG of a `Chart`: horizontal bars, each with its text. font: matplotlib FontProperties."""
    letters = _Letters(font or font_for("en"))
    bars = max(2, len(chart.categories) * len(chart.series)) * (_BAR if len(chart.series) == 1 else _THIN_BAR)
    legend = _LEGEND_LINE * _legend_rows(chart)
    figure = Figure(figsize=(_WIDTH, min(_TALLEST, _HEAD + bars + legend)), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _bars(axes, chart, letters)
    _axes(axes, chart, letters)
    if len(chart.series) > 1:
        figure.legend(loc="lower center", ncol=1, prop=_sized(letters.font, 8), frameon=False)
    figure.tight_layout(rect=(0, legend / figure.get_figheight(), 1, 1))
    stream = io.BytesIO()
    figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()


def font_for(language):
    """The font of charts in `zh` or `en`. Raises LibraryFault without one for Chinese."""
    found = _installed()
    if found is None and language == "zh":
        raise LibraryFault("font_missing")
    return found or font_manager.FontProperties()


def _installed():
    """A font with Chinese as FontProperties: of those that matplotlib knows, else of the files of the system."""
    plain = [font for font in font_manager.fontManager.ttflist if font.weight in _PLAIN and font.style == "normal"]
    known = {font.name: font.fname for font in reversed(plain)}
    for name in _FAMILIES:
        if name in known and _holds_chinese(known[name]):
            return font_manager.FontProperties(fname=known[name])
    for path in sorted(font_manager.findSystemFonts()):
        if path.replace("\\", "/").rpartition("/")[2].lower().startswith(_FILES) and _holds_chinese(path):
            return font_manager.FontProperties(fname=path)
    return None


def _holds_chinese(path):
    try:
        font = FT2Font(str(path))
    except (OSError, RuntimeError):
        return False
    return all(font.get_char_index(ord(letter)) for letter in _PROBE)


def _bars(axes, chart, letters):
    """The bars of all series, those of one category together, the first on top; their texts behind them."""
    height = 0.8 / len(chart.series)
    widest = max((value for one in chart.series for value in one.values if value is not None), default=0) or 1
    for number, one in enumerate(chart.series):
        places = [category + (number - (len(chart.series) - 1) / 2) * height for category in range(len(one.values))]
        values = [value or 0 for value in one.values]
        label = textwrap.fill(letters.short(one.label, _LONGEST_LEGEND), _LEGEND_WIDTH)
        bars = axes.barh(places, values, height * 0.9, label=label, edgecolor="#333333", linewidth=0.6)
        for bar, code in zip(bars, chart.codes):
            colour, hatch = _LOOKS.get(one.code if len(chart.series) > 1 else code, _LOOK)
            bar.set(facecolor=colour, hatch=hatch)
        for place, value, text in zip(places, values, one.texts):
            axes.text(value + widest * 0.01, place, text, va="center", fontproperties=_sized(letters.font, 8))
    axes.set_xlim(0, widest * 1.28)


def _axes(axes, chart, letters):
    """Names of the categories from top to bottom; no frame that carries no figure."""
    axes.set_yticks(range(len(chart.categories)))
    axes.set_yticklabels([textwrap.fill(letters.short(name), _LABEL_LINE) for name in chart.categories])
    axes.invert_yaxis()
    axes.set_xlabel(letters.short(chart.unit), fontproperties=_sized(letters.font, 9))
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        label.set_fontproperties(_sized(letters.font, 9))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.ticklabel_format(axis="x", style="plain", useOffset=False)


def _legend_rows(chart):
    """Lines that the legend may take."""
    if len(chart.series) == 1:
        return 0
    return sum(-(-min(len(one.label), _LONGEST_LEGEND) // _LEGEND_WIDTH) for one in chart.series)


class _Letters:
    """What a font can write."""

    def __init__(self, font):
        self.font = font
        self._face = FT2Font(str(font_manager.findfont(font)))

    def short(self, text, longest=_LONGEST_LABEL):
        """A label on one line, cut where it is long; no formula for matplotlib, and "?" for what the font lacks."""
        text = " ".join(text[: 4 * longest].split())
        text = text if len(text) <= longest else text[: longest - 1] + "…"
        text = "".join(letter if self._face.get_char_index(ord(letter)) else "?" for letter in text)
        return text.replace("$", r"\$")


def _sized(font, points):
    sized = font.copy()
    sized.set_size(points)
    return sized
