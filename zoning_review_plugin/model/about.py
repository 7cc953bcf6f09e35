"""Name and version of the program, read from metadata.txt so that they are written once."""

import configparser
from functools import lru_cache
from pathlib import Path

PROGRAM = "Zoning Review"


@lru_cache(maxsize=1)
def version():
    """The version in metadata.txt, e.g. "0.1.0"."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(Path(__file__).resolve().parents[2] / "metadata.txt", encoding="utf-8")
    return parser.get("general", "version", fallback="unknown")
