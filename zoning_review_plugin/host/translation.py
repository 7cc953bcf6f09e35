"""Texts of widgets and algorithms in the language of QGIS. Source texts are English, literal, one context."""

from qgis.PyQt.QtCore import QCoreApplication, QLocale, QSettings

CONTEXT = "ZoningReview"


def tr(text):
    """`text` in the language of QGIS. Call it with a literal: scripts/translate.py collects them."""
    return QCoreApplication.translate(CONTEXT, text)


def language():
    """`zh` or `en`: the language of QGIS, for what the floors below say."""
    locale = QSettings().value("locale/userLocale") or QLocale().name()
    return "zh" if str(locale).startswith("zh") else "en"
