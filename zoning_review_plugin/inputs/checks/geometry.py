"""Checks of geometries, as they are delivered and as they go on."""

from __future__ import annotations


def geometry_checks(about):
    """`Check`s of the geometries of a layer that is `about`."""
    return ()
