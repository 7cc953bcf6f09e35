"""The help that comes with the plugin (resources/help), in the language of QGIS, without a network."""

from __future__ import annotations

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..model.words import RESOURCES
from .translation import language

INDEX = "index"
# Which page tells most about a step of the panel, or about an algorithm.
STEPS = {
    "subjects": "case-file",
    "constraints": "case-file",
    "rules": "rule-packs",
    "check": "checks",
    "review": "results",
    "decide": "decisions",
    "export": "tables",
}
ALGORITHMS = {
    "review": "results",
    "conformity": "judging",
    "checkinputs": "checks",
    "overlap": "figures",
    "lintrules": "lint",
    "importsurvey": "survey-text",
    "exportsurvey": "survey-text",
    "where": "where",
    "prejudge": "prejudge",
    "unitcards": "unit-cards",
    "exporttables": "tables",
}


def page_url(name):
    """The address (file:) of a page; of the index where there is no such page."""
    folder = RESOURCES / "help" / language()
    path = folder / f"{name}.html"
    return QUrl.fromLocalFile(str(path if path.is_file() else folder / f"{INDEX}.html")).toString()


def show_page(name):
    """Open a page in the user's browser."""
    QDesktopServices.openUrl(QUrl(page_url(name)))
