"""Checks of attributes."""

from __future__ import annotations


def attribute_checks(about):
    """`Check`s of the attributes of a layer that is `about`."""
    return ()
