"""Layers through GDAL, kept on this machine unless the user lets them out."""
