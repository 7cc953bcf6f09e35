"""Review tables as readers see them, for tests that ask what a table says."""

from zoning_review_plugin.tables.report_style import style_of


def made(build, result, language="zh", **style):
    """The `Table` of a builder. style: what else differs from the style that the case asks for."""
    from dataclasses import replace

    return build(result, replace(style_of(result, language), **style))


def cells(table, *keys):
    """Rows of some columns (their keys) as a reader sees them."""
    found = [column.key for column in table.columns]
    places = [found.index(key) for key in keys]
    return [tuple(row[place] for place in places) for row in table.texts()]


def heads(table):
    """{key: title} of the columns."""
    return {column.key: column.title for column in table.columns}
