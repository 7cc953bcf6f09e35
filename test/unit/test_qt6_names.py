"""The check of Qt names (scripts/check_qt6.py) finds what PyQt6 has not, and nothing else."""

import ast
import importlib.util
import pathlib

import pytest

_PATH = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "check_qt6.py"
_SPEC = importlib.util.spec_from_file_location("check_qt6", _PATH)
check_qt6 = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(check_qt6)

CORE = """
class Qt(PyQt6.sip.simplewrapper):
    class Key(enum.IntEnum):
        Key_Tab = ... # type: Qt.Key
class QObject(PyQt6.sip.wrapper):
    def tr(self, a0: str, *a1: str, /) -> str: ...
"""
GUI = "class QAction(QtCore.QObject):\n    class Priority(enum.Enum):\n        LowPriority = ...\n"
WIDGETS = """
class QFrame(QWidget):
    class Shape(enum.IntEnum):
        NoFrame = ... # type: QFrame.Shape
class QWidget(QtCore.QObject):
    @staticmethod
    def find(a0: int) -> QWidget | None: ...
class QScrollArea(QFrame): ...
"""


@pytest.fixture
def stubs(tmp_path):
    """A PyQt6 of a few classes."""
    for name, text in (("QtCore", CORE), ("QtGui", GUI), ("QtWidgets", WIDGETS), ("sip", "def isdeleted(): ...")):
        (tmp_path / f"{name}.pyi").write_text(text, encoding="utf-8")
    return check_qt6.Stubs(tmp_path)


def faults(stubs, text):
    return list(check_qt6.faults_of(check_qt6.chains(ast.parse(text)), stubs))


@pytest.mark.parametrize(
    "text",
    [
        "from qgis.PyQt.QtCore import Qt\nx = Qt.Key.Key_Tab",
        "from qgis.PyQt.QtCore import Qt as Q\nx = Q.Key.Key_Tab.value",
        "from qgis.PyQt.QtWidgets import QScrollArea\nx = QScrollArea.Shape.NoFrame",  # of a class above it
        "from qgis.PyQt.QtWidgets import QScrollArea\nx = QScrollArea.tr('x').strip()",  # … in another module
        "from qgis.PyQt import QtWidgets, sip\nx = QtWidgets.QWidget.find(1), sip.isdeleted(x)",
        "try:\n    from qgis.PyQt.QtGui import QAction\n"
        "except ImportError:\n    from qgis.PyQt.QtWidgets import QAction",
        "from elsewhere import Qt\nx = Qt.Nothing",
    ],
)
def test_what_pyqt6_has_passes(stubs, text):
    assert faults(stubs, text) == []


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("from qgis.PyQt.QtCore import Qt\nx = Qt.Key_Tab", 2, "Qt.Key_Tab"),
        ("from qgis.PyQt.QtCore import Qt\n\nx = Qt.Key.Key_Tub", 3, "Qt.Key.Key_Tub"),
        ("def f():\n    from qgis.PyQt.QtCore import Qt\n    return {Qt.Tab: 1}", 3, "Qt.Tab"),
        ("from qgis.PyQt.QtWidgets import QAction", 1, "QAction"),
        ("from qgis.PyQt.QtWidgets import QScrollArea\nx = QScrollArea.NoFrame", 2, "QScrollArea.NoFrame"),
        ("from qgis.PyQt import QtWidgets\nx = QtWidgets.QAction()", 2, "QtWidgets.QAction"),
        ("from qgis.PyQt.QtWebKit import QWebPage", 1, "QWebPage"),
    ],
)
def test_what_pyqt6_lacks_is_told_with_its_line(stubs, text, line, name):
    [(at, told)] = faults(stubs, text)
    assert at == line
    assert told.startswith(f"{name}: PyQt6 has no ")


def test_without_stubs_nothing_passes(tmp_path):
    with pytest.raises(FileNotFoundError, match="no stubs of PyQt6"):
        check_qt6.main(tmp_path)


def test_the_command_tells_and_fails(stubs, tmp_path, capsys):
    file = tmp_path / "old.py"
    file.write_text("from qgis.PyQt.QtCore import Qt\nprint(Qt.Key_Tab)\n", encoding="utf-8")
    assert check_qt6.main(tmp_path, file) == 1
    assert f"{file}:2: Qt.Key_Tab: PyQt6 has no QtCore.Qt.Key_Tab" in capsys.readouterr().out
    file.write_text("from qgis.PyQt.QtCore import Qt\nprint(Qt.Key.Key_Tab)\n", encoding="utf-8")
    assert check_qt6.main(tmp_path, file) == 0
