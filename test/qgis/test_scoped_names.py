"""Names of QGIS in the code: this QGIS has them, and values of enums are named by their enum, as Qt 6 wants it."""

import ast
import enum
import importlib.util
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("check_qt6", ROOT / "scripts" / "check_qt6.py")
check_qt6 = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(check_qt6)
HOST = ROOT / "zoning_review_plugin" / "host"  # nothing else may import QGIS


def faults(text):
    """What is wrong with the names of qgis.core, qgis.gui … in a Python text."""
    tree = ast.parse(text)
    asked = [(node.lineno, node.end_lineno) for node in ast.walk(tree) if isinstance(node, ast.If) and _asks(node.test)]
    for line, whole, candidates in check_qt6.chains(tree, "qgis"):
        told = [_fault(*place) for place in candidates if place[0] != "PyQt"]
        other_qgis = any(first <= line <= last for first, last in asked)
        if told and all(told) and not (other_qgis and told[0].startswith("has no")):
            yield f"line {line}: {whole} {told[0]}"


def _asks(test):
    return isinstance(test, ast.Call) and getattr(test.func, "id", "") == "hasattr"


def _fault(module, *names):
    try:
        owner = importlib.import_module(f"qgis.{module}")
    except ImportError:
        return "is not there"
    for name in names:
        if not hasattr(owner, name):
            return f"has no {name}"
        found = getattr(owner, name)
        # Values of enums of PyQt5 are subclasses of int: what comes out of another class than its own is not scoped.
        if isinstance(found, (int, enum.Enum)) and type(found) not in (int, bool, owner):
            return f"is a {type(found).__name__} without its enum"
        if not isinstance(found, type):  # a function, a value: what comes below it is not known here
            break
        owner = found
    return ""


def test_names_are_there_and_scoped():
    found = {path.relative_to(HOST).as_posix(): list(faults(path.read_text("utf-8"))) for path in HOST.rglob("*.py")}
    assert len(found) > 50
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("from qgis.core import QgsWkbTypes\nx = QgsWkbTypes.PointGeometry", "is a GeometryType without its enum"),
        ("from qgis.core import QgsTask\n\nx = QgsTask.CanCancel", "without its enum"),
        ("from qgis.core import Qgis\nx = Qgis.Warning", "is a MessageLevel without its enum"),
        ("from qgis.core import QgsTask\nx = QgsTask.Flag.Nothing", "has no Nothing"),
        ("from qgis.gui import QgsNothing", "has no QgsNothing"),
        ("from qgis.core import Qgis\nif hasattr(Qgis, 'Y'):\n    x = Qgis.Warning", "without its enum"),
    ],
)
def test_the_check_sees(text, told):
    assert [fault for fault in faults(text) if told in fault]


@pytest.mark.parametrize(
    "text",
    [
        "from qgis.core import QgsWkbTypes\nx = QgsWkbTypes.GeometryType.PointGeometry",
        "from qgis.core import QgsTask, QgsProject\nx = QgsTask.Flag.CanCancel, QgsProject.instance().fileName()",
        "from qgis.core import Qgis\nif hasattr(Qgis, 'Y'):\n    x = Qgis.Y.Z",
        "from qgis.PyQt.QtCore import Qt\nx = Qt.Key_Tab",  # of Qt, which the other check looks after
    ],
)
def test_the_check_lets_pass(text):
    assert list(faults(text)) == []
