"""What the scripts inside QGIS do as a user does: wait, look, click, type. Imported there by its name alone."""

import os
import pathlib
import time

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QDockWidget,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from qgis.utils import iface, plugins

OUT = pathlib.Path(os.environ["ZR_OUT"])


def wait(until, least=0.2, most=400.0):
    """Let the event loop run for at least some seconds, and on until something is so."""
    start = time.monotonic()
    while time.monotonic() - start < least or (not until() and time.monotonic() - start < most):
        QApplication.processEvents()
        time.sleep(0.01)


def picture(name):
    """Let the window draw itself, then keep it as a picture."""
    wait(lambda: not iface.mapCanvas().isDrawing(), 0.5, 20.0)
    iface.mainWindow().grab().save(str(OUT / f"{name}.png"))


def click(parent, name, kind=QPushButton):
    """Click a button by its name, once it can be seen and pressed."""
    button = parent.findChild(kind, name)
    wait(lambda: button.isVisible() and button.isEnabled(), 0.0, 10.0)
    assert button.isVisible() and button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def inside(parent, name, kind):
    """The widget of a kind in the field of that name."""
    return parent.findChild(QWidget, name).findChild(kind)


def click_row(table, row):
    """Click the first cell of a row of a list or table."""
    index = table.model().index(row, 0)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    wait(lambda: True)


def type_over(field, text):
    """Type into a field instead of what it holds, press Enter, and leave it."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def click_for_file(parent, name, path):
    """Click a button that asks for a file, type its path there and press Enter."""

    def answer():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and dialog.isVisible():
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            field.selectAll()
            QTest.keyClicks(field, str(path))
            answered.append(True)
            QTimer.singleShot(1000, answer)  # it may still have been reading its folder
            QTest.keyClick(field, Qt.Key.Key_Return)
        elif not answered:
            QTimer.singleShot(200, answer)

    answered = []
    QTimer.singleShot(1000, answer)
    click(parent, name)


def answer_on_datums():
    """From now on, press OK where QGIS itself asks which way between two datums it should take on the map."""

    def answer():
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.metaObject().className() == "QgsDatumTransformDialog":
            buttons = dialog.findChild(QDialogButtonBox)
            QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)

    timer = QTimer(iface.mainWindow())
    timer.timeout.connect(answer)
    timer.start(500)


def open_step(panel, name):
    """Click a step in the list."""
    click_row(panel.steps, [page.NAME for page in panel.pages].index(name))


def page(panel, name):
    """A step of the panel."""
    return next(one for one in panel.pages if one.NAME == name)


def opened():
    """The panel, opened by its button in the toolbar."""
    main = iface.mainWindow()
    main.resize(1500, 900)
    main.findChild(QDockWidget, "Browser").hide()
    action = plugins["zoning_review"]._panel_action
    button = next(one for one in main.findChildren(QToolButton) if one.defaultAction() is action)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    panel = main.findChild(QDockWidget, "ZoningReviewPanel")
    wait(lambda: panel.isVisible())
    main.resizeDocks([panel], [560], Qt.Orientation.Horizontal)
    return panel
