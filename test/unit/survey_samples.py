"""Survey texts for tests, made of their parts."""

HEADER = {
    "格式版本号": "1.01",
    "坐标系": "2000国家大地坐标系",
    "几度分带": "3",
    "投影类型": "高斯克吕格",
    "计量单位": "米",
    "带号": "39",
    "转换参数": ",,,,,,",
}
# Corners (northing, easting) of a square of 100 m and of one of 50 m within it: 1 ha less 0.25 ha.
OUTER = [(3400000, 39500000), (3400100, 39500000), (3400100, 39500100), (3400000, 39500100)]
INNER = [(3400025, 39500025), (3400075, 39500025), (3400075, 39500075), (3400025, 39500075)]


def ring_lines(corners, ring=1, start=1, closed=True):
    """Lines of one ring; the first point stands at its end again where `closed`."""
    lines = [f"J{start + k},{ring},{x:.3f},{y:.3f}" for k, (x, y) in enumerate(corners)]
    return lines + lines[:1] * closed


def survey(*plots, **header):
    """A survey text; a plot is (its line up to `@`, its lines of points). A header set to None is left out."""
    settings = {key: value for key, value in {**HEADER, **header}.items() if value is not None}
    lines = ["[属性描述]", *(f"{key}={value}" for key, value in settings.items()), "[地块坐标]"]
    for head, points in plots:
        lines += [head + "@", *points]
    return "\n".join(lines) + "\n"


WITH_HOLE = ("10,0.7500,1,甲地块,面,H50G002051,工业用地,0601,", ring_lines(OUTER) + ring_lines(INNER, 2, 5))
PLAIN_SQUARE = ("5,1.0000,2,乙地块,面,,,,", ring_lines([(x, y + 500) for x, y in OUTER]))
