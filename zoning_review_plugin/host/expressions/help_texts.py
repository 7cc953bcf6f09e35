"""What the expression builder says of each function, as HTML in the language of QGIS."""

from __future__ import annotations

from html import escape

from ..translation import tr


def help_of(name):
    """The help page of a function."""
    purpose, arguments, examples, notes = _pages()[name]
    syntax = ", ".join(f"[{one}]" if optional else one for one, optional, _ in arguments)
    rows = "".join(f"<tr><td><b>{one}</b></td><td>{escape(text)}</td></tr>" for one, _, text in arguments)
    shown = "".join(f"<li><code>{escape(code)}</code> → {escape(value)}</li>" for code, value in examples)
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        f"<h3>{name}</h3><p>{escape(purpose)}</p>"
        f"<h4>{escape(tr('Syntax'))}</h4><p><code>{name}({syntax})</code></p>"
        f"<h4>{escape(tr('Arguments'))}</h4><table>{rows}</table>"
        f"<h4>{escape(tr('Examples'))}</h4><ul>{shown}</ul>"
        f"<h4>{escape(tr('Notes'))}</h4>{said}"
    )


def _pages():
    return {**_overlap_pages(), **_verdict_pages(), "zoning_ellipsoidal_area": _ellipsoidal_area()}


def _geometry():
    return "geometry", False, tr("a geometry")


def _crs():
    return "crs", True, tr("CRS of the geometry, e.g. 'EPSG:4490'; that of the layer if left out")


def _overlap_pages():
    role = (
        "role_or_layer",
        False,
        tr("a role such as 'ecological_red_line', a key of the case, a layer, its id or its name"),
    )
    layer = ("layer", True, tr("the layer of units; the control units of the case or project if left out"))
    return {
        "zoning_units": (
            tr("Codes of the control units at a place, those that share most ground first."),
            (_geometry(), _crs(), layer),
            (("array_to_string(zoning_units($geometry))", "ZH99010110001,ZH99010120002"),),
            (_missing(), tr("A unit that the place only touches is not among them.")),
        ),
        "zoning_overlap_area": (
            tr("Area in m², on the ellipsoid of the datum, that a geometry shares with a role or layer."),
            (_geometry(), role, _crs()),
            (("zoning_overlap_area($geometry, 'permanent_farmland') / 10000", "1.2345"),),
            (
                _missing(),
                tr("Ground under several features counts once. Edges are straight in the CRS of the geometry."),
            ),
        ),
        "zoning_overlap_share": (
            tr("Part of a geometry, 0 to 1, that lies on a role or layer; of a line, part of its length."),
            (_geometry(), role, _crs()),
            (("round(100 * zoning_overlap_share($geometry, 'ecological_red_line'), 2)", "3.07"),),
            (_missing(), tr("Percentages come from unrounded figures: round only what is shown.")),
        ),
    }


def _verdict_pages():
    feature = (("feature_or_id", False, tr("a feature, or the id of a subject")),)
    return {
        "zoning_verdict": (
            tr("Code of the verdict of a feature in the review that was loaded last, such as 'does_not_conform'."),
            feature,
            (("zoning_verdict($currentfeature) = 'does_not_conform'", "true"), ("zoning_verdict('A-07')", "conforms")),
            _verdict_notes(),
        ),
        "zoning_verdict_name": (
            tr("Verdict of a feature in the review that was loaded last, in words for labels."),
            feature,
            (("zoning_verdict_name($currentfeature)", tr("does not conform")),),
            _verdict_notes(),
        ),
    }


def _ellipsoidal_area():
    name, _, text = _crs()
    datum = ("datum", False, tr("CGCS2000, WGS84, Xian80, Beijing54 or Krasovsky"))
    return (
        tr("Area in m² on the ellipsoid of a named datum."),
        (_geometry(), (name, False, text), datum),
        (("zoning_ellipsoidal_area($geometry, 'EPSG:4547', 'CGCS2000') / 10000", "81.2437"),),
        (
            tr("Exactly the region with straight edges in the CRS is measured: parts sum to the whole."),
            tr("No datum step is taken: longitudes and latitudes stay as they are, only the ellipsoid is another."),
        ),
    )


def _missing():
    return tr(
        "NULL where it is not known: no such layer, one that a review would not rely on, or nothing met where the "
        "layer is not said to answer for the place (“coverage” of the case). 0, or an empty list, only where it does."
    )


def _verdict_notes():
    return (
        tr("The layer “Subjects” of review.gpkg must be in the project; the one highest in the layer tree counts."),
        tr("NULL where the feature was not reviewed. The id field of a feature is the one that the case names."),
    )
