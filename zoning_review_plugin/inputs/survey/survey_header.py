"""The settings before the plots of a survey text that bear on where these lie, under all names in use for them."""

from __future__ import annotations

import re
import unicodedata

from ...model.codes import Severity
from ...model.errors import CaseFault, InputFault
from ..layer import ReadFault
from ..places.gauss_zones import FALSE_EASTING, NUMBER_M
from .coordinates_text import angle

DATUM, WIDTH, ZONE, MERIDIAN, PROJECTION, UNIT, ACCURACY, TRANSFORM = (
    "坐标系", "几度分带", "带号", "中央子午线", "投影类型", "计量单位", "精度", "转换参数"
)  # fmt: skip
# The name of the layout, and what others write in its place.
KEYS = {
    DATUM: ("坐标系", "坐标系统", "坐标系名称", "大地坐标系", "平面坐标系"),
    WIDTH: ("几度分带", "分带", "分带方式", "投影分带"),
    ZONE: ("带号", "投影带号", "分带带号"),
    MERIDIAN: ("中央子午线", "中央经线", "中央子午线经度"),
    PROJECTION: ("投影类型", "投影方式", "投影", "地图投影"),
    UNIT: ("计量单位", "坐标单位", "长度单位", "坐标计量单位"),
    ACCURACY: ("精度", "坐标精度"),
    TRANSFORM: ("转换参数", "坐标转换参数"),
}
_NOTHING = ("", "无", "/", "-", "—", "－", "空", "null", "none", "未知", "不详")
_NUMERALS = str.maketrans("一二三四五六七八九零〇", "12345678900")
_ZONE_IN_NAME = re.compile(r"zone[ _]*(\d{2})(?!\d)|(?<!\d)(\d{2})\s*(?:度)?带", re.IGNORECASE)
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)\s*(?:°|度|deg|degrees?)?\s*(?:分?带)?\Z", re.IGNORECASE)
_ZONE = re.compile(r"(?:第|zone)?\s*(\d{1,3})\s*(?:带|號|号)?\Z", re.IGNORECASE)
_MERIDIAN = re.compile(r"(?:东经|E)?\s*(\d+(?:\.\d+)?)\s*(?:°|度)?\s*E?\Z", re.IGNORECASE)
_GAUSS = re.compile(
    r"高斯|gauss|横轴墨卡托|横墨卡托|transverse|(?<![a-z])gk(?![a-z])|(?<![a-z])tm(?![a-z])", re.IGNORECASE
)
_OTHER_GAUSS = re.compile(r"utm|通用|抵偿|任意|独立|地方", re.IGNORECASE)
_GEOGRAPHIC = re.compile(r"经纬度|地理坐标|大地坐标|不投影|geographic|longlat", re.IGNORECASE)
# Settings of local systems: figures in them lie elsewhere in the system that bears the name.
_LOCAL = re.compile("投影面|抵偿|加常数|偏移|平移|假东|假北|旋转|尺度")
_EASTING = re.compile("加常数|东|假")
_PLACEHOLDER = re.compile("平移|旋转|尺度|缩放")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")
_ACCURACY = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|m|毫米|厘米|米)?\Z", re.IGNORECASE)
_PARTS_OF_METRE = {"mm": 1e-3, "毫米": 1e-3, "cm": 1e-2, "厘米": 1e-2}
_FINE = 0.1  # m: what a boundary survey keeps, and ten times what the layout has as its example


def setting(survey, ours):
    """What the header of a `SurveyText` states under any name of the setting `ours`, "" for nothing."""
    return next((value for value in _stated(survey.header, ours) if value), "")


def _stated(header, ours):
    for name, value in header.items():
        if _plain(name).replace(" ", "") in KEYS[ours]:
            text = _plain(value)
            yield "" if text.lower() in _NOTHING else text


def _plain(text):
    return unicodedata.normalize("NFKC", text).strip()


