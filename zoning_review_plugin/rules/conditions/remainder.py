"""What is left of a condition once some of its operators are answered."""

from __future__ import annotations

from .tree import Always, And, Node, Not, Or, Presumed


def remainder(node: Node, answer) -> Node:
    """A condition as true as `node` wherever `answer` is right, without the operators that it answers.

    answer: operator → True, False, or None where it stays open.
    """
    if isinstance(node, And):
        return _joined(And, [remainder(part, answer) for part in node.parts], decides=False)
    if isinstance(node, Or):
        return _joined(Or, [remainder(part, answer) for part in node.parts], decides=True)
    if isinstance(node, Not):
        part = remainder(node.part, answer)
        return Always(None if part.value is None else not part.value) if isinstance(part, Always) else Not(part)
    if isinstance(node, Presumed):
        part = remainder(node.part, answer)
        return Always(part.value is not False) if isinstance(part, Always) else Presumed(part)
    if isinstance(node, Always):
        return node
    found = answer(node)
    return node if found is None else Always(found)


def _joined(kind, parts, decides):
    """And or Or of `parts`. decides: the truth value of a part that settles the whole."""
    if Always(decides) in parts:
        return Always(decides)
    left = tuple(dict.fromkeys(part for part in parts if part != Always(not decides)))
    if not left:
        return Always(not decides)
    return left[0] if len(left) == 1 else kind(left)
