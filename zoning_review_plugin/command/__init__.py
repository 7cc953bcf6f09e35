"""Floor 3: arguments in, files, JSON and an exit status out. Needs no QGIS."""
