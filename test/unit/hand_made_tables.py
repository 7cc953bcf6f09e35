"""Tables made by hand, of every kind that a page must show."""

import pandas as pd

from zoning_review_plugin.tables.table import SUBTOTAL, TOTAL, Table, TableColumn

NASTY = (
    '=HYPERLINK("http://example.org","x")',
    "</script><script>window.broken = 1</script>",
    "<img src=x onerror='window.broken = 2'>",
    "\u2028\u2029]]><!--",
    "\u202eabc\u202c",
    "🏭" * 3,
    "长" * 10_000,
    "\x00\x07\x1b",
    "{subject} {count}",
    "&lt;b&gt; & \"quoted\" 'too'",
)


def grouped_table():
    """Counties with parts, subtotals and a total; two columns share a heading; one cell was rounded the other way."""
    rows = [
        ("示例县", "工业", 0.3333, 0.1111, 0.005),
        ("示例县", "居住", 0.3334, 0.0, 1.0),
        ("示例县", "小计", 0.6667, 0.1111, None),
        ("另一县", "工业", 0.00001, 0.5, 0.99999),
        ("另一县", "小计", 0.00001, 0.5, None),
        ("合计", "", 0.6667, 0.6111, None),
    ]
    columns = (
        TableColumn("county", "县"),
        TableColumn("use", "用途"),
        TableColumn("permanent", "永久 (hm²)", "number", 4, group="占用面积"),
        TableColumn("temporary", "临时 (hm²)", "number", 4, group="占用面积"),
        TableColumn("share", "占比 (%)", "percent", 2),
    )
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    kinds = ("", "", SUBTOTAL, "", SUBTOTAL, TOTAL)
    return Table("t5", "占用统计", columns, frame, ("注一",), kinds, frozenset({(1, "permanent")}))


def needing_table():
    """A table whose input is missing."""
    columns = (TableColumn("a", "甲"),)
    return Table("t7", "规划协调", columns, pd.DataFrame({"a": []}), needs=("缺少规划图层：请提供 planning_zone。",))


def long_table(count):
    """Rows 0 to `count` - 1 with their number as text and as figure, and the names of `NASTY` in turn."""
    columns = (
        TableColumn("label", "Label"),
        TableColumn("number", "Number", "integer"),
        TableColumn("name", "Name", width=40),
    )
    names = [NASTY[k % len(NASTY)] for k in range(count)]
    frame = pd.DataFrame({"label": [f"r{k}" for k in range(count)], "number": range(count), "name": names})
    return Table("long", "Long <table> & more", columns, frame)
