"""What a user prefers: typed, and the page of QGIS's options where it is set."""
