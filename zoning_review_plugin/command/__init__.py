"""Floor 3: arguments in, files, JSON and an exit status out. Needs no QGIS."""

import warnings

# Debian's pyproj, in a venv, looks for PROJ's data beside the venv, warns, and then finds the system's own.
warnings.filterwarnings("ignore", message="Valid PROJ data directory not found", category=UserWarning)
