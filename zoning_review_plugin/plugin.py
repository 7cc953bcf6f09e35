"""The QGIS plugin: registers the Processing provider and the menu. Light: heavy libraries load on first use."""

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QSettings, QTranslator

from .host.provider import ZoningReviewProvider
from .host.translation import tr

ROOT = Path(__file__).resolve().parents[1]


class ZoningReviewPlugin:
    """Lives as long as the plugin is enabled. `iface` is None in qgis_process."""

    def __init__(self, iface):
        self._iface = iface
        self._provider = None
        self._actions, self._tools = [], []
        self._feature_action = None
        self._panel = None
        self._expressions = self._options = None
        self._translator = _translator()
        if self._translator is not None:
            QCoreApplication.installTranslator(self._translator)

    def initProcessing(self):
        """Called by qgis_process, and by initGui."""
        from .host.expressions.registering import Expressions

        self._provider = ZoningReviewProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)
        self._expressions = Expressions()

    def initGui(self):
        """Called by the desktop."""
        self.initProcessing()
        from qgis.core import QgsProject

        from .host.feature_action import registered
        from .host.menu import actions, panel_action, prejudge_action, unit_card_action

        self._add_options()
        self._panel_action = panel_action(self._iface)
        self._panel_action.triggered.connect(self.show_panel)
        unit_card = unit_card_action(self._iface)
        unit_card.triggered.connect(self.show_unit_card)
        prejudge = prejudge_action(self._iface)
        prejudge.triggered.connect(self.show_prejudge)
        self._tools = [self._panel_action, prejudge, unit_card]
        for action in self._tools:
            self._iface.addToolBarIcon(action)
        self._feature_action = registered(QgsProject.instance(), self.review_feature)
        self._actions = [*self._tools, *actions(self._iface)]
        for action in self._actions:
            self._iface.addPluginToVectorMenu(tr("Zoning Review"), action)

        self._iface.initializationCompleted.connect(self._tell_missing)

    def _tell_missing(self):
        from .host.missing_notice import tell_once

        tell_once(self._iface)

    def _add_options(self):
        from .host.settings.page import OptionsFactory

        self._options = OptionsFactory()
        self._iface.registerOptionsWidgetFactory(self._options)

    def show_panel(self):
        """Show the panel; made when it is asked for first, so that QGIS starts as fast as without the plugin."""
        from .host.panel.opening import opened_panel

        if self._panel is None:
            self._panel = opened_panel(self._iface)
        if self._panel is not None:
            self._panel.setUserVisible(True)
        return self._panel

    def show_prejudge(self):
        """Show the dock of pre-judgement beside the panel, whose case it asks."""
        panel = self.show_panel()
        return panel.show_prejudge() if panel is not None else None

    def show_unit_card(self):
        """Ask for unit cards on the map."""
        panel = self._panel or self.show_panel()
        if panel is not None:
            panel.show_unit_card()

    def review_feature(self, layer, feature):
        """Show what the review says of a feature of the map."""
        panel = self._panel or self.show_panel()
        if panel is not None:
            panel.review_feature(layer, feature)

    def unload(self):
        """Take everything away again."""
        from .host.feature_action import withdrawn

        if self._panel is not None:
            self._panel.close_down()
            for dock in self._panel.docks():
                self._iface.removeDockWidget(dock)
                dock.deleteLater()
            self._panel = None
        if self._feature_action is not None:
            withdrawn(self._feature_action)
            self._feature_action = None
        for action in self._tools:
            self._iface.removeToolBarIcon(action)
        self._tools = []
        for action in self._actions:
            self._iface.removePluginVectorMenu(tr("Zoning Review"), action)
        self._actions = []
        if self._options is not None:
            self._iface.initializationCompleted.disconnect(self._tell_missing)
            self._iface.unregisterOptionsWidgetFactory(self._options)
            self._options = None
        if self._expressions is not None:
            self._expressions.end()
            self._expressions = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None


def _translator():
    """The translator for QGIS's language, None where there is none (English)."""
    locale = str(QSettings().value("locale/userLocale") or QLocale().name())
    # QGIS calls Chinese zh-Hans, Qt calls it zh_CN: where the whole name fits nothing, the language does.
    for name in (locale, locale.replace("-", "_").split("_")[0]):
        found = sorted((ROOT / "i18n").glob(f"{name}*.qm"))
        if found:
            translator = QTranslator()
            return translator if translator.load(str(found[0])) else None
    return None
