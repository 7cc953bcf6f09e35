"""A font that has the characters of the texts on the maps: Chinese must never print as boxes."""

from __future__ import annotations

from qgis.PyQt.QtGui import QFont, QFontDatabase, QRawFont

# Looked for first, in this order; any other font of the system that has Chinese serves as well.
_CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "SimHei", "PingFang SC",
            "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimSun", "Noto Serif CJK SC")  # fmt: skip
_PROBE = "审查红线"


def is_chinese(text):
    """Whether a text has Chinese characters."""
    return any("\u3400" <= mark <= "\u9fff" or "\uf900" <= mark <= "\ufaff" for mark in text)


def chinese_family():
    """The name of a font of this system with Chinese characters; None where it has none."""
    system = QFontDatabase.WritingSystem.SimplifiedChinese
    families = _families(system)
    wanted = [name for name in _CHINESE if name in families] + families
    return next((name for name in wanted if _has(name, _PROBE)), None)


def _families(system):
    try:
        return list(QFontDatabase.families(system))
    except TypeError:  # Qt 5: no static methods
        return list(QFontDatabase().families(system))


def _has(family, text):
    raw = QRawFont.fromFont(QFont(family))
    return raw.isValid() and all(raw.supportsCharacter(ord(mark)) for mark in text)
