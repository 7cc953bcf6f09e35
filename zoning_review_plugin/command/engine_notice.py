"""What a user should know of the engine that found the areas; and care that the next run has the better one."""

from __future__ import annotations

from ..overlay.engines import AUTO
from ..overlay.warming import start_compiling

_WORTH_TELLING = {"not_compiled", "test_failed"}  # where nobody asked for an engine; else every reason is


def engine_notice(result, asked, words):
    """A sentence, or None where the engine is the one to be expected. Starts compiling what is not compiled."""
    facts = dict(zip(result.tables["run"]["key"], result.tables["run"]["value"]))
    reason = facts["engine_because"]
    if reason == "not_compiled":
        start_compiling()
    expected = facts["engine"] == asked or (asked == AUTO and reason not in _WORTH_TELLING)
    return None if expected else words.say(f"engine.{reason}")
