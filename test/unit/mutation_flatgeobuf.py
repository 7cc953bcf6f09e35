"""A FlatGeobuf file of polygons read by hand, from the description of the format: what it says, or a contradiction.

Nothing of the program's own reader is used. Places are offsets in the bytes of one flatbuffer.
"""

import struct

import numpy as np

from .mutation_demand import Contradiction, demand

WIDTHS = {5: 4, 7: 8, 10: 8}
TEXT = 11


def take(form, buffer, at):
    demand(0 <= at)
    try:
        return struct.unpack_from("<" + form, buffer, at)[0]
    except struct.error:
        raise Contradiction from None


def slots(buffer, table):
    """{number of a field: place of its value} of the table at a place."""
    described = table - take("i", buffer, table)
    size = take("H", buffer, described)
    offsets = [take("H", buffer, described + 4 + 2 * k) for k in range((size - 4) // 2)]
    return {number: table + offset for number, offset in enumerate(offsets) if offset}


def follow(buffer, place):
    return place + take("I", buffer, place)


def listed(buffer, place, form, width):
    at = follow(buffer, place)
    count = take("I", buffer, at)
    demand(at + 4 + count * width <= len(buffer))
    return [take(form, buffer, at + 4 + k * width) for k in range(count)]


def words(buffer, place):
    raw = bytes(listed(buffer, place, "B", 1))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Contradiction from None


def header(buffer):
    """(what must stay, names of columns, their kinds, count, node size, envelope)."""
    table = follow(buffer, 0)
    found = slots(buffer, table)
    demand({1, 7, 8, 10} <= set(found))
    envelope = listed(buffer, found[1], "d", 8)
    at = follow(buffer, found[7])
    columns = [slots(buffer, follow(buffer, at + 4 + 4 * k)) for k in range(min(take("I", buffer, at), 99))]
    names = [words(buffer, column[0]) for column in columns if 0 in column]
    kinds = [take("B", buffer, column[1]) if 1 in column else 0 for column in columns]
    demand(len(names) == len(kinds))
    crs = slots(buffer, follow(buffer, found[10]))
    demand({1, 4} <= set(crs))
    code, definition = take("i", buffer, crs[1]), words(buffer, crs[4])
    demand(definition.endswith(f'ID["EPSG",{code}]]'))
    flags = [take("B", buffer, found[k]) for k in (2, 3, 4, 5, 6) if k in found]
    node_size = take("H", buffer, found[9]) if 9 in found else 16
    count = take("Q", buffer, found[8])
    return [sorted(found), flags, kinds, definition, count, node_size], names, kinds, count, node_size, envelope


def ring_ends(buffer, found, count):
    return listed(buffer, found[0], "I", 4) if 0 in found else [count]


def shape(buffer, table, rings):
    """Append the rings below a geometry to a list; its own kind and those of its parts are returned."""
    found = slots(buffer, table)
    kind = take("B", buffer, found[6]) if 6 in found else 0
    if 7 in found:
        at = follow(buffer, found[7])
        parts = [follow(buffer, at + 4 + 4 * k) for k in range(min(take("I", buffer, at), 99))]
        return [kind, [shape(buffer, part, rings) for part in parts]]
    demand(1 in found)
    flat = listed(buffer, found[1], "d", 8)
    xy = list(zip(flat[0::2], flat[1::2]))
    ends = ring_ends(buffer, found, len(xy))
    demand(ends and ends[-1] == len(xy) and all(a < b for a, b in zip([0, *ends], ends)))
    for a, b in zip([0, *ends], ends):
        demand(b - a > 3 and xy[a] == xy[b - 1])
        rings.append(xy[a:b])
    return [kind, len(ends)]


def values(buffer, place, kinds):
    """The values of a feature, in the order of the columns."""
    raw = bytes(listed(buffer, place, "B", 1))
    found, at = {}, 0
    while at < len(raw):
        number = take("H", raw, at)
        demand(number < len(kinds) and number not in found and (kinds[number] == TEXT or kinds[number] in WIDTHS))
        width = take("I", raw, at + 2) + 4 if kinds[number] == TEXT else WIDTHS[kinds[number]]
        value = raw[at + 2 : at + 2 + width]
        demand(len(value) == width)
        if kinds[number] == TEXT:
            try:
                value[4:].decode("utf-8")
            except UnicodeDecodeError:
                raise Contradiction from None
        found[number], at = value, at + 2 + width
    demand(sorted(found) == list(found) and len(found) == len(kinds))
    return list(found.values())


def tree(content, at, count, size):
    """(boxes of the features, their places) of the index, every node of which holds those below it."""
    levels = [count]
    while len(levels) == 1 or levels[-1] > 1:
        levels.append(-(-levels[-1] // size))
    total = sum(levels)
    demand(at + 40 * total <= len(content))
    nodes = [struct.unpack_from("<4dQ", content, at + 40 * k) for k in range(total)]
    end = total
    for level, above in zip(levels, levels[1:]):
        begin = end - level
        for k in range(above):
            children = nodes[begin + k * size : min(begin + (k + 1) * size, end)]
            box = [f(child[side] for child in children) for side, f in enumerate((min, min, max, max))]
            demand(list(nodes[begin - above + k]) == [*box, begin + k * size])
        end = begin
    return [node[:4] for node in nodes[total - count :]], [node[4] for node in nodes[total - count :]], nodes[0][:4]


def flatgeobuf(parts):
    """(what must stay, names, vertices, values) of a file with an index. Raises Contradiction."""
    content = parts[".fgb"]
    demand(len(content) > 12 and content[:7] == b"fgb\x03fgb")
    end = 12 + take("I", content, 8)
    demand(end <= len(content))
    fixed, names, kinds, count, size, envelope = header(content[12:end])
    demand(size > 1 and 0 < count < 10_000)
    boxes, places, outer = tree(content, end, count, size)
    demand(list(outer) == envelope)
    levels = [count]
    while len(levels) == 1 or levels[-1] > 1:
        levels.append(-(-levels[-1] // size))
    start = at = end + 40 * sum(levels)
    shapes, rows = [], []
    for box, place in zip(boxes, places):
        demand(at - start == place)
        length = take("I", content, at)
        demand(at + 4 + length <= len(content))
        feature = content[at + 4 : at + 4 + length]
        found, rings = slots(feature, follow(feature, 0)), []
        demand({0, 1} <= set(found))
        fixed.append([sorted(found), shape(feature, follow(feature, found[0]), rings)])
        xy = np.array([place for ring in rings for place in ring])
        demand(np.isfinite(xy).all() and [*xy.min(axis=0), *xy.max(axis=0)] == list(box))
        shapes.append(rings)
        rows.append(values(feature, found[1], kinds))
        at += 4 + length
    demand(at == len(content))
    return fixed, names, shapes, rows
