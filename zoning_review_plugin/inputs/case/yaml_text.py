"""YAML text → a light tree of nodes that know their line, with every scalar still text.

Only plain data comes in: no tags, no anchors or aliases, one document, bounded size and depth, no key
twice. So a case file can neither run code nor blow up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

import yaml

from ...model.errors import CaseFault, Place

MAX_BYTES = 20_000_000
MAX_DEPTH = 40


@dataclass(frozen=True)
class Scalar:
    """Text as written. `plain` is False where it was quoted, so that "null" can be told from null."""

    line: int
    text: str
    plain: bool


@dataclass(frozen=True)
class Sequence:
    """Nodes in order."""

    line: int
    items: list["Node"]


@dataclass(frozen=True)
class Mapping:
    """Nodes by key, and the line of each key."""

    line: int
    items: dict[str, "Node"]
    key_lines: dict[str, int]


Node = Union[Scalar, Sequence, Mapping]


def parse(text, file):
    """The root node of YAML `text`; `file` is named in errors.

    Raises CaseFault where the text is not YAML or uses more of it than plain data needs.
    """
    if len(text) > MAX_BYTES:
        raise CaseFault("case_too_large", Place(file=file), limit_mb=MAX_BYTES // 1_000_000)
    try:
        _refuse_tricks(text, file)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise CaseFault("not_yaml", Place(file=file, line=line), problem=error.problem or error.context or "") from None
    except yaml.YAMLError as error:
        raise CaseFault("not_yaml", Place(file=file), problem=str(error).splitlines()[0]) from None
    if root is None:
        raise CaseFault("case_empty", Place(file=file))
    return _node(root, file)


def _refuse_tricks(text, file):
    """Walk the events (no recursion there) before anything is composed."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise CaseFault("yaml_alias", Place(file=file, line=line))
        if getattr(event, "tag", None) and event.tag != "!":
            raise CaseFault("yaml_tag", Place(file=file, line=line), tag=event.tag)
        if depth > MAX_DEPTH:
            raise CaseFault("yaml_too_deep", Place(file=file, line=line), limit=MAX_DEPTH)
        if documents > 1:
            raise CaseFault("yaml_documents", Place(file=file, line=line))


def _node(node, file):
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Scalar(line, node.value, node.style is None)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(line, [_node(item, file) for item in node.value])
    items, lines = {}, {}
    for key, value in node.value:
        key_line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise CaseFault("yaml_key", Place(file=file, line=key_line))
        if key.value in items:
            raise CaseFault("key_twice", Place(file=file, line=key_line, key=key.value), first=lines[key.value])
        items[key.value], lines[key.value] = _node(value, file), key_line
    return Mapping(line, items, lines)
