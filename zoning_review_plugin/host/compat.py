"""What differs between QGIS 3.22 and 4, in one place. Chosen by what is there, not by version text."""

from qgis.core import QgsField
from qgis.PyQt.QtCore import QMetaType, QVariant

_TYPES = {
    "text": ("QString", "String"),
    "int": ("LongLong", "LongLong"),
    "real": ("Double", "Double"),
    "bool": ("Bool", "Bool"),
}


def field(name, kind):
    """A `QgsField` called `name` for a column kind of `model.columns` (text, int, real, bool)."""
    meta, variant = _TYPES[kind]
    try:
        return QgsField(name, getattr(QMetaType.Type, meta))
    except (TypeError, AttributeError):  # before QGIS 3.38 fields take QVariant types
        return QgsField(name, getattr(QVariant, variant))


def is_null(value):
    """Whether an attribute value is NULL: None, or PyQt5's null QVariant."""
    return value is None or (isinstance(value, QVariant) and value.isNull())
