"""Zoning Review: planning layers against control lines and units, figure by figure.

The folders are floors (see docs/architecture.md): model < inputs, overlay, rules < review, studies
< tables < outputs < command < host. A module imports from its own folder and from floors below.
"""

from .proj_data import tell_pyproj

tell_pyproj()
