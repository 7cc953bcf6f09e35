"""Entries of the plugin's menu: the panel, and algorithms."""

from qgis.PyQt.QtGui import QIcon

try:  # Qt 6 moved QAction
    from qgis.PyQt.QtGui import QAction
except ImportError:
    from qgis.PyQt.QtWidgets import QAction

from ..model.words import RESOURCES
from .provider_icons import icon_path
from .translation import language, tr


def panel_action(iface):
    """The action that shows the panel."""
    action = QAction(QIcon(icon_path("zoning_review.svg")), tr("Zoning Review Panel"), iface.mainWindow())
    action.setObjectName("zoning_review_panel")
    return action


def prejudge_action(iface):
    """The action that asks about one place."""
    action = QAction(QIcon(icon_path("prejudge.svg")), tr("Pre-judge a Place…"), iface.mainWindow())
    action.setObjectName("zoning_review_prejudge")
    return action


def unit_card_action(iface):
    """The action that asks for unit cards on the map."""
    action = QAction(QIcon(icon_path("unit_cards.svg")), tr("Unit Card"), iface.mainWindow())
    action.setObjectName("zoning_review_unit_card")
    return action


def actions(iface):
    """The actions of the menu, for the main window of `iface`."""
    entries = (
        ("zoning_review.svg", tr("Review Against Control Lines and Units…"), "zoningreview:review"),
        ("check.svg", tr("Check the Inputs of a Review…"), "zoningreview:checkinputs"),
        ("overlap.svg", tr("Overlap of Two Layers…"), "zoningreview:overlap"),
    )
    found = []
    for icon, text, algorithm in entries:
        action = QAction(QIcon(icon_path(icon)), text, iface.mainWindow())
        action.triggered.connect(lambda checked=False, name=algorithm: _open(name))
        found.append(action)
    return [*found, _model_action(iface), _help_action(iface)]


def _model_action(iface):
    action = QAction(QIcon(icon_path("zoning_review.svg")), tr("Open the Sample Model…"), iface.mainWindow())
    action.setObjectName("zoning_review_model")
    action.triggered.connect(open_sample_model)
    return action


def open_sample_model():
    """Open the sample model in the model designer; returns the designer."""
    from processing.modeler.ModelerDialog import ModelerDialog

    designer = ModelerDialog.create()
    designer.loadModel(sample_model())
    designer.show()
    return designer


def sample_model():
    """The path of the sample model in the language of QGIS."""
    return str(RESOURCES / "models" / f"review_and_export.{language()}.model3")


def _help_action(iface):
    from .help import INDEX, show_page

    action = QAction(QIcon(":/images/themes/default/mActionHelpContents.svg"), tr("Help"), iface.mainWindow())
    action.setObjectName("zoning_review_help")
    action.triggered.connect(lambda: show_page(INDEX))
    return action


def _open(algorithm):
    import processing

    processing.execAlgorithmDialog(algorithm)
