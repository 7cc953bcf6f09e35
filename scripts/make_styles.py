"""Make the default QGIS styles of the result tables (resources/styles/<language>/<table>_<kind>.qml).

Run it with the Python that has QGIS, offscreen. Colours come from resources/roles.json, names from
resources/words; the styles are ours, "default (not the official specification)".

Usage: QT_QPA_PLATFORM=offscreen make_styles.py
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsReadWriteContext,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument  # noqa: E402

from zoning_review_plugin.inputs.meaning.roles import colour, protects  # noqa: E402
from zoning_review_plugin.model.codes import ROLES, VERDICTS, Severity  # noqa: E402
from zoning_review_plugin.model.words import LANGUAGES, RESOURCES, Words  # noqa: E402
from zoning_review_plugin.studies.where_answer import STATUSES  # noqa: E402

KINDS = {"polygon": "MultiPolygon", "line": "MultiLineString", "point": "MultiPoint"}
# Verdicts differ in hue, lightness and hatch, so that colour never carries one alone.
VERDICT_STYLES = {
    "does_not_conform": ("#b2182b", "b_diagonal"),
    "needs_justification": ("#ef8a62", "f_diagonal"),
    "information_missing": ("#7f7f7f", "cross"),
    "to_be_judged": ("#fddb8a", "diagonal_x"),
    "basically_conforms": ("#92c5de", "horizontal"),
    "conforms": ("#4393c3", "solid"),
    "not_involved": ("#d9e6ec", "solid"),
}
GROUND_STYLES = {
    "shut_out": ("#b2182b", "b_diagonal"),
    "unknown": ("#7f7f7f", "cross"),
    "needs_justification": ("#ef8a62", "f_diagonal"),
    "open": ("#fddb8a", "solid"),
    "nothing_found": ("#92c5de", "solid"),
}
SEVERITY_COLOURS = {"error": "#b2182b", "warning": "#ef8a62", "remark": "#fddb8a", "info": "#92c5de"}


def main():
    """Write all styles."""
    application = QgsApplication([], False)
    application.initQgis()
    for language in LANGUAGES:
        words = Words(language)
        folder = RESOURCES / "styles" / language
        folder.mkdir(parents=True, exist_ok=True)
        for kind, shape in KINDS.items():
            for table, (field, rows) in tables(words, kind).items():
                layer = QgsVectorLayer(f"{shape}?field={field}:string", table, "memory")
                layer.setRenderer(QgsCategorizedSymbolRenderer(field, rows))
                (folder / f"{table}_{kind}.qml").write_text(qml(layer), encoding="utf-8")
    application.exitQgis()


def tables(words, kind):
    """{table: (field, categories)} for layers of one kind."""
    verdicts = [
        category(code, words.code("verdict", code), symbol(kind, *VERDICT_STYLES[code], alpha="150"))
        for code in VERDICTS
    ]
    verdicts.append(
        category("", words.code("verdict", None), symbol(kind, "#8c9aa1", "solid", alpha="60", outline="#4d5a61"))
    )
    roles = [category(role, words.code("role", role), role_symbol(kind, role)) for role in ROLES]
    severities = [
        category(code, words.code("severity", code), symbol(kind, SEVERITY_COLOURS[code], "no"))
        for code in reversed(Severity.ALL)
    ]
    pieces = [category("", words.say("table.pieces"), symbol(kind, "#4d5a61", "no", outline="#4d5a61"))]
    found = {
        "subject": ("verdict", verdicts),
        "overlap": ("role", roles),
        "issue": ("severity", severities),
        "piece": ("admin_code", pieces),
    }
    return found if kind != "polygon" else {**found, "ground": ("status", grounds(words))}


def grounds(words):
    """Categories of the ground that `where` finds."""
    return [
        category(status, words.code("where_ground", status), symbol("polygon", *GROUND_STYLES[status], alpha="150"))
        for status in STATUSES
    ]


def role_symbol(kind, role):
    """Protected ground is drawn full, the rest hatched."""
    return symbol(kind, colour(role), "solid" if protects(role) else "b_diagonal", alpha="170")


def symbol(kind, fill, hatch, alpha="200", outline=None):
    """A symbol for polygons, lines or points."""
    red, green, blue = (str(int(fill[i : i + 2], 16)) for i in (1, 3, 5))
    rgba = ",".join((red, green, blue, alpha))
    edge = outline or fill
    if kind == "polygon":
        return QgsFillSymbol.createSimple(
            {"color": rgba, "style": hatch, "outline_color": edge, "outline_width": "0.4"}
        )
    if kind == "line":
        return QgsLineSymbol.createSimple({"color": edge, "width": "1.1", "capstyle": "round"})
    return QgsMarkerSymbol.createSimple({"color": rgba, "outline_color": edge, "size": "3"})


def category(value, label, drawn):
    """One category of a renderer."""
    return QgsRendererCategory(value, drawn, label)


def qml(layer):
    """The style of a layer as QML text, without what differs from run to run."""
    document = QDomDocument("qgis")
    root = document.createElement("qgis")
    root.setAttribute("version", "3.22")
    root.setAttribute("styleCategories", "Symbology")
    document.appendChild(root)
    layer.writeSymbology(root, document, "", QgsReadWriteContext(), layer.StyleCategory.Symbology)
    # QGIS then refuses the style for layers of another kind, such as the points of a table that holds both.
    kind = document.createElement("layerGeometryType")
    kind.appendChild(document.createTextNode(str(int(layer.geometryType()))))
    root.appendChild(kind)
    text = document.toString(1)
    return re.sub(r'(?<= )id="\{[0-9a-f-]+\}"', 'id=""', text)


if __name__ == "__main__":
    main()
