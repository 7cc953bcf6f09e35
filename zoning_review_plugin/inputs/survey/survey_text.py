"""Survey boundary text (勘测定界 TXT) → plots with rings of points, as written. Two layouts are read.

The layout for reporting: a block `[属性描述]` of `key=value` lines (坐标系, 几度分带, 带号 …), then `[地块坐标]`;
each plot begins with a line `点数,面积,地块编号,地块名称,面,图幅号,用途,地类编码,…,@` and goes on with lines
`点号,圈号,X,Y`. The plain layout: lines `点号 X Y`, `点号 圈号 X Y` or `X Y`, with commas, tabs or blanks between;
a line of words, or an empty one, begins the next plot; lines `坐标系=…` and the like may stand before them.

X is the northing, Y the easting. Nothing is passed over: a line that cannot be read is a fault with its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...model.errors import CaseFault, InputFault, Place
from .coordinates_text import LATITUDE, LONGITUDE, marked_angles, normalised, only_separators
from .survey_header import UNIT, add_setting
from .survey_units import is_unit_of_places

BLOCK, PLAIN = "block", "plain"
COORDINATES = "[地块坐标]"
ATTRIBUTES = "[属性描述]"
# Fields of a plot, in the order of its line, behind the number of points.
FIELDS = (
    ("DKMJ", "地块面积"),
    ("DKBH", "地块编号"),
    ("DKMC", "地块名称"),
    ("TXSX", "图形属性"),
    ("TFH", "图幅号"),
    ("DKYT", "地块用途"),
    ("DLBM", "地类编码"),
)
_LONGEST_LINE = 10_000  # characters
_SEPARATORS = re.compile(r"\s*[,，;；\t]\s*|\s+")
_DEGREES = re.compile(r"\d\s*[°度º˚]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)\Z")
_RING = re.compile(r"\d{1,3}\Z")
_SETTING = re.compile(r"([^=:：,，\d][^=:：,，]{0,20}?)\s*[=:：]\s*(.*)")
_SETTINGS = ("坐标系", "分带", "带号", "投影", "单位", "精度", "转换参数", "版本", "日期", "中央子午线", "中央经线")
_IN_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]{1,20})[)）\]】]")
_COLUMN_TITLES = re.compile(r"点\s*号|[XxYy]\s*坐标|[XxYy]\s*\(|(?:^|[\s,，])[XxYy](?:$|[\s,，])")


@dataclass
class Point:
    """A line of the text: name and ring as written ("" where there is none), first and second coordinate."""

    line: int
    name: str
    ring: str
    first: float
    second: float


@dataclass
class Plot:
    """A plot as written. count: points that it declares, or None. values: text by the names of `FIELDS`, and `SX<n>`
    for what stands beyond them."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    count: int | None = None
    points: list[Point] = field(default_factory=list)


@dataclass
class SurveyText:
    """header: the settings before the plots. layout: `BLOCK` or `PLAIN`. order_told: whether more than custom tells
    that the northern figure of a point comes first. aside: lines of words that no points follow, as titles are.
    marked: how many points are written with signs of degrees."""

    layout: str
    header: dict[str, str]
    plots: list[Plot]
    order_told: bool = False
    aside: list[str] = field(default_factory=list)
    marked: int = 0


def looks_like_survey(text):
    """Whether a text is of the layout for reporting."""
    head = _plain_brackets(text[:20_000])
    return COORDINATES in head or any(_is_plot(line) for line in head.split("\n"))


def parse_survey(text, file):
    """The `SurveyText` of a text; `file` is named in errors. Raises InputFault with the line that cannot be read."""
    layout = BLOCK if looks_like_survey(text) else PLAIN
    found = (_block if layout == BLOCK else _plain)(text, file)
    if not any(plot.points for plot in found.plots):
        raise InputFault("survey_without_points", Place(file=file))
    return found


def _block(text, file):
    header, plots, in_header = {}, [], True
    for number, line in _lines(text, file):
        if not line:
            continue
        if line.startswith("["):
            in_header = in_header and line[: len(COORDINATES)] != COORDINATES
        elif "@" in line and _is_plot(line):
            plots.append(_plot(line, number))
            in_header = False
        elif in_header:
            add_setting(header, _setting(line), Place(file=file, line=number))
        elif not plots:
            raise _unreadable(file, number, line)
        else:
            plots[-1].points.append(_point(line, number, file))
    return SurveyText(BLOCK, header, plots)


