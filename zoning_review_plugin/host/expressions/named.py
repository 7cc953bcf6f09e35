"""What a text in an expression names: layers of the case that the project keeps, else layers of the project.

All of it is asked on the main thread, where the project lives; what is given back may be read on any.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProviderRegistry

from ..feature_source import layer_of_map_layer
from ..panel.map_sources import HELD, layer_of, vector_layers
from ..panel.session import KEY, SCOPE

RESULT = "review.gpkg"


@dataclass(frozen=True)
class Named:
    """One layer of those that a text names.

    key: tells it from every other state of any layer. entry: of a case (`source`, `role`, …); without a role where
    nothing says which. snapshot: the `Layer` that QGIS holds, None where the file is read. layer_id: of the map layer,
    "" where there is none. folder: relative sources start from it.
    """

    key: tuple
    entry: dict
    snapshot: object = None
    layer_id: str = ""
    folder: str = ""


def case_document(project):
    """The case that a project keeps, {} where it keeps none that can be read."""
    text, found = project.readEntry(SCOPE, KEY)
    try:
        document = json.loads(text) if found and text else {}
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def named(project, asked, watch):
    """The `Named` layers of what is asked for: a map layer, its id or name, a key of the case, or a role.

    Of a role, those of the case; where it has none, every layer of the project, for their looks to tell.
    """
    if isinstance(asked, QgsMapLayer):
        return [_of_layer(asked, {}, project, watch)]
    document = case_document(project)
    entries = [one for one in document.get("constraints", ()) if isinstance(one, dict) and one.get("source")]
    chosen = [one for one in entries if one.get("key") == asked] or [one for one in entries if one.get("role") == asked]
    if chosen:
        return [_of_entry(one, project, watch) for one in chosen]
    layers = [layer for layer in vector_layers(project) if asked in (layer.id(), layer.name())]
    if layers:
        return [_of_layer(layers[0], _entry_of(layers[0], entries, project), project, watch)]
    layers = [layer for layer in vector_layers(project) if layer.isSpatial() and not is_result(layer)]
    return [_of_layer(layer, {}, project, watch) for layer in layers if _role_is_free(layer, entries, project)]


def id_field(project, layer_id):
    """(whether the case reviews a map layer, the field that holds its ids or "" where feature ids do)."""
    for entry in case_document(project).get("subjects", ()):
        layer = layer_of(entry.get("source", ""), project)
        if layer is not None and layer.id() == layer_id:
            return True, entry.get("fields", {}).get("id", "")
    return False, ""


def is_result(layer):
    """Whether a map layer is a table of a review that was loaded."""
    return _file_of(layer).name == RESULT


def result_layers(project):
    """The layers of the table `subject` of the review.gpkg that lies highest in the layer tree; [] for none."""
    layers = [layer for layer in vector_layers(project) if is_result(layer) and _table_of(layer) == "subject"]
    return [layer for layer in layers if _file_of(layer) == _file_of(layers[0])]


def _of_entry(entry, project, watch):
    layer = layer_of(entry["source"], project)
    if layer is not None:
        return _of_layer(layer, entry, project, watch)
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False)
    if entry["source"].startswith(HELD):
        return Named(("gone", text), entry)
    folder = project.absolutePath() or str(Path.home())
    path = Path(folder, entry["source"].partition("|")[0])
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    return Named(("file", text, folder, stamp), entry, folder=folder)


def _of_layer(layer, entry, project, watch):
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False)
    key = ("layer", text, layer.id(), watch.revision(layer))
    folder = project.absolutePath() or str(Path.home())
    return Named(key, entry, layer_of_map_layer(layer), layer.id(), folder)


def _entry_of(layer, entries, project):
    """The entry of the case whose source is a map layer, {} where the case does not name it."""
    return next((one for one in entries if layer_of(one["source"], project) is layer), {})


def _role_is_free(layer, entries, project):
    """Whether the case says nothing of a map layer, so that its role is for its looks to tell."""
    return not _entry_of(layer, entries, project)


def _file_of(layer):
    if layer.providerType() != "ogr":
        return Path()
    return Path(QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path") or "")


def _table_of(layer):
    return QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("layerName") or ""
