"""A review told in the other language: what was said in sentences when it was made is said again."""

from __future__ import annotations

from dataclasses import replace

from ..review.conclusion import said_again
from .public_version import is_public


def in_language(result, language):
    """The `Result` with its reports in `zh` or `en`.

    What a public version says of conclusions stays as it is: made anew, it would name what is left out.
    """
    if language == result.case.language:
        return result
    case, tables = replace(result.case, language=language), result.tables
    if not is_public(result):
        tables = {**tables, "conclusion": said_again(case, tables["conclusion"])}
    return replace(result, case=case, tables=tables)
