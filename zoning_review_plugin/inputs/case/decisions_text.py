"""The text of a file of decisions with other decisions in it: comments and entries that nobody touched stay."""

from __future__ import annotations

from dataclasses import fields

import yaml

from ...model.decision import Decision
from .case_schema import SchemaReader, schema_of
from .yaml_text import parse

SCHEMA = "zoning-review/decisions/1"
_KEYS = ("subject", "scheme", "pack", "rule", "computed", "facts", "verdict", "by", "at", "reason", "evidence")


def decisions_text(decisions, text=""):
    """The text of a file with exactly these `Decision`s. text: of the file as it is, "" where there is none.

    Those with a `line` are entries of `text` that stay as they are written; the others come behind them.
    """
    edited = _edited(decisions, text) if text.strip() else None
    return edited if edited is not None else _anew(decisions)


def _anew(decisions):
    return _dump({"schema": SCHEMA, "decisions": [_entry(one) for one in decisions]})


def _edited(decisions, text):
    """`text` with lines of entries taken out and others put in; None where that does not come to the decisions."""
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    listed = _list_of(plain)
    if listed is None or listed.flow_style and listed.value:
        return None
    kept = {one.line for one in decisions if one.line is not None}
    added = "".join(_block(one, plain, listed) for one in decisions if one.line is None)
    made = _without(plain, listed, kept, added) if listed.value else _into_empty(plain, listed, added)
    if _values(made) != [_entry(one) for one in decisions]:
        return None
    return made.replace("\n", newline)


def _list_of(text):
    """The node of the list of decisions, None where the text has none."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else ()
    found = next((value for key, value in pairs if key.value == "decisions"), None)
    return found if isinstance(found, yaml.SequenceNode) else None


def _without(text, listed, kept, added):
    """Entries whose first line is not `kept` go; `added` follows the last one."""
    parts, at = [], 0
    for number, node in enumerate(listed.value):
        start, end = _line_start(text, node.start_mark.index), _line_end(text, _end(node))
        parts.append(text[at:start])
        if node.start_mark.line + 1 in kept:
            parts.append(text[start:end])
        at = end
        if number + 1 == len(listed.value):
            whole = "".join(parts)
            parts = [whole if whole.endswith("\n") or not whole else whole + "\n", added]
    made = "".join((*parts, text[at:]))
    return made if kept or added else _emptied(made, text, listed)


def _emptied(made, text, listed):
    """A key without entries is null: say that the list is empty."""
    key_end = text.rindex("decisions:", 0, listed.start_mark.index) + len("decisions:")
    return made[:key_end] + " []" + made[key_end:]


def _into_empty(text, listed, added):
    start, end = listed.start_mark.index, listed.end_mark.index
    if not added:
        return text
    line_end = _line_end(text, end)
    rest = text[end:line_end]
    return text[:start].rstrip(" ") + rest.rstrip("\n") + "\n" + added + text[line_end:]


def _end(node):
    """Where the last value of a node ends: comments behind it are not its own."""
    if node.value and isinstance(node, yaml.MappingNode) and not node.flow_style:
        return _end(node.value[-1][1])
    return node.end_mark.index


def _line_start(text, index):
    return text.rfind("\n", 0, index) + 1


def _line_end(text, index):
    if index and text[index - 1] == "\n":  # a value of several lines takes its end with it
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _block(decision, text, listed):
    """An entry as the lines of a list, as far in as the others."""
    inside = listed.value[0].start_mark.index if listed.value else 0
    first = text[_line_start(text, inside) :]
    margin = first[: len(first) - len(first.lstrip(" "))] if listed.value else "  "
    lines = _dump([_entry(decision)]).splitlines(keepends=True)
    return "".join(margin + line if line.strip() else line for line in lines)


def _values(text):
    """The entries of a text as values, None where it does not keep the schema."""
    reader = SchemaReader(schema_of("decisions"), None)
    data = reader.read(parse(text, None))
    if reader.problems:
        return None
    return [_entry(Decision(**one)) for one in data["decisions"]]


def _entry(decision):
    held = {one.name: getattr(decision, one.name) for one in fields(decision)}
    return {key: held[key] for key in _KEYS if held[key] is not None}


def _dump(value):
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=118)
