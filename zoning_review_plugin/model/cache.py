"""Where the program keeps what it can make again: compiled code, and notes on files it has looked through."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder():
    """The user's folder for what can be made again. It may not be there yet."""
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "zoning_review"
