"""Make the default styles of the maps (resources/styles/maps/<language>/<style>_<kind>.qml).

Run it with the Python that has QGIS, offscreen. Names come from resources/words; the colours are ours, "default (not
the official specification)": told apart by colour-blind readers, and each class has a hatch or an outline of its own.

Usage: QT_QPA_PLATFORM=offscreen make_map_styles.py
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from make_styles import KINDS, RESOURCES, category, qml
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from zoning_review_plugin.model.codes import VERDICTS
from zoning_review_plugin.model.words import LANGUAGES, Words


def _crossed(angle, distance, colour):
    """Two hatches across each other."""
    return (angle, distance, 0.15, colour), (angle + 90, distance, 0.15, colour)


# Class: (fill, its opacity, outline, its width, its dashes, hatches: (angle, distance, width, colour)); widths in mm.
VERDICT = {
    "does_not_conform": ("#b2182b", 0.75, "#67000d", 0.5, "solid", ((45, 1.2, 0.3, "#ffffff"),)),
    "needs_justification": ("#fdae61", 0.7, "#b35806", 0.4, "solid", ((135, 1.6, 0.25, "#7f3b08"),)),
    "information_missing": ("#d9d9d9", 0.8, "#525252", 0.3, "solid", _crossed(0, 1.8, "#525252")),
    "to_be_judged": ("#fee08b", 0.8, "#8c6d00", 0.3, "solid", _crossed(45, 2.2, "#8c6d00")),
    "basically_conforms": ("#abd9e9", 0.8, "#2c7bb6", 0.3, "solid", ((0, 1.6, 0.2, "#2c7bb6"),)),
    "conforms": ("#4393c3", 0.6, "#053061", 0.3, "solid", ()),
    "not_involved": ("#f7fbff", 0.8, "#6baed6", 0.3, "dash", ()),
    "": ("#ffffff", 0.5, "#252525", 0.4, "dot", ()),
}  # fmt: skip
ROLES = {
    "control_unit": {
        "priority": ("#a6dcc3", 0.75, "#006d4f", 0.35, "solid", ((45, 2.0, 0.2, "#006d4f"),)),
        "key": ("#f4b6c8", 0.75, "#9e1b52", 0.35, "solid", ((135, 2.6, 0.2, "#9e1b52"),)),
        "general": ("#fff6cc", 0.75, "#8d7a2b", 0.35, "solid", ()),
        "": ("#eeeeee", 0.75, "#777777", 0.35, "dot", ()),
    },
    "ecological_red_line": {
        "core": ("#d7301f", 0.25, "#a50f15", 0.6, "solid", ((45, 1.6, 0.2, "#a50f15"), (135, 1.6, 0.2, "#a50f15"))),
        "general": ("#d7301f", 0.15, "#cb181d", 0.6, "solid", ((45, 1.8, 0.2, "#cb181d"),)),
        "": ("#d7301f", 0.1, "#cb181d", 0.6, "dash", ((45, 3.0, 0.2, "#cb181d"),)),
    },
    "permanent_farmland": {None: ("#f2d24b", 0.55, "#8a6d00", 0.12, "solid", ((0, 1.8, 0.15, "#8a6d00"),))},
    "development_boundary": {
        "concentrated": ("#e66101", 0.07, "#e66101", 0.9, "solid", ()),
        "flexible": ("#e66101", 0.07, "#e66101", 0.9, "dash", ()),
        "special_use": ("#e66101", 0.07, "#e66101", 0.9, "dot", ()),
        "": ("#ffffff", 0.0, "#e66101", 0.6, "dash dot", ()),
    },
    "nature_reserve": {
        "core": ("#1b9e77", 0.3, "#00441b", 0.6, "solid", ((0, 1.8, 0.2, "#00441b"), (90, 1.8, 0.2, "#00441b"))),
        "general": ("#1b9e77", 0.2, "#00441b", 0.5, "solid", ((90, 1.8, 0.2, "#00441b"),)),
        "": ("#1b9e77", 0.15, "#00441b", 0.5, "dash", ((90, 3.0, 0.2, "#00441b"),)),
    },
    "water_source": {
        "level1": ("#2171b5", 0.45, "#08306b", 0.5, "solid", ((0, 1.0, 0.2, "#08306b"),)),
        "level2": ("#6baed6", 0.4, "#08519c", 0.4, "solid", ((0, 2.0, 0.2, "#08519c"),)),
        "quasi": ("#c6dbef", 0.4, "#08519c", 0.4, "dash", ((0, 4.0, 0.2, "#08519c"),)),
        "": ("#c6dbef", 0.4, "#08519c", 0.4, "dot", ()),
    },
    "ecological_space": {None: ("#c7e9c0", 0.6, "#41ab5d", 0.4, "solid", ((135, 3.0, 0.2, "#41ab5d"),))},
    "wetland": {None: ("#80cdc1", 0.5, "#01665e", 0.4, "solid", ((0, 3.0, 0.25, "#01665e"),))},
    "heritage": {None: ("#c2a5cf", 0.5, "#762a83", 0.5, "solid", ((45, 2.4, 0.2, "#762a83"),))},
}
PLAIN = {
    "outline": ("#ffffff", 0.0, "#000000", 0.25, "solid", ()),
    "focus": ("#ffffff", 0.0, "#000000", 0.9, "solid", ()),
    # In the window of QGIS, on white maps and in dark legends: 4:1 against both.
    "under_review": ("#2b7de9", 0.12, "#2b7de9", 0.5, "solid", ()),
    "shared": ("#c51b8a", 0.2, "#c51b8a", 0.6, "solid", ((135, 1.8, 0.3, "#c51b8a"),)),
    "other": ("#bdbdbd", 0.4, "#636363", 0.4, "solid", ((135, 2.4, 0.2, "#636363"),)),
}
_MARKERS = {
    "does_not_conform": "diamond", "needs_justification": "triangle", "information_missing": "square",
    "to_be_judged": "pentagon", "basically_conforms": "hexagon", "conforms": "circle", "not_involved": "cross",
}  # fmt: skip
_DASHES = {
    "does_not_conform": "solid", "needs_justification": "dash", "information_missing": "dot",
    "to_be_judged": "dash dot", "basically_conforms": "dash dot dot",
}  # fmt: skip


def main():
    """Write all styles."""
    application = QgsApplication([], False)
    application.initQgis()
    for language in LANGUAGES:
        words = Words(language)
        folder = RESOURCES / "styles" / "maps" / language
        folder.mkdir(parents=True, exist_ok=True)
        for name, kind, renderer in renderers(words):
            layer = QgsVectorLayer(f"{KINDS[kind]}?field=class:string", name, "memory")
            layer.setRenderer(renderer)
            (folder / f"{name}_{kind}.qml").write_text(qml(layer), encoding="utf-8")
    application.exitQgis()


def renderers(words):
    """Yield (name, kind, renderer) of every style."""
    for kind in KINDS:
        rows = [
            category(code, words.code("verdict", code or None), symbol(kind, VERDICT[code], code))
            for code in (*VERDICTS, "")
        ]
        yield "subject", kind, QgsCategorizedSymbolRenderer("class", rows)
        for name, look in PLAIN.items():
            yield name, kind, QgsSingleSymbolRenderer(symbol(kind, look, ""))
    for role, classes in ROLES.items():
        yield role, "polygon", role_renderer(role, classes, words)


def role_renderer(role, classes, words):
    """By grade where the role has any."""
    if None in classes:
        return QgsSingleSymbolRenderer(symbol("polygon", classes[None], ""))
    rows = [
        category(
            grade, words.code("grade", grade) if grade else words.say("map.ungraded"), symbol("polygon", look, grade)
        )
        for grade, look in classes.items()
    ]
    return QgsCategorizedSymbolRenderer("class", rows)


def symbol(kind, look, code):
    """A symbol of a look for polygons, lines or points."""
    fill, opacity, edge, width, dashes, hatches = look
    if kind == "line":
        dash = _DASHES.get(code, dashes)
        return QgsLineSymbol.createSimple({"color": edge, "width": str(max(1.0, 2 * width)), "line_style": dash})
    rgba = ",".join(str(int(fill[i : i + 2], 16)) for i in (1, 3, 5)) + f",{round(255 * opacity)}"
    if kind == "point":
        return QgsMarkerSymbol.createSimple(
            {
                "name": _MARKERS.get(code, "circle"),
                "color": rgba,
                "outline_color": edge,
                "outline_width": "0.4",
                "size": "3.2",
            }
        )
    made = QgsFillSymbol.createSimple(
        {
            "color": rgba,
            "style": "solid" if opacity else "no",
            "outline_color": edge,
            "outline_width": str(width),
            "outline_style": dashes,
        }
    )
    for angle, distance, thick, colour in hatches:
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setLineAngle(angle)
        hatch.setDistance(distance)
        hatch.setSubSymbol(QgsLineSymbol.createSimple({"color": colour, "width": str(thick)}))
        made.appendSymbolLayer(hatch)
    return made


if __name__ == "__main__":
    main()
