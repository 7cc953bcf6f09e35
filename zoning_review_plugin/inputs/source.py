"""A source as text (`path|layername=…|subset=…`) → what GDAL opens, and whether it may be opened at all."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

_SCHEMES = re.compile(
    r"(?i)^(pg|postgresql|mysql|mssql|oci|mongodb(v3)?|wfs|wfs3|oapif|csw|elastic|es|couchdb|carto|amigocloud|hana|ngw|plscenes|gmlas|ftp|https?)\s*:"
)
_REMOTE_ANYWHERE = re.compile(
    r"(?i)(https?|ftp)://|/vsi(curl|s3|gs|az|adls|oss|swift|webhdfs|hdfs)(_streaming)?/|/vsicurl\?"
)
_LOOPBACK_HOST = re.compile(
    r"(?i)(?:host(?:addr)?\s*=\s*['\"]?|https?://(?:[^/@\s]*@)?|ftp://)(localhost|127(?:\.\d+){3}|\[?::1\]?)(?=[\s'\"/:?,]|$)"
)
_ANY_HOST = re.compile(r"(?i)(?:host(?:addr)?\s*=\s*['\"]?|(?:https?|ftp)://(?:[^/@\s]*@)?)([^\s'\"/:?,]+)")


@dataclass(frozen=True)
class Source:
    """What to open: `target` for GDAL, the layer in it, the filter on it. `text` is as the user wrote it."""

    text: str
    target: str
    layer: str | None = None
    layer_index: int = 0
    subset: str | None = None

    @property
    def stem(self):
        """A short name for messages and for ids that clash: the file's name without its suffix."""
        if _SCHEMES.match(self.target) or "://" in self.target:
            return self.layer or self.target.split(":", 1)[0]
        return Path(self.target.replace("\\", "/")).stem

    def exists(self):
        """Whether a local path is there; what is no path (a database, a service) is taken to be."""
        is_path = os.path.isabs(self.target) and not self.target.startswith("/vsi")
        return not is_path or os.path.exists(self.target)

    @property
    def remote(self):
        """Whether opening it may reach another machine. Loopback addresses do not count."""
        if not (_SCHEMES.match(self.target) or _REMOTE_ANYWHERE.search(self.target)):
            return False
        hosts = _ANY_HOST.findall(self.target)
        return len(hosts) != len(_LOOPBACK_HOST.findall(self.target)) or not hosts


def parse_source(text, folder):
    """The `Source` that `text` names; a relative path starts from `folder`."""
    head, *options = re.split(r"\|(?=(?:layername|layerid|subset|geometrytype|uniqueGeometryType)=)", text)
    named = dict(option.split("=", 1) for option in options)
    target = head
    if not (_SCHEMES.match(head) or head.startswith("/vsi") or os.path.isabs(head)):
        target = str(Path(folder) / head)
    index = named.get("layerid", "0")
    return Source(text, target, named.get("layername"), int(index) if index.isdigit() else 0, named.get("subset"))
