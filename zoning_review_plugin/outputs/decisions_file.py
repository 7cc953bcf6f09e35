"""The file of decisions written: aside, and moved into place."""

from __future__ import annotations

from pathlib import Path

from ..inputs.case.decisions_text import decisions_text
from .aside import written_aside


def write_decisions(decisions, path, text=""):
    """Write `Decision`s as the file at `path`; `text` is what is kept of it where it stands. Raises OutputFault."""
    path = Path(path)
    made = decisions_text(decisions, text).encode("utf-8", errors="replace")
    with written_aside(path.parent) as aside:
        (aside / path.name).write_bytes(made)
