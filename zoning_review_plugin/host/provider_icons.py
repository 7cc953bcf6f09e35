"""Where the icons lie."""

from pathlib import Path

_ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"


def icon_path(name):
    """The path of an icon file as text."""
    return str(_ICONS / name)
