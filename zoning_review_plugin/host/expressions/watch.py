"""Layers that something was remembered of: told at once when one of them changes or goes."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtCore import QObject

try:
    from qgis.PyQt import sip
except ImportError:  # PyQt without its own sip
    import sip

_SIGNALS = ("dataChanged", "layerModified", "editingStopped", "crsChanged", "subsetStringChanged", "willBeDeleted")


class Watch(QObject):
    """Counts changes. Make it, and call it, on the main thread.

    version: goes up whenever a watched layer or the project changes. changed: called with the id of a layer that did,
    None for all.
    """

    def __init__(self, project, changed):
        super().__init__()
        self._project, self._changed, self._layers = project, changed, {}
        self.version, self._revisions = 0, {}
        for signal in self._all_gone():
            signal.connect(self._forget)
        for signal in self._other_layers():
            signal.connect(self._count)

    def layer(self, layer):
        """Watch a map layer, once."""
        if layer.id() in self._layers and not sip.isdeleted(self._layers[layer.id()][0]):
            return
        slot = partial(self._tell, layer.id())
        for name in _SIGNALS:
            getattr(layer, name).connect(slot)
        self._layers[layer.id()] = layer, slot

    def revision(self, layer):
        """How often a map layer has changed since it is watched; watches it."""
        self.layer(layer)
        return self._revisions.get(layer.id(), 0)

    def end(self):
        """Watch nothing any more."""
        for layer, slot in self._layers.values():
            if not sip.isdeleted(layer):
                for name in _SIGNALS:
                    getattr(layer, name).disconnect(slot)
        self._layers = {}
        for signal in self._all_gone():
            signal.disconnect(self._forget)
        for signal in self._other_layers():
            signal.disconnect(self._count)

    def _all_gone(self):
        return self._project.readProject, self._project.cleared

    def _other_layers(self):
        project = self._project
        order = project.layerTreeRoot().layerOrderChanged
        return project.dirtySet, project.layersAdded, project.layersRemoved, order

    def _count(self, *ignored):
        self.version += 1

    def _tell(self, name, *ignored):
        self.version += 1
        self._revisions[name] = self._revisions.get(name, 0) + 1
        self._changed(name)

    def _forget(self, *ignored):
        self.version += 1
        self._changed(None)