def _plain(text, file):
    header, plots = {}, []
    fresh, with_signs = True, 0  # whether the next point begins a plot
    for number, line in _lines(text, file):
        words, marked = _words(line), _DEGREES.search(line)
        if not line or line.upper() in ("END", "-"):
            fresh = True
        elif marked or sum(bool(_NUMBER.match(word)) for word in words) >= 2:
            if fresh:
                plots.append(Plot(number))
            points = _marked_points(line, number, file) if marked else [_point(line, number, file)]
            plots[-1].points += points
            with_signs += len(points) if marked else 0
            fresh = False
        elif _known_setting(line) and not any(plot.points for plot in plots):
            add_setting(header, _setting(line), Place(file=file, line=number))
        elif _COLUMN_TITLES.search(line) and not any(map(_NUMBER.match, words)):
            add_setting(header, unit_in_titles(line), Place(file=file, line=number))
        elif _broken_point(words):
            raise _unreadable(file, number, line)
        else:
            plots.append(Plot(number, {"DKMC": line.strip("[]:：@ ")}))
            fresh = False
    aside = [plot.values["DKMC"] for plot in plots if not plot.points]
    return SurveyText(PLAIN, header, [plot for plot in plots if plot.points], aside=aside, marked=with_signs)


def _lines(text, file):
    """(number, line without what surrounds it) of each line. Raises InputFault for one that no survey has."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise _unreadable(file, number, line)
        yield number, _plain_brackets(line.replace("\ufeff", "").strip())


def _plain_brackets(text):
    return text.replace("【", "[").replace("】", "]").replace("［", "[").replace("］", "]")


def _setting(line):
    found = _SETTING.match(line)
    return {found.group(1).strip(): found.group(2).strip()} if found else {}


def _known_setting(line):
    """Whether a line states what the header of a survey text states, rather than the name of a plot."""
    return any(mark in key for key in _setting(line) for mark in _SETTINGS)


def unit_in_titles(line):
    """{`UNIT`: text} where titles of columns name the unit of coordinates in brackets: `X(km)`, `横坐标（千米）`."""
    named = [text for text in _IN_BRACKETS.findall(line) if is_unit_of_places(text)]
    return {UNIT: "、".join(dict.fromkeys(named))} if named else {}


def _is_plot(line):
    """Whether a line is the head of a plot: its number of points first, `@` at the end."""
    return line.rstrip(" ,，").endswith("@") and len(_cells(line)) >= 4


def _cells(line):
    """What stands between the commas of a line; Chinese ones divide it where there are no others."""
    return [cell.strip() for cell in line.split("," if "," in line else "，")]


def _plot(line, number):
    cells = _cells(line[: line.rindex("@")])
    if cells and not cells[-1]:
        cells.pop()  # the comma before @
    plot = Plot(number)
    if cells and re.match(r"\d+\Z", cells[0]):
        plot.count = int(cells[0])
        cells.pop(0)
    elif cells and not cells[0]:
        cells.pop(0)
    names = [name for name, _ in FIELDS]
    names += [f"SX{n}" for n in range(1, len(cells) - len(names) + 1)]
    plot.values = {name: cell for name, cell in zip(names, cells) if cell}
    return plot


def _words(line):
    return [word for word in _SEPARATORS.split(line.strip(" ,，;；\t")) if word]


def _point(line, number, file):
    """The `Point` of a line: `点号,圈号,X,Y` (more behind is left aside: heights), `点号,X,Y`, or `X,Y`."""
    by_comma = _cells(line.rstrip(" ,，"))
    words = by_comma if len(by_comma) > 1 else _words(line)
    place = {2: 0, 3: 1}.get(len(words), 2)
    first, second = words[place : place + 2] if len(words) > 1 else ("", "")
    ring_for_x = place == 1 and _RING.match(first)  # a ring's number where X should be: X or Y is lost
    if ring_for_x or not (_NUMBER.match(first) and _NUMBER.match(second)):
        raise _unreadable(file, number, line)
    name, ring = (words[0] if place else ""), (words[1] if place == 2 else "")
    return Point(number, name, ring, float(first), float(second))


def _marked_points(line, number, file):
    """The `Point`s of a line with degree signs (`J1 116°22′15″ 34°56′43″`), latitudes first where letters tell."""
    plain = normalised(line)
    try:
        angles = marked_angles(plain)
    except CaseFault:
        raise _unreadable(file, number, line) from None
    if not angles or len(angles) % 2 or not only_separators(plain, angles):
        raise _unreadable(file, number, line)
    name = plain[: angles[0].start].strip(" ,:(")
    points = []
    for first, second in zip(angles[::2], angles[1::2]):
        if first.axis == LONGITUDE or second.axis == LATITUDE:
            first, second = second, first
        points.append(Point(number, name if not points else "", "", first.degrees, second.degrees))
    return points


def _broken_point(words):
    """Whether a line without two numbers looks like a point all the same: one lost, or a letter in a figure."""
    long = [word for word in words if re.search(r"\d{5,}|\d+\.\d+", word) and not re.search("[\u4e00-\u9fff=]", word)]
    return len(words) > 1 and bool(long)


def _unreadable(file, number, line):
    return InputFault("survey_line_unreadable", Place(file=file, line=number), line=number, text=line[:60])
