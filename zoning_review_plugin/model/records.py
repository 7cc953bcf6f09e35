"""Small records that pass between floors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any


class Feature(str):
    """What a layer calls a feature: the text of its id, which others may have too, with the feature's number `fid`."""

    def __new__(cls, text, fid):
        feature = super().__new__(cls, text)
        feature.fid = int(fid)
        return feature

    def __getnewargs__(self):
        return str(self), self.fid

    def named(self, names):
        """What tables call it, plain text. names: {feature number: id} of those that are called otherwise."""
        return names.get(self.fid, str(self))


@dataclass(frozen=True)
class Issue:
    """A fault found in an input, or a remark on how it was used.

    check_code: names the sentences `fault.<code>` and `action.<code>`, filled by `params`. feature_id: text, of a
    layer's features a `Feature`, as in `params`, until all are known and can be `named`.
    geometry: a shapely geometry in the analysis CRS, or None. Areas in m2.
    """

    layer: str
    check_code: str
    severity: str
    feature_id: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    area_before_m2: float | None = None
    area_after_m2: float | None = None
    geometry: Any = None

    def named(self, names):
        """The issue with its `Feature`s by what tables call them; see `Feature.named`."""
        params = {name: _plain(value, names) for name, value in self.params.items()}
        return replace(self, feature_id=_plain(self.feature_id, names), params=params)


def _plain(value, names):
    return value.named(names) if isinstance(value, Feature) else value
