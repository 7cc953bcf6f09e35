"""What several statements of one kind come to: a project of two industries is of either, or must be of both.

What would be a breach is one where any of them is; what lifts a breach, or is asked for, must hold of all.
"""

from __future__ import annotations

from dataclasses import replace

from .stated import Codes, OneOf
from .tree import And, Node, Not, Or, Presumed


def of_any(node: Node) -> Node:
    """The condition, true as soon as it is for one of several statements."""
    return _leaning(node, True)


def of_all(node: Node) -> Node:
    """The condition, true only where it is for all of several statements."""
    return _leaning(node, False)


def _leaning(node, any_):
    if isinstance(node, (And, Or)):
        return type(node)(tuple(_leaning(part, any_) for part in node.parts))
    if isinstance(node, Not):
        return Not(_leaning(node.part, not any_))
    if isinstance(node, Presumed):
        return Presumed(_leaning(node.part, any_))
    return replace(node, any_=any_) if isinstance(node, (Codes, OneOf)) else node