def add_setting(header, found, place):
    """Add settings to those of a header. Raises InputFault where one is stated twice and not alike."""
    for key, value in found.items():
        ours = next((ours for ours, names in KEYS.items() if _plain(key).replace(" ", "") in names), None)
        before = next(filter(None, _stated(header, ours)), None) if ours else None
        now = next(_stated({key: value}, ours), "") if ours else ""
        if before and now and before != now:
            raise InputFault("survey_setting_twice", place, key=key, first=before, second=now)
        header[key] = header[key] if ours and not now and header.get(key) else value


def width_stated(survey, place):
    """The width of the zones in degrees, None where nothing is stated. Raises InputFault for no 3 and no 6."""
    text = setting(survey, WIDTH)
    found = _WIDTH.match(text.translate(_NUMERALS))
    width = float(found.group(1)) if found else None
    if text and width not in (3.0, 6.0):
        raise _unknown(place, WIDTH, text)
    return int(width) if width else None


def zone_stated(survey, place):
    """The zone that 带号 or the name of the system states, None for none. Raises InputFault where they differ."""
    text, name = setting(survey, ZONE), setting(survey, DATUM)
    found, named = _ZONE.match(text), _ZONE_IN_NAME.search(name)
    if text and not found:
        raise _unknown(place, ZONE, text)
    zones = [int(found.group(1))] if found else []
    zones += [int(named.group(1) or named.group(2))] if named else []
    if len(set(zones)) > 1:
        raise InputFault("survey_setting_twice", place, key=ZONE, first=zones[0], second=zones[1])
    return zones[0] if zones else None


def meridian_stated(survey, place):
    """The central meridian in degrees, None where nothing is stated. Raises InputFault for what is no angle."""
    text = setting(survey, MERIDIAN)
    found = _MERIDIAN.match(text)
    if not text or found:
        return float(found.group(1)) if found else None
    try:
        return angle(text).degrees
    except CaseFault:
        raise _unknown(place, MERIDIAN, text) from None


def refuse_other_systems(survey, degrees, place):
    """Raise InputFault where the header states another projection than that of Gauss and Krüger, or a local system.

    degrees: whether the figures are longitudes and latitudes.
    """
    text = setting(survey, PROJECTION)
    gauss = _GAUSS.search(text) and not _OTHER_GAUSS.search(text)
    if text and not (gauss or degrees and _GEOGRAPHIC.search(text)):
        raise _unknown(place, PROJECTION, text)
    names = {name for names in KEYS.values() for name in names}
    for key, value in survey.header.items():
        if _LOCAL.search(key) and _plain(key) not in names and not _usual(key, _plain(value)):
            raise _unknown(place, key, value)


def _usual(key, value):
    """Whether a value says nothing, or what all Gauss-Krüger systems have: an easting of 500 km in the middle."""
    found = re.match(r"[+-]?\d+(?:\.\d+)?", value)
    if not found:
        return value.lower() in _NOTHING
    figure = float(found.group())
    middle = figure in (FALSE_EASTING, FALSE_EASTING / 1e3) or figure % NUMBER_M == FALSE_EASTING
    return figure == 0 or bool(_EASTING.search(key)) and middle or "尺度" in key and figure == 1


def settings_told(survey):
    """`ReadFault`s for what a header states and what is not acted upon: parameters of a step, a coarse accuracy."""
    found = []
    transform, accuracy = setting(survey, TRANSFORM), setting(survey, ACCURACY)
    if any(map(_parameter, re.split(r"[,，;；、\s]+", transform))):
        found.append(ReadFault("survey_transform_stated", {"stated": transform[:120]}, Severity.WARNING))
    figure = _ACCURACY.match(accuracy)
    if accuracy and (not figure or float(figure.group(1)) * _unit(figure.group(2)) > _FINE * (1 + 1e-9)):
        found.append(ReadFault("survey_accuracy", {"stated": accuracy[:60]}, Severity.REMARK))
    return found


def _unit(name):
    return _PARTS_OF_METRE.get((name or "").lower(), 1.0)


def _parameter(text):
    """Whether a piece of 转换参数 says anything: no zero, and not the name that the layout has in its place."""
    if _NUMBER.match(text):
        return float(text) != 0
    return text.lower() not in _NOTHING and not _PLACEHOLDER.search(text)


def _unknown(place, key, value):
    return InputFault("survey_setting_unknown", place, key=key, stated=value[:60])
