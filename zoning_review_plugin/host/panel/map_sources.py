"""Layers of the project as sources of a case, and back."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProviderRegistry, QgsVectorLayer

HELD = "project:"  # begins the source of a layer that only QGIS can read; the id of the layer follows


def vector_layers(project):
    """The vector layers of a project that have features to review, in the order of the layer tree; no results."""
    from .showing import result_groups

    results = {node.layerId() for group in result_groups(project) for node in group.findLayers()}
    order = [layer for layer in project.layerTreeRoot().layerOrder() if layer.id() not in results]
    return [layer for layer in order if isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.isSpatial()]


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
    """{source: `Layer`} of those sources of a document that are read through QGIS. Call it on the main thread.

    These are the layers that no file holds, and those of files of which the project shows something else just now.
    """
    from ..feature_source import layer_of_map_layer

    layers = {source: layer_of(source, project) for source in sources_in(document)}
    return {
        source: layer_of_map_layer(layer)
        for source, layer in layers.items()
        if layer is not None and layer.isValid() and (source.startswith(HELD) or _differs(layer))
    }


def sources_in(document):
    """Every source that a document of a case names."""
    entries = [*document.get("subjects", ()), *document.get("constraints", ())]
    coverages = [one.get("coverage") for one in document.get("constraints", ())]
    entries += [one for one in coverages if isinstance(one, dict)]
    return list(dict.fromkeys(one["source"] for one in entries if one.get("source")))


def named_sources(document):
    """(name, source, its role or `under_review`) of every layer of a document, those to review first."""
    subjects = [(name_of(one["source"]), one["source"], "under_review") for one in document.get("subjects", ())]
    return subjects + [(one["key"], one["source"], one["role"]) for one in document.get("constraints", ())]


def name_of(source):
    """What a source of a file is called: its layer, else its file."""
    path, _, rest = source.partition("|")
    layer = next((part[10:] for part in rest.split("|") if part.startswith("layername=")), None)
    return layer or Path(path).stem


def held_sources(document):
    """The sources of a document that no file holds as the project shows them."""
    return [source for source in sources_in(document) if source.startswith(HELD)]


def _differs(layer):
    """Whether the project shows another layer than its file holds: edits, another CRS, joined or computed fields."""
    provider = layer.dataProvider()
    return layer.isModified() or layer.crs() != provider.crs() or layer.fields().count() != provider.fields().count()


def _file_source(layer):
    """What OGR would open to read what is stored of the layer; None where that is no file."""
    if layer.providerType() != "ogr":
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = parts.get("path") or ""
    if not path or path.startswith("/vsi") or not Path(path).exists():
        return None
    name, subset = parts.get("layerName"), layer.subsetString()
    return path + (f"|layername={name}" if name else "") + (f"|subset={subset}" if subset else "")
