"""Long work in a process beside QGIS: its window never waits, and stopping is at once. Only `beside` imports qgis."""
