"""Small memory layers for QGIS tests."""

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer


def memory(shape, wkts, crs="EPSG:4547", name="memory", values=None):
    """A memory layer: a feature for each WKT (None: no geometry), a field `number` from 1, a text field `code`."""
    layer = QgsVectorLayer(f"{shape}?crs={crs}&field=number:integer&field=code:string", name, "memory")
    features = []
    for number, wkt in enumerate(wkts, 1):
        feature = QgsFeature(layer.fields())
        feature.setAttribute("number", number)
        feature.setAttribute("code", values[number - 1] if values else None)
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def square(x, y, size=100):
    """WKT of a square with its lower left corner at x, y."""
    return f"POLYGON(({x} {y},{x + size} {y},{x + size} {y + size},{x} {y + size},{x} {y}))"
