"""Floor 4: QGIS only: feature sources become Layers, algorithms and widgets call the floors below."""
