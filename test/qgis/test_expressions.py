"""Functions in expressions: figures held against QGIS's own and against closed forms; what is not known is NULL."""

import json
import math
import threading
import time

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from zoning_review_plugin.host.compat import is_null
from zoning_review_plugin.host.expressions.functions import FUNCTIONS
from zoning_review_plugin.host.expressions.registering import Expressions

from .layers import memory, square

X, Y = 560000, 3400000


@pytest.fixture
def project(qgis_app):
    """An empty project, the functions registered; both as before afterwards."""
    project = QgsProject.instance()
    project.clear()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4547"))
    registered = Expressions()
    yield project
    registered.end()
    project.clear()


def with_layer(project, *wkts, name="STBHHX", codes=None, crs="EPSG:4547"):
    layer = memory("Polygon", list(wkts), crs, name, codes)
    project.addMapLayer(layer)
    return layer


def keep_case(project, **entry):
    """Keep a case with one constraint in the project, as the panel does."""
    document = {"subjects": [], "constraints": [entry]}
    project.writeEntry("zoning_review", "/case", json.dumps(document))


def value(text, layer=None, feature=None):
    """The value of an expression, None for NULL; its error is raised."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    if feature is not None:
        context.setFeature(feature)
    expression = QgsExpression(text)
    assert not expression.hasParserError(), expression.parserErrorString()
    expression.prepare(context)
    found = expression.evaluate(context)
    if expression.hasEvalError():
        raise ValueError(expression.evalErrorString())
    return None if is_null(found) else found


def wkt(x, y, size=100):
    return f"geom_from_wkt('{square(x, y, size)}')"


def ellipsoidal(geometry, crs="EPSG:4547", ellipsoid=None):
    found = QgsDistanceArea()
    reference = QgsCoordinateReferenceSystem(crs)
    found.setSourceCrs(reference, QgsCoordinateTransformContext())
    assert found.setEllipsoid(ellipsoid or reference.ellipsoidAcronym())
    return found.measureArea(geometry)


def rectangle_m2(west, south, east, north, axis, inverse):
    """m2 between two meridians and two parallels: the closed form of the zone of an ellipsoid."""
    flattening = 1 / inverse
    e = math.sqrt(flattening * (2 - flattening))

    def zone(latitude):
        sine = math.sin(math.radians(latitude))
        return sine / (2 * (1 - (e * sine) ** 2)) + math.log((1 + e * sine) / (1 - e * sine)) / (4 * e)

    polar = axis * (1 - flattening)
    return math.radians(east - west) * polar**2 * (zone(north) - zone(south))


def test_overlap_area_is_that_of_the_common_ground(project):
    with_layer(project, square(X + 50, Y + 20, 100))
    common = QgsGeometry.fromWkt(square(X, Y)).intersection(QgsGeometry.fromWkt(square(X + 50, Y + 20)))
    assert common.area() == 4000
    found = value(f"zoning_overlap_area({wkt(X, Y)}, 'ecological_red_line')")
    assert found == pytest.approx(ellipsoidal(common), rel=1e-7)
    assert abs(found - 4000) > 1e-3  # on the ellipsoid, not in the plane
    assert value(f"zoning_overlap_share({wkt(X, Y)}, 'ecological_red_line')") == pytest.approx(0.4, abs=1e-6)


def test_ground_under_two_features_counts_once(project):
    with_layer(project, square(X, Y, 60), square(X + 20, Y, 60))
    share = value(f"zoning_overlap_share({wkt(X, Y)}, 'STBHHX')")
    assert share == pytest.approx((60 * 60 + 20 * 60) / 1e4, abs=1e-6)


def test_two_layers_of_one_role_count_shared_ground_once(project):
    with_layer(project, square(X, Y, 60), name="生态保护红线A")
    with_layer(project, square(X + 20, Y, 60), name="生态保护红线B")
    share = value(f"zoning_overlap_share({wkt(X, Y)}, 'ecological_red_line')")
    assert share == pytest.approx((60 * 60 + 20 * 60) / 1e4, abs=1e-6)


def test_a_line_has_a_share_of_its_length(project):
    with_layer(project, square(X, Y, 100))
    line = f"geom_from_wkt('LINESTRING({X - 300} {Y + 50}, {X + 100} {Y + 50})')"
    assert value(f"zoning_overlap_share({line}, 'STBHHX')") == pytest.approx(0.25, abs=1e-6)
    assert value(f"zoning_overlap_area({line}, 'STBHHX')") is None


def test_what_is_not_known_is_null_and_never_0(project):
    layer = with_layer(project, square(X, Y))
    apart = wkt(X + 5000, Y)
    for function in ("zoning_overlap_area", "zoning_overlap_share"):
        assert value(f"{function}({apart}, 'ecological_red_line')") is None  # nobody says that it answers there
        assert value(f"{function}({apart}, 'permanent_farmland')") is None  # no such layer
        assert value(f"{function}(NULL, 'ecological_red_line')") is None
        assert value(f"{function}(geom_from_wkt('POLYGON EMPTY'), 'ecological_red_line')") is None
    assert value(f"zoning_units({apart})") is None
    keep_case(project, key="erl", role="ecological_red_line", source=f"project:{layer.id()}", coverage="full")
    for function in ("zoning_overlap_area", "zoning_overlap_share"):
        assert value(f"{function}({apart}, 'erl')") == 0
    keep_case(project, key="erl", role="ecological_red_line", source="project:gone", coverage="full")
    assert value(f"zoning_overlap_area({apart}, 'erl')") is None


def test_a_layer_without_crs_says_nothing(project):
    with_layer(project, square(X, Y), crs="")
    assert value(f"zoning_overlap_area({wkt(X, Y)}, 'STBHHX')") is None


def test_units_by_the_ground_they_share(project):
    units = [square(X, Y, 100), square(X + 100, Y, 100), square(X + 200, Y, 100)]
    layer = with_layer(project, *units, name="环境管控单元", codes=["ZH-A", "ZH-B", "ZH-C"])
    assert value(f"zoning_units({wkt(X + 80, Y)})") == ["2", "1"]  # nothing tells the field of codes: feature ids
    source, fields = f"project:{layer.id()}", {"code": "code"}
    keep_case(project, key="unit", role="control_unit", source=source, fields=fields)
    assert value(f"zoning_units({wkt(X + 80, Y)})") == ["ZH-B", "ZH-A"]
    assert value(f"zoning_units({wkt(X, Y)})") == ["ZH-A"]  # ZH-B is only touched
    assert value(f"zoning_units(make_point({X + 250}, {Y + 50}))") == ["ZH-C"]
    assert value(f"zoning_units({wkt(X, Y)}, 'EPSG:4547', '环境管控单元')") == ["ZH-A"]


def test_the_crs_is_that_of_the_layer_or_the_one_named(project):
    with_layer(project, square(X, Y, 100))
    places = memory("Polygon", ["POLYGON((114 30,114.001 30,114.001 30.001,114 30.001,114 30))"], "EPSG:4490", "地块")
    project.addMapLayer(places)
    feature = next(places.getFeatures())
    own = value("zoning_overlap_area($geometry, 'STBHHX')", places, feature)
    assert own == value("zoning_overlap_area($geometry, 'STBHHX', 'EPSG:4490')", places, feature)
    with pytest.raises(ValueError, match="EPSG:nothing"):
        value("zoning_overlap_area($geometry, 'STBHHX', 'EPSG:nothing')", places, feature)


@pytest.mark.parametrize("how", ["edited", "provider", "removed"])
def test_the_index_goes_when_the_layer_changes(project, how):
    layer = with_layer(project, square(X, Y))
    text = f"zoning_overlap_share({wkt(X, Y)}, 'ecological_red_line')"
    assert value(text) == pytest.approx(1)
    smaller = QgsGeometry.fromWkt(square(X, Y, 50))
    feature = next(layer.getFeatures())
    if how == "edited":
        assert layer.startEditing() and layer.changeGeometry(feature.id(), smaller)
    elif how == "provider":
        layer.dataProvider().changeGeometryValues({feature.id(): smaller})
        layer.dataProvider().dataChanged.emit()
    else:
        project.removeMapLayer(layer)
    assert value(text) == (None if how == "removed" else pytest.approx(0.25, abs=1e-6))


@pytest.mark.parametrize(
    "datum,axis,inverse",
    [
        ("CGCS2000", 6378137.0, 298.257222101),
        ("WGS84", 6378137.0, 298.257223563),
        ("Xian80", 6378140.0, 298.257),
        ("Beijing54", 6378245.0, 298.3),
        ("Krasovsky", 6378245.0, 298.3),
        ("克拉索夫斯基椭球", 6378245.0, 298.3),
    ],
)
def test_ellipsoidal_area_is_the_closed_form(project, datum, axis, inverse):
    shape = "geom_from_wkt('POLYGON((114 30,114.5 30,114.5 30.2,114 30.2,114 30))')"
    found = value(f"zoning_ellipsoidal_area({shape}, 'EPSG:4490', '{datum}')")
    assert found == pytest.approx(rectangle_m2(114, 30, 114.5, 30.2, axis, inverse), rel=1e-11)


def test_ellipsoidal_area_of_map_coordinates_beside_qgis(project):
    found = value(f"zoning_ellipsoidal_area({wkt(X, Y)}, 'EPSG:4547', 'CGCS2000')")
    assert found == pytest.approx(ellipsoidal(QgsGeometry.fromWkt(square(X, Y))), rel=1e-7)
    other = value(f"zoning_ellipsoidal_area({wkt(X, Y)}, 'EPSG:4547', 'Beijing54')")
    assert other / found - 1 == pytest.approx(2 * 108 / 6378137, rel=0.05)  # about the square of the axes


def test_ellipsoidal_area_of_other_things(project):
    with pytest.raises(ValueError, match="Mars"):
        value(f"zoning_ellipsoidal_area({wkt(X, Y)}, 'EPSG:4547', 'Mars')")
    assert value("zoning_ellipsoidal_area(make_point(1, 2), 'EPSG:4547', 'CGCS2000')") is None
    with pytest.raises(ValueError, match="=1\\+1"):
        value("zoning_ellipsoidal_area('=1+1', 'EPSG:4547', 'CGCS2000')")


def loaded_review(project, folder, verdicts):
    """A table `subject` of a review.gpkg, made by QGIS, in the project. verdicts: {id: code}."""
    shape = "Polygon?crs=EPSG:4547&field=subject_id:string&field=verdict:string"
    table = QgsVectorLayer(shape, "subject", "memory")
    for identifier, verdict in verdicts.items():
        feature = next(memory("Polygon", [square(X, Y)]).getFeatures())
        feature.setFields(table.fields(), True)
        feature.setAttributes([identifier, verdict])
        table.dataProvider().addFeatures([feature])
    folder.mkdir(parents=True, exist_ok=True)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "subject"
    path = str(folder / "review.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(table, path, QgsCoordinateTransformContext(), options)
    layer = QgsVectorLayer(f"{path}|layername=subject", "Subjects", "ogr")
    assert layer.isValid()
    project.addMapLayer(layer, False)
    project.layerTreeRoot().insertLayer(0, layer)
    return layer


def test_verdict_of_the_review_loaded_last(project, tmp_path):
    assert value("zoning_verdict('A1')") is None
    loaded_review(project, tmp_path / "old", {"A1": "does_not_conform"})
    assert value("zoning_verdict('A1')") == "does_not_conform"
    last = loaded_review(project, tmp_path / "new", {"A1": "conforms", "7": "to_be_judged", "N": None})
    assert value("zoning_verdict('A1')") == "conforms"
    assert value("zoning_verdict(7)") == "to_be_judged"
    assert value("zoning_verdict('N')") is None and value("zoning_verdict('=cmd()')") is None
    assert value("zoning_verdict_name('7')") in ("to be judged", "待人工研判")
    project.removeMapLayer(last)
    assert value("zoning_verdict('A1')") == "does_not_conform"


def test_verdict_of_a_feature_goes_by_the_field_that_the_case_names(project, tmp_path):
    loaded_review(project, tmp_path, {"P-1": "conforms", "1": "does_not_conform"})
    plan = memory("Polygon", [square(X, Y)], name="plan", values=["P-1"])
    project.addMapLayer(plan)
    feature = next(plan.getFeatures())
    assert value("zoning_verdict($currentfeature)", plan, feature) is None  # nobody says which field it is
    subjects = [{"source": f"project:{plan.id()}", "fields": {"id": "code"}}]
    project.writeEntry("zoning_review", "/case", json.dumps({"subjects": subjects, "constraints": []}))
    assert value("zoning_verdict($currentfeature)", plan, feature) == "conforms"
    subjects[0]["fields"] = {"id": "number"}
    project.writeEntry("zoning_review", "/case", json.dumps({"subjects": subjects, "constraints": []}))
    assert value("zoning_verdict($currentfeature)", plan, feature) == "does_not_conform"


def test_another_thread_may_ask(project):
    """Maps are drawn on threads of their own: the first question comes from one of them."""
    with_layer(project, square(X, Y, 50))
    found = []
    text = f"zoning_overlap_share({wkt(X, Y)}, 'ecological_red_line')"
    threads = [threading.Thread(target=lambda: found.append(QgsExpression(text).evaluate())) for _ in range(4)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 60
    while any(thread.is_alive() for thread in threads) and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    assert found == [pytest.approx(0.25, abs=1e-6)] * 4


def test_registered_with_help_and_gone_again(qgis_app):
    registered = Expressions()
    names = [make.NAME for make in FUNCTIONS]
    try:
        for name in names:
            function = QgsExpression.Functions()[QgsExpression.functionIndex(name)]
            text = function.helpText()
            assert function.groups() == ["Zoning Review"]
            assert text.startswith(f"<h3>{name}</h3>") and text.count("<code>") >= 2
            for parameter in function.parameters():
                assert f"<b>{parameter.name()}</b>" in text
    finally:
        registered.end()
    assert not any(QgsExpression.isFunctionName(name) for name in names)
