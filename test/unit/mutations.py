"""Damage to the bytes of files, at random places from a fixed seed."""

from typing import NamedTuple

import numpy as np

KINDS = ("bit", "byte", "cut", "zeros", "twice", "swapped", "moved", "exchanged")
_PAGE = 4096


class Mutation(NamedTuple):
    """kind: one of KINDS. layer: whose files. damage: {suffix: content} of what changes. where: for messages."""

    kind: str
    layer: str
    damage: dict
    where: str


def mutations(folder, form, parts, count, seed):
    """`count` `Mutation`s of the layers in `folder`, in one form; none leaves its file as it was, none comes twice."""
    generator = np.random.default_rng(seed)
    found, known = [], set()
    while len(found) < count:
        layer = ("line", "subjects")[int(generator.integers(7) == 0)]
        kind = KINDS[int(generator.integers(len(KINDS)))]
        suffix = _part(folder, layer, parts, generator)
        whole = (folder / f"{layer}{suffix}").read_bytes()
        if kind == "exchanged":
            source = ("other", "twin")[int(generator.integers(2))]
            if len(parts) == 1 or suffix == ".cpg":
                continue
            content, where = (folder / f"{source}{suffix}").read_bytes(), f"{suffix} of {source}"
        else:
            content, where = damaged(whole, kind, generator, form == "geopackage")
        if content != whole and (layer, suffix, content) not in known:
            known.add((layer, suffix, content))
            found.append(Mutation(kind, layer, {suffix: content}, f"{form} {layer}{suffix} {kind} {where}"))
    return found


def _part(folder, layer, parts, generator):
    """A suffix, the likelier the larger the file is, but none left out."""
    sizes = np.array([(folder / f"{layer}{suffix}").stat().st_size for suffix in parts], float)
    weights = np.sqrt(sizes)
    return parts[int(generator.choice(len(parts), p=weights / weights.sum()))]


def damaged(whole, kind, generator, in_pages):
    """(content, where) after one piece of damage. in_pages: in a database, blocks may be whole pages, too."""
    content, size = bytearray(whole), len(whole)
    at = _place(whole, generator)
    length = min(int(2 ** generator.uniform(0, 9)), max(1, size // 2))
    if in_pages and kind in ("zeros", "swapped", "moved") and generator.integers(2):
        length, at = _PAGE, at // _PAGE * _PAGE
    at = max(0, min(at, size - length))
    other = max(0, min(_place(whole, generator), size - length))
    other = other // _PAGE * _PAGE if length == _PAGE else other
    if kind == "bit":
        content[at] ^= 1 << int(generator.integers(8))
    elif kind == "byte":
        content[at] = int(generator.integers(256))
    elif kind == "cut":
        at = int(generator.integers(size))
        del content[at:]
    elif kind == "zeros":
        content[at : at + length] = bytes(length)
    elif kind == "twice":
        content[at:at] = content[at : at + length]
    elif kind == "swapped":
        content[at : at + length], content[other : other + length] = (
            whole[other : other + length],
            whole[at : at + length],
        )
    elif kind == "moved":
        content[at : at + length] = whole[other : other + length]
    return bytes(content), f"{length} bytes at {at}, {other}"


def _place(whole, generator):
    """An offset; of a file full of zeros mostly one where there is something."""
    content = np.frombuffer(whole, np.uint8)
    used = np.flatnonzero(content)
    if len(used) < 0.7 * len(content) and generator.integers(8):
        return int(generator.choice(used))
    return int(generator.integers(len(content)))
