"""Layers of the project as sources of a case, and back."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProviderRegistry, QgsVectorLayer

HELD = "project:"  # begins the source of a layer that only QGIS can read; the id of the layer follows


def vector_layers(project):
    """The vector layers of a project that have features to review, in the order of the layer tree."""
    order = project.layerTreeRoot().layerOrder()
    return [layer for layer in order if isinstance(layer, QgsVectorLayer) and layer.isValid()]


def source_of(layer):
    """The source text of a map layer: its file, or where no file holds it as it is shown, its place in the project."""
    file = _file_source(layer)
    return file if file else HELD + layer.id()


def layer_of(source, project):
    """The map layer of a project that a source names; None where it has none."""
    if source.startswith(HELD):
        return project.mapLayer(source[len(HELD) :])
    return next((layer for layer in vector_layers(project) if _file_source(layer) == source), None)


def held_layers(document, project):
    """{source: `Layer`} of those sources of a document that are read through QGIS. Call it on the main thread."""
    from ..feature_source import layer_of_map_layer

    found = {}
    for source in sources_in(document):
        layer = project.mapLayer(source[len(HELD) :]) if source.startswith(HELD) else None
        if layer is not None:
            found[source] = layer_of_map_layer(layer)
    return found


def sources_in(document):
    """Every source that a document of a case names."""
    entries = [*document.get("subjects", ()), *document.get("constraints", ())]
    coverages = [one.get("coverage") for one in document.get("constraints", ())]
    entries += [one for one in coverages if isinstance(one, dict)]
    return list(dict.fromkeys(one["source"] for one in entries if one.get("source")))


def named_sources(document):
    """(name, source) of every layer of a document, those to review first."""
    subjects = [(name_of(one["source"]), one["source"]) for one in document.get("subjects", ())]
    return subjects + [(one["key"], one["source"]) for one in document.get("constraints", ())]


def name_of(source):
    """What a source of a file is called: its layer, else its file."""
    path, _, rest = source.partition("|")
    layer = next((part[10:] for part in rest.split("|") if part.startswith("layername=")), None)
    return layer or Path(path).stem


def relative_to(document, folder):
    """The document with sources of files written relative to `folder`, as case files have them."""

    def moved(value):
        if isinstance(value, dict):
            return {key: _relative(one, folder) if key == "source" else moved(one) for key, one in value.items()}
        return [moved(one) for one in value] if isinstance(value, list) else value

    return moved(document)


def _relative(source, folder):
    path, bar, rest = source.partition("|")
    if source.startswith(HELD) or not Path(path).is_absolute():
        return source
    try:
        return Path(os.path.relpath(path, folder)).as_posix() + bar + rest
    except ValueError:  # on another drive
        return source


def _file_source(layer):
    """What OGR would open to read just what the layer shows; None where it shows edits or is no file."""
    if layer.providerType() != "ogr" or layer.isModified():
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = parts.get("path") or ""
    if not path or path.startswith("/vsi") or not Path(path).exists():
        return None
    name, subset = parts.get("layerName"), layer.subsetString()
    return path + (f"|layername={name}" if name else "") + (f"|subset={subset}" if subset else "")
